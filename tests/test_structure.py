"""The shape of the code is a promise too: who may import whom, one door to each outside package, no column by name."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.declare import load_kinds
from ingest.schema import AGENCY, LINE, RELEASE_ON, SOURCE

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("ingest", "publish", "plugins")
LONGEST = 300
BANNED = {"utils", "helpers", "common", "base", "manager"}

# What publish/ may import of ingest/: what declares, how the register is laid out, how things look in a terminal.
OPEN_TO_PUBLISH = {
    "problems",
    "plain",
    "codelist",
    "asked",
    "schema",
    "declare",
    "portal",
    "metadata",
    "agencies",
    "register",
    "screen",
    "commands",
    "values",
    "owed",
    "coverage",  # one pure function, and what it asks of the register: status and release tell the same
}
OPEN_TO_PUBLISH |= {"language"}  # a person is spoken to alike
OPEN_TO_PUBLISH |= {"values", "keys"}  # stored values in words; the names of records
OPEN_TO_PUBLISH |= {"derive"}  # the two derive modules write and compare files the same way

DOORS = {
    "babel": {"ingest/language.py", "ingest/translations.py"},
    "click": {
        "ingest/cli/",
        "publish/cli.py",
        "ingest/screen.py",
        "ingest/commands.py",
        "ingest/report.py",
        "ingest/progress.py",
        "ingest/usage.py",
    },
    "csvkit": {"ingest/convert.py"},
    "dbfread": {"ingest/convert.py"},
    "python_calamine": {"ingest/book.py"},
    "xlrd": {"ingest/biff.py"},
    "sqlite_utils": {"ingest/register.py", "publish/fulltext.py"},
    "yaml": {"ingest/plain.py"},
    "xlsxwriter": {"ingest/newfile.py", "ingest/template.py", "ingest/sample/scribe.py"},
    "datasette": {"plugins/"},
    "uvicorn": {"plugins/"},
    "pluggy": {"plugins/"},
    "markupsafe": {"plugins/"},
}

# One-word names that YAML files, SQLite or Datasette use themselves, in another sense than the column of that name.
EVERYDAY = {"date", "languages", "name", "place"}
EVERYDAY |= {"is_fictional"}  # a word of _portal, as a release says it of itself; also a column of agencies
EVERYDAY |= {"state"}  # of a sheet in XLSX: hidden or visible; also a column of agencies
EVERYDAY |= {"age_band"}  # a method of coarsening; also the column that it makes


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Path from the root -> parsed module, of every module of the three packages."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> set[str]:
    """Every module that a module imports, `from a import b` as `a.b` and `a`; wherever in it the import stands."""
    made: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            made |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            made |= {str(node.module)} | {f"{node.module}.{alias.name}" for alias in node.names}
    return made


def rooms(package: str) -> set[str]:
    """The modules and the packages that stand directly in one of our packages."""
    folder = ROOT / package.replace(".", "/")
    within = {path.parent.name for path in folder.glob("*/__init__.py")}
    return within | {path.stem for path in folder.glob("*.py")} - {"__init__"}


def steps(tree: ast.Module, package: str) -> set[str]:
    """The modules of one of our packages that a module imports."""
    inside = [name.removeprefix(f"{package}.") for name in imported(tree) if name.startswith(f"{package}.")]
    return {name.split(".")[0] for name in inside} & rooms(package)


@pytest.mark.parametrize("package", ["ingest", "ingest.cli", "ingest.sample", "publish"])
def test_imports_go_up_the_ladder(package: str) -> None:
    ladder, folder = importlib.import_module(package).LADDER, package.replace(".", "/")
    assert sorted(ladder) == sorted(rooms(package)), "every module stands on the ladder, once, and nothing else does"
    for name, tree in modules():
        if name.startswith(f"{folder}/") and name != f"{folder}/__init__.py":
            own, *deeper = Path(name).relative_to(folder).with_suffix("").parts
            above = {*ladder[: ladder.index(own)], *([own] if deeper else [])}
            below = steps(tree, package) - above
            assert not below, f"{name} imports what does not stand above it: {below}"


def test_rooms_do_not_reach_into_one_another() -> None:
    for name, tree in modules():
        roots = {one.split(".")[0] for one in imported(tree)}
        if name.startswith("ingest/"):
            assert not roots & {"publish", "plugins"}, name
        elif name.startswith("publish/"):
            assert "plugins" not in roots, name
            assert steps(tree, "ingest") <= OPEN_TO_PUBLISH, f"{name}: {steps(tree, 'ingest') - OPEN_TO_PUBLISH}"
        else:
            assert not roots & {"ingest", "publish"}, f"{name}: pages read the release and nothing else"


def test_each_outside_package_has_one_door() -> None:
    ours = {*PACKAGES, *sys.stdlib_module_names}
    for name, tree in modules():
        for package in {one.split(".")[0] for one in imported(tree)} - ours:
            assert package in DOORS, f"{name} imports {package}, which has no door yet"
            assert any(name.startswith(door) for door in DOORS[package]), f"{name} imports {package}"


def declared_names() -> set[str]:
    """Every column that some kind declares, without those that the code must know."""
    kinds = load_kinds(ROOT / "kinds")
    columns = {name for table in kinds.tables.values() for name in table.columns}
    columns |= {column.raw_name for table in kinds.tables.values() for column in table.raws}
    return columns - {table.key for table in kinds.tables.values()} - {AGENCY, SOURCE, LINE, RELEASE_ON}


def docstrings(tree: ast.Module) -> set[int]:
    """The identities of the nodes that are docstrings."""
    bearers = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = (node.body[0] for node in ast.walk(tree) if isinstance(node, bearers) and node.body)
    return {id(first.value) for first in bodies if isinstance(first, ast.Expr)}


def test_code_knows_no_record_column_by_name() -> None:
    names = declared_names() - EVERYDAY
    assert "occurred_date" in names and not EVERYDAY - declared_names(), "an exception that nothing needs"
    for name, tree in modules():
        said = docstrings(tree)
        found = {
            f"{name}:{node.lineno} {node.value}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
            if node.value in names
        }
        assert not found


def test_code_knows_no_record_column_inside_its_sql() -> None:
    """A column named inside a longer text, such as SQL, is as bad; only names of two words and more can be told."""
    names = {name for name in declared_names() - EVERYDAY if "_" in name}
    for name, tree in modules():
        said = docstrings(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                found = names & set(re.findall(r"\w+", node.value))
                assert not found, f"{name}:{node.lineno} {found}"


def test_modules_are_short_and_well_named() -> None:
    for name, _ in modules():
        path = ROOT / name
        assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST, f"{name} is longer than {LONGEST} lines"
        assert path.stem == "__init__" or re.fullmatch(r"[a-z]+", path.stem), f"{name} is not one word"
        assert path.stem not in BANNED, name


def test_everything_public_says_what_it_is_for() -> None:
    silent = [name for name, tree in modules() if not ast.get_docstring(tree)]
    for name, tree in modules():
        for node in tree.body:
            is_hook = any("hookimpl" in ast.unparse(one) for one in getattr(node, "decorator_list", []))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not is_hook:
                silent += [] if node.name.startswith("_") or ast.get_docstring(node) else [f"{name} {node.name}"]
    assert not silent


def test_every_command_shows_an_example() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    for script, where in scripts.items():
        group = pkgutil.resolve_name(where)
        for name, command in {script: group, **group.commands}.items():
            assert "Example: " in command.help, name
            first = command.help.splitlines()[0]
            assert first[0].isupper() and first.endswith("."), f"{name}: its first line is a sentence"


def test_everything_declared_is_said_in_both_languages() -> None:
    kinds = load_kinds(ROOT / "kinds")
    silent = {
        f"{table.name}.{column.name}"
        for table in kinds.tables.values()
        for column in table.columns.values()
        if not all((column.title, column.title_es, column.description, column.description_es))
    }
    silent |= {
        f"{codes.name}.{code.code}"
        for codes in kinds.codes.values()
        for code in codes.codes.values()
        if not all((code.label, code.label_es, code.definition, code.definition_es))
    }
    assert not silent
