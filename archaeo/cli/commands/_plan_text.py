"""A plan as people read it: where the branches are and why, ref by ref; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archaeo.importers.svn.layout import Root
    from archaeo.importers.svn.plan import Line, Plan

# lines of a table that are shown without --verbose
_MOST = 12


def lines(plan: Plan, *, full: bool) -> Iterator[str]:
    """Yield the plan, line by line; ``full`` leaves nothing out of the tables."""
    yield from _source(plan)
    yield ""
    yield from _layout(plan)
    for title, chosen in _tables(plan):
        yield ""
        yield title
        yield from _shortened([_row(line) for line in chosen], full)
    yield ""
    yield from _rest(plan)


def _source(plan: Plan) -> Iterator[str]:
    known, tally = plan.survey, plan.survey.tally
    yield f"{plan.source}: Subversion dump of format {known.format}, {_size(plan.size_bytes)}"
    span = f", {plan.dates[0]:%Y-%m-%d} to {plan.dates[1]:%Y-%m-%d}" if plan.dates else ""
    people = f", {_count(len(tally.authors), 'author')}" if tally.authors else ""
    yield f"r{known.first} to r{known.last}{span}{people}, {_count(tally.nodes, 'change')} of files and directories"


def _layout(plan: Plan) -> Iterator[str]:
    layout = plan.layout
    yield f"Layout: {layout.reason}"
    used = {id(layout.root_of(line.path)) for line in plan.lines}
    shown = [root for root in layout.roots if id(root) in used]
    width = min(40, max((len(_pattern(root)) for root in shown), default=0))
    for root in shown:
        when = "" if len(layout.eras) == 1 else f"{_when(root):10}"
        yield f"  {_pattern(root):{width}}  {root.kind:9} {when}{root.why}".rstrip()
    if len(layout.eras) > 1:
        turns = ", ".join(f"r{start}" for start in layout.eras[1:])
        yield f"  The layout changed in {turns}; the history before is the past of what came after."
    if layout.overlapping:
        yield "  A root that lies in another one is a branch of its own, and a part of that one, too."
    if layout.plain is not None:
        one = "the whole repository as one branch is"
        what = one if layout.plain.is_single else "trunk, branches/* and tags/* by themselves are"
        yield f"  This is a guess, so {what} kept too, under refs/archaeo/plain."


def _tables(plan: Plan) -> Iterator[tuple[str, list[Line]]]:
    live = [line for line in plan.lines if line.last is None and line.ref]
    several = len(plan.projects) > 1
    for project in plan.projects:
        of = f" of {project or 'the top'}" if several else ""
        for kinds, title in ((("trunk", "branch"), "Branches"), (("tag",), "Tags")):
            chosen = [line for line in live if line.project == project and line.kind in kinds]
            if chosen:
                yield f"{title}{of} ({len(chosen)})", chosen
    ended = [line for line in plan.lines if line.last is not None and line.ref]
    if ended:
        yield f"Ended, kept under refs/archaeo ({len(ended)})", ended
    bare = [line for line in plan.lines if not line.ref]
    if bare:
        yield f"Without any file, left out ({len(bare)})", bare


def _row(line: Line) -> str:
    name = line.ref.removeprefix("refs/heads/").removeprefix("refs/tags/").removeprefix("refs/archaeo/") or line.name
    where = f" [{line.path or '/'}]" if line.path.rpartition("/")[2] != name and line.last is None and line.ref else ""
    commits = f"{_count(line.commits, 'commit')}, " if line.commits else ""
    merges = f"; {_count(len(line.merges), 'merge')} into it" if line.merges else ""
    return f"  {name}{where}: {line.origin}, {commits}{line.fate}{merges}"


def _rest(plan: Plan) -> Iterator[str]:
    outside = plan.outside
    if outside.commits:
        files = f"{_count(outside.files, 'file')} at the end" if outside.files else "no file at the end"
        yield f"Outside every branch: {_count(outside.commits, 'commit')}, {files} -> refs/archaeo/outside"
        for name in outside.names[:_MOST]:
            yield f"  {name}"
        if outside.files > min(_MOST, len(outside.names)):
            yield f"  and {outside.files - min(_MOST, len(outside.names))} more"
    else:
        yield "Outside every branch: nothing"
    if plan.skipped:
        yield "Without a commit: " + ", ".join(f"{count} {reason}" for reason, count in plan.skipped)
    kinds = Counter(oddity.kind for oddity in plan.oddities)
    if kinds:
        yield "Odd: " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
        for kind in kinds:
            yield f"  {next(oddity for oddity in plan.oddities if oddity.kind == kind)}"
    seconds = max(1, round(plan.expected_seconds))
    yield f"Expected: {_count(plan.commits, 'commit')}, about {_size(plan.expected_bytes)}, about {seconds} s"


def _shortened(rows: list[str], full: bool) -> Iterable[str]:
    if full or len(rows) <= _MOST + 1:
        return rows
    return [*rows[:_MOST], f"  and {len(rows) - _MOST} more (-v shows all)"]


def _pattern(root: Root) -> str:
    return root.pattern or "/"


def _when(root: Root) -> str:
    return f"to r{root.last}" if root.last is not None else f"from r{root.first}" if root.first else ""


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _size(size_bytes: int) -> str:
    if size_bytes < 1_000_000:
        return f"{max(1, round(size_bytes / 1000))} kB"
    return f"{size_bytes / 1_000_000:.{1 if size_bytes < 100_000_000 else 0}f} MB"


def as_object(plan: Plan) -> dict[str, Any]:
    """Give the plan as plain values: what ``--json`` prints."""
    from dataclasses import asdict

    known, layout = plan.survey, plan.layout
    return {
        "schema": "archaeo/plan/1",
        "source": plan.source,
        "format": known.format,
        "uuid": known.uuid,
        "revisions": {"first": known.first, "last": known.last, "count": known.revisions},
        "dates": [date.isoformat() for date in plan.dates] if plan.dates else None,
        "authors": dict(known.tally.authors.most_common()),
        "size_bytes": plan.size_bytes,
        "layout": {
            "reason": layout.reason,
            "roots": [asdict(root) for root in layout.roots],
            "eras": list(layout.eras),
            "plain": ("single" if layout.plain.is_single else "std") if layout.plain else None,
        },
        "projects": list(plan.projects),
        "branches": [asdict(line) for line in plan.lines],
        "outside": asdict(plan.outside),
        "skipped": dict(plan.skipped),
        "oddities": [
            {"where": str(odd.location), "kind": odd.kind, "what": odd.what, "done": odd.done, "grave": odd.grave}
            for odd in plan.oddities
        ],
        "expected": {
            "commits": plan.commits,
            "size_bytes": plan.expected_bytes,
            "seconds": round(plan.expected_seconds, 1),
        },
    }
