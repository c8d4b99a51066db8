"""Python's garbage is collected on the main thread only, as the app does it (`ui/collecting.py`).

Tests of windows and of a hub share one process: a collection that falls on a thread of the hub would take windows
apart there, and Qt ends the process.
"""

import gc
import sys
from collections.abc import Iterator

import pytest

from fieldnotes.ui.collecting import collect_what_is_due


class Garbage:
    """Collects between tests, once a test of windows has been collected into this process."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self) -> Iterator[None]:
        """Keep Python from collecting by itself while a test runs."""
        if "PySide6.QtWidgets" not in sys.modules:
            return (yield)
        gc.disable()
        try:
            return (yield)
        finally:
            collect_what_is_due()
