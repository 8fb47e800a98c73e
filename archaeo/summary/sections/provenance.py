"""What was read, what was counted, what was odd: the page a sceptic reads first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from archaeo import __version__
from archaeo.analyzers.diffs import MOST_TEXT
from archaeo.analyzers.hosts import hosts
from archaeo.analyzers.layout import machine_made, routine

from ..blocks import Block, Cell, Items, Section, Sentence, Table, Text, count, listing, number
from ..project import Project

NAME = "provenance"
ORDER = 200
MOST_SHOWN = 200
MOST_HOSTS = 5

_DEGREES = (
    ("recorded", "it is in the data"),
    ("counted", "computed from the data"),
    ("likely", "follows from a rule; the evidence is shown"),
    ("guess", "no more than that"),
)


def section(project: Project) -> Section | None:
    """Give inputs, counts, oddities, and what the four words mean."""
    blocks: list[Block] = [_inputs(project), *_hosts(project), *_not_found(project), _counts(project)]
    if project.diagnostics:
        blocks += [_kinds(project), _each(project)]
    else:
        blocks.append(
            Text((Sentence("Nothing odd was found in what was read.", "counted", "no diagnostics"),), "Oddities")
        )
    blocks += _diffs(project)
    words = tuple(Sentence(f"{word}: {meaning}.", "recorded", "") for word, meaning in _DEGREES)
    blocks.append(Items("How sure a statement is", words))
    made = f"Made by archaeo {__version__} from the inputs above and nothing else; the same inputs give the same bytes."
    blocks.append(Text((Sentence(made, "recorded", ""),), "This page"))
    return Section(NAME, "Provenance", tuple(blocks))


def _inputs(project: Project) -> Table:
    rows = tuple(
        (source.name, source.kind, ", ".join(f"{number(n)} {what}" for what, n in source.counts), source.fingerprint)
        for source in project.sources
    )
    return Table("What was read", ("source", "kind", "holds", "fingerprint"), rows, brief=3)


def _hosts(project: Project) -> Iterator[Block]:
    """Say where it was shared, as far as messages name it."""
    found = hosts(project.commits)
    if found:
        spans = [f"{host.name} ({host.first:%Y-%m} to {host.last:%Y-%m})" for host in found]
        text = f"Messages name as the repository's place {listing(spans, MOST_HOSTS)}."
        yield Text((Sentence(text, "recorded", "what git, git-svn and pull requests write into messages"),))


def _not_found(project: Project) -> Iterator[Block]:
    """Say what was looked for in vain: a page that is not there could as well have been forgotten."""
    found = project.papers
    looked = (
        ("publications, LaTeX documents and figures", found.references or found.documents or found.figures),
        ("releases", project.versions),
        ("ChangeLogs", project.changelogs),
        ("a licence file or notice", project.licences.texts or project.licences.notices),
        ("likely secrets", project.secrets),
    )
    nothing = [what for what, there in looked if not there]
    if nothing and project.commits:
        text = f"Looked for and not found: {listing(nothing)}."
        yield Text((Sentence(text, "counted", "all files of the newest state, refs and messages"),))


def _counts(project: Project) -> Table:
    reasons: Counter[str] = Counter()
    worked = {commit.key for commit in project.work}
    by_clock = routine(project.commits)
    for commit in project.commits:
        if commit.key not in worked:
            same = "the same words for the same file, again and again" if commit.key in by_clock else ""
            reasons[machine_made(commit) or same or "only below tags/, or only copied"] += 1
    rows: list[tuple[Cell, ...]] = [("commits read", len(project.commits), "every branch and tag")]
    rows.append(("counted as work", len(project.work), "the changes of all other pages"))
    rows += [(f"left out: {reason}", n, "no person's work") for reason, n in sorted(reasons.items())]
    if project.entries:
        undated = sum(entry.date is None for entry in project.entries)
        rows.append(("ChangeLog entries read", len(project.entries), count(len(project.changelogs), "file")))
        if project.pairs:
            paired = len({id(entry) for entry, _ in project.pairs})
            rows.append(("ChangeLog entries with a commit", paired, "shown on the commit's row"))
        if undated:
            rows.append(("ChangeLog entries without a date", undated, "not in the timeline"))
    return Table("Counts", ("what", "how many", "remark"), tuple(rows), brief=3)


def _kinds(project: Project) -> Table:
    kinds: Counter[tuple[str, str]] = Counter((p.kind, p.done) for p in project.diagnostics)
    ranked = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    rows = tuple((kind, n, done) for (kind, done), n in ranked)
    return Table("Oddities by kind", ("kind", "how often", "what was done"), rows, shown=30, brief=2)


def _each(project: Project) -> Table:
    rows = tuple((str(p.location), p.what, p.done) for p in project.diagnostics[:MOST_SHOWN])
    left = len(project.diagnostics) - len(rows)
    note = f"{number(left)} more are in summary.json's counts" if left > 0 else ""
    return Table("Oddities", ("where", "what", "what was done"), rows, note, shown=20, brief=0)


def _diffs(project: Project) -> Iterator[Block]:
    """Say which diffs are embedded, and what of them is not."""
    found = project.diffs
    if not found.wanted:
        return
    which = "of all changes" if found.which == "all" else "of events and releases"
    files = [file for diff in found.of.values() for file in diff.files]
    shown = f"Diffs {which} are embedded: {number(len(found.of))} of {number(found.wanted)} changes"
    shown += f", {count(len(files), 'file')}."
    sentences = [Sentence(shown, "counted", "against the first parent")]
    left = found.wanted - len(found.of)
    if left:
        most = MOST_TEXT[found.which] // 1_000_000
        text = f"{count(left, 'change')} did not fit into {most} million characters."
        sentences.append(Sentence(text, "counted", "the loudest events first, then the newest releases"))
    partly = sum(bool(file.left_out) for file in files) + sum(bool(diff.left_out) for diff in found.of.values())
    if partly:
        text = f"At {count(partly, 'place')} a part is not shown, and it says so there."
        sentences.append(Sentence(text, "counted", "what is no text, very large or very long"))
    yield Text(tuple(sentences), "Diffs")


def tables(project: Project) -> Iterator[tuple[str, Table]]:
    """Give inputs and oddities for the database."""
    inputs = tuple((s.name, s.kind, s.fingerprint) for s in project.sources)
    yield "sources", Table("sources", ("name", "kind", "fingerprint"), inputs)
    rows = tuple((str(p.location), p.kind, p.what, p.done, int(p.grave)) for p in project.diagnostics)
    yield "diagnostics", Table("diagnostics", ("place", "kind", "what", "done", "is_grave"), rows)
