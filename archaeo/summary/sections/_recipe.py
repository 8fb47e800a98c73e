"""How it is fetched, built and tested, in sentences; for the page of the build."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from archaeo.analyzers import hindrances, recipes, trials
from archaeo.analyzers.buildnotes import BuildNotes
from archaeo.analyzers.recipes import Recipe, Span

from ..blocks import Sentence, count, listing
from ..project import Project
from . import _trials

MOST_NAMED = 6
MOST_VARIABLES = 5


def said(project: Project, notes: BuildNotes, recipe: Recipe) -> Iterator[Sentence]:
    """Yield what was used over the years, the command, what is fetched and asked for, and the tests."""
    yield from _over_time(project)
    if recipe.commands:
        ways = " or ".join(f"“{command}” ({path})" for command, path in recipe.commands)
        yield Sentence(f"Today that is {ways}.", "likely", "what the topmost build files are for")
    if recipe.demands:
        asked = listing([f"{what} ({place})" for what, place in recipe.demands])
        yield Sentence(f"Its build files ask for {asked}.", "recorded", recipe.demands[0][1])
    yield from _limits(recipe, notes)
    yield from _stated(notes)
    yield from _fetched(recipe)
    found = trials.find(project.own_files, recipe.tests)
    yield _tested(recipe, found.script)
    yield from _trials.said(found)
    yield from _variables(project, notes)


def _over_time(project: Project) -> Iterator[Sentence]:
    """Say which build system was there when."""
    atlas = project.atlas
    if atlas is None:
        return

    def day_of(number: int) -> date:
        return project.by_key[atlas.commits[number]].date.date()

    spans = recipes.over_time(atlas, day_of)
    if spans:
        text = f"Build files at its top over the years: {listing([_span(span) for span in spans], 8)}."
        yield Sentence(text, "recorded", "first and last day of files of that name")


def _span(span: Span) -> str:
    first = f"{span.first:%Y-%m}"
    return f"{span.system} {first} to {span.last:%Y-%m}" if span.last else f"{span.system} since {first}"


def _limits(recipe: Recipe, notes: BuildNotes) -> Iterator[Sentence]:
    found = [(package.name, package.version, f"{package.path}:{package.line}") for package in notes.packages]
    found += [("Python", what, place) for what, place in recipe.demands if what.startswith("Python ")]
    limits: dict[str, str] = {}
    for name, version, place in found:
        upper = re.search(r"<\s*(?P<version>\d[\w.]*)", version)
        if upper:
            limits.setdefault(f"{name} {upper['version']}", f"{name} {upper['version']} ({place})")
    if limits:
        text = (
            f"Too new for it, by its own build files: {listing(list(limits.values()), MOST_NAMED)} and what came after."
        )
        yield Sentence(text, "recorded", "the newest state's build files", "", "warning")


_STATED = {
    "asked": "Programs themselves ask whether they have",
    "refused": "Programs stop with an error:",
    "borrowed": "Programs say that they have code of, or after,",
}


def _stated(notes: BuildNotes) -> Iterator[Sentence]:
    """Say which versions programs ask for or refuse, and whose code they have."""
    for kind, words in _STATED.items():
        rows = [one for one in notes.stated if one.kind == kind and not hindrances.ASIDE.search(one.evidence[0])]
        if rows:
            named = listing(
                [f"{one.words} ({count(one.files, 'file')}, {one.evidence[0]})" for one in rows], MOST_NAMED
            )
            yield Sentence(f"{words} {named}.", "recorded", rows[0].evidence[0], "", _MARKS.get(kind, ""))


_MARKS = {"borrowed": "warning"}


def _fetched(recipe: Recipe) -> Iterator[Sentence]:
    if recipe.submodules:
        named = listing([f"{folder} (from {url})" for folder, url, _ in recipe.submodules], MOST_NAMED)
        text = f"A clone alone is not enough: git submodules bring {named}; “git submodule update --init” fetches them."
        yield Sentence(text, "recorded", recipe.submodules[0][2], "", "warning")
    if recipe.hosts:
        named = listing([f"{host} (gone since {gone})" if gone else host for host, gone, _ in recipe.hosts], 10)
        mark = "warning" if any(gone for _, gone, _ in recipe.hosts) else ""
        yield Sentence(f"The build fetches packages from {named}.", "recorded", recipe.hosts[0][2], "", mark)


def _tested(recipe: Recipe, script: str) -> Sentence:
    tests = recipe.tests
    if tests is None:
        text = "No test suite was found: no folder and no rule of a build is called so."
        return Sentence(text, "counted", "names of files, texts of build files")
    files = sum(number for _, number in tests.folders)
    where = listing([folder for folder, _ in tests.folders], 3)
    text = f"Tests: {count(files, 'file')} in {where}" if files else "Tests are run by the build"
    text += f", with {tests.framework}" if tests.framework else ""
    if tests.command:
        text += f"; “{tests.command}” runs them."
    else:
        text += f"; by its name {script} runs them." if script else "; what runs them is not said."
    told = tests.command or script
    return Sentence(text, "likely" if told else "counted", tests.evidence or "names of folders and files")


def _variables(project: Project, notes: BuildNotes) -> Iterator[Sentence]:
    """Name the environment variables that programs read; those of build files and shells alone are in the table."""
    aside = {file.path for file in project.scan.files if file.build or file.lang in ("shell", "")}
    read = [
        one
        for one in notes.expected
        if one.kind == "variable" and not all(place.rpartition(":")[0] in aside for place in one.evidence)
    ]
    ranked = sorted(read, key=lambda one: (-one.files, one.name))[:MOST_VARIABLES]
    if ranked:
        named = listing([f"{one.name} ({count(one.files, 'file')})" for one in ranked], MOST_VARIABLES)
        more = f", and {len(read) - len(ranked)} others" if len(read) > len(ranked) else ""
        text = f"Programs read the environment {'variable' if len(read) == 1 else 'variables'} {named}{more}."
        yield Sentence(text, "recorded", ranked[0].evidence[0])
