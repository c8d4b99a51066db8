"""The one way a view becomes JSON for the command line. Knows no screen and no station."""

import dataclasses
from collections.abc import Mapping
from datetime import date


class View:
    """A frozen value for people to see; `to_json` follows the field names, or their `json` metadata."""

    __slots__ = ()

    def to_json(self) -> dict[str, object]:
        """Turn into JSON: fields marked `json: None` and optional fields without a value are left out."""
        out: dict[str, object] = {}
        for each in dataclasses.fields(self):  # type: ignore[arg-type] # every view is a dataclass
            name = each.metadata.get("json", each.name)
            value = getattr(self, each.name)
            if name is None or (value is None and each.metadata.get("optional")):
                continue
            out[name] = plain_json(value)
        return out


def plain_json(value: object) -> object:
    """Turn views, tuples, dates and private text into plain JSON values."""
    if isinstance(value, View):
        return value.to_json()
    if isinstance(value, Mapping):
        return {str(key): plain_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [plain_json(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return "".join(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    raise TypeError(type(value).__name__)


HIDDEN: Mapping[str, object] = {"json": None}
"""Metadata of a field that stays out of the JSON."""

OPTIONAL: Mapping[str, object] = {"optional": True}
"""Metadata of a field that is left out of the JSON while it is None."""
