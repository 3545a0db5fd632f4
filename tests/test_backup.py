"""A backup is the whole data folder in one file; put back, it is the same to the last cell, or nothing is put back."""

from __future__ import annotations

import io
import json
import shutil
import stat
import zipfile
from pathlib import Path

import pytest
from killing import start
from rooms import Office, tree
from test_acts import BY, EVENT, FORCE, content
from test_mending import on_a_full_disk

from ingest.backup import LIST

MORE = """  weather:
    title: Weather
    title_es: Tiempo
    description: What it was like.
    description_es: Cómo era.
    publish: open
    example: rain
"""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-pd", use_of_force=FORCE)
    office.load(office.file("a.csv", [EVENT, EVENT | {"no": "2"}]))
    office.ingest("correct", "use-of-force", "1", "district=S", "--reason", "redaction", *BY)
    office.release()
    return office


def backup(office: Office, name: str = "kept.zip") -> Path:
    out = office.folder / name
    office.ingest("backup", "--out", out)
    return out


def again(office: Office) -> Office:
    other = Office(office.folder / "other")
    other.agency("test-pd", use_of_force=FORCE)
    return other


def test_what_was_backed_up_is_put_back_to_the_last_cell(office: Office) -> None:
    out, other = backup(office), again(office)
    said = other.ingest("restore", out)
    assert content(other) == content(office) and content(office)[:16] in said.out
    left = {name for name in tree(office.data) if name.startswith(("received/", "releases/", "secret", "current"))}
    assert {name: text for name, text in tree(other.data).items() if name in left} == {
        name: text for name, text in tree(office.data).items() if name in left
    }
    other.publish("verify")
    assert "The content is the same as before" in other.ingest("rebuild").out
    other.ingest("history", "use-of-force", "2")
    keys = {row["incident_id"] for row in office.rows("use_of_force")}
    assert {row["incident_id"] for row in other.rows("use_of_force")} == keys, "the secret came along"


def test_after_a_lost_disk_a_backup_brings_the_formats_back_too(office: Office) -> None:
    (office.agencies / "test-pd" / "rows.py").write_text("# how its rows are read\n")
    out, new = backup(office), Office(office.folder / "new disk")
    said = new.ingest("restore", out)
    assert "agencies/: test-pd" in said.out
    assert tree(new.agencies) == tree(office.agencies) and "test-pd/rows.py" in tree(new.agencies)
    assert "The content is the same as before" in new.ingest("rebuild").out
    assert "declared" not in {path.name for path in new.data.iterdir()}
    assert "portal.yml" in {name.rpartition("/")[2] for name in zipfile.ZipFile(out).namelist()}


def test_what_is_declared_here_is_never_written_over(office: Office) -> None:
    out, other = backup(office), again(office)
    changed = (other.agencies / "test-pd" / "agency.yml").read_text() + "# changed since\n"
    (other.agencies / "test-pd" / "agency.yml").write_text(changed)
    assert "agencies/" not in other.ingest("restore", out).out
    assert (other.agencies / "test-pd" / "agency.yml").read_text() == changed


def test_a_backup_of_other_kinds_is_refused_with_the_way_out(office: Office, tmp_path: Path) -> None:
    kinds = tmp_path / "with more" / "kinds"
    shutil.copytree(office.kinds_folder, kinds)
    declared = kinds / "use_of_force" / "use_of_force.yml"
    declared.write_text(declared.read_text(encoding="utf-8").replace("columns:\n", f"columns:\n{MORE}", 1), "utf-8")
    out, other = backup(office), Office(office.folder / "other", kinds)
    said = other.ingest("restore", out, code=2)
    assert "[backup-kinds]" in said.err and "declared/kinds" in said.err
    assert not other.data.exists() and tree(other.agencies) == {}
    with zipfile.ZipFile(out) as archive:
        archive.extractall(tmp_path / "unpacked")
    then = Office(office.folder / "other", tmp_path / "unpacked" / "declared" / "kinds")
    assert content(office)[:16] in then.ingest("restore", out).out


def test_only_its_owner_can_read_a_backup(office: Office) -> None:
    out = backup(office)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    office.ingest("backup", "--out", out, code=2)


def test_a_backup_while_somebody_loads_is_of_one_moment(office: Office) -> None:
    rows = [EVENT | {"no": f"B-{number}"} for number in range(3_000)]
    office.file("next.csv", rows)
    words = ["--agencies", str(office.agencies), "load", str(office.files / "next.csv"), "--agency", "test-pd"]
    worker = start([("ingest", [*words, "--by", "Ana", "--data", str(office.data)])])
    out, other = backup(office), again(office)
    assert worker.wait() == 0
    other.ingest("restore", out)
    assert len(other.rows("use_of_force")) in (2, 3_002)


def spoiled(out: Path, change: str) -> Path:
    """The same backup with something wrong in it."""
    with zipfile.ZipFile(out) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    said = json.loads(members[LIST])
    name = next(one for one in members if one.startswith("received/") and one.endswith(".csv"))
    if change == "cell":
        members[name] = members[name].replace(b"2024", b"2025")
    elif change == "gone":
        del members[name]
    elif change == "outside":
        said["files"]["../../evil"] = said["files"].pop(name)
        members["../../evil"] = members.pop(name)
    elif change == "list":
        del said["content"]
    elif change == "shape":
        said = {"files": [], "content": 1}
    elif change == "no map":
        said = [1]
    members[LIST] = json.dumps(said).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for one, data in members.items():
            archive.writestr(one, data)
    data = made.getvalue()
    out.write_bytes(data[: len(data) // 2] if change == "cut" else data)
    return out


@pytest.mark.parametrize("change", ["cell", "gone", "outside", "list", "shape", "no map", "cut"])
def test_a_damaged_backup_is_refused_and_nothing_is_written(office: Office, change: str) -> None:
    out, other = spoiled(backup(office), change), again(office)
    said = other.ingest("restore", out, code=2)
    assert "[backup-damaged]" in said.err and "Nothing was put back" in said.err
    assert not other.data.exists() and not (office.folder.parent / "evil").exists()
    assert [path.name for path in other.folder.iterdir() if "part" in path.name] == []


def test_a_zip_that_is_no_backup_is_not_called_damaged(office: Office) -> None:
    out, other = office.folder / "photos.zip", again(office)
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.jpg", "x")
    said = other.ingest("restore", out, code=2).err
    assert "[no-backup]" in said and "damaged" not in said and not other.data.exists()


@pytest.mark.parametrize("is_good", [True, False])
def test_what_lies_beside_a_restored_folder_stays(office: Office, is_good: bool) -> None:
    out, other = backup(office), again(office)
    mine = other.folder / "data.part"
    mine.mkdir()
    (mine / "photo").write_text("mine")
    if not is_good:
        spoiled(out, "cell")
    other.ingest("restore", out, code=0 if is_good else 2)
    assert (mine / "photo").read_text() == "mine"
    assert {path.name for path in other.folder.iterdir()} == {"agencies", "files", "data.part"} | (
        {"data"} if is_good else set()
    )


def test_a_disk_that_is_full_is_not_called_a_damaged_backup(office: Office) -> None:
    out, other = backup(office), again(office)
    words = ["--agencies", str(other.agencies), "restore", str(out), "--data", str(other.data)]
    made = on_a_full_disk(words, 1 << 10)
    assert made.returncode == 2 and "[disk]" in made.stderr, made.stderr
    assert not other.data.exists() and not list(other.folder.glob(".*"))


def test_a_backup_of_what_is_not_whole_is_made_and_told_and_put_back_and_told(office: Office) -> None:
    kept = next(path for path in sorted((office.data / "received").glob("??/*")))
    kept.write_bytes(kept.read_bytes().replace(b"2024", b"2023"))
    act = office.data / "received" / "acts" / "000001-load.json"
    act.write_text(act.read_text().replace("Ana Ruiz", "Sam Lee"))
    out, other = office.folder / "kept.zip", again(office)
    for said in (office.ingest("backup", "--out", out, code=1), other.ingest("restore", out, code=1)):
        assert "not whole" in said.err and "[received-altered]" in said.err and "[act-altered]" in said.err
    assert content(other) == content(office)
    assert "[received-altered]" in other.ingest("rebuild", code=2).err


def test_a_backup_replaces_nothing(office: Office) -> None:
    before = tree(office.data)
    assert "[not-empty]" in office.ingest("restore", backup(office), code=2).err
    assert tree(office.data) == before
