"""A value to a coarser one. Each method is a SQL function of the same name while a release is built.

Sources of the rules: standard.md 0.1 (dates, blocks), 1.5 (age bands, after RIPA), 3.1 (officer counts in bands,
times of dispatches to five minutes).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

Value = str | int | float | None
_HOUSE = re.compile(r"\s*(\d+)(?:-\d+)?[A-Za-z]?\s+(?:1/2\s+)?(.+)")
_UNIT = re.compile(r"[,;]?\s+(?:#|apt|apartment|unit|suite|ste|room|rm|lot|fl|floor)\b.*$", re.IGNORECASE)
_BLOCK = re.compile(r"\s*(\d+)\s+block\b(.*)", re.IGNORECASE | re.DOTALL)
_MASKED = re.compile(
    r"\s*(\d*?)(?:\dX|XX?)\s+(.+)", re.IGNORECASE
)  # an agency's own way to hide the house: 10XX Main St
_ROAD = re.compile(  # roads whose name is a number: what is left of a text without them may hold no number
    r"\b(?:highway|hwy|route|rte|road|rd|interstate|loop|sr|us|cr)\.?[\s-]*\d+\b", re.IGNORECASE
)
_AGES = ((18, "under_18"), (25, "18_24"), (35, "25_34"), (45, "35_44"), (55, "45_54"), (65, "55_64"))
_COUNTS = ((1, "0"), (2, "1"), (3, "2"), (6, "3_5"))


def year(value: Value) -> Value:
    """2024-03-09 to 2024."""
    return int(str(value)[:4]) if value and str(value)[:4].isdigit() else None


def quarter(value: Value) -> Value:
    """2024-03-09 to 2024-Q1; nothing where the month is not known."""
    month_ = str(value)[5:7] if value else ""
    return f"{str(value)[:4]}-Q{(int(month_) + 2) // 3}" if month_.isdigit() else None


def month(value: Value) -> Value:
    """2024-03-09 to 2024-03."""
    return str(value)[:7] if value and len(str(value)) >= 7 else None


def hour(value: Value) -> Value:
    """22:50, or 2024-03-09T22:50, to 22."""
    time = str(value).rpartition("T")[2] if value else ""
    return int(time[:2]) if ":" in time and time[:2].isdigit() else None


def five_minutes(value: Value) -> Value:
    """22:58, or 2024-03-09T22:58:40, to 22:55. A day without a time stays a day."""
    day, mark, time = str(value or "").rpartition("T")
    if ":" not in time:
        return time or None
    return f"{day}{mark}{time[:3]}{int(time[3:5]) // 5 * 5:02}" if time[3:5].isdigit() else None


def age_band(value: Value) -> Value:
    """29 to 25_34. The bands are RIPA's, so that California's files nest exactly."""
    if value is None:
        return None
    return next((band for under, band in _AGES if int(value) < under), "65_plus")


def count_band(value: Value) -> Value:
    """4 to 3_5."""
    if value is None:
        return None
    return next((band for under, band in _COUNTS if int(value) < under), "6_plus")


def hundred_block(value: Value) -> Value:
    """4134 Felter Ln to 4100 block Felter Ln. What is not surely a street is left out, never passed on."""
    text = _UNIT.sub("", str(value or "").strip())
    masked = _MASKED.fullmatch(text)
    match = masked or _BLOCK.fullmatch(text) or _HOUSE.fullmatch(text)
    if match:
        rest, hundreds = " ".join(match[2].split()), int(match[1] or 0) // (1 if masked else 100)
        return None if re.search(r"\b\d+\b", _ROAD.sub("", rest)) else f"{hundreds * 100} block {rest}"
    return text if re.fullmatch(r"[^\d]+(?:\s*(?:/|&|\bat\b|\band\b)\s*)[^\d]+", text) else None


METHODS: dict[str, Callable[[Value], Value]] = {
    "year": year,
    "quarter": quarter,
    "month": month,
    "hour": hour,
    "five_minutes": five_minutes,
    "age_band": age_band,
    "count_band": count_band,
    "hundred_block": hundred_block,
}


def teach(connection: sqlite3.Connection) -> None:
    """Make every method a SQL function of this connection."""
    for name, method in METHODS.items():
        connection.create_function(f"coarsen_{name}", 1, method, deterministic=True)
