"""The likely range of a share or a rate: where it could well lie if chance alone were at work, 95 times in 100.

Wilson's interval for a share of cases, the exact Poisson interval (Garwood, 1936) for a count that is divided by
something. Both tell of chance only: not of records that never came, nor of what an agency does not write down.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log, sqrt
from statistics import NormalDist
from typing import Any

from plugins.described import Range

OUTSIDE = 0.025  # on each side
Z = NormalDist().inv_cdf(1 - OUTSIDE)
STEPS = 50  # halvings: far finer than two digits


def likely(made: Range, row: dict[str, Any]) -> tuple[float, float] | None:
    """The range of a share in percent, or of a rate in its own unit; None where the numbers beside it allow none."""
    count, parts = row[made.of], [row[name] for name in made.out_of]
    if not isinstance(count, int) or not all(isinstance(each, (int, float)) for each in parts) or sum(parts) <= 0:
        return None
    whole = sum(parts)
    if made.for_every:
        each = row[made.for_every] if made.for_every in row else float(made.for_every)
        low, high = poisson(count)
        return each * low / whole, each * high / whole
    if count > whole:
        return None
    low, high = wilson(count, whole)
    return 100 * low, 100 * high


def wilson(count: int, whole: float) -> tuple[float, float]:
    """The range of a share of `whole` cases."""
    share, square = count / whole, Z * Z / whole
    middle, reach = share + square / 2, Z * sqrt(share * (1 - share) / whole + square / (4 * whole))
    return max(0.0, (middle - reach) / (1 + square)), min(1.0, (middle + reach) / (1 + square))


@lru_cache(maxsize=4096)
def poisson(count: int) -> tuple[float, float]:
    """The range of a count: under lower means so many or more are rare, under higher ones so many or fewer."""
    reach = 4 * sqrt(count + 1) + 6
    low, high = max(0.0, count - reach), float(count)
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if tail(count, middle, 1) < OUTSIDE else (low, middle)
    least, low, high = low, float(count), count + reach
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if tail(count, middle, -1) > OUTSIDE else (low, middle)
    return least, high


def tail(count: int, mean: float, step: int) -> float:
    """How likely `count` or more (`step` 1), or `count` or fewer (`step` -1), is under a mean beyond it."""
    if mean <= 0:
        return float(step < 0 or count == 0)
    term = total = exp(count * log(mean) - mean - lgamma(count + 1))
    while term > total * 1e-17 and count + step >= 0:
        term *= mean / (count + 1) if step > 0 else count / mean
        count, total = count + step, total + term
    return total
