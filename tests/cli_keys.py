"""The part of the walk over all commands that is about ways into a profile."""

from memory_keychain import MemoryBackend, using


def keys_of_a_profile(town) -> None:
    someone = town.stranger("someone")
    key = someone.done("init", "init", "--name", "Någon", "--kdf", "floor")["recovery_key"]
    first, second = someone.file("first", "en helt annan fras\n"), someone.file("second", "och en tredje fras\n")
    someone.done("passphrase", "passphrase", "--new-passphrase-file", first)
    recovery = someone.file("recovery", key + "\n")
    someone.done("recover", "recover", "--recovery-key-file", recovery, "--new-passphrase-file", second)
    assert someone.run("cases").code == "wrong_passphrase"
    assert someone.run("cases", "--passphrase-file", second).status == 0  # a second later, which the command waits out
    new_key = someone.done("recovery-key", "recovery-key", "--passphrase-file", second)["recovery_key"]
    with using(MemoryBackend()):
        pin = someone.file("pin", "842617\n")
        someone.done("pin-set", "pin", "set", "--pin-file", pin, "--passphrase-file", second)
        assert someone.done("pin-remove", "pin", "remove", "--passphrase-file", second)["removed"]
    changed = someone.done(
        "passphrase", "passphrase", "--rekey", "--new-passphrase-file", first, "--passphrase-file", second
    )
    assert changed["recovery_key"] not in (key, new_key)
    assert someone.run("cases", "--passphrase-file", first).status == 0


def opened_by_two_officers(town) -> None:
    """Tove has lost both passphrase and recovery key; two officers open her profile, and the hub writes it down."""
    clerk, folder = town.tove, town.folder
    words = [clerk.file("anna", "kassaskåpets första ord\n"), clerk.file("bo", "kassaskåpets andra ord\n")]
    keys = [str(folder / "anna.key"), str(folder / "bo.key")]
    for name, file, said in zip(("Anna Ek", "Bo Ask"), keys, words, strict=True):
        made = clerk.done("hub-escrow-new", "hub", "escrow", "new", "--officer", name, "--kdf", "floor", "-o", file,
                          "--officer-passphrase-file", said)  # fmt: skip
    assert made["officers"] == ["Anna Ek", "Bo Ask"]
    clerk.done("sync", "sync")
    opened = clerk.done(
        "hub-escrow-open", "hub", "escrow", "open", "--keys", str(clerk.folder / "keys.json"),
        "--officer-key", keys[1], "--officer-key", keys[0], "--officer-passphrase-file", words[1],
        "--officer-passphrase-file", words[0], "--reason-file", clerk.file("lost", "Glömd fras och borttappad nyckel."),
        "-o", str(folder / "opened.json"),
    )  # fmt: skip
    recovery = clerk.file("recovery", opened["recovery_key"] + "\n")
    clerk.done("recover", "recover", "--recovery-key-file", recovery, "--keys", str(folder / "opened.json"),
               "--new-passphrase-file", str(clerk.passphrase_file))  # fmt: skip
    clerk.done("cases", "cases")
