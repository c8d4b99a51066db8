"""The same acts as the windows, from a terminal. Opens no station: it asks casework, and boot for the hub."""

from fieldnotes.cli.command_line import main
from fieldnotes.cli.request import Given

__all__ = ["Given", "main"]
