"""The standing journey once more, spoken into a microphone in real time before a real window; slow: four minutes.

python -m pytest -m slow tests/rig/test_rig_journey.py
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from virtual_microphone import VirtualMicrophone

ROOT = Path(__file__).parents[2]
BY_SPEECH = "tests/journey/test_journey_prov01.py::test_prov01_by_speech_is_signed_and_no_worse_than_last_time"


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_prov01_dictated_into_the_microphone_is_signed_and_no_worse_than_handed_over(display):
    """rules: CHI-1, DOC-1, DOC-3, DOC-4, VIS-1"""
    with VirtualMicrophone() as microphone:
        microphone.plug_in("mic", "TestMikrofon")
        own = {
            "DISPLAY": display,
            "FIELDNOTES_TEST_PLATFORM": "xcb",
            "FIELDNOTES_JOURNEY_MICROPHONE": "mic",
            **microphone.environment,
        }
        line = [sys.executable, "-X", "faulthandler", "-m", "pytest", "-q", "--timeout=900", BY_SPEECH]
        done = subprocess.run(
            line, cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True, timeout=880, check=False
        )
    assert done.returncode == 0, done.stdout[-4000:]
    assert "1 passed" in done.stdout
