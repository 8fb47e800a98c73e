"""Turns Subversion's revisions into commits, one for each branch whose files a revision changed.

A *life* of a branch lasts from the revision that made its directory to the one that deleted or replaced it. A branch
that begins as a copy of another has that one's commit as its parent, and needs no commit of its own until it differs:
most tags never do. Every revision is accounted for, by a Commit or by a Skipped that says why there is none.

What other converters do with each of these cases is compared in docs/decisions/0007-subversion-semantics.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, cast
from urllib.parse import quote

from archaeo.errors import Location
from archaeo.model import (
    BlobId,
    Commit,
    Diagnostic,
    ImportOptions,
    Property,
    Record,
    Ref,
    Skipped,
    Store,
    Submodule,
)
from archaeo.tree import EMPTY_TREE_ID, File, Tree, diff

from . import leftovers, merges, properties
from .content import Content
from .dump import NodeChange, Revision
from .layout import Changed, Kind, Layout, Roots
from .life import OUTSIDE, Birth, Life, Memory
from .lives import Lives, copied_from, deletes, maker_of
from .refs import Names, deleted_ref, live_refs
from .submodules import Submodules

# a dump need not say its repository's UUID, a git-svn-id must
NO_UUID: Final = "00000000-0000-0000-0000-000000000000"

# share of a new branch's files that it had in its life before, for it to count as that one restored
_RESTORED: Final = 0.5


class History:
    """Follows the branches of a repository through its revisions."""

    def __init__(self, name: str, uuid: str, layout: Layout, store: Store, options: ImportOptions) -> None:
        self._name, self._uuid, self._layout, self._store, self._options = name, uuid, layout, store, options
        self._roots = Roots(layout)
        self._lives = Lives(self._roots)
        self._decider = merges.Decider(self._lives.at)
        self._content = Content(name, store, options.content)
        self._submodules = Submodules(name, store, options, self._lives.key_at)
        self._leftovers: list[Property] = []
        self._date: datetime | None = None
        self._last = 0

    @property
    def lives(self) -> list[Life]:
        """All lives of all branches, in order of their beginning."""
        return self._lives.all

    def revision(self, revision: Revision, old: Tree, new: Tree) -> Iterator[Record]:
        """Yield what one revision made, given the repository's tree before and after it."""
        number = revision.number
        birth, oddities = self._birth(revision)
        yield from oddities
        self._content.begin(number, new)
        self._submodules.begin(number, birth.date)
        self._leftovers = leftovers.properties(revision, old, new)
        yield from self._leftovers
        yield from leftovers.externals(self._leftovers, self._name, self._submodules.why_not)
        made = 0
        changed = self._roots.changed(old, new, number)
        for path, kind, before, after in self._submodules.in_order(self._with_replaced(revision, new, changed)):
            if kind == "leave out":
                made += 1
                yield Skipped(str(number), path, "left out, as planned")
                continue
            for record in self._branch(revision, path, kind, before, after, birth):
                made += 1
                yield record
        if not self._layout.is_single:
            for record in self._what_is_outside(revision, old, new, birth):
                made += 1
                yield record
        if not made:
            yield Skipped(str(number), "", _why_nothing(revision))
        yield from self._content.findings()

    def memory(self) -> Memory:
        """Give what has to be remembered to go on from here."""
        return Memory(self.lives, self._last, self._date, self._content.said)

    def resume(self, memory: Memory) -> None:
        """Go on from what another history remembered."""
        self._lives.resume(memory.lives)
        self._last, self._date = memory.last, memory.date
        self._content.said = memory.said
        self._roots.resume(memory.last)

    def empty_directories(self, root: Tree) -> Iterator[Diagnostic]:
        """Yield the directories without files inside of branches, in the last revision's tree."""
        for path in leftovers.empty_directories(root):
            match = self._roots.match(path)
            if match is not None and match[1]:
                where = Location(self._name, revision=self._last, path=path)
                yield Diagnostic(where, "empty directory", "has no files", "left out, git has no empty directories")

    def _with_replaced(self, revision: Revision, new: Tree, changed: Sequence[Changed]) -> Sequence[Changed]:
        """Give what changed, and the branches that were replaced by the very tree they had: a new life all the same."""
        paths = {item.path for item in changed}
        replaced = []
        for node in revision.nodes:
            if node.action not in ("add", "replace"):
                continue
            match = self._roots.match(node.path, revision.number)
            if match and match[1] and not self._roots.overlapping:
                continue
            # of ten thousand branches only those at or below the node's path are looked at
            below: Iterable[str] = self._lives.current if self._roots.holds_more(node.path) else (node.path,)
            for path in [path for path in below if path == node.path or path.startswith(node.path + "/")]:
                life = self._lives.current.get(path)
                if path not in paths and life is not None:
                    tree = new.at(path)
                    if isinstance(tree, Tree):
                        paths.add(path)
                        replaced.append(Changed(path, cast(Kind, life.kind), tree, tree))
        return sorted([*changed, *replaced], key=lambda item: item.path) if replaced else changed

    def refs(self) -> Iterator[Ref | Diagnostic]:
        """Yield the refs of all lives: the living under their names, the ended out of the way of `git branch`."""
        known = {name for life in self.lives for name in (life.name, life.path)}
        for name in sorted(set(self._layout.names) - known):
            what = f"the plan names '{name}', and no branch or tag is called so"
            yield Diagnostic(Location(self._name), "unknown name", what, "passed over")
        targets = {life.name: self._target(life) for life in self.lives}
        names = live_refs([life for life in self.lives if life.end is None and targets[life.name]], self._layout)
        taken = Names()
        for life in self.lives:
            target = targets[life.name]
            if target is None:
                continue
            name = names.get(life.name) or deleted_ref(life, taken)
            taken.add(name)
            project = self._layout.project(life.path) if life.kind != OUTSIDE else None
            if life.kind == "tag" and not name.startswith("refs/heads/"):
                birth = life.born
                yield Ref(name, target, life.name, birth.author, birth.date, birth.message, project)
            else:
                yield Ref(name, target, life.name, project=project)

    def _target(self, life: Life) -> str | None:
        """Give the key of the commit that a life's ref names, None where it never had a file."""
        if not life.revisions and life.states and life.states.last == EMPTY_TREE_ID:
            return None  # the commit it began from has the files of another branch
        return life.commit_at(life.end or self._last + 1)

    def outside(self, tree: Tree) -> Tree:
        """Give what of a tree lies outside every branch."""
        return self._roots.outside(tree)

    # -- a branch in a revision

    def _branch(
        self, revision: Revision, path: str, kind: Kind, before: Tree | None, after: Tree | None, birth: Birth
    ) -> Iterator[Record]:
        number = revision.number
        maker = maker_of(revision.nodes, path)
        # the root directory is there before anything is in it, so its life begins with its first change
        fresh = path not in self._lives.current or maker is not None
        ended = self._lives.current.pop(path) if path in self._lives.current and (after is None or fresh) else None
        if ended is not None:
            ended.end, ended.died = number, birth
            ended.last_tree = before if kind != "tag" else None
            ended.moved = after is None and not deletes(revision, path)
            why = "moved: the layout changed" if ended.moved else "deleted" if after is None else "replaced"
            yield Skipped(str(number), path, why, ended.name)
        if after is None:
            return
        state = self._submodules.state(path, after, self._content.keep(path, after))
        if fresh:
            life = self._begin(path, kind, number, birth)
            source = self._lives.source(revision, path, maker, state)
            previous = EMPTY_TREE_ID
            if source is not None:
                origin, at = source
                life.origin, life.origin_life = origin.commit_at(at), source
                copied = copied_from(maker, path)
                life.recorded.append(number, origin.recorded.at(at) if copied is not None else {})
                if copied == origin.path and origin.kind != OUTSIDE:
                    previous = origin.states.at(at)
                if state == previous != EMPTY_TREE_ID:
                    life.copied_unchanged = True
                    life.recorded.append(number, merges.recorded(after.properties, self._uuid))
                    life.states.append(number, state)
                    yield Skipped(str(number), path, f"unchanged copy of {origin.path or '/'}@{at}", life.name)
                    return
            if source is None:
                yield from self._restore(life, after)
        else:
            life = self._lives.current[path]
            previous = life.states.last
            if life.origin is None and not life.revisions:
                life.origin_life = self._lives.filled(revision, path)
                life.origin = life.origin_life[0].commit_at(life.origin_life[1]) if life.origin_life else None
        said = self._merges(life, revision, before, after)
        if state == previous and not life.merged:
            life.states.append(number, state)
            yield Skipped(str(number), path, _why_no_files(revision, path), life.name)
            return
        yield from self._commit(life, number, after, state, birth, said)

    def _merges(self, life: Life, revision: Revision, before: Tree | None, after: Tree) -> list[str]:
        """Note what a revision says it merged, remember the parents to draw, and give the decisions in words."""
        number = revision.number
        known = life.recorded.now
        if before is not None and before.properties == after.properties and life.recorded:
            return []
        now = merges.recorded(after.properties, self._uuid)
        if now == known:
            return _merges_of_parts(revision, life.path, before, after)
        life.recorded.append(number, now)
        if life.commit_at(number) is None:
            return []
        decided = self._decider.decide(life, number, known, now)
        for merge in decided:
            source = self._lives.at(merge.source, merge.newest)
            taken = (*life.merged, life.commit_at(number))
            if merge.parent and source is not None and merge.parent not in taken:
                life.merged = (*life.merged, merge.parent)
                life.merges.append((number, source, merge.newest))
        return [str(merge) for merge in decided]

    def _commit(
        self, life: Life, number: int, tree: Tree, state: BlobId, birth: Birth, said: Sequence[str] = ()
    ) -> Iterator[Commit | Diagnostic | Submodule]:
        parent = life.commit_at(number)
        life.revisions.append(number)
        life.states.append(number, state)
        parents = ((parent,) if parent is not None else ()) + life.merged
        life.merged = ()
        message = birth.message
        head: tuple[str, ...] = ()
        if self._options.svn_id == "trailer":
            place = f"/{quote(life.path, errors='surrogateescape')}@{number}"
            message = f"{message.rstrip()}\n\ngit-svn-id: {place} {self._uuid or NO_UUID}".lstrip()
        elif self._options.svn_id == "notes":
            head = (f"revision: {number}", f"path: {life.path}", f"repository: {self._uuid}")
        kept = leftovers.note_lines(self._leftovers, life.path if life.kind != OUTSIDE else None)
        note = "\n".join([*head, *said, *kept])
        made = self._content.of(tree)
        if life.kind != OUTSIDE:
            made = self._submodules.added(life.path, number, birth.date, tree, made)
            yield from self._submodules.findings()
        source = tree if made is not tree else None
        who = (birth.author, birth.date, message)
        yield Commit(life.key(number), life.name, parents, *who, (), made, note, source)

    def _begin(self, path: str, kind: Kind | str, number: int, birth: Birth) -> Life:
        life = Life(path, kind, number, birth)
        self._lives.add(life)
        return life

    def _what_is_outside(self, revision: Revision, old: Tree, new: Tree, birth: Birth) -> Iterator[Record]:
        if not self._roots.turned and all(self._is_inside(node, revision.number, old, new) for node in revision.nodes):
            return
        tree = self._roots.outside(new)
        state = self._content.keep("", tree)
        life = self._lives.outside
        if state == (life.states.last if life else EMPTY_TREE_ID):
            return
        if life is None:
            life = self._begin("", OUTSIDE, revision.number, birth)
        yield from self._commit(life, revision.number, tree, state, birth)

    def _is_inside(self, node: NodeChange, number: int, old: Tree, new: Tree) -> bool:
        match = self._roots.match(node.path, number)
        if match is None or match[1]:
            return match is not None
        # a node at the very place of a branch root may be a file, which is no branch
        return bool(node.path) and not any(isinstance(tree.at(node.path), File) for tree in (old, new))

    def _restore(self, life: Life, tree: Tree) -> Iterator[Commit]:
        """Join a branch that was lost, and added again without a copy, to the life it had before.

        Half of its files being what they were is taken for evidence. The loss gets a commit of its own, without files,
        so that it can be seen; the commit that brings the files back has the last one before the loss as a second
        parent, so that `git log` and `git blame` reach through.
        """
        lost = self._lives.before(life)
        if lost is None or lost.last_tree is None or lost.died is None or lost.end is None:
            return
        last = lost.commit_at(lost.end)
        if last is None or _share_kept(lost.last_tree, tree) < _RESTORED:
            return
        key = life.key(lost.end)
        if lost.end != life.start:
            who = lost.died
            yield Commit(key, life.name, (last,), who.author, who.date, who.message, tree=Tree())
            life.origin, life.merged = key, (last,)
        else:
            life.origin = last
        life.origin_life = (lost, lost.end)

    # -- revision properties

    def _birth(self, revision: Revision) -> tuple[Birth, list[Diagnostic]]:
        oddities: list[Diagnostic] = []
        where = Location(self._name, revision=revision.number)
        values = revision.properties
        date = properties.date(values, self._date, where, oddities.append)
        date = self._options.dates.get(f"r{revision.number}", date)
        if self._date is not None and date < self._date:
            oddities.append(
                Diagnostic(
                    where, "date goes back", f"dated {date:%Y-%m-%d %H:%M}, before the revision before it", "kept"
                )
            )
        if revision.number:
            # revision 0 is dated when the repository was made, which may be when a dump was loaded into it
            self._date = date
        self._last = revision.number
        author = properties.author(values, self._options.authors, where, oddities.append)
        return Birth(author, date, properties.message(values, where, oddities.append)), oddities


def _merges_of_parts(revision: Revision, path: str, before: Tree | None, after: Tree) -> list[str]:
    """Give a sentence for each path below a branch root of which a merge of its own is recorded."""
    prefix = path + "/" if path else ""
    found = []
    for node in revision.nodes:
        if node.properties is None or not node.path.startswith(prefix) or node.path == path:
            continue
        below = node.path[len(prefix) :]
        old, new = before.at(below) if before else None, after.at(below)
        value = new.properties.get("svn:mergeinfo") if new else None
        if value and (old is None or old.properties.get("svn:mergeinfo") != value) and node.copyfrom is None:
            found.append(f"not drawn as a merge: '{below}' has merges recorded of its own (only a part of the branch)")
    return found


def _share_kept(old: Tree, new: Tree) -> float:
    """Give the share of the new tree's files that the old one has at the same place with the same content."""
    total = sum(1 for _ in new.files())
    differing = sum(1 for _, _, file in diff(old, new) if file is not None)
    return (total - differing) / total if total else 0.0


def _why_nothing(revision: Revision) -> str:
    if revision.number == 0:
        return "start of the repository"
    if not revision.nodes:
        return "empty revision"
    if all(node.kind == "dir" or node.action == "delete" for node in revision.nodes):
        return "directories only"
    return "no change of any file"


def _why_no_files(revision: Revision, path: str) -> str:
    prefix = path + "/" if path else ""
    nodes = [node for node in revision.nodes if node.path == path or node.path.startswith(prefix)]
    if any(node.action in ("add", "delete", "replace") and node.kind != "file" for node in nodes):
        return "directories only"
    if any(node.properties is not None for node in nodes):
        return "properties only"
    return "no change of any file"
