"""Checks an exported case from its bytes alone; imports nothing of the program's.

    python tests/verify_case.py CASE.json [--hub-key BASE64] [--seen RECEIPT.json]

`--hub-key` is the key pinned by the reader (else the one in the file), `--seen` a receipt kept from before:
an export that holds less than the hub has confirmed is a rolled-back feed. Exit status 0 and one line, or 1 and
one line per fault.
"""

import base64
import hashlib
import json
import re
import sys
import unicodedata
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KEYS = {
    "at",
    "author",
    "auth",
    "body",
    "case",
    "case_previous",
    "device",
    "dseq",
    "id",
    "kind",
    "note",
    "parents",
    "role",
    "since_hub",
    "unit",
    "v",
    "visit",
}


def signed(public, message, signature):
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def follows_the_rule(value, depth=1):
    """The bytes rule: keys, NFC, no floats, integers, depth."""
    if isinstance(value, str):
        return unicodedata.is_normalized("NFC", value)
    if isinstance(value, dict):
        keys = all(re.fullmatch("[a-z0-9_]+", key) for key in value)
        return depth <= 16 and keys and all(follows_the_rule(v, depth + 1) for v in value.values())
    if isinstance(value, list):
        return depth <= 16 and all(follows_the_rule(v, depth + 1) for v in value)
    return value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < 2**53)


def device_keys(export, hub_key, faults):
    keys = {}
    for word in export["devices"]:
        data, signature = base64.b64decode(word["signed"]), base64.b64decode(word["signature"])
        if signed(hub_key, b"fieldnotes/device/1" + data, signature):
            certificate = json.loads(data)
            keys[certificate["device"]] = (base64.b64decode(certificate["key"]), certificate["user"])
        else:
            faults.append("a device certificate is not the hub's")
    return keys


def check_entry(number, row, case, keys, faults):
    """One entry's bytes, hash and signature; its hash and content."""
    data, signature = base64.b64decode(row["bytes"]), base64.b64decode(row["signature"])
    digest = hashlib.sha256(b"fieldnotes/entry/1" + data).digest()
    try:
        entry = json.loads(data)
        exact = isinstance(entry, dict) and canonical(entry) == data and follows_the_rule(entry) and set(entry) == KEYS
    except ValueError:
        exact = False
    if not exact:
        faults.append(f"entry {number}: its bytes do not follow the rule")
        return digest, None
    key, user = keys.get(entry["device"], (None, None))
    if key is None or not signed(key, b"fieldnotes/sig/1" + digest, signature):
        faults.append(f"entry {number}: not signed by its device")
    elif user != entry["author"]:
        faults.append(f"entry {number}: signed by another person's device")
    if entry["case"] != case:
        faults.append(f"entry {number}: belongs to another case")
    return digest, entry


def withheld(row):
    """Hash of an entry whose bytes were kept out of the file: a note that lies in the wrong case."""
    return bytes.fromhex(row["hash"]) if set(row) == {"hash", "withheld"} and row["withheld"] == "misfiled" else None


def check_receipt(receipt, hub_key, faults):
    part = {k: receipt[k] for k in ("case", "epoch", "log_head", "position")}
    if not signed(hub_key, b"fieldnotes/receipt/1" + canonical(part), base64.b64decode(receipt["signature"])):
        faults.append("the receipt is not the hub's")


def check_end(export, seen, heads, hub_key, faults):
    """The entries lead to what the hub confirmed; a case with no entries has no confirmation."""
    receipt = export["receipt"]
    if receipt is None:
        faults += ["the hub's receipt is missing"] if export["entries"] else []
        return
    check_receipt(receipt, hub_key, faults)
    check_seen(export, seen, heads, hub_key, faults)
    if (receipt["case"], receipt["position"], receipt["log_head"]) != (export["case"], len(heads) - 1, heads[-1]):
        faults.append("the entries do not add up to the hub's receipt")


def check_seen(export, seen, heads, hub_key, faults):
    """What the reader was told before must still be there."""
    if seen is None:
        return
    check_receipt(seen, hub_key, faults)
    kept = heads[seen["position"]] if seen["position"] < len(heads) else None
    same = (seen["case"], seen["epoch"]) == (export["case"], export["receipt"]["epoch"])
    if same and kept != seen["log_head"]:
        faults.append("the feed was rolled back: it no longer holds what the hub has confirmed")


def check_case(export, pinned=None, seen=None):
    """Every fault found in an exported case, as sentences; an empty list when it holds."""
    faults, head, previous, hashes, out_of_sight = [], bytes(32), {}, set(), set()
    hub_key = base64.b64decode(export["hub_key"])
    if pinned is not None and pinned != hub_key:
        return ["the export names another hub key than the pinned one"]
    keys = device_keys(export, hub_key, faults)
    heads = [head.hex()]
    for number, row in enumerate(export["entries"], 1):
        kept_out = withheld(row)
        digest, entry = (kept_out, None) if kept_out else check_entry(number, row, export["case"], keys, faults)
        head = hashlib.sha256(head + digest).digest()
        heads.append(head.hex())
        if entry is not None:
            if entry["case_previous"] not in {previous.get(entry["device"]), *out_of_sight}:
                faults.append(f"entry {number}: does not follow its device's previous entry in this case")
            previous[entry["device"]] = digest.hex()
            faults += [f"entry {number}: names a parent that is not here" for p in entry["parents"] if p not in hashes]
        hashes.add(digest.hex())
        out_of_sight |= {digest.hex()} if kept_out else set()
    check_end(export, seen, heads, hub_key, faults)
    for number, chain in enumerate(export.get("proposed", []), 1):
        inner = check_case(chain, hub_key)
        faults += [f"proposed case {number}: {fault}" for fault in inner]
    return faults


def option(arguments, name):
    return arguments[arguments.index(name) + 1] if name in arguments else None


def main(arguments):
    read = lambda path: json.loads(Path(path).read_text(encoding="utf-8"))  # noqa: E731 - one use, one line
    pinned, seen = option(arguments, "--hub-key"), option(arguments, "--seen")
    export = read(arguments[0])
    faults = check_case(export, pinned and base64.b64decode(pinned), seen and read(seen))
    print("\n".join(faults) or f"{len(export['entries'])} entries hold")  # noqa: T201 - a command line's answer
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
