"""A party's insight: what is proposed, what a person decides, what nobody lifts, and that what is out is nowhere."""

import pytest

from fieldnotes.casework import communicate, insight, sign, write_note
from fieldnotes.casework.insight_masks import read_decided
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault import access, entries
from folder_desks import CASE, PLACED, REASONS, REPORTED, everything_in, folder_desks, text_of
from one_desk import shipped

CHILD, GUARDIAN = "prov-01-p1", "prov-01-p2"
PETRA, ANDERS, REPORTER = "prov-04-p2", "prov-04-p3", "prov-04-p4"
JENNY, PETER = "prov-07-p4", "prov-07-p5"
CHILDS_WORDS = "Jag väcker mamma när klockan ringer."


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    two, _notes = folder_desks(tmp_path_factory.mktemp("insight"))
    for case, template, file in (
        (REPORTED, "forhandsbedomning", "prov-04"),
        (PLACED, "hembesok_placering", "prov-07"),
    ):
        note = write_note.add(two.worker, case, template, shipped(f"demo/notes/{file}.json")).note
        sign.sign(two.worker, note, REASONS)
    yield two.worker
    two.close()


def passages(view):
    return [each for note in view.notes for each in note.passages]


def with_words(view, words):
    return next(each for each in passages(view) if words in each.text)


def test_the_childs_words_start_out_of_a_guardians_paper_and_stand_in_the_childs_own(desk):
    """rules: INS-4, CHI-6 – also where a supervisor quotes them; the guardian's own words stand."""
    guardian, child = insight.insight(desk, CASE, GUARDIAN), insight.insight(desk, CASE, CHILD)
    hidden = with_words(guardian, CHILDS_WORDS).hidden
    assert [(one.start, one.why, one.fixed) for one in hidden] == [(0, "barn_mot_vh", False)]
    assert with_words(guardian, "Karin berättar att hon arbetar natt").hidden == ()
    assert with_words(child, CHILDS_WORDS).hidden == ()
    assert [one.why for one in with_words(child, "Karin berättar att hon arbetar natt").hidden] == ["sekretess_annan"]
    assert guardian.hidden == {"barn_mot_vh": sum(bool(each.hidden) for each in passages(guardian))}


def test_what_is_left_out_is_nowhere_in_the_file_and_is_counted_with_its_law(desk):
    """rules: INS-4, SEC-3, SEC-4 – drawn text, description, links and every stream unpacked."""
    paper = insight.draw(desk, PLACED, PETER)
    found = everything_in(paper.pdf)
    for words in ("Gunilla", "Ståhl", "Mats", "Västermo", "ryggoperation", "lampan tänd", "Glasögon", "mardrömmar"):
        assert words not in found, words
    text = text_of(paper.pdf)
    for words in ("Left out A", "Left out B", "OSL 12 kap. 3 §", "LVU 14 §", "Regelbundet besök hos Leo"):
        assert words in text, words
    assert sum(paper.counted.values()) == sum(insight.insight(desk, PLACED, PETER).hidden.values())
    assert set(paper.counted) == {"skyddad", "barn_mot_vh", "sekretess_annan"}


def test_nobody_lifts_who_reported_and_a_reporters_words_are_out_until_somebody_decides(desk):
    """rules: SEC-3, INS-4"""
    view = insight.insight(desk, REPORTED, PETRA)
    content = with_words(view, "Anmälan inkom skriftligen")
    assert [one.why for one in content.hidden] == ["anmalare"]
    shown = read_decided({"passages": {content.at: []}})
    after = insight.insight(desk, REPORTED, PETRA, shown)
    left = with_words(after, "Anmälan inkom skriftligen")
    assert left.decided
    assert {left.text[one.start : one.end] for one in left.hidden} == {"rektor Sven Marklund"}
    assert all(one.fixed for one in left.hidden)
    found = everything_in(insight.draw(desk, REPORTED, PETRA, shown).pdf)
    assert "Marklund" not in found
    assert "adekvat klädsel" in found


def test_a_person_takes_more_out_and_opens_what_was_proposed(desk):
    """rules: INS-4"""
    view = insight.insight(desk, REPORTED, PETRA)
    other, mine = with_words(view, "Anders bekräftar"), with_words(view, "Petra berättar")
    start = mine.text.index("hennes syster")
    decided = {
        other.at: [],
        mine.at: [{"start": start, "end": start + len("hennes syster"), "why": "forsvarar"}],
    }
    text = text_of(insight.draw(desk, REPORTED, PETRA, read_decided({"passages": decided})).pdf)
    assert "Anders bekräftar uppgifterna" in text
    assert "inneboende hos" in text
    assert "hennes syster" not in text


def test_what_is_taken_out_once_is_taken_out_where_it_is_said_again(desk):
    """rules: INS-4 – in another note, in an earlier text, in a question about it; unless somebody decides otherwise."""
    view = insight.insight(desk, CASE, GUARDIAN)
    same = [each for each in passages(view) if each.text.startswith("Karin berättar att hon arbetar natt")]
    assert len(same) == 2
    decided = {same[0].at: [{"why": "forsvarar"}]}
    after = insight.insight(desk, CASE, GUARDIAN, read_decided({"passages": decided}))
    assert all(each.hidden for each in passages(after) if "Karin berättar" in each.text)
    kept = {**decided, same[1].at: []}
    again = insight.insight(desk, CASE, GUARDIAN, read_decided({"passages": kept}))
    assert [bool(each.hidden) for each in passages(again) if each.at in kept] == [True, False]


@pytest.mark.parametrize(
    ("decided", "code"),
    [
        ({"nowhere": []}, Code.WRONG_TYPE),
        ({None: [{"start": 5, "end": 5, "why": "forsvarar"}]}, Code.WRONG_TYPE),
        ({None: [{"start": 0, "end": 99999, "why": "forsvarar"}]}, Code.WRONG_TYPE),
        ({None: [{"why": "arbetsmaterial"}]}, Code.WRONG_TYPE),
        ({None: ["x"]}, Code.WRONG_FILE),
    ],
)
def test_a_decision_that_fits_nothing_is_refused(desk, decided, code):
    at = passages(insight.insight(desk, CASE, GUARDIAN))[0].at
    with pytest.raises(Refused) as stopped:
        insight.insight(desk, CASE, GUARDIAN, read_decided({"passages": {key or at: v for key, v in decided.items()}}))
    assert stopped.value.code is code


def test_only_a_party_gets_insight_and_never_who_reported(desk):
    """rules: SEC-3, CHI-5"""
    for person in (REPORTER, "prov-07-p2"):
        with pytest.raises(Refused) as stopped:
            insight.draw(desk, REPORTED if person == REPORTER else PLACED, person)
        assert stopped.value.code is Code.NOT_A_PARTY
    assert [(each.person_id, each.speaks) for each in insight.parties(desk, CASE)] == [(CHILD, False), (GUARDIAN, True)]


def test_a_note_of_another_child_is_not_there_and_earlier_texts_are(desk):
    """rules: DOC-8, INS-1"""
    text = text_of(insight.draw(desk, CASE, GUARDIAN).pdf)
    assert "Om ett annat barn." not in text
    assert "Bara ett utkast." not in text
    assert "Rättad text." in text
    assert "de får läsa det vi skriver" in text


def test_giving_it_is_an_entry_with_what_was_left_out_and_each_making_is_logged(desk, tmp_path):
    """rules: SEC-6, INS-3, INS-4 – the entry holds ids and numbers, no word of the text."""
    before = access.unsent(desk.vault)[-1].number
    paper = insight.draw(desk, CASE, GUARDIAN)
    path = tmp_path / "insyn.pdf"
    done = communicate.give(desk, paper, "paper", path)
    assert path.read_bytes() == paper.pdf
    entry = entries.by_hash(desk.vault, done.insight).entry
    assert (entry.body["to"], entry.body["document"], entry.body["way"]) == (GUARDIAN, paper.sha256, "paper")
    assert sum(row["count"] for row in entry.body["masked"]) == sum(paper.counted.values())
    assert {key for row in entry.body["masked"] for key in row} <= {"note", "why", "count"}
    what = [row.what for row in access.unsent(desk.vault) if row.number > before]
    assert what == ["insight", "insight", "insight", "handed_over"]
    with pytest.raises(Refused) as there:
        communicate.give(desk, paper, "paper", path)
    assert there.value.code is Code.FILE_EXISTS
    with pytest.raises(Refused) as weak:
        communicate.give(desk, paper, "stick", tmp_path / "stick.pdf")
    assert weak.value.code is Code.WEAK_PASSPHRASE
    assert not (tmp_path / "stick.pdf").exists()
    with pytest.raises(Refused):  # INS-8
        communicate.give(desk, paper, "delges genom kungörelse", tmp_path / "kungorelse.pdf")
    assert not (tmp_path / "kungorelse.pdf").exists()
