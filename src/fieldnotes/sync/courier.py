"""One request under way while the answer to the one before it is written down; never two at once.

The only thread of the exchange (decision 018): a session belongs to it from the first request to the last, so every
request of a phase goes through its courier. Knows no request's meaning.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

Found = TypeVar("Found")
Given = ParamSpec("Given")


class Courier:
    """Runs requests one after the other; at the end of the `with` none is under way."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="courier")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)

    def send(self, request: Callable[Given, Found], *given: Given.args, **named: Given.kwargs) -> "Future[Found]":
        """Start a request, after those before it; what goes wrong is raised by `result`."""
        return self._thread.submit(request, *given, **named)

    def ask(self, request: Callable[Given, Found], *given: Given.args, **named: Given.kwargs) -> Found:
        """Send a request and wait for its answer."""
        return self.send(request, *given, **named).result()
