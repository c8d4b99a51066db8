"""Commands about what the workplace has decided for this computer: to be read here, and changed by nobody here."""

from pathlib import Path

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.hints import advice
from fieldnotes.cli.options import Group
from fieldnotes.cli.request import MachineCheck, Request
from fieldnotes.domain.errors import FieldNotesError
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.managed import ManagedRules, value_json
from fieldnotes.language.managed_words import by_reason, decided_words
from fieldnotes.language.translation import translate as _


def add_to(program: Group) -> None:
    """Add `policy`."""
    policy_ = program.command("policy", _("tell what the workplace has decided for this computer"), policy)
    about = _("tell what this file would decide, and what is wrong with it, before it is rolled out")
    policy_.add_argument("--check", metavar=_("FILE"), help=about)


def policy(request: Request) -> Answer:
    """What is decided; of a profile that opens by itself with what its hub has decided beside it.

    Exit status 1 beside the result when the policy names a rule this version does not know.
    """
    file = request.options.check
    rules, place = request.given.policy(Path(file) if file else None)
    if not file and request.opens_by_itself:
        from fieldnotes.casework.managed import rules_of

        with request.desk() as desk:
            rules = rules_of(desk)
    rows: list[Json] = [
        {"rule": name, "value": value_json(getattr(rules, name)), "words": words, "reason": why}
        for name, words, why in decided_words(rules)
    ]
    unknown = sorted(rules.unknown)
    result: dict[str, Json] = {"policy": place, "rules": rows, "unknown": list(unknown)}
    return Answer(result, _lines(rules, place), status=1 if unknown else 0)


def policy_check(request: Request) -> MachineCheck:
    """Tell for `doctor` whether the policy can be trusted and read, and how much it decides."""
    try:
        rules, place = request.given.policy(None)
    except FieldNotesError as error:
        return "policy", False, advice(error)
    if rules.unknown:
        return "policy", False, _unknown(rules)
    if not rules.decided:
        return "policy", True, _("nothing is decided for this computer")
    return "policy", True, f"{place}: {', '.join(name for name, _words, _why in decided_words(rules))}"


def _lines(rules: ManagedRules, place: str) -> list[str]:
    lines = [_("Decided in {place}:").format(place=place)] if rules.decided else []
    for why, said in by_reason(rules):
        lines += [*(f"  {words}" for words in said), *([f"    {why}"] if why else [])]
    if not rules.decided:
        lines.append(_("Nothing is decided for this computer."))
    return [*lines, *([_unknown(rules)] if rules.unknown else [])]


def _unknown(rules: ManagedRules) -> str:
    words = _("This version of the program does not know: {names}. Check the spelling, or update the program.")
    return words.format(names=", ".join(sorted(rules.unknown)))
