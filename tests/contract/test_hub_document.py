"""The document about a hub of one's own names only what is there; the whole of it is walked by a script (slow, root).

`python3 installers/hub/walk_document.py MACHINE RELEASE --previous RELEASE`, see there.
"""

import configparser
import re
import runpy
from pathlib import Path

import pytest

from fieldnotes.boot.hub_commands import HUB_COMMANDS
from fieldnotes.cli.command_line import program

ROOT = Path(__file__).parents[2]
HUB = ROOT / "installers" / "hub"
DOCUMENT = (ROOT / "docs" / "operations-hub.md").read_text(encoding="utf-8")
BLOCKS = runpy.run_path(str(HUB / "walk_document.py"))["blocks"](DOCUMENT)
UNITS = ("fieldnotes-hub.service", "fieldnotes-hub-backup.service")
CLOSED = {
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateUsers": "yes",
    "MemoryDenyWriteExecute": "yes",
    "IPAddressDeny": "any",
    "LimitCORE": "0",
    "UMask": "0077",
}


class _Last(dict):
    """A unit may say a thing twice; the last one is kept, as it is for what is asked here."""


def unit(name):
    read = configparser.RawConfigParser(strict=False, dict_type=_Last, interpolation=None)
    read.optionxform = str
    read.read_string((HUB / name).read_text(encoding="utf-8"))
    return read["Service"]


def test_the_walk_takes_every_block_that_is_to_be_run_and_no_other():
    assert len(BLOCKS) == DOCUMENT.count("```sh\n") >= 15
    headings = re.findall(r"^## (.+)$", DOCUMENT, re.MULTILINE)
    assert [heading for heading, _ in BLOCKS] == sorted((heading for heading, _ in BLOCKS), key=headings.index)
    assert "```" not in "".join(block for _, block in BLOCKS)
    assert "A new version" in {heading for heading, _ in BLOCKS}


def test_every_file_it_lays_out_is_released():
    laid = re.findall(r"[\w-]+\.(?:service|timer|conf|env)\b", "".join(block for _, block in BLOCKS))
    assert set(laid) - {"fieldnotes-hub.conf"} == {
        path.name for path in HUB.iterdir() if path.suffix in {".service", ".timer", ".conf", ".env"}
    }


def test_every_command_of_the_hub_in_it_is_one():
    asked = {words for _, block in BLOCKS for words in re.findall(r"^fieldnotes-hub ([a-z-]+)", block, re.MULTILINE)}
    assert {"init", "import", "invite", "restore", "verify"} <= asked
    for name in asked:
        with pytest.raises(SystemExit) as helped:
            program().parse_args(["hub", name, "--help"])
        assert not helped.value.code
    assert {"backup", "restore", "verify"} <= set(HUB_COMMANDS)


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_of_the_hub_closes_what_it_can(name):
    service = unit(name)
    assert {key: service[key] for key in CLOSED} == CLOSED
    assert service["User"] == "fieldnotes-hub"
    assert "serve" not in service["ExecStart"] or "--host 127.0.0.1" in service["ExecStart"]


def test_the_proxy_speaks_tls_1_3_only_and_writes_no_addresses_down():
    site = (HUB / "nginx-fieldnotes.conf").read_text(encoding="utf-8")
    assert re.findall(r"ssl_protocols\s+(.+);", site) == ["TLSv1.3"]
    assert "access_log off;" in site
    assert "proxy_next_upstream off;" in site
    assert not re.findall(r"listen (?!443|\[::\]:443)", site)
