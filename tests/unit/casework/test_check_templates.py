"""A file or a folder of a town's is checked whole: templates, headings and languages, each fault with its file."""

import json

import pytest

from domain_samples import ROOT, book
from fieldnotes.casework.check_templates import check
from fieldnotes.casework.template_preview import begin_own, choose
from fieldnotes.domain.errors import Code, Refused
from one_desk import make_workshop
from town_templates import OWN, every_type, field_of, published, section_of, town_file


def write(folder, **files):
    for name, file in files.items():
        (folder / f"{name}.json").write_text(json.dumps(file, ensure_ascii=False), encoding="utf-8")
    return folder


def codes(found):
    return {(file.file, each.code) for file in found.files for each in file.faults if not each.remark}


def test_a_sound_file_names_what_would_be_published(tmp_path):
    (file,) = check(book(), write(tmp_path, samtal=town_file()) / "samtal.json").files
    assert file.ok
    assert [(each.id, each.version, each.sha256) for each in file.templates] == [
        (OWN, "1.0", published(town_file()).value["sha256"])
    ]


def test_what_was_published_stands_alone_and_is_sound_by_itself(tmp_path):
    alone = json.loads(published(town_file()).value["source"])
    (file,) = check(book(), write(tmp_path, en=alone) / "en.json").files
    assert (file.ok, file.templates[0].sha256) == (True, published(town_file()).value["sha256"])


def test_a_version_of_each_templates_own_is_enough(tmp_path):
    file = town_file()
    file["templates"][0]["version"] = file.pop("version")
    assert check(book(), write(tmp_path, a=file)).ok


def test_a_folder_is_read_whole_and_each_fault_named_with_its_file(tmp_path):
    wrong = every_type()
    field_of(wrong, "allt", "val")["options"] = "finns_inte"
    section_of(wrong, "allt").pop("label_en")
    write(tmp_path, samtal=town_file(), allt=wrong)
    found = check(book(), tmp_path)
    assert not found.ok
    assert codes(found) == {("allt.json", "unknown_list"), ("allt.json", "missing")}


def test_the_same_template_twice_in_a_folder_is_told(tmp_path):
    write(tmp_path, samtal=town_file(), igen=town_file())
    assert codes(check(book(), tmp_path)) == {("samtal.json", "double_id"), ("igen.json", "double_id")}


def test_headings_are_held_against_the_templates_of_the_folder(tmp_path):
    write(tmp_path, samtal=town_file())
    languages = tmp_path / "languages"
    languages.mkdir()
    words = json.loads((ROOT / "resources/languages/en.json").read_text(encoding="utf-8"))
    words["headings"] = {f"{OWN}.samtalet": "What we wrote", "vastermo_annat.samtalet": "Nowhere"}
    write(languages, en=words)
    lines = f"avsnitt;rubrik;språk\n{OWN}.samtalet;Det vi skrev;sv\nhitta_pa;X;sv\n"
    (tmp_path / "rubriker.csv").write_text(lines, encoding="utf-8")
    (tmp_path / "ordlista.csv").write_text("ord;enklare;kommentar\nerhålla;få;\n", encoding="utf-8")
    found = check(book(), tmp_path)
    assert codes(found) == {("en.json", "heading_nowhere"), ("rubriker.csv", "heading_nowhere")}
    assert sum(len(file.faults) for file in found.files if file.file != "samtal.json") == 2


@pytest.mark.parametrize(
    ("name", "raw"), [("a.json", b"{"), ("a.json", b"[]"), ("rubriker.csv", b"x"), ("a.json", b"")]
)
def test_a_file_that_is_something_else_gets_a_sentence(tmp_path, name, raw):
    (tmp_path / name).write_bytes(raw)
    (file,) = check(book(), tmp_path).files
    assert not file.ok
    assert all(each.text.endswith(".") for each in file.faults)


def test_a_folder_with_nothing_in_it_and_a_file_that_is_not_there(tmp_path):
    assert [code for _file, code in codes(check(book(), tmp_path))] == ["nothing_there"]
    with pytest.raises(Refused) as refused:
        check(book(), tmp_path / "finns_inte.json")
    assert refused.value.code is Code.FILE_MISSING


@pytest.mark.parametrize("name", list(book().templates))
def test_an_own_template_begun_from_any_of_the_programs_is_sound_from_the_start(tmp_path, held_clock, name):
    workshop = make_workshop(held_clock, tmp_path)
    for own in (f"vastermo_{name}", name):
        out = tmp_path / f"{own}.json"
        begin_own(workshop, name, own, out)
        assert check(workshop.book, out).ok
        assert choose(workshop, str(out), None).id == own
    with pytest.raises(Refused) as refused:
        begin_own(workshop, name, name, tmp_path / f"{name}.json")
    assert refused.value.code is Code.FILE_EXISTS


def test_which_of_several_is_meant_has_to_be_said(tmp_path, held_clock):
    workshop = make_workshop(held_clock, tmp_path)
    write(tmp_path, samtal=town_file(), allt=every_type())
    with pytest.raises(Refused) as refused:
        choose(workshop, str(tmp_path), None)
    assert refused.value.code is Code.UNKNOWN_TEMPLATE
    assert choose(workshop, str(tmp_path), OWN).version == "1.0"
    assert choose(workshop, "hembesok", None) is workshop.book.template("hembesok")
