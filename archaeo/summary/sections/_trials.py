"""How it is tried, what is in the way, and what its own texts ask and warn of; for the page of the build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from archaeo.analyzers import cautions, hindrances, jars, toolboxes
from archaeo.analyzers.buildnotes import BuildNotes
from archaeo.analyzers.recipes import Recipe
from archaeo.analyzers.trials import Examples, Trials

from ..blocks import Items, Sentence, count, listing
from ..project import Project

MOST_JARS, MOST_TOOLBOXES = 8, 8


def said(found: Trials) -> Iterator[Sentence]:
    """Yield how the outcome of the tests is read, what they need, what machines ran, and the examples."""
    if found.outcome:
        yield Sentence(f"Their outcome: {found.outcome}.", "likely", "what that command prints")
    number, first = found.expected
    if number:
        text = f"What tests are to give is kept in {count(number, 'file')}, as {first}."
        yield Sentence(text, "likely", "names of files beside the tests")
    number, folder = found.data
    if number:
        yield Sentence(
            f"{count(number, 'file')} of data {'lies' if number == 1 else 'lie'} beside the tests, most in {folder}.",
            "counted",
            folder,
        )
    if found.machines:
        told = listing([f"“{command}” ({place})" for command, place in found.machines], len(found.machines))
        yield Sentence(f"Machines tested each change with {told}.", "recorded", found.machines[0][1])
    if found.examples:
        told = listing([_example(one) for one in found.examples], len(found.examples))
        yield Sentence(f"Examples to run first: {told}.", "likely", "names of folders and files")


def _example(one: Examples) -> str:
    first = f", {one.first.removeprefix(one.folder + '/')} to begin with" if one.first else ""
    return f"{one.folder} ({count(one.files, 'file')}{first})"


def in_the_way(notes: BuildNotes, recipe: Recipe) -> Iterator[Items]:
    """Yield what hinders a build today, one a line."""
    rows = tuple(Sentence(_told(one), "likely", one.place, "", "warning") for one in hindrances.find(notes, recipe))
    if rows:
        yield Items("What stands in the way today", rows, brief=9)


def _told(one: hindrances.Hindrance) -> str:
    files = f", in {count(one.files, 'file')}" if one.files > 1 else ""
    today = f"; today: {one.today}" if one.today else ""
    return f"{one.what}{files}{today}."


def in_its_own_words(project: Project) -> Iterator[Items]:
    """Yield what READMEs and their kin ask and warn of: warnings first."""
    rows = tuple(
        Sentence(f"“{one.text}”", "recorded", f"{one.path}:{one.line}", "", "warning" if one.kind == "warning" else "")
        for one in cautions.find(project.own_files)
    )
    if rows:
        yield Items("What it asks and warns of in its own words", rows, brief=7)


def in_toolboxes(project: Project) -> Iterator[Sentence]:
    """Name the toolboxes of MATLAB, and the packages of Octave, that programs use, with their functions."""
    found = toolboxes.find(project.scan, project.own_files)
    told = [
        f"{one.name} ({', '.join([*one.functions[:4], count(one.files, 'file')])}, as {one.place})" for one in found
    ]
    if told:
        text = f"Beside MATLAB or Octave alone, its programs name functions of {listing(told, MOST_TOOLBOXES)}."
        yield Sentence(text, "likely", found[0].place)


def in_jars(project: Project) -> Iterator[Sentence]:
    """Say which jars of the tree answer how many of its imports."""
    held = jars.holding(jars.packages(project.own_files))
    users: Counter[str] = Counter()
    asked: dict[str, set[str]] = {}
    for edge in project.resolution.edges:
        jar = jars.answer(edge.target, held) if edge.external and edge.kind == "import" and edge.lang == "java" else ""
        if jar:
            asked.setdefault(jar, set()).add(edge.source)
    users.update({jar: len(sources) for jar, sources in asked.items()})
    if users:
        told = [
            f"{jar} (for {count(number, 'file')})" for jar, number in sorted(users.items(), key=lambda r: (-r[1], r[0]))
        ]
        text = f"Imports are answered by jars of the tree itself: {listing(told, MOST_JARS)}."
        yield Sentence(text, "counted", "names of classes in the jars")
