"""Revocation with an order to wipe, and sessions after a restore: what the hub says and whom it believes."""

import shutil

from sqlalchemy import update

from fieldnotes.hub.devices import revoke
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.operator_log import acts
from fieldnotes.hub.registers import devices
from fieldnotes.hub.tables import device
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.wipe_order import WipeOrder, sign_receipt
from hub_samples import BOTH, COLLEAGUE, Line
from running_hub import running


def order_of(line) -> dict:
    answer = line.session().json()
    line.laptop.exchange_token, line.laptop.token = answer["exchange_token"], answer["token"]
    return answer


def receipt(line, word, key: SigningKey | None = None) -> dict:
    signed = sign_receipt(key or line.laptop.key, Word.from_json(word))
    return {"order": word, "signature": to_base64(signed)}


@BOTH
def test_a_device_that_is_to_be_wiped_gets_the_hubs_signed_order_and_gives_its_receipt(join, hub):
    """rules: SEC-6"""
    tove = join()
    assert "wipe" not in order_of(tove)
    first = revoke(hub, tove.laptop.id, True, "Eva")
    assert revoke(hub, tove.laptop.id, True, "Eva") == first
    answer = order_of(tove)
    assert answer["revoked"] is True
    order = WipeOrder.read(Word.from_json(answer["wipe"]), hub.key.public)
    assert (order.device, order.epoch, order.at) == (tove.laptop.id, hub.epoch, first["wipe_ordered_at"])
    told = tove.post("/v1/wiped", receipt(tove, answer["wipe"])).json()
    assert (told["device"], bool(told["wiped_at"])) == (tove.laptop.id, True)
    assert tove.post("/v1/wiped", receipt(tove, answer["wipe"])).json() == told
    (row,) = [one for one in devices(hub)["devices"] if one["id"] == tove.laptop.id]
    assert row["wiped_at"] == told["wiped_at"]
    with hub.database.reading() as connection:
        log = [(act.what, act.who) for act in acts(connection) if act.about == tove.laptop.id]
    assert sorted(log, key=str) == [("device_wiped", None), ("wipe_ordered", "Eva"), ("wipe_ordered", "Eva")]


def test_a_revoked_device_without_an_order_is_told_only_that(join, hub):
    tove = join()
    revoke(hub, tove.laptop.id)
    answer = order_of(tove)
    assert (answer["revoked"], "wipe" in answer) == (True, False)
    revoke(hub, tove.laptop.id, True)
    assert "wipe" in order_of(tove)


@BOTH
def test_a_receipt_holds_only_from_the_device_itself_for_its_own_order(join, hub):
    """rules: SEC-6"""
    tove, jonas = join(), join(COLLEAGUE)
    for line in (tove, jonas):
        revoke(hub, line.laptop.id, True)
    mine, theirs = order_of(tove)["wipe"], order_of(jonas)["wipe"]
    forged = WipeOrder(tove.laptop.id, hub.epoch, "2026-03-12T15:00:00+00:00").seal(SigningKey(bytes(32))).to_json()
    for wrong in (
        receipt(tove, theirs),
        receipt(tove, forged),
        receipt(tove, mine, jonas.laptop.key),
        {"order": mine, "signature": to_base64(bytes(64))},
    ):
        assert tove.post("/v1/wiped", wrong).json()["code"] == "signature_wrong"
    assert tove.post("/v1/wiped", {"order": {}, "signature": ""}).json()["code"] == "request_wrong"
    assert [one["wiped_at"] for one in devices(hub)["devices"]] == [None, None]


def test_a_receipt_without_an_order_is_none(join, hub):
    tove = join()
    made = WipeOrder(tove.laptop.id, hub.epoch, "2026-03-12T15:00:00+00:00").seal(hub.key).to_json()
    assert tove.post("/v1/wiped", receipt(tove, made)).json()["code"] == "signature_wrong"


def test_after_a_restore_no_device_passes_for_a_copy_and_a_copy_still_shows(join, hub, held_clock, tmp_path):
    """rules: SEC-12. The tokens given since the backup are unknown to the restored hub."""
    tove = join()
    tove.get("/v1/heads")
    backup = tmp_path / "restored"
    shutil.copytree(hub.home.folder, backup)
    tove.open().get("/v1/heads")
    copied = tove.laptop.exchange_token
    tove.open().get("/v1/heads")
    text = (backup / "hub.json").read_text().replace(hub.epoch, "another-history")
    (backup / "hub.json").write_text(text)
    with Hub.open(backup, held_clock) as restored, running(restored) as url, Line(url, restored, tove.laptop) as line:
        assert line.open().get("/v1/heads").status_code == 200
        assert line.session(exchange_token=copied).json()["code"] == "device_cloned"
        restored.database.write(lambda connection: connection.execute(update(device).values(cloned_at=None)))
        assert line.session(exchange_token=copied).json()["code"] == "device_cloned"
