"""What was there at the end: files in their folders, by language and by folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..blocks import Cell, Leaf, Link, Section, Table, Treemap, count
from ..project import Project

NAME = "map"
ORDER = 60
MOST_LEAVES = 1500
MOST_GROUPS = 7


def section(project: Project) -> Section | None:
    """Give the treemap, the table of languages and the table of folders."""
    files = project.inventory
    if not files:
        return None
    return Section(NAME, "Map", (_treemap(project), _languages(project), _folders(project)))


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
    ranked = sorted(files, key=lambda key: (-lines[key], key))
    rows: tuple[tuple[Cell, ...], ...] = tuple((*key, files[key], lines[key]) for key in ranked)
    return Table("Languages", ("language", "kind", "files", "lines"), rows, "by suffix, name or #! line", shown=20)


def _folders(project: Project) -> Table:
    files: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    code: dict[str, Counter[str]] = {}
    for file in project.inventory:
        folder = "/".join(file.path.split("/")[:-1][:2]) or "."
        files[folder] += 1
        lines[folder] += file.lines
        if file.kind == "code":
            code.setdefault(folder, Counter())[file.language] += file.lines
    rows: list[tuple[Cell, ...]] = []
    for folder in sorted(files):
        most = min(code.get(folder, Counter()).items(), key=lambda item: (-item[1], item[0]), default=("", 0))[0]
        link = Link(folder, f'?path:"{folder}/**"' if folder != "." else "")
        rows.append((link, files[folder], lines[folder], most))
    return Table("Folders", ("folder", "files", "lines", "mostly"), tuple(rows), "two levels deep", shown=40)


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
