"""Heads to entries: the text between two heads, and what it names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from archaeo import model
from archaeo.errors import Location

from . import dates, details, people
from .heads import Head
from .lines import Lines
from .sections import Section

_TAIL = re.compile(
    r"\W{0,5}\s*(?:Local Variables:|Copyright\b.{0,20}\d{4}|Copying and distribution of this file"
    r"|\.endhelp\b|vim?:\s|mode: change-log|;;;? Local)",
    re.I,
)
_RULER = re.compile(r"\s*[-=*#~_!/+<>hr]{3,}\s*$")


def cut(
    lines: Lines, sections: Sequence[Section], name: str
) -> tuple[list[tuple[int, model.ChangeLogEntry]], list[model.Diagnostic]]:
    """Give (index of its first line, entry) for the entries of all sections in file order, and what is odd about them.

    A heading without a date is an entry if it says something. The lines of a text are taken out of ``lines``.
    """
    entries: list[tuple[int, model.ChangeLogEntry]] = []
    diagnostics: list[model.Diagnostic] = []
    starts = sorted(head.first for section in sections for head in section.heads)
    for section in sections:
        moments = dates.resolve([head.stamp for head in section.heads])
        for head, moment, end in zip(section.heads, moments, _ends(section, lines), strict=True):
            if moment.doubt:
                place = Location(name, line=head.line + 1)
                what, _, done = moment.doubt.partition("; ")
                diagnostics.append(model.Diagnostic(place, "impossible date", what, done or "kept as read"))
            entry = _entry(lines.texts, head, moment, end)
            if head.stamp or entry.text:
                entries.append((head.first, entry))
                if entry.text:
                    # told now by the entry: of a large file the lines take as much memory as all its entries
                    own = min(end, starts[bisect_right(starts, head.first)] if head.first < starts[-1] else end)
                    lines.texts[head.body : own] = _TOLD * max(0, min(own, len(lines)) - head.body)
    return entries, diagnostics


def _ends(section: Section, lines: Lines) -> list[int]:
    """Give the index after the last line of each head's entry."""
    ends = [head.first for head in section.heads[1:]] + [section.end]
    ends = [head.stop if head.stop >= 0 else end for head, end in zip(section.heads, ends, strict=True)]
    last = section.heads[-1]
    if last.stop < 0:
        ends[-1] = _tail(lines.texts, last.body, section.end)
    return ends


def _tail(texts: Sequence[str], start: int, end: int) -> int:
    """Give where the file's footer begins: a copyright notice or an editor's settings, from the blank line above it."""
    for index in range(max(start, end - 60), end):
        if _TAIL.match(texts[index]) and (index == start or not texts[index - 1]):
            return index
    return end


def _entry(texts: list[str], head: Head, moment: dates.Moment, end: int) -> model.ChangeLogEntry:
    if head.text is None:
        body = "\n".join(texts[head.body : end])
        text = details.dedent(body.rstrip()) if body else ""
        if text and text[-1] in "-=*#~_!/+<>":
            text = _without_rulers(text)
        if head.rest:
            text = f"{head.rest}\n{text}" if text else head.rest
    else:
        text = head.text
    found = details.read(text) if text else _NOTHING
    written, authors = people.parse(head.people) if head.people else ("", ())
    tags = head.tags if not found.tags else tuple(dict.fromkeys(head.tags + found.tags))
    revisions = (head.revision, *found.revisions) if head.revision else found.revisions
    return model.ChangeLogEntry(
        line=head.line + 1,
        end_line=max(end, head.line + 1),
        date=moment.value,
        date_text=head.stamp.text if head.stamp else "",
        date_precision=moment.precision,
        authors=authors,
        items=found.items,
        text=text,
        files=head.files or found.files,
        symbols=found.symbols,
        tags=tags,
        revisions=tuple(dict.fromkeys(revisions)) if head.revision else revisions,
        issues=found.issues,
        author_text=written,
        revision=head.revision,
    )


_TOLD = [""]
_NOTHING = details.Details((), (), (), (), (), ())


def _without_rulers(text: str) -> str:
    """Take rulers off the end of a text: they belong to the next heading, or to nothing."""
    kept = text.split("\n")
    while kept and (not kept[-1] or _RULER.match(kept[-1])):
        kept.pop()
    return "\n".join(kept)


def unaccounted(lines: Lines, entries: Sequence[model.ChangeLogEntry], firsts: Sequence[int]) -> list[tuple[int, int]]:
    """Give the ranges of lines (1-based, inclusive) that belong to no entry and say something.

    Args:
        firsts: index of the first line of each entry.
    """
    ranges: list[tuple[int, int]] = []
    position = 0
    for first, end in [*zip(firsts, (entry.end_line for entry in entries), strict=True), (len(lines), len(lines))]:
        if first > position:
            ranges += _filled(lines.texts, position, first)
        position = max(position, end)
    return ranges


def _filled(texts: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    said = [index for index in range(start, end) if texts[index] and not _RULER.match(texts[index])]
    if said:
        yield said[0] + 1, said[-1] + 1
