"""What stands in a file that no format knows yet: its header, and for each column its words and what they look like.

Every value counts, never a sample: a day that tells MM/DD from DD/MM may stand in the last row.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from ingest import dates, personal
from ingest.codelist import fold
from ingest.problems import stop
from ingest.read import Sheet, sheets
from ingest.recognise import LOOK, unique

_MOST = 200_000  # distinct words that one column remembers; a column with more has no words, only texts
_DAYS = [f"{day}{mark}{year}" for day in ("MM{}DD{}", "DD{}MM{}") for mark in [""] for year in ("YYYY", "YY")]
_HOURS = ("", " hh:mm", " hh:mm:ss", " hh:mm AM", " hh:mm:ss AM")
PATTERNS = tuple(
    [day.format(mark, mark) + hour for mark in "/-." for day in _DAYS for hour in _HOURS]
    + [day + hour for day in dates.NAMED for hour in _HOURS]
    + [f"YYYY/MM/DD{hour}" for hour in (*_HOURS, " hh:mm:ss+00")]
    + ["hh:mm AM", "hh:mm:ss AM", "hhmm", "YYYYMMDD", "YYYY-MM-DDThh:mm:ss.000", "YYYY-MM-DDThh:mm:ss.000Z"]
)
NOTHING = ("-", "--", ".", "NULL", "null", "#N/A")


@dataclass
class Profile:
    """One column: its header, how many rows fill it, and its distinct words with their counts."""

    header: str
    filled: int = 0
    words: Counter[str] = field(default_factory=Counter)
    is_full: bool = False

    def add(self, text: str) -> None:
        if text := text.strip():
            self.filled += 1
            if text in self.words or len(self.words) < _MOST:
                self.words[text] += 1
            else:
                self.is_full = True

    @property
    def missing(self) -> list[str]:
        return [text for text in NOTHING if text in self.words]

    @property
    def said(self) -> list[str]:
        """The distinct words that say something."""
        return [word for word in self.words if word not in NOTHING]

    @property
    def patterns(self) -> list[str]:
        """The date patterns that read every word. ISO needs none and is not among them."""
        return [pattern for pattern in PATTERNS if self.said and all(_reads(word, pattern) for word in self.said)]

    @property
    def is_personal(self) -> bool:
        """Whether some word looks like somebody's: a telephone number, an e-mail address and their like."""
        texts = "\n".join(self.words)
        return personal.may_look(texts, self.header) and any(
            personal.sorts(word) or personal.sorts(f"{self.header}: {word}") for word in self.words
        )


def _reads(word: str, pattern: str) -> bool:
    if not dates.compiled(pattern).fullmatch(word):
        return False
    try:
        return dates.read(word, (pattern,)) is not None
    except dates.NoSuchDay:
        return False


def profile(path: Path, encoding: str = "") -> tuple[list[Profile], int, int]:
    """The columns of a file, the line of its header and the number of its rows. Raises `Stop` (no-header)."""
    sheet, line = max(((one, _header(one)) for one in sheets(path, encoding)), key=lambda pair: pair[1][1])
    if line[1] < 2:
        raise stop("no-header", path.name, lines=LOOK)
    rows = sheet.rows()
    header = next((cells for at, cells in rows if at == line[0]), [])
    made = [Profile(name) for name in unique(header)]
    count = 0
    for _, cells in rows:
        count += 1
        for column, text in zip(made, cells, strict=False):
            column.add(text)
    return made, line[0], count


def _header(sheet: Sheet) -> tuple[int, int]:
    """The line that is most likely the header, the first of the widest among the first; and how wide it is."""
    widths = [(at, len({fold(cell) for cell in cells if fold(cell)})) for at, cells in islice(sheet.rows(), LOOK)]
    widest = max((width for _, width in widths), default=0)
    return next(((at, width) for at, width in widths if width >= widest * 0.8), (0, 0))
