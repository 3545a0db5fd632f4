"""Installed with pip, the clerk's commands run anywhere: without make, git, a shell or calls that only POSIX has."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest
from conftest import serving
from rooms import ROOT

# What other systems do not have. Each is taken away before anything of ours is imported.
HARNESS = """
import builtins, os, sys
blocked = {"fcntl", "resource", "pwd", "grp", "termios", "posix_ipc", "syslog"}
class Gone:
    def find_spec(self, name, path=None, target=None):
        if name in blocked:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
for name in blocked:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Gone())
for name in ("fork", "forkpty", "getuid", "geteuid", "getgid", "chown", "O_DIRECTORY", "O_NOFOLLOW", "mkfifo", "sync"):
    if hasattr(os, name):
        delattr(os, name)
os.symlink = os.link = None
import signal
for name in ("SIGKILL", "SIGALRM", "SIGHUP"):
    delattr(signal, name)
import subprocess
def refuse(*said, **more):
    raise OSError("no program can be started")
subprocess.Popen = os.system = os.popen = refuse
real = builtins.open
def spelled(file, mode="r", *rest, **more):  # text without an encoding would be cp1252 there
    if "b" not in mode and more.get("encoding") is None and len(rest) < 2 and str(file).startswith(os.getcwd()):
        raise AssertionError(f"{file} is opened as text without an encoding")
    return real(file, mode, *rest, **more)
builtins.open = spelled
os.environ["PATH"] = ""
program, *words = sys.argv[1:]
import importlib
main = importlib.import_module(f"{program}.cli").main
assert "site-packages" not in main.__code__.co_filename if hasattr(main, "__code__") else True
main.main(words, prog_name=program, standalone_mode=True)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `pip install .` puts in place, built from this folder without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    extra = folder / "extra.cfg"  # built apart: in `build/`, modules that were since taken away would be packed again
    extra.write_text(f"[build]\nbuild_base = {folder / 'build'}\n[egg_info]\negg_base = {folder}\n")
    words = ["wheel", str(ROOT), "--no-deps", "--no-build-isolation", "--no-index", "--quiet", "-w", str(folder)]
    around = os.environ | {"DIST_EXTRA_CONFIG": str(extra)}
    command = [sys.executable, "-m", "pip", *words]
    made = subprocess.run(command, env=around, capture_output=True, text=True, timeout=180)
    assert made.returncode == 0, made.stderr
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, folder: Path, program: str, *words: str, code: int = 0) -> str:
    """A command in a process of its own, as on a system that has next to nothing."""
    harness = folder.parent / "harness.py"
    harness.write_text(HARNESS, encoding="utf-8")
    around = {"PYTHONPATH": str(installed), "PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252", "HOME": str(folder)}
    made = subprocess.run(
        [sys.executable, "-P", str(harness), program, *words],
        cwd=folder,
        env=around,
        capture_output=True,
        text=True,
        encoding="cp1252",
        timeout=120,
    )
    assert made.returncode == code, f"{program} {' '.join(words)}: exit {made.returncode}\n{made.stdout}\n{made.stderr}"
    assert "Traceback" not in made.stderr
    return made.stdout


def test_a_clerk_with_nothing_but_python_does_it_all(installed: Path, tmp_path: Path) -> None:
    home = tmp_path / "a folder of Añá"
    home.mkdir()
    run(installed, home, "ingest", "init", "room")
    room = home / "room"
    run(installed, room, "ingest", "template", "use-of-force", "--out", "june.csv")
    header = (room / "june.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert header.startswith("Agency's incident number")
    (room / "june.csv").write_text(
        "Agency's incident number,Date,District,Beat\n1,2024-03-09,Peña,7\n2,2024-02-30,N,7\n",
        encoding="utf-8",
    )
    run(
        installed, room, "ingest", "draft", "june.csv", "--agency", "my-pd", "--table", "use-of-force", "--out", "d.yml"
    )
    agency = room / "agencies" / "my-pd"
    agency.mkdir()
    page = "name: Peña Police\nstate: NC\nprivacy_profile: linked\nis_fictional: yes\n"
    (agency / "agency.yml").write_text(page, encoding="utf-8")
    run(installed, room, "ingest", "check", "june.csv", "--agency", "my-pd", code=1)
    by = ("--by", "Ana Ruíz")
    run(installed, room, "ingest", "load", "june.csv", "--agency", "my-pd", *by, code=1)
    run(installed, room, "ingest", "rejects", "1", "--out", "mend.xlsx")
    run(installed, room, "ingest", "correct", "use-of-force", "1", "district=Ñuñoa", "--reason", "error-corrected")
    run(installed, room, "ingest", "zero", "use-of-force", "--period", "2024-05")
    assert "Ñuñoa" in run(installed, room, "ingest", "history", "use-of-force", "1")
    run(installed, room, "ingest", "undo", "2", "--again")
    run(installed, room, "ingest", "rebuild")
    run(installed, room, "ingest", "status", code=1)
    run(installed, room, "ingest", "backup", "--out", "kept.zip")
    run(installed, room, "ingest", "restore", "kept.zip", "--data", "again")
    run(installed, room, "publish", "stage", *by)
    run(installed, room, "publish", "release", "--by", "Sam Lee")
    run(installed, room, "publish", "verify")
    with serving(room / "data" / "releases" / "0001", installed) as address:
        page = urllib.request.urlopen(f"{address}/records/use_of_force", timeout=10).read().decode()
        assert "Peña" in page and urllib.request.urlopen(f"{address}/static/style.css", timeout=10).status == 200


def test_no_module_opens_text_without_an_encoding() -> None:
    """A file written in Spanish here has to be read in Spanish there."""
    silent = []
    for path in sorted([*(ROOT / "ingest").rglob("*.py"), *(ROOT / "publish").glob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                words = {word.arg for word in node.keywords}
                mode = next((str(one.value) for one in node.args[:1] if isinstance(one, ast.Constant)), "r")
                if node.func.attr in {"read_text", "write_text"} and "encoding" not in words:
                    silent.append(f"{path.name}:{node.lineno}")
                if node.func.attr == "open" and "encoding" not in words and node.args and mode in {"w", "a", "x"}:
                    silent.append(f"{path.name}:{node.lineno}")
    assert not silent


def test_posix_only_calls_are_guarded() -> None:
    """The names stand nowhere in what a clerk runs, but behind a question whether they are there."""
    names = {"fork", "getuid", "geteuid", "chown", "fcntl", "pwd", "grp", "SIGKILL", "mkfifo", "symlink"}
    found = []
    for path in sorted([*(ROOT / "ingest").rglob("*.py"), *(ROOT / "publish").glob("*.py")]):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        named = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
        found += [f"{path.name}:{node.lineno}" for node in named if node.attr in names]
        if "O_DIRECTORY" in text:
            assert 'hasattr(os, "O_DIRECTORY")' in text, path.name
    assert not found and hasattr(os, "fork")


def test_the_containerfile_copies_what_there_is_and_all_that_is_needed(installed: Path, tmp_path: Path) -> None:
    """No container engine is asked for: each COPY is done by hand, and the image's own command is run."""
    lines = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8").splitlines()
    build = tmp_path / "build"
    build.mkdir()
    ignored = {line.strip("/*") for line in (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()}
    for words in (line.split()[1:] for line in lines if line.startswith("COPY ") and "--from" not in line):
        *sources, _ = words
        for source in sources:
            assert (ROOT / source).exists() and source not in ignored, f"COPY {source}"
            copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
            copy(ROOT / source, build / source)
    for path in installed.rglob("*"):
        if path.is_file() and "dist-info" not in path.as_posix() and path.suffix != ".pyc":
            name = path.relative_to(installed).as_posix().removeprefix("record_room/")
            assert (build / name).exists(), f"{name} is installed, and the image would not have it"
    [command] = [json.loads(line.removeprefix("CMD ")) for line in lines if line.startswith("CMD ")]
    assert command[:3] == ["python", "-m", "plugins.serve"]
    around = {"PYTHONPATH": str(installed), "HOME": str(tmp_path)}
    words = [sys.executable, "-P", *command[1:4], "127.0.0.1", "--port", "0"]
    said = subprocess.run(words, cwd=tmp_path, env=around, capture_output=True, text=True, timeout=60)
    assert said.returncode == 2 and "There is no release yet" in said.stderr, "an empty volume is told of"
