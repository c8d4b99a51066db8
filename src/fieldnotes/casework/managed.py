"""What the workplace has decided, held at every act it is about: this computer's policy, and the hub's beside it.

Of each rule the stricter stands, whoever said it first. It reads no file and knows no screen.
"""

from collections.abc import Mapping

from fieldnotes.casework.desk import Desk, Workshop
from fieldnotes.dictation import models
from fieldnotes.dictation.model_layouts import EngineKind
from fieldnotes.dictation.models import Model
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.managed import ManagedRules, read_told
from fieldnotes.vault.identity import identity
from fieldnotes.vault.key_file import SlotKind, read_key_file
from fieldnotes.vault.reference import policy
from fieldnotes.wire.reference import HUB_POLICY, MANAGED


def rules_of(desk: Desk) -> ManagedRules:
    """Give what holds at this desk: the computer's policy and what its hub has published."""
    told = policy(desk.vault).get(HUB_POLICY, {}).get(MANAGED)
    here = desk.workshop.managed
    return here.stricter(read_told(told)) if isinstance(told, Mapping) else here


def require_may_begin(desk: Desk) -> None:
    """Let a note be begun only where the profile stands as the workplace wants it. Refused: MANAGED."""
    rules = rules_of(desk)
    if rules.work_alone and not rules.escrow:
        return
    rules.require("work_alone", kept=rules.work_alone or identity(desk.vault).joined)
    sealed = not rules.escrow or bool(read_key_file(desk.vault.folder).of_kind(SlotKind.ESCROW))
    rules.require("escrow", kept=sealed)


def require_may_leave(desk: Desk, way: str) -> None:
    """Let what is written leave the program only in a `way` (`EXPORTS`) that is allowed. Refused: MANAGED."""
    rules = rules_of(desk)
    rules.require("exports", kept=way in rules.exports)


def require_may_copy(desk: Desk) -> None:
    """Let the profile be copied to another disk only where that is allowed. Refused: MANAGED."""
    rules = rules_of(desk)
    rules.require("backups", kept=rules.backups)


def require_hub(rules: ManagedRules, address: str) -> None:
    """Let a hub be used only where it is the workplace's. Refused: MANAGED."""
    rules.require("hub", kept=rules.allows_hub(address))


def require_own_hub(desk: Desk) -> None:
    """Let a profile that has joined speak to its hub only where that is the workplace's. Refused: MANAGED."""
    address = identity(desk.vault).hub_url
    if address is not None:
        require_hub(rules_of(desk), address)


def require_pin(rules: ManagedRules) -> None:
    """Let a PIN be used only where that is allowed. Refused: MANAGED."""
    rules.require("pin", kept=rules.pin)


def require_model(workshop: Workshop, name: str) -> None:
    """Let a speech model be installed or used only where it is allowed. Refused: MANAGED."""
    workshop.managed.require("models", kept=workshop.managed.allows_model(name))


def model_to_use(workshop: Workshop, name: str | None = None, language: str | None = None) -> Model:
    """Find the speech model to use: the named one, else of those that are allowed the one `models.find` would take.

    Refused: MODEL_MISSING, MANAGED.
    """
    speech, allowed = workshop.speech, workshop.managed.models
    if allowed is not None and name is None:
        here = [one for one in models.installed(speech.models_folder) if language in (None, one.language)]
        live = (one.name for one in here if one.engine is EngineKind.VOSK)
        name = next((one for one in live if one in allowed), None)
    found = models.find(speech.models_folder, name, speech.shipped_model, language)
    require_model(workshop, found.name)
    return found


def require_length(rules: ManagedRules, passphrase: str) -> None:
    """Let a new passphrase be as short as the workplace allows. Refused: WEAK_PASSPHRASE."""
    if len(passphrase) < rules.passphrase_length:
        raise Refused(Code.WEAK_PASSPHRASE, least=rules.passphrase_length)
