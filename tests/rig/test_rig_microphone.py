"""The virtual microphone is one: what is played is heard, sample by sample. It can be unplugged, muted, killed."""

import subprocess
from array import array

import pytest

from virtual_microphone import RATE, TICK, VirtualMicrophone, spoken

TONE = b"".join((700 * (n % 40 - 20)).to_bytes(2, "little", signed=True) for n in range(RATE // 2))


@pytest.fixture(scope="module")
def microphone():
    with VirtualMicrophone() as made:
        made.plug_in("mic", "TestMikrofon")
        yield made


def heard(microphone, name):
    """Listen as any program would until the whole tone must have come."""
    line = ["pacat", "--record", "--raw", f"--device={name}", "--latency-msec=20"]
    line += [f"--rate={RATE}", "--channels=1", "--format=s16le"]
    listener = subprocess.Popen(line, env=microphone.process_environment(), stdout=subprocess.PIPE)
    try:
        listener.stdout.read(RATE // 10)
        microphone.play(TONE, name)
        return array("h", listener.stdout.read(len(TONE) + 2 * RATE))
    finally:
        listener.kill()
        listener.wait()
        listener.stdout.close()


def test_what_is_played_is_heard_sample_by_sample(microphone):
    found, played = heard(microphone, "mic"), array("h", TONE)
    begun = next(at for at, sample in enumerate(found) if abs(sample) > TICK)
    differing = [abs(one - other) for one, other in zip(found[begun:], played, strict=False) if one != other]
    assert len(found) - begun >= len(played)
    assert differing in ([], [TICK])


def test_an_empty_room_is_never_exact_zeros_for_long_and_a_muted_microphone_is(microphone):
    microphone.plug_in("quiet", "Tyst", chosen=False)
    line = ["pacat", "--record", "--raw", "--device=quiet", "--latency-msec=20", "--rate=16000", "--channels=1"]
    listener = subprocess.Popen(line, env=microphone.process_environment(), stdout=subprocess.PIPE)
    try:
        assert any(listener.stdout.read(3 * RATE))
        microphone.mute("quiet")
        listener.stdout.read(RATE)
        assert not any(listener.stdout.read(3 * RATE))
    finally:
        listener.kill()
        listener.wait()
        listener.stdout.close()
    microphone.unplug("quiet")


def test_a_second_microphone_can_be_plugged_in_and_unplugged(microphone):
    microphone.plug_in("other", "Headset", rate=48_000, channels=2, chosen=False)
    assert sorted(microphone.plugged_in()) == ["mic", "other"]
    microphone.unplug("other")
    assert microphone.plugged_in() == ["mic"]


def test_servers_side_by_side_do_not_hear_each_other(microphone):
    with VirtualMicrophone() as other:
        other.plug_in("another", "En annan")
        assert other.plugged_in() == ["another"]
        assert microphone.plugged_in() == ["mic"]
    assert not other.folder.exists()


def test_a_killed_server_comes_back_without_its_devices():
    with VirtualMicrophone() as microphone:
        microphone.plug_in("mic", "TestMikrofon")
        microphone.kill()
        assert not microphone.answers()
        microphone.start()
        assert microphone.plugged_in() == []


def test_the_synthesiser_speaks():
    pcm, rate = spoken("hej punkt")
    assert rate > RATE
    assert len(pcm) > 2 * rate
    assert any(pcm)
