"""The summary: what a project was, as sections of blocks, and the formats they are written in.

`build` asks every section, in their order, and makes the cover of what they offer. A section is one file in
``sections/``:

    NAME = "people"                       the anchor
    ORDER = 40                            its place
    section(project) -> Section | None    None: nothing to say
    cover(project) -> Iterable[Sentence]  optional: for the cover, loudest first; the cover takes ten in all
    loud(project) -> Iterable[tuple[int, Sentence]]
                                          optional: candidates for "three things to know", with a loudness of 0 to 100
    tables(project) -> Iterable[tuple[str, Table]]
                                          optional: for archaeo.sqlite, one table each, columns named as in SQL

A section gets a `project.Project`, asks the analyzers, and returns blocks (see `blocks`): it knows no HTML, and every
sentence says how sure it is and what it rests on. A format is one file in ``formats/``: ``NAME``, ``FILE`` (what it is
called), ``render(summary) -> str | bytes``, and perhaps ``files(summary)``, name to content, where one file is not
always enough; it knows blocks and no findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import ModuleType

from archaeo import registry
from archaeo.analyzers.atlas import Atlas
from archaeo.analyzers.chronicle import Row
from archaeo.analyzers.diffs import Diffs, Which
from archaeo.analyzers.identities import People
from archaeo.analyzers.needs import Needs
from archaeo.collection import without_collection

from .blocks import Section, Sentence, Series, Table
from .project import Project

MOST_COVER_SENTENCES = 10
MOST_LOUD = 3
WHOLE = "origin"
"""The section whose sentences are all kept, however many others have something for the cover."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: what a reader takes home who reads no other."""

    sentences: tuple[Sentence, ...]
    chart: Series | None
    loud: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a summary is wanted.

    Attributes:
        diffs: of which changes the diffs are embedded: ``none``, ``events`` (and releases), ``all``.
        emails: whether mail addresses are shown; otherwise they end at their @.
        anonymize: whether people are called Person A, Person B, ...; see `private`.
        stamp: when it was made, to stand in every face; "" for the same bytes every time.
    """

    diffs: Which = "events"
    emails: bool = False
    anonymize: bool = False
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """All that the formats write.

    Attributes:
        rows: the timeline, oldest first.
        tables: for databases; name to columns and rows of plain values.
        facts: the numbers of the cover by name; JSON has them first.
        people: who was taken for whom.
        nobodies: names among the authors that no person is meant by.
        atlas: every path's life, None where nothing is known of paths.
        left: path to (person, lines of theirs that are left), most first.
        needs: what was needed at some states, None where it is not known.
        edges: (user, used, kind, ``file`` or ``external``), of the newest state.
        diffs: what changes did, of those that were wanted.
        stamp: when it was made, "" where nobody asked.
    """

    name: str
    cover: Cover
    sections: tuple[Section, ...]
    rows: tuple[Row, ...]
    tables: Mapping[str, Table]
    facts: Mapping[str, object]
    people: People = field(default_factory=lambda: People(()))
    nobodies: tuple[str, ...] = ()
    atlas: Atlas | None = None
    left: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    needs: Needs | None = None
    edges: tuple[tuple[str, str, str, str], ...] = ()
    diffs: Diffs = field(default_factory=lambda: Diffs("none", {}, 0))
    stamp: str = ""


def build(project: Project, manner: Manner | None = None) -> Summary:
    """Give the summary of a project; the same for the same project, wherever and whenever."""
    from .private import without_mail, without_names

    manner = manner or Manner()
    addresses = manner.emails and not manner.anonymize
    # a project that is as it is wanted keeps what was found out already
    wanted = (manner.diffs, addresses, not manner.anonymize)
    if (project.which_diffs, project.shows_addresses, project.shows_institutes) != wanted:
        project = replace(
            project, which_diffs=manner.diffs, shows_addresses=addresses, shows_institutes=not manner.anonymize
        )
    with without_collection():
        made = replace(_build(project), stamp=manner.stamp)
    if manner.anonymize:
        made = without_names(
            made, [*(one.name for one in project.credits.others), *(name for _, name in project.credits.logins)]
        )
    return made if manner.emails else without_mail(made)


def _build(project: Project) -> Summary:
    from .facts import facts
    from .sections.timeline import chart

    plugs = sorted(registry.load("archaeo.summary.sections").values(), key=lambda plug: plug.ORDER)
    made: list[Section | None] = []
    for done, plug in enumerate(plugs):
        project.progress("writing sections", done, len(plugs))
        made.append(plug.section(project))
    sections = tuple(section for section in made if section is not None)
    cover = Cover(_cover(plugs, project), chart(project), _loud(plugs, project))
    tables = {name: table for plug in plugs if hasattr(plug, "tables") for name, table in plug.tables(project)}
    left = {path: people for path, _, people in project.survival.files} if project.survival else {}
    return Summary(
        *(project.name, cover, sections, project.rows, tables, facts(project), project.people),
        tuple(sorted(project.nobodies)),
        *(project.atlas, left, project.needs, project.edges, project.diffs),
    )


def _cover(plugs: list[ModuleType], project: Project) -> tuple[Sentence, ...]:
    telling = [plug for plug in plugs if hasattr(plug, "cover")]
    offered = [list(plug.cover(project)) for plug in telling]
    # what it was, of what and when; then every section's first sentence before any section's second one
    chosen = [one for plug, sentences in zip(telling, offered, strict=True) if plug.NAME == WHOLE for one in sentences]
    depth = max(map(len, offered), default=0)
    chosen += [
        sentences[level]
        for level in range(depth)
        for sentences in offered
        if level < len(sentences) and sentences[level] not in chosen
    ]
    kept = chosen[:MOST_COVER_SENTENCES]
    return tuple(sentence for sentences in offered for sentence in sentences if sentence in kept)


def _loud(plugs: list[ModuleType], project: Project) -> tuple[Sentence, ...]:
    offered = [item for plug in plugs if hasattr(plug, "loud") for item in plug.loud(project)]
    offered.sort(key=lambda item: -item[0])
    return tuple(sentence for _, sentence in offered[:MOST_LOUD])
