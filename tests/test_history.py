"""A later file changes records with history; the register can be made again from what was received, word for word."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from rooms import Office, Row, tree

SET = """title: Complaints and people
tables:
  complaints:
    complaint_number: case
    received_date: day
    district: area
  complaint_allegations:
    rows: {repeats: keep}
    officer_number: badge
    allegation_category: what
    finding: finding
ignore: {nothing: [x]}
"""
FORCE = """title: Force
tables:
  use_of_force: {incident_number: no, occurred_date: day, district: area}
  use_of_force_subjects: {race: race, gender: gender}
  use_of_force_officers: {officer_number: badge, is_on_duty: duty}
"""
CASE = {"case": "1", "day": "2024-01-01", "area": "N", "badge": "7", "what": "force", "finding": "sustained", "x": ""}
EVENT = {"no": "1", "day": "2024-01-01", "area": "N", "race": "white", "gender": "male", "badge": "7", "duty": "yes"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-pd", complaints=SET, use_of_force=FORCE)
    return office


def cases(office: Office, name: str, *rows: Row) -> Row:
    [said] = office.load(office.file(name, [CASE | row for row in rows]))
    return said


def events(office: Office, name: str, *rows: Row) -> Row:
    [said] = office.load(office.file(name, [EVENT | row for row in rows]))
    return said


def history(office: Office) -> list[Row]:
    return [row for row in office.rows("_history") if row["table_name"] != "agencies"]


def test_the_same_file_again_is_no_load(office: Office) -> None:
    path = office.file("a.csv", [CASE, CASE | {"case": "2"}])
    office.load(path)
    before = office.rows("_loads")
    said = office.ingest("load", path)
    assert "loaded before, as load 1. 0 new, 0 changed." in said.out
    assert office.rows("_loads") == before
    copied = office.file("another-name.csv", [CASE, CASE | {"case": "2"}])
    assert "0 new, 0 changed" in office.ingest("load", copied).out


def test_the_same_rows_in_another_file_change_nothing(office: Office) -> None:
    cases(office, "a.csv", {}, {"case": "2"})
    said = cases(office, "b.csv", {"case": "2"}, {})
    assert said["outcomes"]["unchanged"] == said["rows"] == 2
    assert history(office) == []
    assert {row["source_id"] for row in office.rows("complaints")} == {1}, "what did not change keeps its provenance"


def test_a_corrected_file_changes_records_and_keeps_what_they_were(office: Office) -> None:
    cases(office, "a.csv", {}, {"case": "2"})
    said = cases(office, "b.csv", {"area": "S"}, {"case": "2"}, {"case": "3"})
    assert (said["outcomes"]["changed"], said["outcomes"]["unchanged"], said["outcomes"]["new"]) == (1, 1, 1)
    [was] = [row for row in history(office) if row["table_name"] == "complaints"]
    assert json.loads(was["was"])["district"] == "N"
    assert was["act"] == 2
    now = {row["complaint_number"]: row for row in office.rows("complaints")}
    assert (now["1"]["district"], now["1"]["source_id"]) == ("S", 2)
    assert was["record"] == now["1"]["complaint_id"]


def test_what_a_later_file_lacks_is_left_alone(office: Office) -> None:
    cases(office, "a.csv", {})
    path = office.files / "b.csv"
    path.write_text("case,day,badge,what,x\n1,2024-01-01,7,force,\n")
    office.load(path, code=None)
    [row] = office.rows("complaints")
    assert row["district"] == "N"


def test_a_value_that_was_emptied_is_emptied(office: Office) -> None:
    cases(office, "a.csv", {})
    cases(office, "b.csv", {"area": ""})
    assert office.rows("complaints")[0]["district"] is None


def test_parts_without_a_number_are_replaced_with_their_whole(office: Office) -> None:
    cases(office, "a.csv", {"what": "force"}, {"what": "discourtesy"}, {"case": "2"})
    cases(office, "b.csv", {"what": "discourtesy"})
    kept = office.rows("complaint_allegations")
    assert len(kept) == 2, "one of the corrected case, and the other case's own"
    assert sorted(row["allegation_category"] for row in kept) == ["discourtesy", "force"]
    assert len(history(office)) >= 1, "what went is in the history"


def test_parts_are_taken_away_when_their_whole_comes_again_without_any(office: Office) -> None:
    cases(office, "a.csv", {}, {"case": "2"})
    cases(office, "b.csv", {"badge": "", "what": "", "finding": ""})
    assert len(office.rows("complaint_allegations")) == 1


def test_parts_that_the_format_gives_no_number_are_replaced_too(office: Office) -> None:
    """The table has a number, this agency's file does not: a corrected person is not a second one."""
    events(office, "a.csv", {}, {"race": "black"}, {"no": "2"})
    events(office, "b.csv", {"race": "asian"}, {"race": "black"})
    people = office.rows("use_of_force_subjects")
    assert sorted(row["race"] for row in people) == ["asian", "black", "white"]


def test_parts_with_a_number_stay_when_a_later_file_does_not_name_them(office: Office) -> None:
    events(office, "a.csv", {}, {"badge": "8"})
    events(office, "b.csv", {"badge": "8", "duty": "no"})
    assert sorted(row["is_on_duty"] for row in office.rows("use_of_force_officers")) == [0, 1]


def test_a_table_that_only_refers_is_never_swept(office: Office) -> None:
    places = """title: Places
tables:
  elections: {date: day, state: state}
  polling_places: {polling_place_number: id, name: name}
"""
    for name, state in (("a-sos", "NC"), ("b-sos", "NC")):
        office.agency(name, polling_places=places)
        row = {"day": "2024-11-05", "state": state, "id": "7", "name": name}
        office.load(office.file(f"{name}.csv", [row]), "--agency", name)
    assert sorted(row["name"] for row in office.rows("polling_places")) == ["a-sos", "b-sos"]
    assert len(office.rows("elections")) == 1


def test_rebuild_makes_the_same_register(office: Office) -> None:
    office.load(office.file("a.csv", [CASE | {"case": case} for case in ("1", "2", "", "4")]), code=1)
    events(office, "force.csv", {}, {"no": "2", "race": "nobody knows"})
    cases(office, "b.csv", {"area": "S"}, {"case": "3"})
    before = {name: office.rows(name) for name in (*office.kinds.tables, "_rejects", "_unmapped")}
    loads = [{**row} for row in office.rows("_loads")]
    said = office.ingest("rebuild")
    assert "The content is the same as before" in said.out
    assert {name: office.rows(name) for name in before} == before
    assert office.rows("_loads") == loads, "the same names, days and clocks: they stand in the acts"
    assert not (office.data / "rebuilding").exists()


def test_rebuild_needs_nothing_but_what_was_received(office: Office) -> None:
    cases(office, "a.csv", {}, {"case": "2"})
    before = office.rows("complaints")
    with (office.data / "register.db").open("r+b") as file:
        file.write(b"damaged, as if a disk had failed ")
    office.ingest("rebuild")
    assert office.rows("complaints") == before


def test_a_rebuild_that_cannot_be_done_leaves_the_register(office: Office) -> None:
    cases(office, "a.csv", {})
    before = office.rows("complaints")
    next((office.data / "received").glob("??/*.csv")).unlink()
    assert office.ingest("rebuild", code=2).err
    assert office.rows("complaints") == before
    assert not (office.data / "rebuilding").exists()


def test_received_files_are_kept_as_they_came_and_for_their_owner_only(office: Office) -> None:
    path = office.file("a.csv", [CASE])
    office.load(path)
    [kept] = (office.data / "received").glob("??/*.csv")
    assert kept.read_bytes() == path.read_bytes()
    secret = [
        kept,
        office.data / "register.db",
        office.data / "secret.key",
        *(office.data / "received" / "acts").iterdir(),
    ]
    assert {oct(one.stat().st_mode & 0o077) for one in secret} == {"0o0"}


def test_the_same_number_has_the_same_key_and_nobody_can_guess_it(office: Office, tmp_path: Path) -> None:
    cases(office, "a.csv", {}, {"case": "2"})
    keys = {row["complaint_number"]: row["complaint_id"] for row in office.rows("complaints")}
    cases(office, "b.csv", {"area": "S"})
    assert {row["complaint_number"]: row["complaint_id"] for row in office.rows("complaints")} == keys
    other = Office(tmp_path / "other")
    other.agency("test-pd", complaints=SET)
    cases(other, "a.csv", {})
    assert other.rows("complaints")[0]["complaint_id"] != keys["1"], "another data folder has another secret"


# What was received is held against itself before anything is made of it.


def three(office: Office) -> list[Path]:
    """Three acts; their files."""
    cases(office, "a.csv", {}, {"case": "2"})
    cases(office, "b.csv", {"case": "3"})
    office.ingest("correct", "complaints", "1", "district=S", "--reason", "error-corrected", "--by", "Ana Ruiz")
    return sorted((office.data / "received" / "acts").iterdir())


def kept_of(office: Office, act: Path) -> Path:
    return next((office.data / "received").glob(f"??/{json.loads(act.read_text())['sha256']}*"))


def another_name(act: Path) -> None:
    act.write_text(act.read_text().replace("Ana Ruiz", "Sam Lee"))


def other_bytes(kept: Path) -> None:
    kept.write_bytes(kept.read_bytes().replace(b"2024", b"2023"))


HARM: dict[str, tuple[str, str]] = {
    "first gone": ("act-gone", "act 1 is not there"),
    "last gone": ("act-gone", "act 3 is not there"),
    "altered": ("act-altered", "000002-load.json"),
    "last altered": ("act-differs", "000003-correct.json"),
    "no act": ("bad-act", "000002-load.json"),
    "copied": ("stray-act", "Copy of 000001-load.json"),
    "twice": ("stray-act", "000001-zero.json"),
    "bytes": ("received-altered", "a.csv"),
    "bytes gone": ("received-gone", "a.csv"),
}


def harm(office: Office, what: str) -> None:
    one, two, three_ = three(office)
    if what in {"first gone", "last gone"}:
        (one if what == "first gone" else three_).unlink()
    elif what in {"altered", "last altered"}:
        another_name(one if what == "altered" else three_)
    elif what == "no act":
        two.write_bytes(two.read_bytes()[:40])
    elif what in {"copied", "twice"}:
        other = "Copy of 000001-load.json" if what == "copied" else "000001-zero.json"
        (one.parent / other).write_bytes(one.read_bytes())
    elif what == "bytes":
        other_bytes(kept_of(office, one))
    else:
        kept_of(office, one).unlink()


EVERY_ACT: dict[str, list[object]] = {
    "rebuild": ["rebuild"],
    "undo": ["undo", 1, "--again", "--by", "Ana"],
    "expunge": ["expunge", "complaints", "2", "--order", "Court, 2 June 2025", "--yes", "--by", "Ana"],
    "zero": ["zero", "complaints", "--period", "2023-05", "--by", "Ana"],
    "correct": ["correct", "complaints", "1", "district=W", "--reason", "error-corrected", "--by", "Ana"],
}


READ_NO_FILE = {"zero", "correct"}


@pytest.mark.parametrize(
    ("what", "words"),
    [(what, words) for what in HARM for words in EVERY_ACT if "bytes" not in what or words not in READ_NO_FILE],
)
def test_nothing_is_built_on_what_is_missing_or_altered(office: Office, what: str, words: str) -> None:
    harm(office, what)
    code, named = HARM[what]
    before = tree(office.data)
    said = office.ingest(*EVERY_ACT[words], code=2).err
    assert f"[{code}]" in said and named in said and "backup" in said + "backup" * (code == "stray-act")
    assert "[bad-register]" not in said and tree(office.data) == before


def test_a_load_is_not_built_on_it_either(office: Office) -> None:
    harm(office, "altered")
    before = tree(office.data / "received")
    path = office.file("c.csv", [CASE | {"case": "9"}])
    assert "[act-altered]" in office.ingest("load", path, "--by", "Ana", code=2).err
    assert tree(office.data / "received") == before and len(office.rows("complaints")) == 3


def test_what_was_put_back_goes_on(office: Office) -> None:
    harm(office, "copied")
    (office.data / "received" / "acts" / "Copy of 000001-load.json").unlink()
    assert "The content is the same as before" in office.ingest("rebuild").out
    cases(office, "c.csv", {"case": "9"})


def test_a_register_that_is_gone_is_made_again_with_nothing_to_compare(office: Office) -> None:
    three(office)
    before = office.rows("complaints")
    for broken in (b"", b"this is no database " * 500):
        (office.data / "register.db").unlink()
        for end in ("-wal", "-shm"):
            (office.data / f"register.db{end}").unlink(missing_ok=True)
        if broken:
            (office.data / "register.db").write_bytes(broken)
        else:
            said = office.ingest("load", office.file("c.csv", [CASE | {"case": "9"}]), "--by", "Ana", code=2).err
            assert "[register-lacks]" in said and "ingest rebuild" in said
        said = office.ingest("rebuild").out
        assert "nothing to compare with" in said and "differs" not in said
        assert office.rows("complaints") == before


def test_a_content_that_differs_is_said(office: Office) -> None:
    three(office)
    text = SET.replace("    district: area\n", "", 1).replace("nothing: [x]", "nothing: [x, area]")
    (office.agencies / "test-pd" / "complaints.yml").write_text(text)
    said = office.ingest("rebuild", code=None)
    assert "The content differs from before" in said.out, said.err


SECRET_ACTS: dict[str, list[object]] = {
    "check": ["check", "{a}"],
    "diff": ["diff", "{a}"],
    "load": ["load", "{a}", "--by", "Ana", "--reason", "late-filing"],
    "rebuild": ["rebuild"],
    "undo": ["undo", 1, "--again", "--by", "Ana"],
    "expunge": ["expunge", "complaints", "9", "--order", "Court, 2 June 2025", "--yes", "--by", "Ana"],
}


@pytest.mark.parametrize("left", ["all", "no acts", "no register", "undone"])
@pytest.mark.parametrize("words", SECRET_ACTS)
@pytest.mark.parametrize("secret", ["gone", "empty"])
def test_no_second_secret_is_ever_made(office: Office, words: str, left: str, secret: str) -> None:
    cases(office, "a.csv", {}, {"case": "2"})
    cases(office, "b.csv", {"case": "3"})
    if left == "undone":
        office.ingest("undo", 2, "--by", "Ana")
        office.ingest("undo", 1, "--by", "Ana")
    elif left == "no acts":
        shutil.rmtree(office.data / "received" / "acts")
    elif left == "no register":
        (office.data / "register.db").unlink()
    key = office.data / "secret.key"
    key.unlink()
    if secret != "gone":
        key.write_text("" if secret == "empty" else "not a secret")
    said = office.ingest(*(str(one).format(a=office.files / "a.csv") for one in SECRET_ACTS[words]), code=2).err
    if words in {"check", "diff", "load"}:
        assert "[no-secret]" in said and "secret.key" in said and "backup" in said
    assert not key.exists() or secret != "gone"


def test_a_folder_in_which_only_zero_was_reported_gets_its_secret_with_the_first_load(office: Office) -> None:
    office.ingest("zero", "complaints", "--period", "2023-05", "--by", "Ana")
    assert not (office.data / "secret.key").exists()
    cases(office, "a.csv", {})
    assert (office.data / "secret.key").exists()


def test_releases_are_purged_with_the_secret_of_the_folder_only(office: Office) -> None:
    cases(office, "a.csv", {}, {"case": "2"})
    (office.data / "secret.key").unlink()
    assert "[no-secret]" in office.publish("expunge", code=2).err
    assert not (office.data / "secret.key").exists()


def test_the_secret_of_another_folder_names_nothing_here(office: Office) -> None:
    """With it the same file would come a second time, under other keys, and nobody would be told."""
    office.load(office.file("june.csv", [EVENT]), "--agency", "test-pd")
    secret = office.data / "secret.key"
    own = secret.read_bytes()
    secret.write_text("0" * 64 + "\n")
    before = tree(office.data)
    again = office.file("again.csv", [EVENT | {"area": "S"}])
    for words in (
        ("load", again, "--agency", "test-pd", "--by", "Ana"),
        ("check", again, "--agency", "test-pd"),
        ("zero", "use-of-force", "--period", "2023-05", "--by", "Ana"),
        ("rebuild",),
    ):
        assert "[other-secret]" in office.ingest(*words, code=2).err, words
    assert tree(office.data) == before
    secret.write_bytes(own)
    office.load(again, "--agency", "test-pd", "--reason", "error-corrected")
    assert len(office.rows("use_of_force")) == 1
