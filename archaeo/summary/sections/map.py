"""What was there at the end: files in their folders, parts with the people who know them, languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from archaeo.analyzers.parts import Part

from ..blocks import Cell, Leaf, Link, Section, Sentence, Table, Text, Treemap, count, number
from ..project import Project

NAME = "map"
ORDER = 60
MOST_LEAVES = 1500
MOST_GROUPS = 7
_KINDS = ("code", "build", "text", "data", "image")


def section(project: Project) -> Section | None:
    """Give the largest part, the treemap, the table of parts and the table of languages."""
    if not project.inventory:
        return None
    said = _largest(project)
    tables_ = (_parts(project), _languages(project))
    return Section(NAME, "Map", (*((said,) if said.sentences else ()), _treemap(project), *tables_))


def _treemap(project: Project) -> Treemap:
    lines: Counter[str] = Counter()
    for file in project.inventory:
        lines[file.language or file.kind] += file.lines
    ranked = [name for name, _ in sorted(lines.items(), key=lambda item: (-item[1], item[0])) if lines[name]]
    named = ranked[:MOST_GROUPS]
    groups = tuple(named + (["others"] if len(ranked) > len(named) else []))
    largest = sorted((f for f in project.inventory if f.lines), key=lambda f: (-f.lines, f.path))
    leaves = tuple(
        Leaf(f.path, f.lines, (f.language or f.kind) if (f.language or f.kind) in named else "others")
        for f in sorted(largest[:MOST_LEAVES], key=lambda f: f.path)
    )
    sentence = ""
    if largest:
        sentence = f"The largest file is {largest[0].path} with {count(largest[0].lines, 'line')}."
        if len(largest) > MOST_LEAVES:
            sentence += f" The {MOST_LEAVES} largest of {count(len(largest), 'file')} with text are drawn."
    return Treemap("Files by lines", sentence, "lines", groups, leaves)


def _languages(project: Project) -> Table:
    files: Counter[tuple[str, str]] = Counter()
    lines: Counter[tuple[str, str]] = Counter()
    for file in project.inventory:
        files[file.language or "–", file.kind] += 1
        lines[file.language or "–", file.kind] += file.lines
    ranked = sorted(files, key=lambda key: (_KINDS.index(key[1]), -lines[key], key))
    rows: tuple[tuple[Cell, ...], ...] = tuple((*key, files[key], lines[key]) for key in ranked)
    return Table(
        "Languages", ("language", "kind", "files", "lines"), rows, "by suffix, name or #! line", shown=20, brief=12
    )


def _largest(project: Project) -> Text:
    """Say which part is the largest; of the whole, where it has no folders."""
    part = next((part for part in project.parts if part.folder), None)
    total = sum(file.lines for file in project.inventory if file.kind == "code")
    sentences = []
    if part and part.code:
        share = 100 * part.code // total
        text = f"The largest part is {called(part)}: {count(part.code, 'line')} of code, {share}\u202f% of all."
        sentences.append(Sentence(text, "counted", "lines of programs, blank ones included", _query(part)))
    return Text(tuple(sentences))


def called(part: Part) -> str:
    """Give the name of a part."""
    if not part.folder:
        return "the top folder"
    return f"{part.folder}/ itself" if part.is_rest else f"{part.folder}/"


def _query(part: Part) -> str:
    return f'?path:"{part.folder}/{"*" if part.is_rest else "**"}"' if part.folder else ""


def _parts(project: Project) -> Table:
    has_lines = any(part.left for part in project.parts)
    rows: list[tuple[Cell, ...]] = []
    for part in project.parts:
        owned = sum(lines for _, lines in part.left)
        left = f"{part.left[0][0]} ({100 * part.left[0][1] // owned}\u202f%)" if part.left else ""
        by = f"{part.by[0][0]} ({number(part.by[0][1])} of {number(part.changes)})" if part.by else ""
        last = f"{part.last}, {part.last_by}" if part.last else ""
        sizes = (Link(called(part), _query(part)), part.files, part.code, part.lines - part.code, part.language)
        rows.append((*sizes, *([left] if has_lines else []), by, last))
    columns = ["part", "files", "lines of code", "other lines", "mostly"]
    columns += ["most lines left by"] if has_lines else []
    columns += ["most changes by", "last change"]
    note = "most code first, large folders cut into those below them; changes follow moved files, merges left out"
    return Table("Parts", tuple(columns), tuple(rows), note, shown=20, brief=22)


def tables(project: Project) -> Iterator[tuple[str, Table]]:
    """Give the files for the database."""
    rows = tuple(
        (f.path, f.language or None, f.kind, f.lines, f.size_bytes, int(f.is_binary)) for f in project.inventory
    )
    if project.atlas:
        days = project.atlas.samples
        sizes = tuple(
            (place.path, day.isoformat(), lines)
            for place in project.atlas.places
            for day, lines in zip(days, place.lines, strict=True)
            if lines is not None
        )
        yield "file_lines", Table("file_lines", ("path", "day", "lines"), sizes)
    yield "files", Table("files", ("path", "language", "kind", "lines", "size_bytes", "is_binary"), rows)
