"""What this program left on the clipboard goes when the profile is locked. Knows no screen."""

from PySide6.QtGui import QClipboard, QGuiApplication


def forget_clipboard(clipboard: QClipboard | None = None) -> None:
    """Empty what this program has put on the clipboard; what another program put there is not ours."""
    clipboard = clipboard or QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear(clipboard.Mode.Clipboard)
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(clipboard.Mode.Selection)
