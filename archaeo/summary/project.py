"""Everything known of a project, and the findings that several sections share.

What was read is in the fields; what follows from it is computed once, when a section first asks for it.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from archaeo.analyzers import (
    aims,
    askable,
    atlas,
    citing,
    credits,
    dependencies,
    diffs,
    events,
    firsts,
    firstwords,
    formernames,
    glossary,
    gone,
    heads,
    homes,
    identities,
    institutes,
    inventory,
    layout,
    licences,
    making,
    manuscripts,
    metrics,
    needs,
    ownership,
    papers,
    parts,
    purpose,
    relicensing,
    secrets,
    standing,
    versionfiles,
)
from archaeo.analyzers import eras as eras_
from archaeo.analyzers import families as families_
from archaeo.analyzers.annals import annals
from archaeo.analyzers.answers import lacks, reach
from archaeo.analyzers.chronicle import Row, shown_name
from archaeo.analyzers.history import History, Step, prepare
from archaeo.analyzers.making import Making
from archaeo.analyzers.metrics import people, together
from archaeo.analyzers.releases import Version, folded, numbered
from archaeo.analyzers.releases import numbers as numbers_of
from archaeo.analyzers.releases import others as other_tags
from archaeo.analyzers.releases import versions as find_versions
from archaeo.analyzers.secrets import Secret
from archaeo.decoding import decoded
from archaeo.errors import ArchaeoError
from archaeo.importers.changelog import ChangeLog
from archaeo.model import (
    ChangeLogEntry,
    Commit,
    Diagnostic,
    Identity,
    Progress,
    Release,
    SourceFile,
    no_progress,
)
from archaeo.shelf import Shelves


@dataclass(frozen=True, slots=True)
class Source:
    """Something that was read: a file with its checksum, or a repository with its newest commit.

    Attributes:
        fingerprint: ``sha256 ...`` of a file, ``commit ...`` of a repository.
        counts: what was in it, as ``(("revisions", 88),)``.
    """

    name: str
    kind: str
    fingerprint: str = ""
    counts: tuple[tuple[str, int], ...] = ()


def file_source(name: str, kind: str, content: bytes | Path, **counts: int) -> Source:
    """Give the source record of a file, by its content or where it lies."""
    if isinstance(content, bytes):
        digest = hashlib.sha256(content)
    else:
        with content.open("rb") as stream:  # a dump may be larger than the memory
            digest = hashlib.file_digest(stream, "sha256")
    return Source(name, kind, f"sha256 {digest.hexdigest()}", tuple(counts.items()))


@dataclass(frozen=True)
class Project:
    """A project as it was read.

    Attributes:
        commits: oldest first, as `git.reader.commits` gives them.
        releases: those recorded as tags.
        changelogs: parsed, one a file.
        files: of the newest state, the whole tree.
        pairs: (entry, key of the commit it belongs to), from a reconciliation.
        scan: what `dependencies.scan` gave for the files of the project (see ``own_files``), or None.
        graph: its networkx graph, or None.
        resolved: what `dependencies.resolve` gave for the scan, where it is at hand.
        diagnostics: what was odd in the sources.
        sources: what was read, for the page of provenance.
        beside: papers that lay beside the history.
        tip: key of the commit that ``files`` are of, "" where there is none.
        content: gives the content of a path as a commit left it; None where only the newest state can be read.
        confirmed: what archaeo.toml says of who is who, or None.
        which_diffs: of which changes the diffs are wanted.
        shows_addresses: whether people's mail addresses are wanted beside their names.
        shelves: where findings of single files are remembered.
        laid_out: where trunk, branches and tags lie, where that is known; None to see it from the changes.
    """

    name: str
    commits: tuple[Commit, ...] = ()
    releases: tuple[Release, ...] = ()
    changelogs: tuple[ChangeLog, ...] = ()
    files: tuple[SourceFile, ...] = ()
    pairs: tuple[tuple[ChangeLogEntry, str], ...] = ()
    scan: Any = None
    graph: Any = None
    resolved: Any = None
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: tuple[Source, ...] = ()
    beside: tuple[SourceFile, ...] = ()
    tip: str = ""
    content: Callable[[str, str], bytes] | None = field(default=None, compare=False)
    confirmed: identities.Confirmed | None = None
    which_diffs: diffs.Which = "events"
    shows_addresses: bool = False
    shows_institutes: bool = True
    progress: Progress = field(default=no_progress, compare=False)
    shelves: Shelves = field(default_factory=Shelves, compare=False)
    laid_out: layout.Layout | None = None

    @cached_property
    def entries(self) -> tuple[ChangeLogEntry, ...]:
        """All ChangeLog entries, file by file."""
        return tuple(entry for log in self.changelogs for entry in log.entries)

    @cached_property
    def layout(self) -> layout.Layout:
        """Where trunk, branches and tags lie in the tree."""
        return self.laid_out or layout.detect(self.commits)

    @cached_property
    def people(self) -> identities.People:
        """Who is who."""
        return identities.identify(self.commits, self.entries, self._listed, self.confirmed)

    @cached_property
    def _listed(self) -> tuple[Identity, ...]:
        listed: list[Identity] = []
        for file in self.own_files:
            if file.path.count("/") <= 1 and identities.is_authors_name(file.path):
                listed += identities.listed_people(decoded(file.read()))
        return tuple(listed)

    @cached_property
    def who(self) -> Callable[[Identity], str]:
        """Gives the name that a person is shown by."""
        name = identities.namer(self.people)

        def shown(identity: Identity) -> str:
            # an address is no name to print in a page that is mailed around
            return name(identity).partition("@")[0] or name(identity)

        return shown

    @cached_property
    def nobodies(self) -> frozenset[str]:
        """The authors that no person is meant by; where there are no others, only those that are no names."""
        authors = {commit.author.name for commit in self.work}
        persons = self.people.persons
        shown = {self.who(person.known_as[0].identity) for person in persons if not _is_somebody(person)}
        shown -= {self.who(person.known_as[0].identity) for person in persons if _is_somebody(person)}
        # one account for all, as root, is whoever it was; "unknown" is not
        return frozenset(shown & authors if authors - shown else authors & identities.NO_NAMES)

    @cached_property
    def work(self) -> tuple[Commit, ...]:
        """The commits in which people worked on the project, by merged name, paths relative to its root."""
        return tuple(
            replace(commit, author=Identity(self.who(commit.author), commit.author.email))
            for commit in layout.work(self.commits, self.layout)
        )

    @cached_property
    def by_key(self) -> Mapping[str, Commit]:
        """All commits by key."""
        return {commit.key: commit for commit in self.commits}

    @cached_property
    def own_files(self) -> tuple[SourceFile, ...]:
        """The files of the project itself: those of trunk, with paths relative to it."""
        if self.layout.is_plain:
            return self.files
        trunk = self.layout.trunk
        return tuple(replace(f, path=f.path[len(trunk) :]) for f in self.files if f.path.startswith(trunk))

    @cached_property
    def resolution(self) -> dependencies.Resolved:
        """What the files' mentions mean; only where there is a scan."""
        return self.resolved or dependencies.resolve(self.scan)

    @cached_property
    def lost(self) -> tuple[lacks.Missing, ...]:
        """What the sources want that is neither here nor known; only where there is a scan."""
        return lacks.missing(self.scan, self.resolution.edges, self.own_files)

    @cached_property
    def externals(self) -> tuple[lacks.External, ...]:
        """Libraries from outside; only where there is a scan."""
        paths = [file.path for file in self.scan.files]
        return lacks.externals(self.resolution.edges, self.resolution.building.packages(), paths)

    @cached_property
    def ranked(self) -> tuple[reach.Rank, ...]:
        """The files that most rests on, first; only where there is a graph."""
        return reach.ranked(self.graph)

    @cached_property
    def institutes(self) -> tuple[institutes.Institute, ...]:
        """Where those who worked on it had their addresses, () where that shall not be shown; see `institutes`."""
        counted = Counter(
            (identity.email, identity.name)
            for identity in (commit.author for commit in self.work)
            if identity.name not in self.nobodies
        )
        told = [(s.identity.email, self.who(s.identity), 0) for p in self.people.persons for s in p.known_as]
        at_work = {name for _, name in counted}
        rows = [(address, name, changes) for (address, name), changes in sorted(counted.items())]
        rows += [row for row in told if row[1] in at_work]
        return institutes.by_address(rows) if self.shows_institutes else ()

    @cached_property
    def at_work(self) -> metrics.Table:
        """Who made changes, when and where, most first, ``nobodies`` left out; see `metrics.people`."""
        found = people.measure(self.work)
        return replace(found, rows=tuple(row for row in found.rows if row[0] not in self.nobodies))

    @cached_property
    def together(self) -> metrics.Table:
        """Which files were changed together; see `metrics.together`."""
        return together.measure(self.work)

    @cached_property
    def inventory(self) -> tuple[inventory.Measured, ...]:
        """Language, lines and size of the project's files."""
        shelf = self.shelves.shelf("measures", (inventory.__file__,))
        return inventory.take(self.own_files, self.progress, shelf)

    @cached_property
    def purpose(self) -> purpose.Statement | None:
        """What it says of itself."""
        return purpose.find(self.own_files, self.name)

    @cached_property
    def notices(self) -> tuple[standing.Notice, ...]:
        """What it says of its own state and where it came from."""
        return standing.find(self.own_files, self.name)

    @cached_property
    def former(self) -> tuple[formernames.Former, ...]:
        """How it was called before, the oldest name first."""
        return formernames.find(self.commits, self.name)

    @cached_property
    def first_words(self) -> firstwords.Words | None:
        """The oldest words of its own ChangeLog."""
        return firstwords.find(self.own_files, [(log.file, log.entries) for log in self.changelogs])

    @cached_property
    def all_releases(self) -> tuple[Release, ...]:
        """Tags, and folders below ``tags/``, by date."""
        known = {folded(release.name) for release in self.releases}
        folders = layout.tag_folders(self.commits, self.layout)
        found = [*self.releases, *(release for release in folders if folded(release.name) not in known)]
        return tuple(sorted(found, key=lambda release: (str(release.date)[:10], release.name)))

    @cached_property
    def given_out(self) -> tuple[Release, ...]:
        """The tags that name a version; where none does, all of them."""
        names = numbered(release.name for release in self.all_releases) - other_tags(self.all_releases, self.name)
        return tuple(release for release in self.all_releases if release.name in names) or self.all_releases

    @cached_property
    def marks(self) -> tuple[Release, ...]:
        """The other tags, by date: a branch's root, a conference, the day before a merge."""
        return tuple(release for release in self.all_releases if release not in self.given_out)

    @cached_property
    def changelog_name(self) -> str:
        """What the ChangeLog is called; of several, the largest one."""
        largest = max(self.changelogs, key=lambda log: len(log.entries), default=None)
        return largest.file if largest else "ChangeLog"

    @cached_property
    def history(self) -> History:
        """The work made ready for questions."""
        history = prepare(self.work, self.entries, self.given_out, shown_name, self.changelog_name)
        return replace(history, nobodies=self.nobodies, homes=self.homes)

    @cached_property
    def homes(self) -> tuple[homes.Home, ...]:
        """The version control systems that it was kept in, oldest first."""
        return homes.homes(self.work, self.commits)

    @cached_property
    def gone(self) -> tuple[gone.Part, ...]:
        """The folders that were worked on and are not there any more, most changed first."""
        return gone.find(self.history, (file.path for file in self.own_files))

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """Releases by everything that tells of them, by date."""
        logs = [(log.file, log.entries) for log in self.changelogs]
        found = find_versions(self.commits, self.given_out, layout=self.layout, logs=logs)
        others = other_tags(self.all_releases, self.name)
        numbers = {numbers_of(name) for name in others} - {numbers_of(one.name) for one in self.given_out}
        # whoever tags another program here says so in messages, too
        return tuple(one for one in found if one.is_tagged or numbers_of(one.name) not in numbers)

    @cached_property
    def named(self) -> tuple[versionfiles.Named, ...]:
        """The versions that the files gave themselves, oldest first."""
        steps = sorted((step for step in self.history.steps if step.on_main), key=lambda step: step.commit.date)
        commits = [step.commit for step in steps]
        shelf = self.shelves.shelf("constants", (versionfiles.__file__,))
        return versionfiles.find(self.own_files, commits, self.content, self.layout.trunk, shelf, self.name)

    @cached_property
    def events(self) -> tuple[events.Event, ...]:
        """What stands out, by date."""
        return relicensing.judged(events.find_in(self.history), self.by_key, self.content, self.relicensed)

    @cached_property
    def firsts(self) -> tuple[firsts.First, ...]:
        """What came when: tests, documentation, ways to build it."""
        return firsts.find(self.history)

    @cached_property
    def relicensed(self) -> tuple[relicensing.Turn, ...]:
        """What its licence files held, one after the other."""
        return relicensing.turns(self.history, self.content, self.layout.trunk)

    def cite(self, where: str) -> tuple[str, str]:
        """Give (who, when and which change, target) for a quotation; what `place` gives where it is no commit."""
        name, target = self.place(where)
        commit = self.by_key.get(where)
        return (f"{self.who(commit.author)}, {commit.date:%Y-%m-%d %H:%M}, {name}" if commit else name), target

    @cached_property
    def eras(self) -> tuple[eras_.Era, ...]:
        """The history cut into stretches, oldest first."""
        return eras_.find(self.history, self.events)

    @cached_property
    def survival(self) -> ownership.Survival | None:
        """Whose lines are left; None where older states cannot be read."""
        return self._gone_through[0]

    @cached_property
    def secrets(self) -> tuple[Secret, ...]:
        """Places of what looks like a secret, in the newest state and in the history."""
        return self._gone_through[1]

    @cached_property
    def _gone_through(self) -> tuple[ownership.Survival | None, tuple[Secret, ...]]:
        """Go through all contents of the history once, for everything that is looked for in them."""
        now = secrets.find(self.own_files, self.shelves.shelf("secrets", (secrets.__file__,)))
        if self.content is None or not self.tip:
            return None, now
        watch = secrets.Watch()
        makers = (*ownership.MAKERS, secrets.__file__)
        root = self.layout.trunk
        survival = ownership.follow(
            self.commits,
            self.tip,
            self.content,
            who=self.who,
            root=root,
            skip=self.layout.tags,
            onlooker=watch,
            shelf=self.shelves.shelf("contents", makers),
            kept=self.shelves.shelf("followed", makers),
            progress=self.progress,
        )
        gone = (secret for secret in watch.found(now, root) if secret.is_gone)
        return survival, tuple(sorted((*now, *gone), key=lambda secret: (secret.path, secret.line, secret.kind)))

    @cached_property
    def atlas(self) -> atlas.Atlas | None:
        """Every path's life along the main line; None without a change that names a path."""
        found = atlas.take(
            self.commits,
            self.work,
            self.tip,
            self.inventory,
            self.content,
            root=self.layout.trunk,
            shelf=self.shelves.shelf("lengths", (atlas.__file__, inventory.__file__)),
            progress=self.progress,
        )
        return found if found.samples and found.places else None

    @cached_property
    def parts(self) -> tuple[parts.Part, ...]:
        """The folders of the newest state with who knows them, the largest first."""
        left = self.survival.files if self.survival else ()
        return parts.find(self.inventory, self.merged, left, self.nobodies)

    @cached_property
    def merged(self) -> Sequence[Step]:
        """The work that is in the newest state: that of the main line, and of what was merged into it."""
        return making.merged(self.history.steps, self.commits, self.tip)

    @cached_property
    def families(self) -> tuple[families_.Family, ...]:
        """The files of the newest state that belong together by their names; see `analyzers.families`."""
        return self._made[0]

    @cached_property
    def made(self) -> Mapping[str, Making]:
        """Who made each file of the newest state, by path."""
        return self._made[1]

    @cached_property
    def _made(self) -> tuple[tuple[families_.Family, ...], dict[str, Making]]:
        left = self.survival.files if self.survival else ()
        return families_.find(self.inventory, self.merged, left, self.nobodies)

    @cached_property
    def askable(self) -> tuple[askable.Known, ...]:
        """Whom to ask about each program of the newest state."""
        left, brought = (self.survival.files, self.survival.brought) if self.survival else ((), ())
        return askable.find(self.inventory, self.merged, left, brought, self.nobodies, self.made)

    @cached_property
    def heads(self) -> Mapping[str, heads.Head]:
        """What programs say at their head, by path."""
        return heads.find(self.own_files, self.shelves.shelf("heads", (heads.__file__, inventory.__file__)))

    @cached_property
    def credits(self) -> credits.Credits:
        """Who is named and did not commit, and what logins may be called."""
        told = ((commit.key, commit.message) for commit in self.work if "cvs2svn" not in commit.message)
        committers = [p for p in self.people.persons if any("commits" in seen.sources for seen in p.known_as)]
        return credits.find(self.own_files, self.heads, told, committers)

    @cached_property
    def aims(self) -> Mapping[str, aims.Aim]:
        """What the parts are for, by folder."""
        return aims.find([part.folder for part in self.parts], self.own_files, self.heads)

    @cached_property
    def needs(self) -> needs.Needs | None:
        """What was included, used and imported at the releases and at the days of the map; None where unknown."""
        if self.content is None or self.atlas is None:
            return None
        return needs.take(
            self.atlas,
            self.by_key,
            [(one.name, one.commit, one.date) for one in self.versions if one.is_tagged and one.date],
            self.content,
            root=self.layout.trunk,
            shelf=self.shelves.shelf("needs", needs.makers()),
            progress=self.progress,
        )

    @cached_property
    def diffs(self) -> diffs.Diffs:
        """What changes did: those of events, the loudest first, then of releases, then all if they are wanted."""
        if self.content is None or self.which_diffs == "none":
            return diffs.Diffs("none", {}, 0)
        loudest = sorted(self.events, key=lambda event: -event.loudness)
        keys = [key for event in loudest for key in event.commits]
        keys += [version.commit for version in self.versions[::-1]]
        if self.which_diffs == "all":
            keys += [commit.key for commit in self.work[::-1]]
        wanted = [self.by_key[key] for key in dict.fromkeys(keys) if key in self.by_key and self.by_key[key].changes]
        shelf = self.shelves.shelf("diffs", diffs.MAKERS)
        return diffs.take(wanted, self.content, self.which_diffs, shelf=shelf, progress=self.progress)

    @cached_property
    def edges(self) -> tuple[tuple[str, str, str, str], ...]:
        """Who uses whom: (user, used, kind, ``file`` or ``external``), by name."""
        if self.graph is None:
            return ()
        nodes = self.graph.nodes
        found = {
            (user, str(nodes[used].get("name", used)), str(data["kind"]), str(nodes[used]["kind"]))
            for user, used, data in self.graph.edges(data=True)
        }
        return tuple(sorted(found))

    @cached_property
    def papers(self) -> papers.Papers:
        """What ties the code to publications."""
        return papers.find(self.own_files, self.history, self.shelves.shelf("references", (papers.__file__,)))

    @cached_property
    def citation(self) -> citing.Citation | None:
        """How it asks to be cited."""
        return citing.find(self.own_files)

    @cached_property
    def manuscripts(self) -> tuple[manuscripts.Manuscript, ...]:
        """The papers beside the history, but for those that are in it as well."""
        named = {posixpath.basename(file.path): file for file in self.own_files}
        kept = (one for one in self.beside if not _is_copy(one, named.get(posixpath.basename(one.path))))
        return manuscripts.find(kept, self.history, self.name)

    @cached_property
    def glossary(self) -> tuple[glossary.Word, ...]:
        """The project's private words."""
        shelf = self.shelves.shelf("words", glossary.MAKERS)
        return glossary.find(self.own_files, self.history, shelf, self._defined)

    @cached_property
    def _defined(self) -> frozenset[str]:
        """Names of classes and functions, in small letters."""
        files = self.scan.files if self.scan is not None else ()
        kinds = ("class", "function", "method", "module")
        return frozenset(one.name.lower() for file in files for one in file.modules if one.kind in kinds)

    @cached_property
    def licences(self) -> licences.Licences:
        """What the files say of their licence."""
        return licences.find(self.own_files, self.shelves.shelf("licences", (licences.__file__,)))

    def place(self, where: str) -> tuple[str, str]:
        """Give (what to call a place of evidence, the target of a link to it); see `history.Evidence`."""
        if where in self.by_key:
            return self.id_of.get(where, where[:10]), f"rev:{where}"
        file, colon, line = where.rpartition(":")
        return where, f"file:{file}" if colon and line.isdigit() else ""

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The timeline, oldest first, with silences and events; see `annals`."""
        logs = [(log.file, log.entries) for log in self.changelogs]
        return annals(self.commits, logs, self.all_releases, pairs=self.pairs, who=self.who, happened=self.events)

    @cached_property
    def id_of(self) -> Mapping[str, str]:
        """Commit key to the id of its row: what a person cites."""
        return {row.ref: row.id for row in self.rows if row.ref and "change" in row.kinds}


def _is_somebody(person: identities.Person) -> bool:
    return not all(identities.is_nobody(seen.identity) for seen in person.known_as)


def _is_copy(one: SourceFile, other: SourceFile | None) -> bool:
    try:
        return other is not None and one.read() == other.read()
    except ArchaeoError:
        return False
