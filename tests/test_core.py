"""Tests for archaeo/core.py and script/compiling.py: compiled is the same, and what is outdated is not used."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from types import ModuleType

import pytest

from archaeo import core

ROOT = Path(__file__).parents[1]
PACKAGE = Path(core.__file__).parent
DUMPS = sorted(ROOT.glob("fixtures/**/*.dump"))
WHY_NOT = core.FINDER.why_not()
compiled = pytest.mark.skipif(bool(WHY_NOT), reason=f"the core is plain Python: {WHY_NOT}")


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of the sources that count, said to be compiled; nothing is in its folder but the checksum."""
    monkeypatch.delenv(core.PLAIN, raising=False)
    package = tmp_path / "archaeo"
    for module in (*core.MODULES, "errors", "model", "tree"):
        core.source(package, module).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(core.source(PACKAGE, module), core.source(package, module))
    (package / core.FOLDER).mkdir()
    (package / core.FOLDER / (core.MADE_OF + core.SUFFIX)).write_text(core.checksum(package))
    return package


def python(*args: str, plain: str, **options: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, core.PLAIN: plain, "PYTHONPATH": str(PACKAGE.parent)}
    command = [sys.executable, "-P", *args]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, **options)  # type: ignore[call-overload,no-any-return]


def test_all_modules_of_the_core_are_there():
    assert [module for module in core.MODULES if not core.source(PACKAGE, module).is_file()] == []


def test_plain_python_where_it_is_asked_for(copied: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(core.PLAIN, "1")
    assert core.Finder(copied).why_not() == "ARCHAEO_PLAIN is set"
    assert core.Finder(copied).find_spec("archaeo.git.delta") is None


def test_plain_python_where_nothing_was_compiled(copied: Path):
    shutil.rmtree(copied / core.FOLDER)
    assert core.Finder(copied).why_not() == "it was not compiled for this Python"


@pytest.mark.parametrize("module", ["git.delta", "importers.svn.history", "model", "errors"])
def test_one_edited_source_and_all_modules_are_plain(copied: Path, module: str):
    file = core.source(copied, module)
    file.write_text(file.read_text("utf-8") + "\n", "utf-8")
    finder = core.Finder(copied)
    assert finder.find_spec("archaeo.git.ids") is None
    assert finder.reason == "its sources were edited since it was compiled"


def test_other_modules_are_none_of_its_business(copied: Path):
    finder = core.Finder(copied)
    assert finder.find_spec("archaeo.convert") is None and finder.find_spec("json") is None
    assert finder.reason is None


def test_plain_python_where_it_cannot_be_loaded(tmp_path: Path):
    """As after a move to a machine with another C library."""
    shutil.copytree(PACKAGE, tmp_path / "archaeo", ignore=shutil.ignore_patterns("__pycache__", core.FOLDER))
    folder = tmp_path / "archaeo" / core.FOLDER
    folder.mkdir()
    (folder / (core.SHARED + core.SUFFIX)).write_bytes(b"of another machine")
    (folder / (core.MADE_OF + core.SUFFIX)).write_text(core.checksum(tmp_path / "archaeo"))
    code = "from archaeo import core; from archaeo.git import delta; print(delta.__file__, core.FINDER.why_not())"
    environment = {**os.environ, core.PLAIN: "", "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.split()[0] == str(tmp_path / "archaeo" / "git" / "delta.py")
    assert "it cannot be loaded (" in done.stdout


@compiled
@pytest.mark.parametrize("dump", DUMPS, ids=lambda file: file.parent.name)
def test_repository_is_the_same_to_the_byte(tmp_path: Path, dump: Path):
    made = []
    for plain in ("0", "1"):
        target = tmp_path / plain / "r.git"
        target.parent.mkdir()
        done = python("-m", "archaeo", "convert", str(dump), "-o", target.name, plain=plain, cwd=target.parent)
        files = sorted(file for file in target.rglob("*") if file.is_file())
        made.append(
            [done.returncode, done.stdout, done.stderr]
            + [(str(file.relative_to(target)), hashlib.sha1(file.read_bytes()).hexdigest()) for file in files]
        )
    assert made[0] == made[1]


@compiled
def test_tracebacks_name_the_source():
    code = "from archaeo.git import delta; delta.apply(b'', b'')"
    said = {plain: python("-c", code, plain=plain).stderr for plain in ("0", "1")}
    for shown in said.values():
        assert "git/delta.py" in shown and ", in apply" in shown and shown.splitlines()[-1].startswith("IndexError")


def compiling(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load script/compiling.py, which looks at the environment then."""
    pytest.importorskip("setuptools")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec = importlib.util.spec_from_file_location("compiling", ROOT / "script" / "compiling.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("CC", "no-such-compiler -O2", "there was no C compiler when it was installed"),
        (core.PLAIN, "1", "ARCHAEO_PLAIN was set when it was installed"),
    ],
)
def test_without_a_compiler_nothing_more_is_needed(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
    reason: str,
):
    monkeypatch.delenv(core.PLAIN, raising=False)
    monkeypatch.setenv(name, value)
    module = compiling(monkeypatch)
    assert module.NEEDED == [] and not module.WithCore().has_ext_modules()
    step = module.BuildCore(module.WithCore())
    step.build_lib = str(tmp_path)
    step.run()
    assert capsys.readouterr().err.startswith(f"archaeo: the core is not compiled and runs as plain Python: {reason}")
    (said,) = (tmp_path / "archaeo" / core.FOLDER).iterdir()
    assert said.name == core.REASON and said.read_text().startswith(reason)


@pytest.mark.slow
@pytest.mark.parametrize("compiler", ["cc", "false"])
def test_compiled_from_the_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiler: str):
    """What a compiler that fails leaves is plain Python."""
    pytest.importorskip("mypyc")
    if not shutil.which("cc") or not Path(sysconfig.get_path("include"), "Python.h").exists():
        pytest.skip("there is no C compiler, or Python's headers are missing")
    monkeypatch.delenv(core.PLAIN, raising=False)
    monkeypatch.setenv("CC", compiler)
    module = compiling(monkeypatch)
    step = module.BuildCore(module.WithCore())
    step.build_lib = str(tmp_path)
    step.run()
    made = {file.name for file in (tmp_path / "archaeo" / core.FOLDER).iterdir()}
    if compiler == "false":
        assert made == {core.REASON}
    else:
        assert made == {name + core.SUFFIX for name in (*core.MODULES, core.SHARED, core.MADE_OF)}
