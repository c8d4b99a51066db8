"""Every promise has a test that fails without it: the planted faults of `faults/*.toml`.

The everyday run checks that each fault still fits the code and names a test that exists. `pytest -m faults` plants
them one by one in a copy of the source and expects the named test to fail.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FAULTS = [
    {"station": path.stem, **fault}
    for path in sorted((Path(__file__).parent / "faults").glob("*.toml"))
    for fault in tomllib.loads(path.read_text(encoding="utf-8"))["fault"]
]


def _named(fault):
    return f"{fault['station']}: {fault['promise']}"


def _matching_lines(fault, root):
    lines = (root / fault["file"]).read_text(encoding="utf-8").splitlines()
    return [n for n, line in enumerate(lines) if line.strip() == fault["line"].strip()]


def test_there_are_promises():
    assert len(FAULTS) >= 30
    assert len({f["station"] for f in FAULTS}) >= 8


@pytest.mark.parametrize("fault", FAULTS, ids=_named)
def test_a_planted_fault_fits_the_code(fault):
    assert len(_matching_lines(fault, ROOT)) == 1, "the line is gone, or stands twice"
    assert fault["line"].strip() != fault["becomes"].strip()
    path, _, name = fault["test"].partition("::")
    assert f"def {name.split('[')[0]}(" in (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.faults
@pytest.mark.timeout(600)
@pytest.mark.parametrize("fault", FAULTS, ids=_named)
def test_the_named_test_fails_when_the_line_is_broken(fault, tmp_path):
    for folder in ("src", "tests", "resources", "installers", "docs"):
        if folder in {"resources", "docs"}:
            (tmp_path / folder).symlink_to(ROOT / folder, target_is_directory=True)
        else:
            shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert _run(fault["test"], tmp_path) == 0, "the test must hold before the fault"
    path = tmp_path / fault["file"]
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    (at,) = _matching_lines(fault, tmp_path)
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    lines[at] = f"{indent}{fault['becomes'].strip()}\n"
    path.write_text("".join(lines), encoding="utf-8")
    assert _run(fault["test"], tmp_path) == 1, "nobody noticed the fault"


def _run(test, root):
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    line = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test]
    return subprocess.run(line, cwd=root, env=environment, capture_output=True, check=False).returncode
