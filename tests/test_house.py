"""The house holds: floors, plugs, help, documentation, and nothing of the machine it was built on.

Each check walks what is there, so it covers a new part from the commit that adds it.
"""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from archaeo import registry
from archaeo.cli import archaeo as command_line

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "archaeo"

# Lowest first. A part imports from floors below its own only; docs/decisions/0002 says why.
FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"collection", "core", "decoding", "errors", "footprint", "inert"}),
    frozenset({"beside"}),
    frozenset({"appearing", "shelf"}),
    frozenset({"tree"}),
    frozenset({"model"}),
    frozenset({"registry", "dates"}),
    frozenset({"importers", "git", "analyzers"}),
    frozenset({"likeness", "look", "reconcile"}),
    frozenset({"convert", "graft", "pending", "verify", "summary", "timeline"}),
    frozenset({"authors", "dig", "split", "update"}),
    frozenset({"api"}),
    frozenset({"cli"}),
)

# What a plug of each registry must have beside NAME; docs/decisions/0003 and CONTRIBUTING have the table for people.
REGISTRIES: dict[str, tuple[str, ...]] = {
    "archaeo.cli.commands": ("ORDER", "command"),
    "archaeo.importers": ("sniff", "read"),
    "archaeo.importers.changelog.dialects": ("heads",),
    "archaeo.analyzers.languages": ("SUFFIXES", "scan"),
    "archaeo.analyzers.builds": ("matches", "scan"),
    "archaeo.analyzers.metrics": ("measure",),
    "archaeo.analyzers.events": ("find",),
    "archaeo.summary.sections": ("ORDER", "section"),
    "archaeo.summary.formats": ("render",),
}

HEAVY = ("pygit2", "networkx", "textual", "git", "jinja2", "rich", "isal", "zstandard")


def _modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _part(file: Path) -> str:
    """The top-level name a file belongs to: ``archaeo/git/pack.py`` -> ``git``."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _floor(part: str) -> int | None:
    return next((number for number, floor in enumerate(FLOORS) if part in floor), None)


def _place(file: Path, line: int) -> str:
    return f"{file.relative_to(ROOT)}:{line}"


def _imports(file: Path) -> Iterator[tuple[int, str, bool]]:
    """Every import of a file from archaeo, wherever it stands: line, imported part, whether written relatively."""
    package = file.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first, *rest = alias.name.split(".")
                if first == "archaeo" and rest:
                    yield node.lineno, rest[0], False
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            dotted = (*base, *(node.module.split(".") if node.module else ()))
            if dotted[:1] == ("archaeo",):
                for alias in node.names:
                    parts = (*dotted, alias.name)
                    yield node.lineno, parts[1], node.level > 0


def test_every_top_level_name_is_on_a_floor() -> None:
    names = {_part(file) for file in _modules()} - {"__init__", "__main__"}
    lost = sorted(name for name in names if _floor(name) is None)
    assert not lost, f"put these on a floor in FLOORS: {lost}"


def test_imports_go_down_only() -> None:
    wrong = []
    for file in _modules():
        part = _part(file)
        if part in ("__init__", "__main__"):  # the public face: may name everything
            continue
        for line, imported, _ in _imports(file):
            above = (_floor(imported) or 0) >= (_floor(part) or 0)
            if imported != part and not imported.startswith("_") and above:
                wrong.append(f"{_place(file, line)}: '{part}' imports '{imported}', which is not on a floor below")
    assert not wrong, "\n".join(wrong)


def test_imports_inside_a_part_are_relative_and_between_parts_absolute() -> None:
    wrong = []
    for file in _modules():
        part = _part(file)
        for line, imported, relative in _imports(file):
            if part not in ("__init__", "__main__") and relative != (imported == part):
                how = "relative" if relative else "absolute"
                wrong.append(f"{_place(file, line)}: {how} import of '{imported}' from '{part}'")
    assert not wrong, "\n".join(wrong)


def test_every_module_and_public_name_has_a_docstring() -> None:
    wrong = []
    for file in _modules():
        tree = ast.parse(file.read_text(encoding="utf-8"))
        if not ast.get_docstring(tree):
            wrong.append(f"{_place(file, 1)}: module has no docstring")
        for node in tree.body:
            named = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if named and not ast.get_docstring(node):
                wrong.append(f"{_place(file, node.lineno)}: '{node.name}' has no docstring")
    assert not wrong, "\n".join(wrong)


def test_every_registry_is_known_here() -> None:
    """Every ``registry.load("...")`` of the code names a registry whose plugs are checked below."""
    pattern = re.compile(r"registry\.load\(\s*\"([\w.]+)\"")
    used = {name for file in _modules() for name in pattern.findall(file.read_text(encoding="utf-8"))}
    assert used <= set(REGISTRIES), f"say in REGISTRIES what a plug must have: {sorted(used - set(REGISTRIES))}"


def test_every_known_registry_has_plugs() -> None:
    empty = [package for package in REGISTRIES if _exists(package) and not registry.load(package)]
    assert not empty, f"a registry without plugs: {empty}"


def _exists(package: str) -> bool:
    return (ROOT / Path(*package.split("."))).is_dir()


def _plugs() -> list[tuple[str, ModuleType]]:
    found = [package for package in REGISTRIES if _exists(package)]
    return [(package, plug) for package in found for plug in registry.load(package).values()]


def _plug_name(value: object) -> str:
    return value.__name__ if isinstance(value, ModuleType) else str(value)


@pytest.mark.parametrize(("package", "plug"), _plugs(), ids=_plug_name)
def test_plug_is_complete_and_tested(package: str, plug: ModuleType) -> None:
    missing = [name for name in ("NAME", *REGISTRIES[package]) if not hasattr(plug, name)]
    assert not missing, f"{plug.__file__} lacks {missing}"
    assert plug.__doc__, f"{plug.__file__} has no docstring: what does it read, what does it not understand?"
    part, short = package.split(".")[1], plug.__name__.rpartition(".")[2]
    tests = [file for file in (ROOT / "tests" / part).rglob("test_*.py") if _tests(file, short)]
    assert tests, f"no tests/{part}/**/test_{short}.py, and no folder of tests named '{short}'"


def _tests(file: Path, module: str) -> bool:
    return file.stem == f"test_{module}" or module in file.relative_to(ROOT / "tests").parts[1:-1]


@pytest.mark.parametrize("package", [package for package in REGISTRIES if _exists(package)])
def test_modules_beside_plugs_are_plugs_or_underscored(package: str) -> None:
    """A plug whose NAME was forgotten would be left out in silence."""
    if package == "archaeo.importers":  # its folder also holds nothing else, but plugs there may be folders
        return
    folder = importlib.import_module(package)
    names = {f"{package}.{file.stem}" for file in Path(folder.__path__[0]).glob("*.py") if file.stem[0] != "_"}
    plugs = {plug.__name__ for plug in registry.load(package).values()}
    assert not names - plugs, f"these have no NAME: {sorted(names - plugs)}"


def _commands() -> list[str]:
    return command_line.list_commands(click.Context(command_line))


def _help(name: str) -> str:
    context = click.Context(command_line, info_name="archaeo", max_content_width=100)
    command = command_line.get_command(context, name)
    assert command is not None
    return command.get_help(click.Context(command, parent=context, info_name=name))


@pytest.mark.parametrize("name", _commands())
def test_command_help_has_a_purpose_and_two_examples(name: str) -> None:
    command = command_line.get_command(click.Context(command_line), name)
    assert command is not None
    purpose = (command.help or "").split("\n\n")[0].split("\n")
    assert purpose[0], f"archaeo {name}: no help"
    examples = re.findall(rf"^ +(?:\$ )?archaeo {name}\b.*", _help(name), flags=re.M)
    assert len(examples) >= 2, f"archaeo {name} --help shows {len(examples)} examples, wanted 2 (one a line, under \\b)"


@pytest.mark.parametrize("name", _commands())
def test_command_options_have_help(name: str) -> None:
    command = command_line.get_command(click.Context(command_line), name)
    assert command is not None
    silent = [p.name for p in command.params if isinstance(p, click.Option) and not p.hidden and not p.help]
    assert not silent, f"archaeo {name}: options without help: {silent}"


@pytest.mark.parametrize("name", _commands())
def test_command_has_a_page_in_the_documentation(name: str) -> None:
    page = ROOT / "docs" / "usage" / f"{name}.md"
    assert page.is_file(), f"write docs/usage/{name}.md; it starts with a command that works on fixtures/"
    assert f"archaeo {name}" in page.read_text(encoding="utf-8")


def test_help_shown_in_readme_is_the_real_one() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"```\n\$ archaeo(?: (\w[\w-]*))? --help\n(.*?)```", readme, flags=re.S)
    for name, text in shown:
        real = _help(name) if name else command_line.get_help(click.Context(command_line, info_name="archaeo"))
        assert text.strip() == real.strip(), f"README shows another help of 'archaeo {name}'"


def test_help_imports_nothing_heavy() -> None:
    """Start-up is what every command pays: the heavy libraries are imported where they are used."""
    code = f"import sys; sys.argv[1:] = ['--help']\nfrom archaeo import cli\ntry: cli.main()\nexcept SystemExit: pass\n\
print(*(name for name in {HEAVY} if name in sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.startswith("Usage:")
    assert not done.stderr.strip(), f"'archaeo --help' imports {done.stderr.strip()}"


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name.decode() for name in listed.split(b"\0") if name]


def test_no_absolute_path_of_a_machine_in_the_repository() -> None:
    pattern = re.compile(rb"(?:^|[^A-Za-z0-9_.])/(?:work|farm|root|home/[a-z]+)/", flags=re.M)
    wrong = []
    for file in _tracked():
        if file.is_relative_to(ROOT / "fixtures") or not file.is_file() or b"\0" in (text := file.read_bytes()):
            continue
        wrong += [_place(file, text.count(b"\n", 0, hit.start() + 1) + 1) for hit in pattern.finditer(text)]
    assert not wrong, f"absolute paths of a machine: {wrong}"


@pytest.mark.parametrize("script", ["script/demo", "script/test", "script/docs", "script/environment", ".ci/run"])
def test_scripts_are_posix_shell(script: str) -> None:
    subprocess.run(["sh", "-n", str(ROOT / script)], check=True)
    code = re.sub(r"^\s*#.*", "", (ROOT / script).read_text(encoding="utf-8"), flags=re.M)
    bashisms = re.findall(r"\[\[|\blocal \b|\bfunction \b|<<<|\$'|\bsource \b", code)
    assert not bashisms, f"{script}: {bashisms}"


def test_every_fixture_says_what_is_odd_about_it() -> None:
    folders = [folder for folder in (ROOT / "fixtures").glob("*") if folder.is_dir()]
    silent = [folder.name for folder in folders if not (folder / "README.md").is_file()]
    assert not silent, f"fixtures without README.md: {silent}"
