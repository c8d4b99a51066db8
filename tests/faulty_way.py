"""The way to the hub with faults in it: requests that never arrive, answers that are lost, changed or doubled."""

from collections.abc import Callable, Mapping

import httpx2

NOT_SENT = "not sent"
ANSWER_LOST = "answer lost"
TWICE = "twice"


class FaultyWay(httpx2.BaseTransport):
    """Carries requests to a real hub; `faults` says what befalls the request with a number (from 1).

    A fault is one of the words above, or a function that changes the answer's bytes. `every` befalls all others;
    `before` is called with each request's path.
    """

    def __init__(
        self,
        faults: Mapping[int, str | Callable[[bytes], bytes]] | None = None,
        every: str | None = None,
        before: Callable[[str], None] = lambda _: None,
        change: Mapping[str, Callable[[bytes], bytes]] | None = None,
    ) -> None:
        self._inner = httpx2.HTTPTransport()
        self._faults = faults or {}
        self._every = every
        self._before = before
        self._change = change or {}
        self.paths: list[str] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        path = request.url.path
        self._before(path)
        self.paths.append(path)
        fault = self._faults.get(len(self.paths), self._every)
        if fault == NOT_SENT:
            raise httpx2.ConnectError("the cable is out", request=request)
        answer = self._deliver(request)
        if fault == TWICE:
            self._deliver(request)
        if fault == ANSWER_LOST:
            raise httpx2.ReadError("the cable was pulled", request=request)
        if callable(fault):
            answer = _changed(answer, fault)
        if path in self._change:
            answer = _changed(answer, self._change[path])
        return answer

    def _deliver(self, request: httpx2.Request) -> httpx2.Response:
        answer = self._inner.handle_request(request)
        data = answer.read()
        answer.close()
        return httpx2.Response(answer.status_code, headers=answer.headers, stream=httpx2.ByteStream(data))

    def close(self) -> None:
        self._inner.close()


def _changed(answer: httpx2.Response, change: Callable[[bytes], bytes]) -> httpx2.Response:
    headers = {name: value for name, value in answer.headers.items() if name.lower() != "content-length"}
    return httpx2.Response(answer.status_code, headers=headers, stream=httpx2.ByteStream(change(answer.read())))
