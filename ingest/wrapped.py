"""Where the records of a JSON file stand. Portals wrap them, each in its own way: CKAN under `result`, Socrata as lists
beside the names of their columns, Esri and GeoJSON as features; others write an object a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest import geo, objects
from ingest.language import phrase
from ingest.objects import Place
from ingest.once import once
from ingest.problems import quoted, stop
from ingest.text import MOST_CELLS, opened

_CKAN: Place = ("result", "records")
_FEATURES: Place = ("features",)
_SOCRATA: Place = ("data",)
_UNREAD: tuple[type[Exception], ...] = (*objects.BROKEN, objects.Twice, RecursionError)
_COLUMNS: Place = ("meta", "view", "columns")


@dataclass
class _Seen:
    """What a first look found: the first item of each list, what stands beside the lists, the columns of Socrata."""

    firsts: dict[Place, Any] = field(default_factory=dict)
    said: dict[Place, Any] = field(default_factory=dict)
    columns: list[Any] = field(default_factory=list)
    is_lines: bool = False


def rows(path: Path) -> Iterator[objects.Row]:
    """The header as row 0, then every record with its position. Raises `Stop` (unreadable-file, several-lists)."""
    seen = _look(path)
    if seen.is_lines:
        return objects.rows(path, True)
    feature = seen.firsts.get(_FEATURES)
    if seen.said.get(("type",)) == "FeatureCollection" and isinstance(feature, dict):
        return geo.rows(path)
    if isinstance(feature, dict) and isinstance(feature.get("attributes"), dict):
        return objects.rows(path, False, _FEATURES, _of_esri)
    if isinstance(seen.firsts.get(_SOCRATA), list) and seen.columns:
        return _of_socrata(path, seen.columns)
    return objects.rows(path, False, _the_one(path, seen))


def _the_one(path: Path, seen: _Seen) -> Place:
    """The place of the only list of objects, or of the only one that stands under fewest keys."""
    found = [place for place, item in seen.firsts.items() if isinstance(item, dict)]
    if _CKAN in found:
        return _CKAN
    top = [place for place in found if len(place) == min(map(len, found))]
    if len(top) > 1:
        raise stop("several-lists", path.name, lists=quoted(".".join(place) for place in top))
    return top[0] if top else ()


@once(8)
def _look(path: Path) -> _Seen:
    seen = _Seen()
    try:
        with opened(path) as file:
            reader = objects.Reader(file)
            if reader.mark() != "{":
                return seen  # a list by itself: nothing is wrapped
            for place, item in reader.items():
                seen.firsts.setdefault(place, item)
                if place == _COLUMNS and len(seen.columns) < MOST_CELLS:
                    seen.columns.append(item)
            seen.said = reader.said
    except objects.Beyond as beyond:
        seen.is_lines = beyond.mark == "{"
    except _UNREAD:
        pass  # whoever reads the records comes upon it again, and says where
    return seen


def _of_esri(feature: dict[str, Any]) -> dict[str, Any]:
    """The attributes of a feature, and where it is: a point by its `x` and `y`, another shape as JSON."""
    said, shape = feature.get("attributes"), feature.get("geometry")
    made = dict(said) if isinstance(said, dict) else {"attributes": said}
    place: dict[str, Any] = {}
    if isinstance(shape, dict) and {"x", "y"} <= set(shape):
        place = {axis: shape[axis] for axis in ("x", "y")}
    elif shape:
        place = {"geometry": objects.json_of(shape)}
    for name, value in place.items():
        made[f"{name} (2)" if name in made else name] = value
    return made


def _of_socrata(path: Path, columns: list[Any]) -> Iterator[objects.Row]:
    """Lists of cells under the names of their columns; what Socrata keeps for itself is left out, as in its own CSV."""
    said = [one if isinstance(one, dict) else {} for one in columns]
    places = [place for place, one in enumerate(said) if one.get("dataTypeName") != "meta_data"]
    yield 0, [objects.text_of(said[place].get("name")) for place in places]
    for position, cells in enumerate(objects.records(path, False, _SOCRATA, list), 1):
        if len(cells) != len(columns):
            reason = phrase("record {position} does not have a cell for each of its {expected} columns",
                            position=f"{position:,}", expected=len(columns))  # fmt: skip
            raise stop("unreadable-file", path.name, reason=reason)
        yield position, [objects.text_of(cells[place]) for place in places]
