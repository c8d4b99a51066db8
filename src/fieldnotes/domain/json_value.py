"""The one shape of data on the road: JSON without floats. Knows nothing of bytes."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"
JsonObject: TypeAlias = Mapping[str, Json]

Sections: TypeAlias = Mapping[str, Mapping[str, Json]]
"""A note's content: section id -> field id -> typed value (shapes: `field_types` of the templates)."""
