"""What is derived is fresh, says from what, and is complete: one page for each table, one entry for each problem."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest import derive as ingest_derive
from ingest.catalogue import CATALOGUE
from ingest.cli import main
from ingest.declare import ROOT, load_kinds
from ingest.portal import load_portal
from publish import derive as publish_derive


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    kinds, portal = load_kinds(ROOT / "kinds"), load_portal(ROOT / "portal.yml")
    return ingest_derive.derive(kinds, portal, ROOT) | publish_derive.derive(kinds, portal, ROOT)


def test_derived_files_are_fresh(files: dict[str, str]) -> None:
    assert not ingest_derive.stale(files, ROOT), "run: make derive"


def test_line_one_says_from_what(files: dict[str, str]) -> None:
    for name, text in files.items():
        first = text.splitlines()[0]
        assert "Derived from " in first and "by make derive. Do not edit." in first, name


def test_staleness_is_seen_and_mended(files: dict[str, str], tmp_path: Path) -> None:
    few = {name: files[name] for name in ("docs/problems.md", "docs/dictionary/README.md")}
    assert sorted(ingest_derive.write(few, tmp_path)) == sorted(tmp_path / name for name in few)
    assert not ingest_derive.stale(few, tmp_path)
    (tmp_path / "docs/problems.md").write_text("changed by hand\n", encoding="utf-8")
    gone = tmp_path / "docs/dictionary/a_kind_that_is_gone.md"
    gone.write_text("left over\n", encoding="utf-8")
    assert ingest_derive.stale(few, tmp_path) == [tmp_path / "docs/problems.md", gone]
    ingest_derive.write(few, tmp_path)
    assert not ingest_derive.stale(few, tmp_path) and not gone.exists()


def test_two_derivations_agree(files: dict[str, str]) -> None:
    kinds, portal = load_kinds(ROOT / "kinds"), load_portal(ROOT / "portal.yml")
    assert files == ingest_derive.derive(kinds, portal, ROOT) | publish_derive.derive(kinds, portal, ROOT)


def test_every_table_column_code_and_problem_has_its_place(files: dict[str, str]) -> None:
    kinds = load_kinds(ROOT / "kinds")
    for table in kinds.tables.values():
        page = files[f"docs/dictionary/{table.name}.md"]
        assert table.title in page and table.title_es in page
        for column in table.columns.values():
            assert f"| `{column.name}`<br>{column.title}<br>*{column.title_es}* |" in page, (
                f"{table.name}.{column.name}"
            )
        for question in table.questions:
            assert question.title in page and question.title_es in page
    for codes in kinds.codes.values():
        table_name, _, inline = codes.name.partition(".")
        page = files[f"docs/dictionary/{table_name}.md" if inline else "docs/dictionary/codes.md"]
        assert all(f"| `{code}` |" in page for code in codes.codes), codes.name
    assert all(f"| `{code}` |" in files["docs/problems.md"] for code in CATALOGUE)


def test_what_never_goes_out_is_not_in_the_release_schema(files: dict[str, str]) -> None:
    kinds = load_kinds(ROOT / "kinds")
    shut = {
        column.name
        for table in kinds.tables.values()
        for column in table.columns.values()
        if column.publish in {"private", "never"}
    } - {
        column.name
        for table in kinds.tables.values()
        for column in table.columns.values()
        if column.publish not in {"private", "never"}
    }
    assert shut, "there is something to look for"
    for name in ("docs/release.sql", "docs/datapackage.json", "metadata.yml"):
        assert not {column for column in shut if f"[{column}]" in files[name] or f'"{column}"' in files[name]}, name


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of one language in a page of docs/."""
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.M | re.S)


def test_the_kind_that_add_a_kind_shows_is_one(tmp_path: Path) -> None:
    for name in ("kinds", "agencies", "portal.yml"):
        (shutil.copy if name.endswith("yml") else shutil.copytree)(ROOT / name, tmp_path / name)
    (tmp_path / "kinds/use_of_force/vehicle_pursuits.yml").write_text(
        blocks("add-a-kind.md", "yaml")[0], encoding="utf-8"
    )
    kinds, portal = ingest_derive.declarations(tmp_path)
    assert "docs/dictionary/vehicle_pursuits.md" in ingest_derive.derive(kinds, portal, tmp_path)
    release = publish_derive.derive(kinds, portal, ROOT)["docs/release.sql"]  # builds it; its question runs
    assert "CREATE TABLE [vehicle_pursuits]" in release and "[pursuit_number]" not in release


def test_the_agency_that_add_an_agency_shows_is_one(tmp_path: Path) -> None:
    folder = tmp_path / "agencies" / "sample-county-so"
    folder.mkdir(parents=True)
    who, what, owed, corrections = blocks("add-an-agency.md", "yaml")
    (folder / "agency.yml").write_text(f"{who}\n{owed}", encoding="utf-8")
    (folder / "use_of_force.yml").write_text(f"{what}\n{corrections}", encoding="utf-8")
    (tmp_path / "force-2023.csv").write_text(blocks("add-an-agency.md", "csv")[0], encoding="utf-8")
    ours = ["--agencies", str(tmp_path / "agencies")]
    tried = CliRunner().invoke(main, [*ours, "formats", "--agency", "sample-county-so"])
    assert tried.exit_code == 0, tried.output
    checked = CliRunner().invoke(
        main, [*ours, "check", str(tmp_path / "force-2023.csv"), "--data", str(tmp_path / "data")]
    )
    assert checked.exit_code == 0, checked.output
    said = checked.output
    assert "3 rows" in said and "2 incidents of 2023-03-09 to 2023-04-02, 3 officers in incidents, 2 people" in said


def test_the_draft_of_the_page_s_file_asks_what_the_page_says(tmp_path: Path) -> None:
    (tmp_path / "agencies").mkdir()
    (tmp_path / "force-2023.csv").write_text(blocks("add-an-agency.md", "csv")[0], encoding="utf-8")
    words = ["draft", str(tmp_path / "force-2023.csv"), "--agency", "sample-county-so", "--table", "use-of-force"]
    said = CliRunner().invoke(main, [*words, "--out", "-"])
    assert said.exit_code == 0, said.output
    asked = re.findall(r'^# \d+\. "(.*?)"', said.output, re.M)
    assert asked == ["Date", "Person", "Race", "Sex", "Officer"]
    for line in (
        "incident_number: Case No",
        "age_years: Age",
        "officer_number: Badge",
        "each: [force_type, effective]",
    ):
        assert line in said.output
    assert "Made-Up" not in said.output and "23-0007" not in said.output


def test_every_link_between_pages_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    lost = {
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    }
    assert not lost
