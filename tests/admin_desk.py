"""An administrator's desk in the demo's town on a real vault, told what there is to prepare as a hub would tell it."""

from dataclasses import replace

from fieldnotes.casework.desk import Desk
from fieldnotes.domain.prepared_case import outline
from fieldnotes.hub.keeping_back import is_protected
from fieldnotes.vault import preparing, reference
from fieldnotes.vault.identity import identity, save_identity
from fieldnotes.wire.certificate import DeviceCertificate
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.preparing import PreparingTable
from fieldnotes.wire.reference import Item, ItemType, ReferenceDelta
from one_desk import EPOCH, HUB_KEY, SILENT_HUB, make_profile, make_workshop, shipped

GUN, UNIT = "u-gun", "unit-bou"
CASE, CHILD, MOTHER, WORKER, COLLEAGUE = "c-prov-01", "prov-01-p1", "prov-01-p2", "u-tove", "u-jonas"
ADMINISTRATOR = {
    "id": GUN, "name": "Gun Åberg", "role": "administrator", "unit": UNIT,
    "memberships": [{"unit": UNIT, "role": "administrator"}],
}  # fmt: skip


def make_admin_desk(folder, clock, changed=()):
    """A desk whose person only prepares; `changed`: cases as the hub has them, in the place of the demo's."""
    vault = make_profile(folder / "profile", clock)
    town = shipped("demo/import.json")
    me = identity(vault)
    word = DeviceCertificate(me.device, GUN, SigningKey(me.seed).public, clock.now().isoformat()).seal(HUB_KEY)
    joined = replace(
        me, author=GUN, role="administrator", unit=UNIT, hub_url=SILENT_HUB, hub_key=HUB_KEY.public, epoch=EPOCH,
        certificate=word,
    )  # fmt: skip
    save_identity(vault, joined)
    items = [
        Item(ItemType.UNIT, UNIT, town["units"][0]),
        *(Item(ItemType.USER, each["id"], each) for each in (*town["users"], ADMINISTRATOR)),
        Item(ItemType.DEVICE, me.device, {"certificate": word.to_json()}),
    ]
    reference.apply_reference(vault, ReferenceDelta(EPOCH, GUN, 0, 1, tuple(items)).seal(HUB_KEY))
    desk = Desk(make_workshop(clock, folder), vault, unlocked=clock.now())
    tell_table(desk, changed)
    return desk


def tell_table(desk, changed=(), version=1):
    """Tell what a hub would: outlines of the demo's cases, those in `changed` as they are there."""
    cases = {case["id"]: case for case in (*shipped("demo/import.json")["cases"], *changed)}
    told = tuple(outline(case, protected=is_protected(case)) for case in cases.values())
    preparing.apply_table(desk.vault, PreparingTable(EPOCH, GUN, version, told).seal(HUB_KEY))


def case_with(**changes):
    """The demo's first case, changed."""
    first = next(case for case in shipped("demo/import.json")["cases"] if case["id"] == CASE)
    return {**first, **changes}
