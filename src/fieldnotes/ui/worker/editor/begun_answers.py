"""Answers and the reason for a correction that are being typed and not sent: found again after a lock or a power cut.

They lie in the profile under their note and leave it with the note; what is sent is kept no longer.
"""

import json

from shiboken6 import isValid

from fieldnotes.ui.shell.begun_words import BegunWords
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.editor.signed_view import REASON, SignedView

KIND = "answers"


class BegunAnswers:
    """The typed words of one signed note, whichever page shows it now."""

    def __init__(self, shell: Shell, note: str) -> None:
        self._words = BegunWords(shell, KIND, note)
        self._signed: SignedView | None = None
        self._reason = ""

    def follow(self, signed: SignedView) -> None:
        """Keep what is typed on this page from now on; the first page is offered what was kept."""
        first, self._signed = self._signed is None, signed
        if first:
            self._words.find(self._offer)
        else:
            signed.offer({REASON: self._reason})
            self._keep(signed.typed_words())
        signed.typed.connect(lambda: self._keep(signed.typed_words()))
        signed.correct_asked.connect(lambda _reason: self._keep({**signed.typed_words(), REASON: ""}))

    def _keep(self, words: dict[str, str]) -> None:
        self._reason = words[REASON]
        typed = {key: text for key, text in words.items() if text.strip()}
        self._words.keep(json.dumps(typed, ensure_ascii=False, sort_keys=True) if typed else "")

    def _offer(self, text: str) -> None:
        try:
            found = json.loads(text)
        except ValueError:
            return
        if isinstance(found, dict) and self._signed is not None and isValid(self._signed):
            self._signed.offer({str(key): str(words) for key, words in found.items()})
