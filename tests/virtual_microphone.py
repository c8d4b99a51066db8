"""A microphone without hardware: a sound server of its own, what is played to it is what a program hears.

    with VirtualMicrophone() as microphone:
        microphone.plug_in("mic", "TestMikrofon")
        …start the program with `microphone.environment`…
        microphone.speak("hej punkt")

Each server lies in a folder of its own, so many can run side by side. Qt binds to one server for the life of a
process: start the program under test with the environment instead of changing it in the test's own process.
"""

import contextlib
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

RATE = 16_000
SAMPLE_BYTES = 2
TICK = 4
TOOLS = ("pulseaudio", "pactl", "pacat", "espeak-ng")
VOICE = ("-v", "sv+Annie", "-s", "155")
"""The voice the test model hears best; the dictated visit is spoken with it."""
_LATENCY = "--latency-msec=20"
_UNHURRIED = "--latency-msec=500"
"""For what is played: sent well ahead, so that a busy machine tears no hole into it."""
_PATIENT = 20


def is_here() -> bool:
    """Tell whether this machine has what the microphone is made of."""
    return all(shutil.which(tool) for tool in TOOLS)


def spoken(text: str, voice: tuple[str, ...] = VOICE) -> tuple[bytes, int]:
    """Let the synthesiser speak: 16-bit mono samples and their rate, with silence before and after."""
    said = subprocess.run(["espeak-ng", *voice, "--stdout", text], capture_output=True, check=True).stdout
    rate = int.from_bytes(said[24:28], "little")
    before, after = rate // 3 * SAMPLE_BYTES, rate * 6 // 5 * SAMPLE_BYTES
    pcm = said[44 : len(said) // SAMPLE_BYTES * SAMPLE_BYTES]
    return bytes(before) + pcm + bytes(after), rate


class VirtualMicrophone:
    """One sound server with the devices that were plugged in. Not for use from two threads."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="fn-pulse-"))
        self.socket = self.folder / "native"
        self._server: subprocess.Popen[bytes] | None = None
        self._silence: dict[str, subprocess.Popen[bytes]] = {}
        self._modules: dict[str, list[str]] = {}
        self._players: list[subprocess.Popen[bytes]] = []

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs in its environment to hear this server and no other."""
        return {"PULSE_SERVER": f"unix:{self.socket}", "PULSE_RUNTIME_PATH": str(self.folder / "run")}

    def start(self) -> None:
        """Start the server, without any device; returns when it answers."""
        line = [
            "pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disable-shm=yes",
            "--log-target=stderr", "--log-level=error", "--high-priority=yes",
            "-L", f"module-native-protocol-unix auth-anonymous=1 socket={self.socket}",
        ]  # fmt: skip
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._server = subprocess.Popen(line, env=self.process_environment(), stdin=subprocess.DEVNULL, **quiet)
        self._until(self.answers)

    def kill(self) -> None:
        """Kill the server: every device is gone at once, and who listened is told nothing."""
        for player in [*self._silence.values(), *self._players]:
            _end(player)
        if self._server is not None:
            _end(self._server)
        self._server, self._silence, self._players = None, {}, []
        self._modules = {}
        self.socket.unlink(missing_ok=True)

    def answers(self) -> bool:
        """Tell whether the server is there."""
        return self._ask("info").returncode == 0

    def plug_in(self, name: str, description: str, rate: int = RATE, channels: int = 1, *, chosen: bool = True) -> None:
        """Add a microphone; a `chosen` one is the system's default from now on."""
        sink = self._load(
            "module-null-sink", f"sink_name=to_{name}", f"rate={rate}", f"channels={channels}", "norewinds=1"
        )
        source = self._load(
            "module-remap-source",
            f"master=to_{name}.monitor",
            f"source_name={name}",
            f"""source_properties='device.description="{description}"'""",
        )
        self._modules[name] = [source, sink]
        self._silence[name] = self._player(name, str(self._room()), ahead=_LATENCY)
        if chosen:
            self.choose(name)
        self._until(lambda: name in self.plugged_in())

    def unplug(self, name: str) -> None:
        """Take a microphone away, as when its plug is pulled."""
        _end(self._silence.pop(name))
        for module in self._modules.pop(name):
            self._told("unload-module", module)
        self._until(lambda: name not in self.plugged_in())

    def choose(self, name: str) -> None:
        """Make a plugged-in microphone the system's default."""
        self._told("set-default-source", name)

    def mute(self, name: str, *, muted: bool = True) -> None:
        """Mute a microphone in the system: from then on it gives exact zeros."""
        self._told("set-source-mute", name, str(int(muted)))

    def plugged_in(self) -> list[str]:
        """The names of the microphones that are there now, as the server says it."""
        rows = json.loads(self._told("-f", "json", "list", "sources"))
        return [row["name"] for row in rows if not row["name"].endswith(".monitor")]

    def listeners(self, name: str) -> int:
        """How many programs listen to a microphone now."""
        rows = json.loads(self._told("-f", "json", "list", "sources"))
        numbers = {row["index"] for row in rows if row["name"] == name}
        heard = json.loads(self._told("-f", "json", "list", "source-outputs"))
        # the remapping itself listens to the sink's monitor, never to the microphone
        return sum(each["source"] in numbers for each in heard)

    def play(self, pcm: bytes, name: str = "mic", rate: int = RATE) -> subprocess.Popen[bytes]:
        """Play samples into a microphone at the pace of speech; gives the player, whose end is the end of the sound."""
        file = self.folder / f"played-{len(self._players)}.raw"
        file.write_bytes(pcm)
        player = self._player(name, str(file), rate)
        self._players.append(player)
        return player

    def speak(self, text: str, name: str = "mic") -> subprocess.Popen[bytes]:
        """Speak Swedish into a microphone."""
        pcm, rate = spoken(text)
        return self.play(pcm, name, rate)

    def stop(self) -> None:
        """End the server and remove its folder."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def process_environment(self) -> dict[str, str]:
        """The whole environment for one of the server's own tools, with nothing of this machine's sound in it."""
        (self.folder / "run").mkdir(exist_ok=True)
        own = {"HOME": str(self.folder), "XDG_RUNTIME_DIR": str(self.folder), **self.environment}
        return {**os.environ, "LC_ALL": "C.UTF-8", "DBUS_SESSION_BUS_ADDRESS": "", **own}

    def _ask(self, *words: str) -> subprocess.CompletedProcess[str]:
        line = ["pactl", *words]
        return subprocess.run(
            line, env=self.process_environment(), capture_output=True, text=True, check=False, timeout=_PATIENT
        )

    def _told(self, *words: str) -> str:
        done = self._ask(*words)
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout

    def _load(self, *words: str) -> str:
        return self._told("load-module", *words).strip()

    def _room(self) -> Path:
        """Half an hour of a room in which nobody speaks: a microphone that works never gives exact zeros for long.

        One sample in a second is not silent. While something is played, the server delivers in small pieces, not in
        great lumps.
        """
        path = self.folder / "room.raw"
        if not path.exists():
            with path.open("wb") as room:
                for second in range(30 * 60):
                    room.seek(second * RATE * SAMPLE_BYTES)
                    room.write(TICK.to_bytes(SAMPLE_BYTES, "little"))
        return path

    def _player(self, name: str, file: str, rate: int = RATE, ahead: str = _UNHURRIED) -> subprocess.Popen[bytes]:
        shape = [f"--rate={rate}", "--channels=1", "--format=s16le", "--volume=65536"]
        line = ["pacat", "--playback", "--raw", f"--device=to_{name}", ahead, *shape, file]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(line, env=self.process_environment(), **quiet)

    def _until(self, there) -> None:
        """Ask the server again, a moment apart, until it is so."""
        begun = time.monotonic()
        while not there():
            assert self._server is not None
            assert self._server.poll() is None, "the sound server ended"
            assert time.monotonic() - begun < _PATIENT, "the sound server does not answer"
            select.select([], [], [], 0.02)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    process.wait(_PATIENT)
