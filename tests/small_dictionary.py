"""A real Hunspell dictionary of a few Swedish words, in a folder where Enchant looks for a person's own."""

WORDS = (
    "barn/A", "hembesök/A", "besök/A", "hon", "han", "sover", "hos", "mamma", "väcker", "och", "vi", "såg", "idag",
    "jag", "det", "gick", "bra", "bredvid", "satt", "soffan",
)  # fmt: skip
RULES = (
    "SET UTF-8\nTRY aeiostnrdlkmgvfphbyuåäöcxjzwq\nREP 1\nREP brevid bredvid\nSFX A Y 2\nSFX A 0 et .\nSFX A 0 en .\n"
)


def lay_out(folder, monkeypatch):
    """Write the dictionary and let Enchant find it."""
    place = folder / "enchant" / "hunspell"
    place.mkdir(parents=True)
    (place / "sv_SE.aff").write_text(RULES, encoding="utf-8")
    (place / "sv_SE.dic").write_text("\n".join([str(len(WORDS)), *WORDS, ""]), encoding="utf-8")
    monkeypatch.setenv("ENCHANT_CONFIG_DIR", str(folder / "enchant"))
