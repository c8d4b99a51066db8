"""Ways into case systems that others have installed are found by their entry point and hand over like ours."""

import sys
from importlib.metadata import entry_points

import pytest

from delivery_samples import approved_record, makers
from fieldnotes.delivery.connectors import GROUP, Given, kinds, make_connector
from fieldnotes.delivery.outgoing import Outgoing
from fieldnotes.domain.errors import Code, Refused

MODULE = """
class Post:
    def __init__(self, given):
        self.given = given

    def deliver(self, one):
        return f"{self.given.settings['box']}/{one.document}"
"""


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A package of somebody else's, as pip lays it down."""
    (tmp_path / "village_post.py").write_text(MODULE, encoding="utf-8")
    about = tmp_path / "village_post-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: village-post\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(f"[{GROUP}]\nvillage = village_post:Post\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield
    sys.modules.pop("village_post", None)


def test_an_installed_way_is_named_and_hands_over(installed):
    assert "village" in kinds()
    assert [each.name for each in entry_points(group=GROUP, name="village")] == ["village"]
    way = make_connector("village", Given({"box": "7"}))
    one = Outgoing(approved_record("prov-01"), makers())
    assert way.deliver(one) == f"7/{one.document}"


def test_what_nobody_has_installed_is_refused_by_name():
    assert {"by_hand", "eark", "fhir"} <= set(kinds())
    with pytest.raises(Refused) as stopped:
        make_connector("village", Given({}))
    assert stopped.value.code is Code.CONNECTOR_UNKNOWN


def test_a_secret_is_in_no_repr():
    """rules: SEC-9"""
    assert "hemlig" not in repr(Given({"url": "x"}, "hemlig"))
    assert "Elsa" not in repr(Outgoing(approved_record("prov-01"), makers()))
    assert "Elsa" not in repr(approved_record("prov-01"))
