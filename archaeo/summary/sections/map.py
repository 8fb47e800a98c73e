"""What was there at the end: files in their folders, parts with the people who know them, languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from archaeo.analyzers.heads import NOTHING
from archaeo.analyzers.inventory import Measured
from archaeo.analyzers.making import Making
from archaeo.analyzers.parts import Part

from ..blocks import Block, Cell, Items, Leaf, Link, Section, Sentence, Table, Text, Treemap, count, listing
from ..project import Project
from ._askable import index
from ._makers import came, in_short, last, most

NAME = "map"
ORDER = 60
MOST_LEAVES = 1500
MOST_GROUPS = 7
MOST_FOLDERS = 3
MOST_LISTED, MOST_FILES = 40, 20
_TEST = re.compile(r"(?:^|/)(?:tests?|testing)(?:/|$)", re.I)
_KINDS = ("code", "build", "text", "data", "image")


def section(project: Project) -> Section | None:
    """Give the largest part, the treemap, the table of parts and the table of languages."""
    if not project.inventory:
        return None
    said = _largest(project)
    blocks: list[Block] = [_treemap(project), _parts(project)]
    blocks += [families] if (families := _families(project)).rows else []
    blocks += [asked] if (asked := index(project)) else []
    blocks += [files] if (files := _by_file(project)).items else []
    return Section(NAME, "Map", (*((said,) if said.sentences else ()), *blocks, _languages(project)))


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
    aims = project.aims
    rows: list[tuple[Cell, ...]] = []
    for part in project.parts:
        aim = aims.get(part.folder)
        sizes = (Link(called(part), _query(part)), part.files, part.code, part.lines - part.code, part.language)
        left = _most_left(part.left, sum(lines for _, lines in part.left))
        told = (came(part.made), *([left] if has_lines else []), most(part.made), last(part.made))
        rows.append((*sizes, *told, *([f"“{aim.text}”" if aim else ""] if aims else [])))
    columns = ["part", "files", "lines of code", "other lines", "mostly", "came"]
    columns += ["most lines left by"] if has_lines else []
    columns += ["most changes by", "last change"]
    columns += ["in its own words"] if aims else []
    note = (
        "most code first, large folders cut into those below them; changes follow moved files, merges and branches "
        "that were not merged left out; until: the last change there of who made most"
    )
    return Table("Parts", tuple(columns), tuple(rows), note, shown=20, brief=22)


def _families(project: Project) -> Table:
    """Give the files of one name, which may lie in one large folder or in many."""
    rows: list[tuple[Cell, ...]] = []
    for family in project.families:
        folders = listing([f"{folder or '.'} ({files})" for folder, files in family.folders], MOST_FOLDERS)
        left = _most_left(family.left, sum(lines for _, lines in family.left))
        name = Link(family.name, f'?path:"**/{family.name}"')
        rows.append(
            (
                name,
                len(family.paths),
                folders,
                family.code,
                came(family.made),
                left,
                most(family.made),
                last(family.made),
            )
        )
    columns = (
        "files",
        "how many",
        "in",
        "lines of code",
        "came",
        "most lines left by",
        "most changes by",
        "last change",
    )
    note = "files that begin alike, or have a word in common that is no word of a language; most code first"
    return Table("Files of one name", columns, tuple(rows), note, shown=20, brief=12)


def _by_file(project: Project) -> Items:
    """Name the most changed programs of each part with who made them, a line a part."""
    inside: dict[str, list[Measured]] = {}
    for file in project.inventory:
        if file.kind == "code" and file.path in project.made:
            inside.setdefault(file.path.rpartition("/")[0], []).append(file)
    made = project.made
    changes = {folder: sum(made[file.path].changes for file in mine) for folder, mine in inside.items()}
    # tests last: who asks for a class seldom means its test
    ranked = sorted(inside.items(), key=lambda item: (bool(_TEST.search(item[0])), -changes[item[0]], item[0]))
    items = []
    for folder, mine in ranked[:MOST_LISTED]:
        mine.sort(key=lambda file: (-made[file.path].changes, -file.lines, file.path))
        shown = ((file.path, project.heads.get(file.path, NOTHING).authors) for file in mine[:MOST_FILES])
        told = [f"{path.rpartition('/')[2]} ({in_short(made[path], authors)})" for path, authors in shown]
        more = f"; {count(len(mine) - MOST_FILES, 'more file')}" if len(mine) > MOST_FILES else ""
        items.append(Sentence(f"{folder or 'the top folder'}/: {'; '.join(told)}{more}.", "counted", ""))
    return Items(
        "Who made which program (those changed most; first by whom, most by whom, last by whom)", tuple(items), brief=16
    )


def _most_left(left: tuple[tuple[str, int], ...], lines: int) -> str:
    return f"{left[0][0]} ({100 * left[0][1] // lines}\u202f%)" if left else ""


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
    makers = tuple(
        (path, str(m.came), m.came_by, m.came_with, m.changes, *(m.by[0][:2] if m.by else (None, None)), *_end(m))
        for path, m in sorted(project.made.items())
    )
    columns = ("path", "came", "came_by", "came_with", "changes", "most_by", "most_changes", "last", "last_by")
    yield "file_makers", Table("file_makers", columns, makers)
    yield "files", Table("files", ("path", "language", "kind", "lines", "size_bytes", "is_binary"), rows)


def _end(made: Making) -> tuple[str, str]:
    return str(made.last), made.last_by
