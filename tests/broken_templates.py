"""Templates broken at random, and templates changed in every way the validator lets through."""

import copy
import random

from hypothesis import strategies as st

JUNK = (
    None, True, False, 0, -1, 10**30, 1.5, "", "  ", "x", "\x00", "\ud800", "$", "$a.b", "a=b", [], {}, [[]], [None],
    {"a": {}}, ["a", "b"], "é" * 5000, [1, "b"], {"eq": []}, {"not": {}}, {"all": 3}, {"has": ["$a"]},
)  # fmt: skip


def walk(value, path=()):
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from walk(value[key], (*path, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from walk(each, (*path, number))


def at(value, path):
    for key in path:
        value = value[key]
    return value


def broken(file, seed):
    """Change one place or a few: taken away, replaced by junk or by another part, doubled, renamed."""
    chance, file = random.Random(seed), copy.deepcopy(file)  # noqa: S311 - no secret
    for _ in range(chance.choice([1, 1, 1, 2, 4])):
        paths = [path for path in walk(file) if path]
        *way, last = chance.choice(paths)
        inside, how = at(file, way), chance.random()
        if how < 0.3:
            del inside[last]
        elif how < 0.75:
            inside[last] = copy.deepcopy(chance.choice(JUNK))
        elif how < 0.85:
            inside[last] = copy.deepcopy(at(file, chance.choice(paths)))
        elif isinstance(inside, list):
            inside.append(copy.deepcopy(inside[last]))
        else:
            inside[f"zz{last}"] = inside.pop(last)
    return file


LABEL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), min_size=1, max_size=40
).filter(lambda text: bool(text.strip()))
TYPES = (
    "text", "statement", "observation", "assessment", "choice", "multichoice", "yesno", "date", "time", "datetime",
    "participants", "person", "agreement", "next_step", "goal", "comment",
)  # fmt: skip
SPOKEN = ("text", "statement", "observation")


def mutations(data, file):
    """Add sections with fields of every type, rules that can be kept, other labels: all of it allowed."""
    template = file["templates"][0]
    for number in range(data.draw(st.integers(0, 3))):
        template["sections"].insert(-2, _section(data, f"eget_{number}"))
    for section in template["sections"]:
        if data.draw(st.booleans()):
            section["label_sv"] = data.draw(LABEL)
    if data.draw(st.booleans()):
        template["rules"].append(_rule(data))
    file["version"] = data.draw(st.from_regex(r"[0-9]\.[0-9]{1,2}(-[a-z]{1,8})?", fullmatch=True))
    return file


def _section(data, name):
    spoken = {"id": "ord", "type": data.draw(st.sampled_from(SPOKEN)), "dictation": True, **_named(data)}
    fields = [spoken, *(_field(data, f"falt_{n}") for n in range(data.draw(st.integers(0, 4))))]
    shared = data.draw(st.booleans())
    kind = "assessment" if any(each["type"] == "assessment" for each in fields) else "fact"
    return {
        "id": name, "label_sv": data.draw(LABEL), "label_en": data.draw(LABEL), "required": data.draw(st.booleans()),
        "share_default": shared, "share_audience": ["child"] if shared else [], "content_kind": kind,
        "speaks_to": "ord", "fields": fields,
    }  # fmt: skip


def _named(data):
    return {"label_sv": data.draw(LABEL), "label_en": data.draw(LABEL), "required": data.draw(st.booleans())}


def _field(data, name):
    kind = data.draw(st.sampled_from(TYPES))
    found = {"id": name, "type": kind, **_named(data)}
    if kind in {"choice", "multichoice"}:
        found["options"] = data.draw(st.sampled_from(["vastermo_way", "place", "consent"]))
    if kind in {"statement", "observation", "person"}:
        found["repeat"] = data.draw(st.booleans())
    if kind == "text" and data.draw(st.booleans()):
        found["max_chars"] = data.draw(st.integers(20, 500))
    if kind == "agreement" and data.draw(st.booleans()):
        found["columns"] = ["insats", "klart"]
    if data.draw(st.booleans()):
        found["satisfied_by"] = "ord"
    return found


def _rule(data):
    condition = data.draw(
        st.sampled_from([
            {"not": {"has": "$samtalet.way"}},
            {"eq": ["$samtalet.way", "chatt"]},
            {"all": [{"has": "$samtalet.way"}, {"before": ["$grunddata.end", "$grunddata.start"]}]},
            {"some": ["$nasta_steg.steps", {"not": {"has": "$item.who"}}]},
        ])
    )  # fmt: skip
    return {
        "id": "egen_regel", "severity": data.draw(st.sampled_from(["block", "warn"])), "when": "sign",
        "rule_ids": ["KOM-1"], "text_sv": data.draw(LABEL), "text_en": data.draw(LABEL), "condition": condition,
    }  # fmt: skip
