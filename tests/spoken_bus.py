"""What a screen reader gets of a real window: an accessibility bus of the test's own, and the tree read from it.

The bus is the system's (dbus-daemon and at-spi2-core) on a virtual display; the tree is read over D-Bus, as Orca does.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from jeepney import DBusAddress, Properties, new_method_call
from jeepney.io.blocking import open_dbus_connection

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
REGISTRY = "org.a11y.atspi.Registry"
ROOT = "/org/a11y/atspi/accessible/root"
ACCESSIBLE = "org.a11y.atspi.Accessible"
PATIENCE = 20
CONFIG = """<busconfig><type>session</type><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>
<servicedir>/usr/share/dbus-1/services</servicedir><policy context="default"><allow send_destination="*"/>
<allow receive_sender="*"/><allow own="*"/></policy></busconfig>"""
LABELLED_BY = 2
"""AT-SPI's number of the relation from a field to its label."""
STATES = {"checked": 4, "enabled": 8, "focusable": 11, "focused": 12, "showing": 25, "multi line": 17, "modal": 16}
"""AT-SPI's numbers of the states asked for here."""


@dataclass(frozen=True)
class Node:
    """One thing a screen reader can say."""

    role: str
    name: str = field(repr=False)
    description: str = field(repr=False)
    states: frozenset[str]
    interfaces: frozenset[str]
    labelled: bool
    actions: int
    children: tuple["Node", ...] = field(repr=False)
    where: tuple[str, str] = field(repr=False)
    """Its program and path on the bus."""

    def all(self) -> Iterator["Node"]:
        """This and everything in it."""
        yield self
        for child in self.children:
            yield from child.all()


@contextmanager
def session_bus(folder, display) -> Iterator[dict[str, str]]:
    """A session of its own with the accessibility bus in it; gives the environment of a program that lives there."""
    config = folder / "session.conf"
    config.write_text(CONFIG.format(folder=folder))
    around = {**os.environ, "DISPLAY": display, "XDG_RUNTIME_DIR": str(folder), "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    around.pop("WAYLAND_DISPLAY", None)
    line = ["dbus-daemon", f"--config-file={config}", "--print-address", "--nofork"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env=around) as daemon:
        around["DBUS_SESSION_BUS_ADDRESS"] = daemon.stdout.readline().strip()
        launcher = subprocess.Popen([LAUNCHER, "--launch-immediately"], env=around, stderr=subprocess.DEVNULL)
        try:
            yield around
        finally:
            launcher.terminate()
            launcher.wait(timeout=PATIENCE)
            daemon.terminate()


class Reader:
    """Reads trees over the bus."""

    def __init__(self, around):
        with open_dbus_connection(around["DBUS_SESSION_BUS_ADDRESS"]) as session:
            asked = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
            (address,) = session.send_and_get_reply(new_method_call(asked, "GetAddress"), timeout=PATIENCE).body
        self._bus = open_dbus_connection(address)

    def close(self):
        self._bus.close()

    def programs(self) -> list[Node]:
        """Every program that has a window on this bus, whole."""
        return list(self._node(REGISTRY, ROOT).children)

    def press(self, node):
        """Do the first thing that can be done with something."""
        (done,) = self._call(*node.where, "org.a11y.atspi.Action", "DoAction", "i", (0,))
        assert done

    def _node(self, name, path) -> Node:
        kinds = frozenset(each.rpartition(".")[2] for each in self._call(name, path, ACCESSIBLE, "GetInterfaces")[0])
        low, high = self._call(name, path, ACCESSIBLE, "GetState")[0]
        bits = low | high << 32
        related = self._call(name, path, ACCESSIBLE, "GetRelationSet")[0]
        return Node(
            role=self._call(name, path, ACCESSIBLE, "GetRoleName")[0],
            name=self._property(name, path, ACCESSIBLE, "Name"),
            description=self._property(name, path, ACCESSIBLE, "Description"),
            states=frozenset(state for state, bit in STATES.items() if bits >> bit & 1),
            interfaces=kinds,
            labelled=any(kind == LABELLED_BY for kind, _targets in related),
            actions=self._property(name, path, "org.a11y.atspi.Action", "NActions") if "Action" in kinds else 0,
            children=tuple(self._node(*child) for child in self._call(name, path, ACCESSIBLE, "GetChildren")[0]),
            where=(name, path),
        )

    def _property(self, name, path, interface, wanted):
        asked = Properties(DBusAddress(path, bus_name=name, interface=interface)).get(wanted)
        return self._bus.send_and_get_reply(asked, timeout=PATIENCE).body[0][1]

    def _call(self, name, path, interface, method, signature="", body=()):
        asked = new_method_call(DBusAddress(path, bus_name=name, interface=interface), method, signature, body)
        return self._bus.send_and_get_reply(asked, timeout=PATIENCE).body
