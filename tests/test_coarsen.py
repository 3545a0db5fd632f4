"""What goes out coarser than it came: by these rules, and never the value itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish import coarsen


@pytest.mark.parametrize(
    ("method", "value", "expected"),
    [
        ("year", "2024-03-09", 2024),
        ("year", "2024-03", 2024),
        ("year", None, None),
        ("quarter", "2024-03-31", "2024-Q1"),
        ("quarter", "2024-04", "2024-Q2"),
        ("quarter", "2024", None),
        ("month", "2024-03-09T22:50", "2024-03"),
        ("month", None, None),
        ("hour", "22:50", 22),
        ("hour", "2024-03-09T00:05", 0),
        ("hour", "2024-03-09", None),
        ("hour", None, None),
        ("five_minutes", "2024-11-05T10:17:40", "2024-11-05T10:15"),
        ("five_minutes", "2024-11-05T10:15", "2024-11-05T10:15"),
        ("five_minutes", "2024-11-05T23:59", "2024-11-05T23:55"),
        ("five_minutes", "00:04", "00:00"),
        ("five_minutes", "2024-11-05", "2024-11-05"),
        ("five_minutes", "10:", None),
        ("five_minutes", None, None),
        *(("age_band", age, band) for age, band in ((0, "under_18"), (17, "under_18"), (18, "18_24"), (24, "18_24"))),
        *(
            ("age_band", age, band)
            for age, band in ((25, "25_34"), (54, "45_54"), (64, "55_64"), (65, "65_plus"), (120, "65_plus"))
        ),
        ("age_band", None, None),
        *(
            ("count_band", count, band)
            for count, band in ((0, "0"), (1, "1"), (2, "2"), (3, "3_5"), (5, "3_5"), (6, "6_plus"))
        ),
        ("hundred_block", "4134 Felter Ln", "4100 block Felter Ln"),
        ("hundred_block", "98 Elm St", "0 block Elm St"),
        ("hundred_block", "4134B Felter Ln Apt 3", "4100 block Felter Ln"),
        ("hundred_block", "4134 Felter Ln #12", "4100 block Felter Ln"),
        ("hundred_block", "14 1/2 Oak Ave", "0 block Oak Ave"),
        ("hundred_block", "4100 block of Felter Ln", "4100 block of Felter Ln"),
        ("hundred_block", "10XX Main St", "1000 block Main St"),
        ("hundred_block", "105X Main St", "1000 block Main St"),
        ("hundred_block", "9X Main St", "0 block Main St"),
        ("hundred_block", "X Main St", "0 block Main St"),
        ("hundred_block", "XX W Main St", "0 block W Main St"),
        ("hundred_block", "1st Ave & Elm St", None),
        ("hundred_block", "Oak Ave & Elm St", "Oak Ave & Elm St"),
        ("hundred_block", "the house of a person", None),
        ("hundred_block", "P.O. Box 98761", None),
        ("hundred_block", "", None),
        ("hundred_block", None, None),
    ],
)
def test_methods(method: str, value: object, expected: object) -> None:
    assert coarsen.METHODS[method](value) == expected  # type: ignore[arg-type]  # a table of every sort


STREET = st.sampled_from(["Felter Ln", "N Elm St", "Dr. Martin Luther King Jr Blvd", "112th St", "block Ln"])
UNIT = st.sampled_from(
    ["", " Apt {}", ", Unit {}", " #{}", " Ste {}", " & {} Oak Ave", " (rear of {})", ", {} Oak Ave"]
)


@given(
    st.integers(1, 99_999),
    STREET,
    UNIT,
    st.integers(101, 9_999),
    st.sampled_from(["{} {}", "{}-7 {}", "{}A {}", "{} block of {}", " {}  {}"]),
)
def test_a_house_number_never_goes_out(house: int, street: str, unit: str, inner: int, shape: str) -> None:
    out = coarsen.hundred_block(shape.format(house, street) + unit.format(inner)) or ""
    numbers = {int(number) for number in re.findall(r"\b\d+\b", out)}
    assert numbers <= {house // 100 * 100}, out


@given(st.text(max_size=40))
def test_any_text_gives_a_block_a_crossing_or_nothing(text: str) -> None:
    out = coarsen.hundred_block(text)
    assert out is None or re.match(r"\d+ block\b", str(out), re.IGNORECASE) or not re.search(r"\d", str(out))
