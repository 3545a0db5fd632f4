"""GeoJSON to rows: each feature is a record, its properties are its columns, a point gives its coordinates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest import objects

_AXES = ("lon", "lat", "alt")  # the order of RFC 7946, 3.1.1


def rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The header as row 0, then every feature with its position. Raises `Stop` (unreadable-file)."""
    return objects.rows(path, False, ("features",), record)


def record(feature: dict[str, Any]) -> dict[str, Any]:
    """What a feature says of itself, and where it is: a point by its axes, another shape as JSON under `geometry`."""
    said, shape = feature.get("properties") or {}, feature.get("geometry")
    made = dict(said) if isinstance(said, dict) else {"properties": said}
    place: dict[str, Any] = {"id": feature["id"]} if "id" in feature else {}
    if isinstance(shape, dict) and shape.get("type") == "Point" and isinstance(shape.get("coordinates"), list):
        place |= zip(_AXES, shape["coordinates"], strict=False)
    elif shape:
        place["geometry"] = objects.json_of(shape)
    for name, value in place.items():
        made[f"{name} (2)" if name in made else name] = value
    return made
