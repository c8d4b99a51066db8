"""`python -m fieldnotes`: the desktop app without arguments, a command with them."""

import sys


def main() -> int:
    """Start what the command line asks for and give its exit status."""
    from fieldnotes.boot.start import start

    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
