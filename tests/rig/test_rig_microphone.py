"""The virtual microphone is one: what is played is heard, sample by sample, and it can be unplugged, muted, killed."""

import subprocess

import pytest

from virtual_microphone import RATE, VirtualMicrophone, spoken

TONE = b"".join((700 * (n % 40 - 20)).to_bytes(2, "little", signed=True) for n in range(RATE // 2))


@pytest.fixture(scope="module")
def microphone():
    with VirtualMicrophone() as made:
        made.plug_in("mic", "TestMikrofon")
        yield made


def heard(microphone, name, wanted):
    """Listen as any program would until so many bytes that are not silence have come."""
    line = ["pacat", "--record", "--raw", f"--device={name}", "--latency-msec=20"]
    line += [f"--rate={RATE}", "--channels=1", "--format=s16le"]
    listener = subprocess.Popen(line, env=microphone.process_environment(), stdout=subprocess.PIPE)
    try:
        listener.stdout.read(RATE // 10)
        microphone.play(TONE, name)
        found = b""
        while len(found.strip(b"\0")) < wanted:
            found += listener.stdout.read(320)
        return found
    finally:
        listener.kill()
        listener.wait()
        listener.stdout.close()


def test_what_is_played_is_heard_sample_by_sample(microphone):
    assert TONE.strip(b"\0") in heard(microphone, "mic", len(TONE) - 2)


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
