"""Every source row ends in exactly one outcome, and a clerk can mend what was set aside until the sums close."""

from __future__ import annotations

from pathlib import Path

import pytest
from rooms import Office, as_csv, read_csv, tree

OUTCOMES = ("new", "changed", "unchanged", "merged", "rejected", "ignored")
COUNT = "Officers involved, by the agency's count"
GOOD = {"Agency's incident number": "A-1", "Date": "2024-03-09", "Time": "22:50", "Video exists": "yes"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-pd")
    return office


def incidents(count: int, **changes: str) -> list[dict[str, str]]:
    return [GOOD | {"Agency's incident number": f"A-{number}"} | changes for number in range(1, count + 1)]


def faulty() -> list[dict[str, str]]:
    """Twelve good rows and eight faults, one of each sort (scenario C-2)."""
    return [
        *incidents(12),
        GOOD | {"Agency's incident number": "F-1", "Date": "12.02.2024"},
        GOOD | {"Agency's incident number": "F-2", "Date": "2024-02-30"},
        GOOD | {"Agency's incident number": "F-3", "Date": "2098-01-01"},
        GOOD | {"Agency's incident number": "F-4", "Video exists": "perhaps"},
        GOOD | {"Agency's incident number": "F-5", COUNT: "two"},
        GOOD | {"Agency's incident number": ""},
        GOOD | {"Agency's incident number": "F-7", "Date": ""},
        GOOD | {"Agency's incident number": "F-8", "Reason for contact": "a word nobody knows"},
    ]


def test_check_lists_every_fault_at_once_and_writes_nothing(office: Office) -> None:
    office.load(office.file("before.csv", incidents(3)), "--agency", "test-pd")
    path = office.file("faulty.csv", faulty())
    path.write_text(path.read_text() + "short,row\n" + ",".join(["x"] * 40) + "\n")
    before = tree(office.folder)
    [said] = office.check(path, "--agency", "test-pd", code=None)
    assert tree(office.folder) == before, "check wrote something"
    found = {(one["line"], one["code"]) for one in said["problems"] if one["level"] == "row"}
    assert found == {
        (14, "date"),
        (15, "no-such-day"),
        (16, "rule"),
        (17, "yes-no"),
        (18, "number"),
        (19, "required"),
        (20, "required"),
        (22, "short-row"),
        (23, "extra-cells"),
    }
    assert all(one["says"] and one["do"] for one in said["problems"])
    assert [one["code"] for one in said["problems"] if one["level"] == "note"] == ["unmapped"]
    assert said["outcomes"] == dict.fromkeys(OUTCOMES, 0) | {"new": 10, "unchanged": 3, "rejected": 9}
    assert sum(said["outcomes"].values()) == said["rows"] == 22


def test_a_problem_names_file_line_column_value_and_next_step(office: Office) -> None:
    said = office.ingest("check", office.file("faulty.csv", faulty()), "--agency", "test-pd", code=1)
    assert 'faulty.csv:14, Date: "12.02.2024" fits none of the date pattern(s)' in said.err
    assert "Write the day as 2024-03-09." in said.err
    assert "faulty.csv:16, Date: The date is in the future." in said.err, "a rule names the headers that it looks at"
    assert "[date]" in said.err


def test_check_makes_no_folder(office: Office) -> None:
    office.check(office.file("good.csv", incidents(2)), "--agency", "test-pd")
    assert not office.data.exists()


def test_good_rows_load_and_mended_rejects_close_the_sum(office: Office) -> None:
    [first] = office.load(office.file("june.csv", faulty()), "--agency", "test-pd", code=1)
    assert len(office.rows("use_of_force")) == first["records"]["use_of_force"] == 13
    assert first["rows"] == first["outcomes"]["new"] + first["outcomes"]["rejected"] == 20
    out = office.files / "mend.csv"
    office.ingest("rejects", 1, "--out", out)
    mending = read_csv(out)
    assert len(mending) == 7
    assert all(row["What is wrong"] and row["What to do"] for row in mending)
    right = {"Date": "2024-06-01", "Video exists": "no", COUNT: "2"}
    mended = [row | right | {"Agency's incident number": f"M-{number}"} for number, row in enumerate(mending)]
    out.write_text(as_csv(mended), encoding="utf-8", newline="")
    [second] = office.load(out, "--agency", "test-pd")
    assert second["outcomes"]["new"] == 7
    assert len(office.rows("use_of_force")) == first["rows"], "file = loaded + set aside, and all of it is in now"


def test_rejects_of_another_width_stand_in_their_own_columns(office: Office) -> None:
    path = office.file("wide.csv", incidents(4))
    path.write_text(path.read_text() + "A-8,2024-03-09\n" + "A-9,2024-03-09,22:50,yes,stray\n")
    office.load(path, "--agency", "test-pd", code=1)
    out = office.files / "mend.csv"
    office.ingest("rejects", 1, "--out", out)
    short, long = read_csv(out)
    assert short["What is wrong"].startswith("Load 1, line 6: The row has only 2 of 4 cells")
    assert long["What is wrong"].startswith("Load 1, line 7: The row has 5 cells")
    assert long["Video exists"] == "yes"


def test_a_row_that_feeds_several_tables_has_the_gravest_outcome(office: Office) -> None:
    office.agency(
        "two-pd",
        use_of_force="""title: Two
tables:
  use_of_force: {incident_number: no, occurred_date: day, district: area}
  use_of_force_subjects: {subject_number: who, race: race}
ignore: {nothing we have a column for: [x, y]}
""",
    )
    row = {"no": "1", "day": "2024-01-01", "area": "N", "who": "1", "race": "White", "x": "", "y": ""}
    [first] = office.load(office.file("a.csv", [row, row, row | {"who": "2"}]), "--agency", "two-pd")
    assert first["outcomes"]["new"] == 2, "the third row adds a person, though its incident was told before"
    assert first["outcomes"]["merged"] == 1
    [second] = office.load(office.file("b.csv", [row | {"area": "S"}, row | {"who": "3"}]), "--agency", "two-pd")
    assert (second["outcomes"]["changed"], second["outcomes"]["new"]) == (1, 1)


def test_too_many_bad_rows_refuse_the_file(office: Office) -> None:
    path = office.file("bad.csv", [*incidents(20), *incidents(11, Date="soon")])
    said = office.ingest("load", path, "--agency", "test-pd", "--by", "Ana", code=2)
    assert "11 of 31 rows are wrong" in said.err
    assert office.rows("use_of_force") == office.rows("_loads") == []


def test_orphans_are_set_aside_with_all_that_hangs_on_them(office: Office) -> None:
    office.load(office.file("whole.csv", incidents(1)), "--agency", "test-pd")
    columns = office.kinds.tables["use_of_force_subjects"].columns
    incident, person = "Agency's incident number", columns["subject_number"].title
    parts = [
        {incident: " A-1 ", person: "1", "Gender": "Male"},
        {incident: "A-9", person: "1", "Gender": ""},
        {incident: "A-9", person: "1", "Gender": "Male"},
    ]
    [said] = office.load("use_of_force_subjects", office.file("parts.csv", parts), "--agency", "test-pd", code=1)
    assert said["outcomes"]["new"] == 1
    assert said["outcomes"]["rejected"] == 2, "a row whose record was set aside with another row is not loaded either"
    assert len(office.rows("_rejects")) == 2
    assert len(office.rows("use_of_force_subjects")) == 1


def three(office: Office) -> Path:
    """A folder of three files, the last of which is refused."""
    folder = office.files / "delivery"
    folder.mkdir()
    for name in ("a", "b"):
        rows = [GOOD | {"Agency's incident number": f"{name}-{number}"} for number in range(3)]
        (folder / f"{name}.csv").write_text(as_csv(rows))
    (folder / "c.csv").write_text(as_csv(incidents(30, Date="soon")))
    (folder / "d.csv").write_text(as_csv([GOOD | {"Agency's incident number": "d-1"}]))
    return folder


def test_a_folder_that_is_refused_part_way_says_what_stands_and_what_does_not(office: Office) -> None:
    words = ("load", three(office), "--agency", "test-pd", "--by", "Ana Ruiz")
    said = office.ingest(*words, code=2)
    assert "a.csv: 3 rows loaded" in said.out and "b.csv: 3 rows loaded" in said.out
    last = said.err.strip().splitlines()[-3:]
    assert last[0] == " ! Of 4 files 2 are loaded: a.csv, load 1; b.csv, load 2. Not loaded: c.csv, d.csv."
    assert last[1].strip().startswith("Mend c.csv as said above, then run the same command again.")
    assert len(office.rows("_loads")) == 2
    told = office.ingest(*words, "--json", code=2)
    assert [(one["file"], one["load"]) for one in told.json] == [("a.csv", 3), ("b.csv", 4), ("c.csv", 0), ("d.csv", 0)]
    assert [one["outcomes"].get("unchanged") for one in told.json] == [3, 3, None, None]
    assert "too-many" in {one["code"] for one in told.json[2]["problems"]} and not told.json[3]["problems"]
    (office.files / "delivery" / "c.csv").write_text(as_csv(incidents(30)))
    done = office.load(office.files / "delivery", "--agency", "test-pd")
    assert [one["outcomes"]["new"] for one in done] == [0, 0, 30, 1]


def test_a_check_of_a_folder_tells_of_each_of_its_files(office: Office) -> None:
    words = ("check", three(office), "--agency", "test-pd")
    said = office.ingest(*words, code=2)
    assert [name for name in "abcd" if f"{name}.csv: " in said.out] == ["a", "b", "d"] and "[too-many]" in said.err
    told = office.ingest(*words, "--json", code=2).json
    assert [(one["file"], one["rows"]) for one in told] == [("a.csv", 3), ("b.csv", 3), ("c.csv", 0), ("d.csv", 1)]


def said_of(office: Office, **cells: str) -> str:
    """What a check of our own form says of one row that is wrong, or odd, among good ones."""
    path = office.file("june.csv", [*incidents(12), GOOD | {"Agency's incident number": "F-1"} | cells])
    return office.ingest("check", path, "--agency", "test-pd", code=None).err


def test_who_fills_in_our_form_is_told_of_the_cell_and_of_no_format(office: Office) -> None:
    said = said_of(office, Date="13/02/2024")
    assert '"13/02/2024" is not a day in the calendar. Expected MM/DD/YYYY or YYYY-MM-DD.' in said
    assert "Write the day as 2024-03-09. [no-such-day]" in said and "format" not in said
    said = said_of(office, Date="the ninth")
    assert "Write the day as 2024-03-09. [date]" in said and "format" not in said
    said = said_of(office, Time="late")
    assert ") is not a time. Expected hh:mm." in said and "Write the time as 22:50. [time]" in said
    said = said_of(office, Time="25:00")
    assert ") names no time of day." in said and "25:00" not in said
    said = said_of(office, **{"Reason for contact": "a word nobody knows"})
    assert "Use a word of the drop-down list" in said and "values in the format" not in said
    office.ingest("load", office.files / "june.csv", "--agency", "test-pd", "--by", "Ana Ruiz")
    office.ingest("load", office.file("b.csv", incidents(12, Date="2024-02-30")[:3] + incidents(30)[20:]),
                  "--agency", "test-pd", "--by", "Ana Ruiz", "--reason", "late-filing", code=1)  # fmt: skip
    said = office.ingest("rejects", 2).out
    assert "Write the day as 2024-03-09. [no-such-day]" in said, "also afterwards"
    words = ("correct", "use-of-force", "A-1", "Date=soon", "--by", "Ana Ruiz")
    assert "Write the day as" in office.ingest(*words, "--reason", "reclassified", code=2).err
    assert "A correction needs a reason, and none was given." in office.ingest(*words, code=2).err


def test_a_format_is_named_where_there_is_one(office: Office) -> None:
    text = (
        'title: A\ndates: [MM/DD/YYYY, "hh:mm AM"]\ntables:\n  use_of_force: {incident_number: no, occurred_date: day,'
    )
    office.agency("own-pd", use_of_force=f"{text} occurred_time: at, district: area, beat: b}}\n")
    row = {"no": "1", "day": "2024-03-09", "at": "10:50 PM", "area": "N", "b": "1"}
    path = office.file(
        "a.csv", [*(row | {"no": str(n)} for n in range(9)), row | {"no": "x", "day": "soon", "at": "soon"}]
    )
    said = office.ingest("check", path, code=1).err
    assert "Expected hh:mm AM or hh:mm." in said and "date pattern(s): MM/DD/YYYY or YYYY-MM-DD." in said
    assert "add a pattern" in said


@pytest.mark.parametrize(("bad", "rows", "says"), [(1, 1, "The only row is wrong."), (2, 2, "All 2 rows are wrong."),
                                                   (11, 30, "11 of 30 rows are wrong.")])  # fmt: skip
def test_how_many_are_wrong_is_said_in_words(office: Office, bad: int, rows: int, says: str) -> None:
    listed = [*incidents(bad, Date="soon"), *incidents(rows)[bad:]]
    said = office.ingest("check", office.file("a.csv", listed), "--agency", "test-pd", code=2).err
    assert f"{says} That is too many to set aside. Nothing of the file was loaded." in said


def test_a_header_that_stands_twice_is_called_as_it_is_written(office: Office) -> None:
    path = office.files / "a.csv"
    path.write_text("Agency's incident number,Date,Time,Video exists,Time,Nonsense\n1,2024-03-09,22:50,yes,22:51,x\n")
    said = office.ingest("check", path, "--agency", "test-pd", code=2).err
    assert 'The header "Time" stands 2 times.' in said and "Time (2)" not in said and '"Nonsense"' in said


def test_a_file_without_its_ending_is_found(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.file("jul.csv", incidents(1))
    monkeypatch.chdir(office.files)
    said = office.ingest("check", "jul", "--agency", "test-pd", code=2).err
    assert "There is jul.csv." in said and "[no-ending]" in said and 'no table "jul"' not in said
    office.file("use_of_force.csv", incidents(1))
    office.ingest("check", "use-of-force", "jul.csv", "--agency", "test-pd")
    office.ingest("check", "use_of_force", "jul.csv", "--agency", "test-pd")
    assert "[no-table]" in office.ingest("check", "aug", "--agency", "test-pd", code=2).err


def test_bytes_of_another_encoding_are_told_with_their_line(office: Office) -> None:
    path = office.files / "a.csv"
    good = b"1,North,2024-01-01,1,x\n"
    for before in (0, 3, 4000):
        path.write_bytes(
            b"Agency's incident number,District,Date,Beat,Address\n"
            + good * before
            + b"1,Norte\xf1o,2024-01-01,1,x\n"
            + good
        )
        said = office.ingest("check", "use-of-force", path, "--agency", "test-pd", code=2).err
        assert f"a.csv:{before + 2}: " in said and "[bad-bytes]" in said, said


@pytest.mark.parametrize(
    ("mapped", "day", "is_told"),
    [
        ("occurred_date: day", "2024-03-09T23:30", True),
        ("occurred_date: day", "2024-03-09T00:00:00", False),
        ("occurred_date: day", "2024-03-09", False),
        ("occurred_date: day, occurred_time: day", "2024-03-09T23:30", False),
    ],
)
def test_a_time_beside_a_day_is_never_dropped_without_a_word(
    tmp_path: Path, mapped: str, day: str, is_told: bool
) -> None:
    office = Office(tmp_path)
    told = f"{{incident_number: no, {mapped}, district: a, beat: b, shift: s}}"
    office.agency("test-pd", use_of_force=f"title: Days\ntables:\n  use_of_force: {told}\n")
    said = office.ingest("check", office.file("a.csv", [{"no": "1", "day": day, "a": "N", "b": "1", "s": "D"}]), code=0)
    assert ("a.csv, day: Times of day stand beside the days" in said.err) == is_told, said.err


def test_words_without_a_code_are_those_that_were_kept(office: Office) -> None:
    odd = GOOD | {"Reason for contact": "a word nobody knows"}
    rows = [
        odd | {"Agency's incident number": f"F-{n}", "Date": day} for n, day in enumerate(("2024-02-01", "", "soon"))
    ]
    fine = [GOOD | {"Agency's incident number": f"G-{n}"} for n in range(9)]
    [said] = office.load(office.file("june.csv", [*rows, *fine]), "--agency", "test-pd", code=1)
    assert (said["outcomes"]["rejected"], said["outcomes"]["new"]) == (2, 10)
    assert [one["says"] for one in said["problems"] if one["code"] == "unmapped"] == [
        '"a word nobody knows" (1 row): no code in the list reason_for_contact. Nearest: none.'
    ]
    mend = office.file("mended.csv", [row | {"Date": "2024-02-01"} for row in rows])
    office.load(mend, "--agency", "test-pd")
    sorted_ = office.run("ingest", "status", code=None).out
    assert "3 rows with 1 different word" in sorted_


def test_a_check_tells_the_days_that_a_file_covers(office: Office) -> None:
    rows = [GOOD | {"Agency's incident number": f"F-{n}", "Date": f"2024-0{n}-09"} for n in (2, 5, 3)]
    path = office.file("june.csv", rows)
    assert (
        "  records: 3 incidents of 2024-02-09 to 2024-05-09\n"
        in office.ingest("check", path, "--agency", "test-pd").out
    )
    assert office.check(path, "--agency", "test-pd")[0]["days"] == {"use_of_force": ["2024-02-09", "2024-05-09"]}
    one = office.file("one.csv", rows[:1])
    assert "1 incident of 2024-02-09\n" in office.ingest("check", one, "--agency", "test-pd").out
