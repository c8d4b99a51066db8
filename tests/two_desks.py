"""A worker's and a supervisor's desk on real vaults, and the hub's part of carrying entries between them."""

import secrets
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QCoreApplication, QEvent

from fieldnotes.casework import decide, read_note, show_to_family, sign, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.vault import feed, outbox, reference
from fieldnotes.vault.identity import identity, save_identity
from fieldnotes.wire.entries import read
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.reference import Item, ItemType, ReferenceDelta
from fieldnotes.wire.running_head import START, head_after, sign_receipt
from one_desk import EPOCH, HUB_KEY, make_desk, make_joined, make_profile, make_workshop, shipped

CASE, CHILD, GUARDIAN = "c-prov-01", "prov-01-p1", "prov-01-p2"
WORKER, SUPERVISOR = "u-tove", "u-henrik"
WHY = "Provkörning."
ROOM = {"people": [{"person_id": CHILD, "role": "barn"}, {"person_id": GUARDIAN, "role": "vardnadshavare"}]}
TOLD = {"section": "vuxnas_uppgifter", "field": "told"}


@dataclass
class TwoDesks:
    """Both desks; `carry` sends what waits at each and brings everything to both."""

    worker: Desk
    supervisor: Desk
    log: dict[str, list[object]] = field(default_factory=dict)

    def carry(self):
        for desk in (self.worker, self.supervisor):
            self._send(desk)
        for desk in (self.worker, self.supervisor):
            self._bring(desk)

    def close(self):
        for desk in (self.worker, self.supervisor):
            desk.vault.lock()

    def _send(self, desk):
        results, touched = [], set()
        for one in outbox.take(desk.vault):
            entry = read(one.data)
            self.log.setdefault(entry.case, []).append(one)
            touched.add(entry.case)
            position = len(self.log[entry.case])
            results.append({"id": entry.id, "hash": one.hash, "result": "stored", "position": position})
        receipts = [self._receipt(case) for case in sorted(touched)]
        outbox.settle(desk.vault, results, receipts, desk.clock.now().isoformat())

    def _bring(self, desk):
        mine = {case.id for case in reference.cases(desk.vault)}
        for case in sorted(mine & set(self.log)):
            cursor = feed.last_receipt(desk.vault, case)
            after = cursor.position if cursor else 0
            rows = self.log[case][after:]
            if rows:
                now = desk.clock.now().isoformat()
                feed.apply_page(desk.vault, case, after, rows, self._receipt(case), now)

    def _receipt(self, case):
        log = self.log[case]
        return sign_receipt(HUB_KEY, EPOCH, case, len(log), head_after(START, [one.hash for one in log]))


def close_window(widget):
    """Close and delete at once, so that the next test's look is not spent on it."""
    widget.close()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def make_two(folder, clock, second=SUPERVISOR):
    worker = make_desk(folder / "worker", clock, user=WORKER)
    supervisor = _other_computer(folder / "supervisor", clock, second)
    words = {identity(desk.vault).device: identity(desk.vault).certificate for desk in (worker, supervisor)}
    items = tuple(Item(ItemType.DEVICE, device, {"certificate": word.to_json()}) for device, word in words.items())
    for desk, user in ((worker, WORKER), (supervisor, second)):
        reference.apply_reference(desk.vault, ReferenceDelta(EPOCH, user, 1, 2, items).seal(HUB_KEY))
    return TwoDesks(worker, supervisor)


def _other_computer(folder, clock, user):
    """A desk on a device of its own; all profiles of the tests are copies of one."""
    vault = make_profile(folder / "profile", clock)
    save_identity(vault, replace(identity(vault), device=new_id(clock), seed=secrets.token_bytes(32)))
    make_joined(vault, clock, user)
    return Desk(make_workshop(clock, folder), vault, unlocked=clock.now())


def signed(desks, *, file="prov-01", case=CASE, template="hembesok"):
    """The worker signs a shipped note; the supervisor has it."""
    note = write_note.add(desks.worker, case, template, shipped(f"demo/notes/{file}.json")).note
    revision = sign.sign(desks.worker, note, {"*": WHY}).hash
    desks.carry()
    return note, revision


def shown_and_signed(desks):
    """The family sees it and the guardian disagrees; then as `signed`."""
    note = write_note.add(desks.worker, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note
    shown = show_to_family.show(desks.worker, note, ROOM).shown
    said = [
        {"person_id": GUARDIAN, "section": "iakttagelser", "answer": "disagrees", "text": "Jag gäspade inte."},
        {"person_id": CHILD, "section": "overenskommet", "answer": "adds", "text": "Och mormor kan hjälpa till."},
    ]
    show_to_family.respond(desks.worker, note, shown, {"responses": said})
    revision = sign.sign(desks.worker, note, {"*": WHY}).hash
    desks.carry()
    return note, revision


def returned(desks, note, revision, *texts):
    """The supervisor sends it back with one question for each text; gives their hashes."""
    read_note.show(desks.supervisor, note)
    pins = [{**TOLD, "kind": "question", "text": text, "start": 0, "end": 15} for text in texts]
    asked = decide.return_note(desks.supervisor, note, revision, {"pins": pins}).others
    desks.carry()
    return asked
