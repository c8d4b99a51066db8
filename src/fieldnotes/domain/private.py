"""Text about people, which must never end up in a log, a traceback or a test report."""


class Private(str):
    """A name or a piece of note text; behaves as text, but its `repr` is three dots (SEC-9)."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "•••"
