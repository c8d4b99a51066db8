"""The hub's figures in the text format of Prometheus (0.0.4): counts by route and status, times, devices, backups.

Labels are routes' templates, methods, statuses and words of this program; never an id, an address or a name.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.hub.tallies import BUCKETS, RouteCount, Tallies

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_PREFIX: Final = "fieldnotes_hub_"
_HOUR: Final = 3600
_GAUGES: Final = (
    ("devices", "devices", "joined", "Devices that may exchange."),
    ("devices_silent", "devices", "silent_count", "Devices that opened no session for a week."),
    ("devices_cloned", "devices", "cloned", "Devices taken for copies."),
    ("quarantine_waiting", "quarantine", "waiting", "Entries set aside that nobody has decided about."),
    ("deliveries_waiting", "deliveries", "waiting", "Texts on their way to a case system, or to be copied by hand."),
    ("deliveries_failed", "deliveries", "failed", "Texts a case system has not taken."),
    ("entries", "storage", "entries", "Entries in the record."),
    ("attachment_bytes", "storage", "attachments", "Bytes of sealed attachments."),
    ("database_bytes", "storage", "database", "Bytes of the database."),
    ("free_bytes", "storage", "free", "Bytes free where the hub's folder lies."),
    ("disposals_unfinished", "disposal", "unfinished", "Disposals that are not finished."),
)


def metrics(status: JsonObject | None, tallies: Tallies) -> str:
    """Write everything there is to tell; `status`: as `status.status` gives it, None when the database is silent."""
    lines = [*_requests(list(tallies.routes())), *_processes(tallies)]
    lines += _metric("up", "gauge", "1 when the database answers.", {"": int(status is not None)})
    if status is not None:
        lines += _of_status(status)
    return "\n".join(lines) + "\n"


def _requests(routes: list[RouteCount]) -> Iterator[str]:
    yield from _head("requests_total", "counter", "Requests answered, by route and status (0 = the line was cut).")
    for one in routes:
        for status, count in one.statuses.items():
            yield f"{_PREFIX}requests_total{_labels(method=one.method, route=one.route, status=str(status))} {count}"
    yield from _head("request_seconds", "histogram", "How long answers took.")
    for one in routes:
        count = 0
        for bound, some in zip(BUCKETS, one.buckets, strict=True):
            count += some
            edge = "+Inf" if bound == BUCKETS[-1] else f"{bound:g}"
            yield f"{_PREFIX}request_seconds_bucket{_labels(method=one.method, route=one.route, le=edge)} {count}"
        about = _labels(method=one.method, route=one.route)
        yield f"{_PREFIX}request_seconds_sum{about} {one.seconds:.6f}"
        yield f"{_PREFIX}request_seconds_count{about} {count}"


def _processes(tallies: Tallies) -> Iterator[str]:
    found = [{**one, "row": row} for row, one in enumerate(tallies.processes())]
    for name, what, about in (
        ("process_under_way", "under_way", "Requests under way, by process."),
        ("process_resident_bytes", "resident", "Memory a process holds."),
        ("process_start_seconds", "started", "When a process began, as seconds since 1970."),
    ):
        yield from _metric(name, "gauge", about, {_labels(process=f"{one['row']:g}"): one[what] for one in found})


def _of_status(status: JsonObject) -> Iterator[str]:
    for name, part, field, about in _GAUGES:
        value = _in(status, part, field)
        if isinstance(value, int):
            yield from _metric(name, "gauge", about, {"": value})
    hours = _in(status, "backup", "hours")
    if isinstance(hours, int):
        yield from _metric("backup_age_seconds", "gauge", "Age of the last backup that counts.", {"": hours * _HOUR})
    about = _labels(version=str(status["version"]), step=str(_in(status, "tables", "step")))
    yield from _metric("info", "gauge", "Which program, and which step its tables are at.", {about: 1})


def _in(status: JsonObject, part: str, field: str) -> Json:
    found = status[part]
    return found.get(field) if isinstance(found, Mapping) else None


def _metric(name: str, kind: str, about: str, values: Mapping[str, float]) -> Iterator[str]:
    yield from _head(name, kind, about)
    for labels, value in values.items():
        yield f"{_PREFIX}{name}{labels} {value:.15g}"


def _head(name: str, kind: str, about: str) -> tuple[str, str]:
    return f"# HELP {_PREFIX}{name} {about}", f"# TYPE {_PREFIX}{name} {kind}"


def _labels(**values: str) -> str:
    return "{" + ",".join(f'{name}="{value}"' for name, value in values.items()) + "}"
