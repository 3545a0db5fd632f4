"""What the files on getting ready say: steps taken, meetings, courses, and what police work at elections cost."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from clerks import Record, Row, day, forbid, in_order, not_yet, number, right, text_file, united, workbook, year_of, yes
from clerks_elections import Waiting, public
from clerks_police import COUNTY, FALLS, PORT, WORDS


def steps(folder: Path, held: dict[str, Record]) -> Waiting:
    """What the county had done to get ready, on each day on which it looked."""
    county = folder / COUNTY
    rows = [
        *text_file(county / "ready, first try 2021.csv", "Line No"),
        *workbook(county / "ready, sites.xlsx", "Line No"),
        *workbook(county / "ready, whole county.xlsx", "Line No"),
    ]
    made = list(united(right(rows, _step), "number").values())
    for one in made:
        one["year"] = held[one["day"]]["year"] if one["day"] in held else year_of(one["as_of"])
    return public(made)


def _step(row: Row) -> Record:
    as_of, shown, scope = day(row["Day"]), day(row["Release On"]), WORDS.code("election_scope", row["Whole Or Site"])
    not_yet(as_of)
    forbid(
        no_day=not shown or not as_of,
        too_soon=shown and (scope != "jurisdiction" or row["Site"]) and shown <= row["Election Date"],
        place_and_scope=(scope == "site") != bool(row["Site"]),
    )
    return {
        "agency": COUNTY,
        "number": row["Line No"],
        "day": day(row["Election Date"]),
        "scope": scope,
        "site": row["Site"],
        "preparedness_item": WORDS.code("preparedness_item", row["Step"]),
        "preparedness_status": WORDS.code("preparedness_status", row["How Far"]),
        "as_of": as_of,
        "release_on": shown,
    }


def meetings(folder: Path) -> list[Record]:
    """Meetings with the public, of the county and of Example Falls."""
    county = "Event|Held On|Sort|Came|Asked|Answered|Grievances|Promised|Kept|Survey|Voice|Neutral|Respect|Trust|Papers"
    falls = (
        "Meeting|When|Format|Heads|Asked Us|We Answered|Grievances|To Do|Done|Cards Back"
        "|Q Voice|Q Same Rules|Q Respect|Q Trust|Notes At"
    )
    files = (
        (COUNTY, county, text_file(folder / COUNTY / "meetings.txt", "Event", "\t")),
        (FALLS, falls, text_file(folder / FALLS / "community meetings.csv", "Meeting", encoding="cp1252")),
    )
    told = [one for agency, headers, rows in files for one in right(rows, partial(_meeting, agency, headers))]
    return list(united(told, "agency", "number").values())


def _meeting(agency: str, headers: str, row: Row) -> Record:
    said, when, sort, came, asked, answered, grievances, promised, kept, survey, *means, papers = (
        row[header] for header in headers.split("|")
    )
    held, cards = day(when), number(survey)
    made: Record = {
        "agency": agency,
        "number": said,
        "year": year_of(held),
        "engagement_type": WORDS.code("engagement_type", sort),
        "asked": number(asked),
        "answered": number(answered),
        "grievances": number(grievances),
        "promised": number(promised),
        "kept": number(kept),
    }
    if number(came) is not None:
        not_yet(held)
    forbid(
        no_day=not held,
        more_kept=(made["kept"] or 0) > (made["promised"] if made["promised"] is not None else 1e9),
        more_answered=(made["answered"] or 0) > (made["asked"] if made["asked"] is not None else 1e9),
        too_few_cards=cards and cards <= 10,
        too_few_for_a_mean=any(means) and (cards or 0) < 30,
        no_address=papers and not papers.startswith(("http://", "https://")),
    )
    return made


def courses(folder: Path) -> list[Record]:
    """Courses for officers and for those who work at elections."""
    police = "Class No|Class|Begins|Finishes|Hours|On The List|Passed"
    county = "Course|Teaches|Starts|Ends|Hours Each|Should Take|Finished"
    files = (
        (FALLS, police, workbook(folder / FALLS / "classes 2021-2025.xlsx", "Class No")),
        (PORT, police, text_file(folder / PORT / "PSPD classes.csv", "Class No", ";")),
        (COUNTY, county, text_file(folder / COUNTY / "courses.tsv", "Course", "\t")),
    )
    told = [one for agency, headers, rows in files for one in right(rows, partial(_course, agency, headers))]
    return list(united(told, "agency", "number").values())


def _course(agency: str, headers: str, row: Row) -> Record:
    said, topic, begun, ended, hours, eligible, passed = (row[header] for header in headers.split("|"))
    first, should, did = day(begun), number(eligible), number(passed)
    in_order(first, day(ended))
    if did:
        not_yet(first)
    forbid(more_passed=should is not None and did is not None and did > should)
    return {
        "agency": agency,
        "number": said,
        "year": year_of(first),
        "training_topic": WORDS.code("training_topic", topic),
        "hours": number(hours),
        "eligible": should,
        "completed": did,
    }


def allocations(folder: Path, held: dict[str, Record]) -> Waiting:
    """Hours, goods and money for elections, of the county and of Example Falls."""
    county = "Line|Election|Starts|Ends|Hours Planned|Hours Worked|Overtime|Dollars|Moved From|Moved To|May Show"
    falls = "Item|Election Day|From|Till|Planned H|Worked H|Of It Overtime|Cost|Taken From|Given To|Show After"
    files = (
        (COUNTY, county, workbook(folder / COUNTY / "election costs.xlsx", "Line")),
        (FALLS, falls, text_file(folder / FALLS / "election hours.tsv", "Item", "\t", "utf-16")),
    )
    told = [one for agency, headers, rows in files for one in right(rows, partial(_allocation, agency, headers))]
    made = list(united(told, "agency", "number").values())
    for one in made:
        one["election"] = held.get(one["day"])
        one["year"] = one["election"]["year"] if one["election"] else one["year"]
    return public(made)


def _allocation(agency: str, headers: str, row: Row) -> Record:
    said, election, begun, ended, planned, worked, overtime, cost, source, target, show = (
        row[header] for header in headers.split("|")
    )
    first, last, shown = day(begun), day(ended), day(show)
    hours, extra = number(worked), number(overtime)
    in_order(first, last)
    if hours:
        not_yet(first)
    moved = [WORDS.code("resource_category", word) for word in (source, target)]
    forbid(
        no_day=not shown,
        too_soon=shown and any(shown <= one for one in (day(election), first, last) if one),
        more_overtime=hours is not None and extra is not None and extra > hours,
        moved_to_itself=moved[0] and moved[0] == moved[1] and moved[0] in WORDS.labels("resource_category"),
    )
    return {
        "agency": agency,
        "number": said,
        "day": day(election),
        "year": year_of(first),
        "planned": number(planned),
        "worked": hours,
        "overtime": extra,
        "cost": number(cost),
        "moved_to": moved[1],
        "share_of_day": number(row.get("Share Of Day", ""), 100),
        "is_patrol_full": yes(row.get("Patrol Full", "")),
        "release_on": shown,
    }
