"""What it would take to build and run it today."""

from __future__ import annotations

from collections.abc import Iterator

from archaeo.analyzers import buildnotes, hindrances, recipes
from archaeo.analyzers.answers.lacks import needed
from archaeo.analyzers.building import Role
from archaeo.analyzers.buildnotes import BuildNotes, Language, build_notes
from archaeo.analyzers.builds import machines

from ..blocks import Block, Cell, Section, Sentence, Table, Text, count, listing
from ..project import Project
from . import _asked, _recipe, _trials

NAME = "build"
ORDER = 72
MOST_ROWS = 100
MOST_NAMED = 12
BRIEF = {"variable": 8, "host": 0}
"""What has to be set before it runs is asked for; a short face has more of that."""
_TITLES = (
    ("path", "Paths of machines that are gone"),
    ("host", "Hosts"),
    ("variable", "Environment variables"),
    ("data", "Data files that are opened and not there"),
)


def section(project: Project) -> Section | None:
    """Give the notes as text and tables; None where there is no code."""
    if project.scan is None:
        return None
    shelf = project.shelves.shelf("surroundings", buildnotes.MAKERS)
    notes = build_notes(
        project.scan, project.resolution, project.own_files, project.progress, graph=project.graph, shelf=shelf
    )
    if not notes.languages:
        return None
    recipe = recipes.find(project.own_files, project.scan)
    blocks: list[Block] = [_opening(project, notes)]
    if asked := tuple(_asked.said(project, notes, recipe)):
        blocks.append(Text(asked))
    blocks.append(Text(tuple(_recipe.said(project, notes, recipe))))
    blocks += _trials.in_the_way(notes, recipe)
    blocks += _trials.in_its_own_words(project)
    blocks += _asked.table(recipe)
    blocks += _dialects(notes)
    blocks += _order(notes)
    blocks += _made(notes)
    blocks += _expected(notes)
    return Section(NAME, "Building it today", tuple(blocks))


def _opening(project: Project, notes: BuildNotes) -> Text:
    old = [sign for sign in notes.dialects if sign.lang == "python" and sign.advice.startswith("Python 2")]
    compilers = listing([_tool(one, max((sign.files for sign in old), default=0)) for one in notes.languages], 8)
    signs = f", and {old[0].name} in {count(old[0].files, 'file')}, as at {old[0].evidence[0]}" if old else ""
    sentences = [Sentence(f"Today it takes {compilers}.", "likely", f"languages of the files{signs}")]
    made_by = [(name, number) for name, number in notes.systems.items() if name != machines.NAME]
    made_for = _made_for(project)
    systems = listing([f"{name} ({count(number, 'file')})" for name, number in made_by], 8)
    text = f"It was built with {systems}." if systems else _without(notes)
    sentences.append(Sentence(text, "recorded" if systems else "counted", "names of files"))
    if made_for:
        named = listing([f"{name} ({place})" for name, place in made_for.items()], 6)
        sentences.append(Sentence(f"Project files are of {named}.", "recorded", next(iter(made_for.values()))))
    sentences += _outside(notes)
    sentences += _trials.in_toolboxes(project)
    sentences += _trials.in_jars(project)
    if notes.tools:
        sentences.append(Sentence(f"Tools beside compilers: {listing(notes.tools, 10)}.", "recorded", "build files"))
    return Text(tuple(sentences))


def _without(notes: BuildNotes) -> str:
    first = notes.languages[0]
    if first.name in _READ_AS_THEY_ARE:
        return f"There is no build file; most of it is {_READ_AS_THEY_ARE[first.name]}, which is run as it is."
    return "No build file is left: how it was built has to be found out."


_READ_AS_THEY_ARE = {"matlab": "MATLAB", "idl": "IDL", "python": "Python", "perl": "Perl", "r": "R", "tcl": "Tcl"}


def _made_for(project: Project) -> dict[str, str]:
    """Give the programs that project files are of, with the first place, those nearest the top first."""
    said = [
        (recipes.depth(file.path), f"{file.path}:{one.line}", one.name)
        for file in project.scan.files
        if not hindrances.ASIDE.search(file.path)
        for one in file.statements
        if one.kind == "made for"
    ]
    found: dict[str, str] = {}
    for _, place, name in sorted(said):
        found.setdefault(name, place)
    return found


def _outside(notes: BuildNotes) -> Iterator[Sentence]:
    outside = needed(notes.externals)
    names = "; ".join(f"{one.called} – {one.library.where}" for one in outside[:MOST_NAMED])
    more = f"; {len(outside) - MOST_NAMED} more" if len(outside) > MOST_NAMED else ""
    place = "the table under Dependencies"
    if outside:
        yield Sentence(f"Wanted from outside, and where it is today: {names}{more}.", "likely", place, "#dependencies")
    for role, words in _BESIDE:
        spare = listing([one.called for one in needed(notes.externals, role)], MOST_NAMED)
        if spare:
            yield Sentence(f"{words}: {spare}.", "likely", place, "#dependencies")


_BESIDE: tuple[tuple[Role, str], ...] = (
    ("optional", "Can be left out"),
    ("beside", "Seen only in tests, documents and scripts beside it"),
)


_CALLED = {"c": "C", "cpp": "C++", "fortran": "Fortran", "perl": "Perl", "tcl": "Tcl", "r": "R", "pascal": "Pascal"}


def _tool(one: Language, old: int) -> str:
    """Give what reads a language today; a Python that prints without brackets is not today's, if many files do."""
    if one.name == "python" and 0 < old * 2 < one.files:
        return f"Python 3 (and 2.7 for {count(old, 'file')} of {one.files})"
    if one.name == "python":
        return "Python 2.7" if old else "Python"
    if one.name in ("lisp", "matlab", "idl"):
        return one.compiler
    name = _CALLED.get(one.name, one.name if one.name == "shell" else one.name.capitalize())
    return f"{one.compiler} for {name}"


def _dialects(notes: BuildNotes) -> Iterator[Block]:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.lang, one.name, one.files, one.advice, one.evidence[0]) for one in notes.dialects
    )
    if rows:
        columns = ("language", "sign", "files", "today", "first place")
        note = "found by text: a comment can show one too"
        # what does not pass stands under what is in the way
        yield Table("Signs of old dialects", columns, rows, note, shown=20, brief=0)


def _order(notes: BuildNotes) -> Iterator[Block]:
    rows: tuple[tuple[Cell, ...], ...] = tuple((step.number, listing(step.folders, 12)) for step in notes.order)
    if len(rows) > 1:
        note = "each stage needs only folders of earlier ones, or of its own"
        yield Table("Order of the build", ("stage", "folders"), rows, note, shown=12, brief=0)
    targets: list[tuple[Cell, ...]] = []
    for target in notes.targets:
        if target.kind != "step":
            links = listing((*target.links, *target.needs), 6)
            targets.append((target.name, target.kind, len(target.sources), links, f"{target.path}:{target.line}"))
    if targets:
        columns = ("target", "kind", "sources", "linked with", "said in")
        yield Table("Programs and libraries", columns, tuple(targets[: MOST_ROWS * 2]), shown=12, brief=0)


def _made(notes: BuildNotes) -> Iterator[Block]:
    rows: tuple[tuple[Cell, ...], ...] = tuple(notes.generated[:MOST_ROWS])
    if rows:
        yield Table("Made by the build", ("file", "how"), rows, shown=10, brief=0)


def _expected(notes: BuildNotes) -> Iterator[Block]:
    for kind, title in _TITLES:
        found = [one for one in notes.expected if one.kind == kind][:MOST_ROWS]
        rows: tuple[tuple[Cell, ...], ...] = tuple((o.name, o.files, o.note, o.evidence[0]) for o in found)
        if rows:
            yield Table(
                title, (kind, "files", "what is known", "first place"), rows, shown=10, brief=BRIEF.get(kind, 2)
            )
