"""What build files ask for: required, with an option, or not at all costs; each with file and line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from archaeo.analyzers import switches
from archaeo.analyzers.building import Package
from archaeo.analyzers.buildnotes import BuildNotes
from archaeo.analyzers.builds import cmake, machines
from archaeo.analyzers.hindrances import ASIDE
from archaeo.analyzers.recipes import Recipe, depth, is_other_state
from archaeo.analyzers.releases import sort_key
from archaeo.analyzers.switches import Switch

from ..blocks import Cell, Sentence, Table, listing
from ..project import Project

MOST_REQUIRED, MOST_SPARE, MOST_SWITCHES = 24, 12, 60


class _Asked(NamedTuple):
    """A package, the option under which it is asked for, and why it is not needed, if it is not."""

    name: str
    version: str
    path: str
    line: int
    role: str
    under: str


def said(project: Project, notes: BuildNotes, recipe: Recipe) -> Iterator[Sentence]:
    """Yield what is required, what an option brings, what can be missing, and what machines had it was built on."""
    there = {file.path.rpartition("/")[2] for file in project.own_files if file.path.endswith(".jar")}
    packages = [one for one in notes.packages if one.name not in there and not is_other_state(one.path)]
    known = {one.name: one for one in switches.find(recipe.texts)}
    described = [one for one in packages if machines.matches(one.path)]
    lists = [one for one in described if one.role != "beside" and not ASIDE.search(one.path)]
    asked = list(_asked([one for one in packages if one not in described], recipe.texts))
    needed = [one for one in asked if one.role == "needed"]
    under = [one for one in asked if one.role == "option"]
    spare = [one for one in asked if one.role == "optional"]
    if needed:
        yield Sentence(f"Build files ask for {_by_file(needed, MOST_REQUIRED)}.", "recorded", _place(needed[0]))
    if under:
        shown = [f"{_versioned(one)} with {_settled(one.under, known)} ({_place(one)})" for one in under]
        yield Sentence(f"Asked for only by an option: {listing(shown, MOST_SPARE)}.", "recorded", _place(under[0]))
    if spare:
        yield Sentence(f"Asked for, and can be missing: {_by_file(spare, MOST_SPARE)}.", "recorded", _place(spare[0]))
    looked = [_Asked(one.name, "", one.path, one.line, "", "") for one in _looked_for(project)]
    if looked:
        text = f"Looked for when it is configured, of some only by an option: {_by_file(looked, MOST_SPARE)}."
        yield Sentence(text, "recorded", _place(looked[0]))
    if lists:
        rows = [_Asked(one.name, _version(one), one.path, one.line, "", "") for one in lists]
        text = f"Lists of what to install beforehand name {_by_file(rows, MOST_SPARE)}."
        yield Sentence(text, "recorded", _place(rows[0]))


_LOOKING = re.compile(r"(?:.*/)?(?:configure\.(?:ac|in)|acinclude\.m4|meson\.build|wscript|SCons(?:truct|cript))\Z")
# what comes with the system, or is a part of its C library
_SYSTEM = frozenset(
    "m c dl pthread socket nsl rt util resolv intl iconv inet crypt gcc stdc++ bsd ucb posix posix4 "
    "compat sunmath mathlib"
    " gen sun network net bind elf dld ws2_32 wsock32 gdi32 user32 advapi32 mvec imf svml f2c g2c "
    "gfortran poll select".split()
)


def _looked_for(project: Project) -> Iterator[Package]:
    """Yield the libraries that a configure script and its kin look for by what is linked, as ``-lgsl``, each once.

    Whether it goes on without one follows from shell code around it, which is not understood.
    """
    seen: set[str] = set()
    for one in project.resolution.building.packages():
        is_named = one.how == "link" and one.name not in _SYSTEM | seen and "$" not in one.name
        if is_named and _LOOKING.match(one.path) and not ASIDE.search(one.path) and not is_other_state(one.path):
            seen.add(one.name)
            yield one._replace(name=f"-l{one.name}", how="package")


def _asked(packages: Iterable[Package], texts: Mapping[str, str]) -> Iterator[_Asked]:
    """Yield each package once, as the build file nearest the top has it, with the newest version asked for."""
    guards = {path: cmake.guards(cmake.bare(text)) for path, text in texts.items() if path.endswith(_CMAKE)}
    found: dict[str, list[_Asked]] = defaultdict(list)
    for one in packages:
        under = guards.get(one.path, {}).get(one.line, "")
        # a module that finds a package looks for others on its behalf
        aside = ASIDE.search(one.path) or re.match(r"(?:.*/)?Find\w+\.cmake\Z", one.path)
        role = "beside" if aside else "option" if under and one.role != "beside" else one.role
        name = one.name.removesuffix(" (R)").removesuffix(" (Octave)")
        found[name].append(_Asked(name, _version(one), one.path, one.line, role, under))
    for rows in found.values():
        rank = min(_RANKS.index(row.role) for row in rows)
        of_rank = sorted((row for row in rows if _RANKS.index(row.role) == rank), key=lambda row: depth(row.path))
        version = max((row.version for row in of_rank), key=sort_key)
        best = next((row for row in of_rank if row.version == version), of_rank[0])
        yield best


_CMAKE = ("CMakeLists.txt", ".cmake")
_RANKS = ("needed", "option", "optional", "beside")


def _version(one: Package) -> str:
    return one.version.strip("*>=~ ")


def _versioned(one: _Asked) -> str:
    return f"{one.name} ({one.version})" if "<" in one.version else f"{one.name} {one.version}".strip()


def _settled(under: str, known: Mapping[str, Switch]) -> str:
    """Give the options with what they are unless chosen: ``GOOS_GUI (OFF unless chosen)``."""
    parts = []
    for part in under.split(" and "):
        one = known.get(part.removeprefix("NOT "))
        parts.append(f"{part} ({one.setting} by default)" if one and one.setting and "$" not in one.setting else part)
    return " and ".join(parts)


def _by_file(rows: Sequence[_Asked], most: int) -> str:
    """Give the packages under their files, those nearest the top first, with lines: ``ROOT 6.04 (line 89)``."""
    of: dict[str, list[_Asked]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (depth(row.path), row.path)):
        of[row.path].append(row)
    parts, left = [], most
    for path, group in of.items():
        if left > 0:
            shown = sorted(group, key=lambda row: (not row.version, row.line))[:left]
            left -= len(shown)
            named = ", ".join(f"{_versioned(row)} (line {row.line})" for row in shown)
            parts.append(f"{named} in {path}")
    more = len(rows) - most
    return "; ".join(parts) + (f"; {more} more" if more > 0 else "")


def _place(one: _Asked) -> str:
    return f"{one.path}:{one.line}"


def table(recipe: Recipe) -> Iterator[Table]:
    """Yield the options of the build, those of the files nearest the top first; those of tests and the like last."""
    known = (one for one in switches.find(recipe.texts) if one.system != "make" or not ASIDE.search(one.path))
    found = sorted(known, key=lambda one: (ASIDE.search(one.path) is not None, depth(one.path)))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (_name(one), one.setting or "–", one.says, f"{one.path}:{one.line}") for one in found[:MOST_SWITCHES]
    )
    if rows:
        note = "of configure by the words of its help" if any(one.system == "configure" for one in found) else ""
        columns = ("option", "unless chosen", "what it is for", "place")
        yield Table("Options of the build", columns, rows, note, shown=20, brief=12)


def _name(one: Switch) -> str:
    return f"{one.name} (only with {one.under})" if one.under else one.name
