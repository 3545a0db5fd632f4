"""How good is a draft? For each real file, with the agency's own formats hidden: python benchmarks/draft.py SHARED

Compares header by header with the committed format: right (the same table and column, or ignored in both), wrong
(written otherwise), asked. SHARED is the folder with the real sets.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

import yaml

from ingest.agencies import Agencies
from ingest.called import load_called
from ingest.declare import ROOT, load_kinds
from ingest.draft import draft
from ingest.formats import Format, fold_header
from ingest.page import written
from ingest.survey import survey

SHOW = "--show" in sys.argv
SETS = (
    ("detroit-pd", "complaints", "complaints-detroit/DPD_Citizen_Complaints.csv"),
    ("new-orleans-pd", "use_of_force", "uof-new-orleans/NOPD_Use_of_Force_Incidents.csv"),
    ("philadelphia-pd", "complaints", "complaints-philadelphia/ppd_complaints.csv"),
    ("seattle-pd", "use_of_force", "uof-seattle/Use_Of_Force.csv"),
    ("cincinnati-pd", "use_of_force", "uof-cincinnati/PDI__Police_Data_Initiative__Use_of_Force.csv"),
    ("indianapolis-pd", "complaints", "complaints-indianapolis/IMPD_complaints_Dec_2020.csv"),
)


def meant(made: Format) -> dict[str, set[tuple[str, str]]]:
    """Folded header -> every place it fills; nothing where it is ignored."""
    places: dict[str, set[tuple[str, str]]] = {fold_header(header): set() for header in made.ignore}
    for one in made.maps:
        for column, cell in one.cells.items():
            for header in cell.headers:
                places.setdefault(fold_header(header), set()).add((one.table, column))
    return places


def compare(agency: str, name: str, path: Path) -> Counter[str]:
    """How many headers a draft gets right and wrong, how many it asks about; and wrong ones, named."""
    kinds = load_kinds(ROOT / "kinds")
    every = Agencies(ROOT / "agencies", kinds).formats()
    made = draft(path, kinds, load_called(ROOT / "kinds", kinds), [one for one in every if one.agency != agency])
    want = meant(next(one for one in every if one.agency == agency and one.name == name))
    got = {fold_header(header): set[tuple[str, str]]() for header in made.ignored}
    for table, columns in made.columns.items():
        for column, (header, _) in columns.items():
            got.setdefault(fold_header(header), set()).add((table, column))
    tally: Counter[str] = Counter()
    for one in survey(path).columns:
        header = fold_header(one.header)
        if header not in got:
            tally["asked, and it is mapped" if want.get(header) else "asked, and it is ignored"] += 1
            if want.get(header) and SHOW:
                tally[f"asked: {one.header} {sorted(want[header])}"] += 1
            continue
        wanted = want.get(header, set())
        is_right = got[header] <= wanted and bool(got[header]) == bool(wanted)
        tally["right" if is_right else "wrong"] += 1
        if not is_right:
            tally[f"wrong: {one.header} -> {sorted(got[header])}, not {sorted(wanted)}"] += 1
    return tally


def statements(said: dict[str, object], before: str = "") -> set[str]:
    """What a format says, a statement for each line that a person would write; titles, examples and counts left out."""
    made: set[str] = set()
    for word, value in said.items():
        if word in {"title", "source", "example", "expect"} and not before:
            continue
        place = f"{before}{word}"
        if isinstance(value, dict):
            made |= statements(value, f"{place}.")
        elif before == "ignore.":
            made |= {f"ignore {fold_header(header)}" for header in ([value] if isinstance(value, str) else value)}
        else:
            made.add(f"{place}={value}")
    return made


def lines(agency: str, name: str, path: Path) -> tuple[int, int, int, int]:
    """Statements of the committed format that the draft has, that had to be added (and words with their codes), and of
    the draft that had to go."""
    kinds, folder = load_kinds(ROOT / "kinds"), ROOT / "agencies"
    every = Agencies(folder, kinds).formats()
    others = [one for one in every if one.agency != agency]
    made = written(draft(path, kinds, load_called(ROOT / "kinds", kinds), others), agency, path.name)
    ours = statements(yaml.load(made, yaml.BaseLoader))
    theirs = statements(yaml.load((folder / agency / f"{name}.yml").read_text(encoding="utf-8"), yaml.BaseLoader))
    words = {one for one in theirs - ours if one.startswith("values.") or ".values." in one or ".marked." in one}
    return len(ours & theirs), len(theirs - ours - words), len(words), len(ours - theirs)


if __name__ == "__main__":
    for agency, name, file in SETS:
        began = perf_counter()
        tally = compare(agency, name, Path(sys.argv[1]) / file)
        kept, added, words, gone = lines(agency, name, Path(sys.argv[1]) / file)
        print(f"{agency}: {dict(tally)}, {perf_counter() - began:.1f} s")
        print(f"  statements kept {kept}, added {added}, words given a code {words}, taken out {gone}")
