"""The computer's own keychain: a place that opens with the person's log-in. The only door to `keyring`.

Where there is none (no Secret Service, no log-in session), or only a plain file that calls itself one, there is no
keychain for us: nothing falls back to a file. Knows no PIN and no key.
"""

from typing import Final, Protocol

from fieldnotes.domain.errors import Code, Unavailable

SERVICE: Final = "FieldNotes"
_REAL: Final = 1
"""The least priority of a backend that `keyring` itself recommends; plain files stand below it."""

_NOT_ONE: Final = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt.file", "keyrings.alt.plaintext")


class Keychain(Protocol):
    """What a PIN needs of the computer: a small secret kept under a name, by this person's log-in."""

    def is_there(self) -> bool:
        """Tell whether this computer has one that deserves the name."""
        ...

    def read(self, name: str) -> str | None:
        """Read what lies under a name; None when nothing does. Unavailable: KEYCHAIN_MISSING."""
        ...

    def keep(self, name: str, secret: str) -> None:
        """Keep a secret under a name, in place of what lay there. Unavailable: KEYCHAIN_MISSING."""
        ...

    def erase(self, name: str) -> None:
        """Forget what lies under a name; nothing there is fine. Unavailable: KEYCHAIN_MISSING."""
        ...


class SystemKeychain:
    """The keychain of the operating system: Windows Credential Manager, macOS Keychain, Secret Service, KWallet.

    `keyring` is imported when it is first asked, since it looks around the whole desktop.
    """

    def is_there(self) -> bool:
        """Tell whether a real backend answers."""
        import keyring
        from keyring.errors import KeyringError

        try:
            return _is_real(keyring.get_keyring())
        except (KeyringError, RuntimeError, OSError):
            return False

    def read(self, name: str) -> str | None:
        """Read what lies under a name. Unavailable: KEYCHAIN_MISSING also when it is locked or does not answer."""
        import keyring
        from keyring.errors import KeyringError

        self._must_be_there()
        try:
            return keyring.get_password(SERVICE, name)
        except (KeyringError, RuntimeError, OSError):
            raise Unavailable(Code.KEYCHAIN_MISSING) from None

    def keep(self, name: str, secret: str) -> None:
        """Keep a secret under a name."""
        import keyring
        from keyring.errors import KeyringError

        self._must_be_there()
        try:
            keyring.set_password(SERVICE, name, secret)
        except (KeyringError, RuntimeError, OSError):
            raise Unavailable(Code.KEYCHAIN_MISSING) from None

    def erase(self, name: str) -> None:
        """Forget what lies under a name."""
        import keyring
        from keyring.errors import KeyringError, PasswordDeleteError

        self._must_be_there()
        try:
            keyring.delete_password(SERVICE, name)
        except PasswordDeleteError:
            if self.read(name) is not None:
                raise Unavailable(Code.KEYCHAIN_MISSING) from None
        except (KeyringError, RuntimeError, OSError):
            raise Unavailable(Code.KEYCHAIN_MISSING) from None

    def _must_be_there(self) -> None:
        if not self.is_there():
            raise Unavailable(Code.KEYCHAIN_MISSING)


def _is_real(backend: object) -> bool:
    """Look through a chain: it is as real as the first of its links, which is the one that would keep the secret."""
    links = getattr(backend, "backends", None)
    if links is not None:
        first = next(iter(links), None)
        return first is not None and _is_real(first)
    module = type(backend).__module__
    return not module.startswith(_NOT_ONE) and float(getattr(backend, "priority", 0)) >= _REAL
