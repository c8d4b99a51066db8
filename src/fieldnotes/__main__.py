"""`python -m fieldnotes`: the desktop app without arguments, a command with them."""

import sys


def main() -> int:
    """Start what the command line asks for and give its exit status; a newer version beside this one may take over."""
    from fieldnotes.boot.newer_program import run_newer

    status = run_newer(sys.argv[1:])
    if status is not None:
        return status
    from fieldnotes.boot.start import start

    if getattr(sys, "frozen", False) and sys.argv[1:2] in [["--multiprocessing-fork"], ["-c"]]:
        from multiprocessing import freeze_support

        freeze_support()  # a process of a hub that serves in several, started by this bundle
    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
