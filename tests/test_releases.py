"""A release: what waits, waits; two builds agree; one changed byte is found; two people make it; none is a mixture."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from rooms import Office, example, rows, tables_in_order

UNTIL = "2031-03-01"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A room with one record of every kind, what can wait waiting until UNTIL, and one release of it."""
    office = Office(tmp_path_factory.mktemp("full"))
    office.agency("test-pd")
    for table in tables_in_order(office.kinds):
        row = example(table, office.kinds)
        if "release_on" in table.columns:
            row[table.columns["release_on"].title] = UNTIL
        office.load(table.name, office.file(f"{table.name}.csv", [row]), "--agency", "test-pd")
    office.release("2031-02-28")
    return office


@pytest.fixture
def office(full: Office, tmp_path: Path) -> Office:
    office = Office(tmp_path)
    shutil.copytree(full.data, office.data)
    shutil.copytree(full.agencies, office.agencies, dirs_exist_ok=True)
    shutil.copytree(full.files, office.files, dirs_exist_ok=True)
    return office


def test_what_is_later_waits_for_its_day(office: Office) -> None:
    waiting = office.data / "releases" / "0001" / "records.db"
    assert rows(waiting, "election_posture") == []
    assert [row["has_resident_security"] for row in rows(waiting, "polling_places")] == [None]
    for word, is_whole in (("held", True), ("facts_held", False)):  # rows that wait, and facts of rows that are here
        told = {row["name"]: (row[word], row[f"{word}_until"]) for row in rows(waiting, "_tables") if row[word]}
        assert told == {
            name: (1, UNTIL)
            for name, table in office.kinds.tables.items()
            if "release_on" in table.columns and (table.publish == "later") == is_whole
        }
    out = office.stage(UNTIL) / "records.db"
    assert len(rows(out, "election_posture")) == 1
    assert [row["has_resident_security"] for row in rows(out, "polling_places")] == [1]
    assert not any(row["held"] or row["facts_held"] for row in rows(out, "_tables"))


def test_a_row_without_a_day_waits_for_ever(office: Office) -> None:
    with sqlite3.connect(office.data / "register.db") as connection:
        connection.execute("UPDATE election_posture SET release_on = NULL")
    assert rows(office.stage("9999-12-31") / "records.db", "election_posture") == []


@pytest.mark.parametrize("held", ["use_of_force", "elections", "polling_places"])
def test_a_reference_to_a_record_that_waits_is_empty(
    office: Office, held: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import publish.tables

    real = publish.tables.public_rows
    monkeypatch.setattr(
        publish.tables, "public_rows", lambda table, kinds: "0" if table.name == held else real(table, kinds)
    )
    office.publish("stage", "--as-of", UNTIL, "--by", "Ana", "--fewer-rows-are-right")
    database = office.data / "releases" / "staged" / "records.db"
    assert rows(database, held) == []
    pointing = 0
    for table in office.kinds.tables.values():
        for column, other in office.kinds.foreign(table).items():
            if other == held and table.publish != "counts":
                pointing += 1
                assert not any(row[column] for row in rows(database, table.name)), f"{table.name}.{column}"
    assert pointing


def test_two_builds_of_one_register_agree_to_the_byte(office: Office, tmp_path: Path) -> None:
    first = office.stage(UNTIL)
    other = tmp_path / "elsewhere"
    shutil.copytree(first, other)
    second = office.stage(UNTIL, by="Somebody Else")
    manifests = [json.loads((folder / "manifest.json").read_text()) for folder in (other, second)]
    assert manifests[0]["content_root"] == manifests[1]["content_root"]
    for path in sorted((other / "downloads").glob("*.csv")):
        assert path.read_bytes() == (second / "downloads" / path.name).read_bytes(), path.name
    assert (
        json.loads((office.stage("2031-02-28") / "manifest.json").read_text())["content_root"]
        != manifests[0]["content_root"]
    )


def test_verify_passes_on_what_was_released(office: Office) -> None:
    office.release(UNTIL)
    said = office.publish("verify")
    assert said.out.count("every file and every cell is what the manifest says") == 2
    assert office.publish("verify", 1).out.startswith("release 1:")


def files(office: Office) -> list[str]:
    folder = office.data / "releases" / "0001"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_verify_finds_one_changed_byte_in_any_file(office: Office) -> None:
    folder = office.data / "releases" / "0001"
    for name in files(office):
        was = (folder / name).read_bytes()
        if name == "manifest.json" or not was:
            continue
        (folder / name).write_bytes(was[:-1] + bytes([was[-1] ^ 1]))
        assert name in office.publish("verify", 1, code=2).err
        (folder / name).write_bytes(was)
    office.publish("verify", 1)


def test_verify_finds_a_file_that_is_gone_and_one_that_is_new(office: Office) -> None:
    folder = office.data / "releases" / "0001"
    (folder / "downloads" / "extra.csv").write_text("a\n")
    assert "extra.csv" in office.publish("verify", code=2).err
    (folder / "downloads" / "extra.csv").rename(folder / "downloads" / "agencies.csv")
    assert "agencies.csv" in office.publish("verify", code=2).err


@pytest.mark.parametrize("mends_the_hash", [False, True])
def test_verify_finds_one_changed_cell(office: Office, mends_the_hash: bool) -> None:
    """Even when whoever changed it wrote the new hash of the file into the manifest."""
    folder = office.data / "releases" / "0001"
    with sqlite3.connect(folder / "records.db") as connection:
        connection.execute("UPDATE use_of_force SET district = 'Elsewhere'")
    connection.close()
    if mends_the_hash:
        from publish.manifest import file_hash

        said = json.loads((folder / "manifest.json").read_text())
        said["files"]["records.db"] |= {
            "sha256": file_hash(folder / "records.db"),
            "bytes": (folder / "records.db").stat().st_size,
        }
        (folder / "manifest.json").write_text(json.dumps(said))
    assert "records.db" in office.publish("verify", 1, code=2).err


def test_verify_finds_a_release_whose_manifest_was_changed_or_lost(office: Office) -> None:
    office.release(UNTIL)
    path = office.data / "releases" / "0001" / "manifest.json"
    was = path.read_bytes()
    path.write_bytes(was + b" ")
    assert "0001/manifest.json" in office.publish("verify", code=2).err
    for broken in (b"", b"{"):
        path.write_bytes(broken)
        assert "manifest.json" in office.publish("verify", code=2).err
    path.unlink()
    assert "manifest.json" in office.publish("verify", code=2).err
    shutil.rmtree(path.parent)
    assert "0001" in office.publish("verify", code=2).err, "a release in the middle of the chain is gone"


def test_a_second_person_releases(office: Office) -> None:
    office.stage(UNTIL, by="Ana Ruiz")
    for name in ("Ana Ruiz", "ana ruiz", "  Ana Ruiz "):
        assert "A second person releases it" in office.publish("release", "--by", name, code=2).err
    assert office.publish("status", "--json").json["current"] == 1
    office.publish("release", "--by", "Sam Lee")
    assert office.publish("status", "--json").json["current"] == 2


def test_one_person_alone_is_written_down(office: Office) -> None:
    office.stage(UNTIL, by="Ana Ruiz")
    office.publish("release", "--by", "Ana Ruiz", "--solo")
    said = json.loads((office.data / "releases" / "0002" / "manifest.json").read_text())
    assert said["people"] == 1
    last = json.loads((office.data / "releases.jsonl").read_text().splitlines()[-1])
    assert (last["staged_by"], last["released_by"], last["solo"]) == ("Ana Ruiz", "Ana Ruiz", True)


def test_a_stage_goes_stale(office: Office) -> None:
    office.stage(UNTIL)
    row = example(office.kinds.tables["complaints"], office.kinds)
    row[next(iter(row))] = "another number"
    office.load("complaints", office.file("more.csv", [row]), "--agency", "test-pd")
    assert "[stage-stale]" in office.publish("release", "--by", "Sam Lee", code=2).err
    office.release(UNTIL)
    assert "[not-staged]" in office.publish("release", "--by", "Sam Lee", code=2).err


def test_a_table_that_loses_rows_stops_the_release(office: Office) -> None:
    before = (office.data / "current").read_bytes()
    with sqlite3.connect(office.data / "register.db") as connection:
        connection.execute("DELETE FROM rumor_control")
    said = office.publish("stage", "--as-of", UNTIL, "--by", "Ana", code=2)
    assert "rumor_control had 1 rows and would have 0" in said.err
    assert not (office.data / "releases" / "staged").exists()
    assert (office.data / "current").read_bytes() == before
    office.publish("stage", "--as-of", UNTIL, "--by", "Ana", "--fewer-rows-are-right")


def test_nothing_to_stage_or_release_or_verify(tmp_path: Path) -> None:
    office = Office(tmp_path)
    assert "[no-register]" in office.publish("stage", "--by", "Ana", code=2).err
    assert "[not-staged]" in office.publish("release", "--by", "Ana", code=2).err
    for command in ("verify", "status"):
        said = office.publish(command, code=2).err
        assert "There is no release here yet." in said and "[no-releases]" in said and str(office.data) in said
    assert "[bad-day]" in office.publish("stage", "--as-of", "2024-02-30", "--by", "Ana", code=2).err


def test_a_question_that_does_not_run_stops_the_release(office: Office, tmp_path: Path) -> None:
    kinds = tmp_path / "kinds"
    shutil.copytree(office.kinds_folder, kinds)
    path = kinds / "complaints" / "complaints.yml"
    path.write_text(path.read_text().replace("from complaints c\n", "from complains c\n", 1))
    said = Office(office.folder, kinds=kinds).publish("stage", "--as-of", UNTIL, "--by", "Ana", code=2)
    assert "does not run" in said.err
    assert "[gate]" in said.err
