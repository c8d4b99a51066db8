"""A keychain that keeps its secrets in memory, written by hand: no log-in session runs where the tests do."""

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend

from fieldnotes.domain.errors import Code, Unavailable


class MemoryKeychain:
    """What a PIN needs of a computer; `away` = locked, or its service does not answer."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}
        self.away = False
        self.there = True

    def is_there(self) -> bool:
        return self.there

    def read(self, name: str) -> str | None:
        self._answer()
        return self.held.get(name)

    def keep(self, name: str, secret: str) -> None:
        self._answer()
        self.held[name] = secret

    def erase(self, name: str) -> None:
        self._answer()
        self.held.pop(name, None)

    def _answer(self) -> None:
        if self.away or not self.there:
            raise Unavailable(Code.KEYCHAIN_MISSING)


class MemoryBackend(KeyringBackend):
    """The same as a backend of `keyring`, for the road through the real door."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError


@contextmanager
def using(backend: KeyringBackend) -> Iterator[None]:
    """Let this process use a backend for one block."""
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        yield
    finally:
        keyring.set_keyring(before)
