"""Which directories of a Subversion repository are branches, and when.

A layout is a list of patterns for branch roots, as ``trunk``, ``branches/*``, ``proj/tags/*``; ``*`` stands for one
name. The pattern "" is the whole repository. Each holds for all revisions or for some: a project that was developed at
the root and moved to ``trunk`` in r42 has the root "" up to r41. A path belongs to the deepest root above it; what a
root holds is what lies below it but in no deeper root.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, TypeAlias

from archaeo.errors import ArchaeoError
from archaeo.tree import Tree

Kind: TypeAlias = Literal["trunk", "branch", "tag", "leave out"]
STANDARD: Final = ("trunk", "branches/*", "tags/*")
TAG_WORDS: Final = frozenset({"tags", "tag", "releases", "release"})
CONTAINER_WORDS: Final = TAG_WORDS | {"branches", "branch"}


@dataclass(frozen=True, slots=True)
class Root:
    """A pattern for branch roots.

    Attributes:
        kind: a trunk becomes `main`, a branch a head, a tag a tag; what is to be left out makes no commit.
        why: the evidence, a few words.
        first: number of the first revision it holds for; ``last`` of the last, None where it holds to the end.
        of: directory of the project it belongs to, None where its own path tells.
        inverted: the name of the project follows that of the container (``trunk/proj``, ``tags/proj/1.0``).
    """

    pattern: str
    kind: Kind
    why: str = field(default="", compare=False)
    first: int = 0
    last: int | None = None
    inverted: bool = False
    of: str | None = None

    def holds(self, revision: int) -> bool:
        """Tell whether it holds for a revision."""
        return self.first <= revision and (self.last is None or revision <= self.last)

    def matches(self, parts: Sequence[str]) -> bool:
        """Tell whether a path, given by its names, is such a root."""
        names = self.pattern.split("/") if self.pattern else []
        return len(names) == len(parts) and all(p in ("*", name) for p, name in zip(names, parts, strict=True))

    def split(self, parts: Sequence[str]) -> tuple[str, str]:
        """Give the project of a root's path, "" where it has none, and the name it has in its project."""
        project, name = self._split(parts)
        return (project if self.of is None else self.of), name

    def _split(self, parts: Sequence[str]) -> tuple[str, str]:
        names = self.pattern.split("/") if self.pattern else []
        stars = next((number for number, name in enumerate(reversed(names)) if name != "*"), len(names))
        container = len(names) - stars - 1  # -1 where all are stars
        if self.inverted:
            container -= 1
            project = "/".join([*parts[:container], parts[container + 1]])
            return project, "/".join(parts[container + 2 :]) or parts[container]
        if not stars:
            return "/".join(parts[:-1]), parts[-1] if parts else ""
        if self.kind == "trunk":  # */, where each directory is a project of its own
            return "/".join(parts), parts[-1]
        folders = [name.casefold() in CONTAINER_WORDS for name in names[: container + 1]]
        if any(folders) and not folders[-1]:  # branches/ann/*: a folder among the branches, and a part of their names
            container = folders.index(True)
        return "/".join(parts[: max(container, 0)]), "/".join(parts[container + 1 :])


@dataclass(frozen=True, slots=True)
class Layout:
    """Where branches are, and why that was thought.

    Attributes:
        roots: in order of importance; the first trunk of a project is its `main`.
        reason: one sentence.
        plain: the layout that the names alone would give, where ``roots`` come from weaker evidence; else None.
            A conversion keeps that reading too, so that a wrong guess loses nothing.
        names: full ref names that a person wants, by life (``branches/x@17``) or path.
        uuid: of the repository that it was planned for, "" for any.
        overlapping: a root that lies in another one is a part of that, too, as a list that was given by hand has it.
    """

    roots: tuple[Root, ...]
    reason: str
    plain: Layout | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    uuid: str = ""
    overlapping: bool = False

    @property
    def is_single(self) -> bool:
        """Whether the whole repository is one branch, always."""
        return any(not root.pattern and root.last is None and root.first <= 1 for root in self.roots)

    @property
    def eras(self) -> tuple[int, ...]:
        """First revisions of the times in which the same roots hold, rising, beginning with 0."""
        ends = {root.last + 1 for root in self.roots if root.last is not None}
        return tuple(sorted({0, *(root.first for root in self.roots), *ends}))

    def at(self, revision: int) -> tuple[Root, ...]:
        """Give the roots that hold for a revision."""
        return tuple(root for root in self.roots if root.holds(revision))

    def root_of(self, path: str) -> Root | None:
        """Give the root pattern that a branch root's path is of."""
        parts = path.split("/") if path else []
        found = [root for root in self.roots if root.matches(parts)]
        return min(found, key=lambda root: root.pattern.count("*"), default=None)

    def project(self, path: str) -> str:
        """Give the project that a branch root's path belongs to, "" for that of the top."""
        root = self.root_of(path)
        if root is None:
            return ""
        if root.kind == "trunk" and root.last is not None and not root.inverted:
            # an earlier place of a trunk belongs to the project that lies there now, or to the one that it became
            below = [other for other in self.roots if other.kind == "trunk" and other.last is None]
            inside = [r for r in below if not path or r.pattern.startswith(path + "/") or r.pattern == path]
            near = [r for r in below if r.pattern.rpartition("/")[0] == path.rpartition("/")[0]]
            for later in [*near, *inside, *below][:1]:
                return later.split(later.pattern.split("/"))[0] if "*" not in later.pattern else ""
        return root.split(path.split("/") if path else [])[0]


SINGLE_ROOTS: Final = (Root("", "trunk"),)


def standard(reason: str) -> Layout:
    """Give the layout of trunk, branches and tags at the top."""
    return Layout(tuple(Root(pattern, kind_of(pattern)) for pattern in STANDARD), reason)


def single(reason: str) -> Layout:
    """Give the layout of one branch."""
    return Layout(SINGLE_ROOTS, reason)


def parse(text: str) -> Layout:
    """Give the layout that a person named: ``std``, ``single`` or a list of patterns.

    Raises:
        ArchaeoError: no pattern is in it.
    """
    if text.startswith(_PLAN):
        return _from_plan(text)
    if text == "single":
        return single("the whole repository is one branch, as asked for")
    if text == "std":
        return standard("trunk, branches and tags, as asked for")
    patterns = [pattern.strip().strip("/") for pattern in text.split(",")]
    patterns = [pattern for pattern in patterns if pattern]
    if not patterns:
        raise ArchaeoError(
            f"layout '{text}' names no branch root",
            hint="say auto, std, single or roots as 'proj/trunk,proj/branches/*'",
        )
    for pattern in patterns:
        if wrong := defect(pattern):
            raise ArchaeoError(f"layout '{text}': '{pattern}': {wrong}")
    roots = tuple(Root(pattern, kind_of(pattern), "as asked for") for pattern in patterns)
    # who names both branches/* and branches/ann/* wants branches/ann whole
    overlapping = any(_within(pattern, other) for pattern in patterns for other in patterns)
    return Layout(roots, "as asked for", overlapping=overlapping)


def defect(pattern: str) -> str:
    """Give why no path can be a root of a pattern, "" where one can."""
    names = pattern.split("/") if pattern else []
    if any("*" in name and name != "*" for name in names):
        return "* stands for a whole name, as in branches/*"
    return "no path has such names" if any(name in ("", ".", "..") for name in names) else ""


def _within(pattern: str, other: str) -> bool:
    """Tell whether roots of a pattern lie in those of another one."""
    names, above = pattern.split("/"), other.split("/") if other else []
    return len(names) > len(above) and all(a == "*" or a == name for name, a in zip(names, above, strict=False))


_PLAN: Final = "plan:"


def text(layout: Layout, uuid: str = "") -> str:
    """Give a layout as the text that `parse` makes it of again; ``uuid`` names the repository that it is for."""
    if layout.plain is None and not layout.names and not uuid and not layout.overlapping:
        if layout.roots == standard("").roots:
            return "std"
        if layout.roots == SINGLE_ROOTS:
            return "single"
    made: dict[str, object] = {
        "uuid": uuid,
        "roots": [_stated(root) for root in layout.roots],
        "plain": text(layout.plain) if layout.plain else "",
        "names": dict(sorted(layout.names.items())),
    }
    if layout.overlapping:
        made["overlapping"] = True
    return _PLAN + json.dumps(made, separators=(",", ":"))


def _stated(root: Root) -> list[object]:
    return [root.pattern, root.kind, root.first, root.last, root.inverted, root.of]


def _from_plan(text: str) -> Layout:
    try:
        found = json.loads(text.removeprefix(_PLAN))
        roots = tuple(Root(pattern, kind, "", *rest) for pattern, kind, *rest in found["roots"])
        plain = parse(found["plain"]) if found["plain"] else None
        overlapping = found.get("overlapping", False) is True
        return Layout(roots, "as planned", plain, found["names"], found["uuid"], overlapping)
    except (ValueError, KeyError, TypeError):
        raise ArchaeoError("the recorded layout cannot be read", hint="say --layout, or make a new plan") from None


def kind_of(pattern: str) -> Kind:
    """Give what a root is by its pattern: below a directory called tags a tag, with a ``*`` at its end a branch."""
    parts = pattern.split("/")
    if TAG_WORDS & set(parts[:-1]):
        return "tag"
    return "branch" if "*" in parts[-1] else "trunk"


class Changed(NamedTuple):
    """A branch root that a revision changed: None for a tree that was not there, or was no branch then."""

    path: str
    kind: Kind
    before: Tree | None
    after: Tree | None


class Patterns:
    """A set of root patterns, to be asked which one a path belongs to."""

    __slots__ = ("_below", "_root", "_star")

    def __init__(self, roots: Iterable[Root] = ()) -> None:
        self._root: Root | None = None
        self._below: dict[str, Patterns] = {}
        self._star: Patterns | None = None
        for root in roots:
            self.add(root)

    def add(self, root: Root) -> None:
        """Take one more; of two with one pattern the first counts."""
        node = self
        for name in root.pattern.split("/") if root.pattern else ():
            if name == "*":
                node._star = node._star or Patterns()
                node = node._star
            else:
                node = node._below.setdefault(name, Patterns())
        node._root = node._root or root

    def owner(self, path: str) -> tuple[Root, int] | None:
        """Give the deepest root at or above a path, and its depth; None for a path outside."""
        nodes: _Nodes = (self,)
        found = _root(nodes)
        best = (found, 0) if found else None
        for depth, name in enumerate(path.split("/") if path else (), 1):
            nodes = _step(nodes, name)
            if not nodes:
                break
            found = _root(nodes)
            best = (found, depth) if found else best
        return best


_Nodes: TypeAlias = tuple[Patterns, ...]


def _step(nodes: _Nodes, name: str) -> _Nodes:
    """Give where a name leads; exact names before ``*``."""
    exact = [node._below[name] for node in nodes if name in node._below]
    return (*exact, *(node._star for node in nodes if node._star is not None))


def _root(nodes: _Nodes) -> Root | None:
    return next((node._root for node in nodes if node._root is not None), None)


class _Place:
    """Where a path has led to among patterns.

    Attributes:
        root: the root that lies there, or None; ``is_inner`` tells whether there may be others below.
        names: those that lead on by themselves; ``has_star`` tells whether all others do, too.
    """

    __slots__ = ("_known", "_nodes", "_other", "has_star", "is_inner", "names", "root")

    def __init__(self, nodes: _Nodes) -> None:
        self._nodes = nodes
        self.root = _root(nodes)
        self.names = {name for node in nodes for name in node._below}
        self.has_star = any(node._star is not None for node in nodes)
        self.is_inner = self.has_star or bool(self.names)
        self._known: dict[str, _Place] = {}
        self._other: _Place | None = None

    def at(self, name: str) -> _Place | None:
        """Give where a name leads; None where no root is there or below."""
        if name in self.names:
            if name not in self._known:
                self._known[name] = _Place(_step(self._nodes, name))
            return self._known[name]
        if self.has_star and self._other is None:
            self._other = _Place(_step(self._nodes, name))
        return self._other


class Roots:
    """Finds the branch roots of a repository's trees, revision by revision."""

    def __init__(self, layout: Layout) -> None:
        self._starts = layout.eras
        self._tops = [_Place((Patterns(layout.at(start)),)) for start in self._starts]
        self.overlapping = layout.overlapping
        self._now = 0
        self.turned = False

    def resume(self, revision: int) -> None:
        """Take it that the revisions up to this one have been asked for."""
        self._now = self._era(revision)

    def changed(self, old: Tree, new: Tree, revision: int) -> list[Changed]:
        """Give each root that is not the same tree in both, sorted by path; revisions are asked for in rising order.

        What both trees share is passed over by identity, so the cost follows what a revision touched. At a turn of
        the layout (``turned``) roots that came into force have no tree before, those that went out none after.
        """
        before, self._now = self._now, self._era(revision)
        self.turned = before != self._now
        tops = self._tops[self._now]
        if not self.turned:
            return sorted(_walk(tops, "", old, new, self.overlapping))
        then = {item.path: item for item in _walk(self._tops[before], "", old, Tree(), self.overlapping)}
        now = {item.path: item for item in _walk(tops, "", Tree(), new, self.overlapping)}
        found = []
        for path in sorted(then.keys() | now.keys()):
            a, b = then.get(path), now.get(path)
            kind = (b or a or Changed("", "trunk", None, None)).kind
            pair = Changed(path, kind, a.before if a else None, b.after if b else None)
            if pair.before is None or pair.after is None or not _same(pair.before, pair.after):
                found.append(pair)
        return found

    def match(self, path: str, revision: int | None = None) -> tuple[str, str] | None:
        """Give (root, path below it) of a path inside a branch, None for one outside; None asks for the latest."""
        place: _Place | None = self._tops[self._now if revision is None else self._era(revision)]
        assert place is not None
        owner = 0 if place.root is not None else -1  # length of the root's path
        at = 0
        while path and place.is_inner:
            end = path.find("/", at)
            place = place.at(path[at:] if end < 0 else path[at:end])
            if place is None:
                break
            if place.root is not None:
                owner = len(path) if end < 0 else end
            if end < 0:
                break
            at = end + 1
        if owner <= 0:
            return None if owner else ("", path)
        return path[:owner], path[owner + 1 :]

    def holds_more(self, path: str) -> bool:
        """Tell whether branch roots may lie below a path."""
        place: _Place | None = self._tops[self._now]
        for name in path.split("/") if path else ():
            place = place.at(name) if place is not None else None
        return place is not None and place.is_inner

    def outside(self, tree: Tree) -> Tree:
        """Give the tree without its branch roots."""
        tops = self._tops[self._now]
        return Tree() if tops.root else _pruned(tops, tree)

    def _era(self, revision: int) -> int:
        era = 0
        while era + 1 < len(self._starts) and self._starts[era + 1] <= revision:
            era += 1
        return era


def _walk(place: _Place | None, path: str, old: Tree | None, new: Tree | None, overlapping: bool) -> Iterator[Changed]:
    if old is new or place is None:
        return
    before = old.entries if old else {}
    after = new.entries if new else {}
    root = place.root
    if root is not None and (overlapping or not place.is_inner):
        yield Changed(path, root.kind, old, new)
        if not place.is_inner:
            return
    elif root is not None:
        # the top is there before anything is in it; it becomes a branch with its first file or directory
        a = _pruned(place, old) if old is not None and (path or before) else None if path else old
        b = _pruned(place, new) if new is not None else None
        if a is None or b is None or not _same(a, b):
            yield Changed(path, root.kind, a, b)
    if place.has_star:
        # identity first: of a thousand branches one or two differ
        names = [name for name, entry in after.items() if before.get(name) is not entry]
        names += [name for name in before if name not in after]
    else:
        names = [name for name in place.names if before.get(name) is not after.get(name)]
    for name in names:
        x, y = (entry if isinstance(entry, Tree) else None for entry in (before.get(name), after.get(name)))
        yield from _walk(place.at(name), f"{path}/{name}" if path else name, x, y, overlapping)


def _pruned(place: _Place, tree: Tree) -> Tree:
    """Give a tree without the roots below it; the very tree where there are none."""
    kept = {}
    for name, entry in tree.entries.items():
        below = place.at(name) if isinstance(entry, Tree) else None
        if not isinstance(entry, Tree) or below is None:
            kept[name] = entry
        elif below.root is None:
            rest = _pruned(below, entry)
            if rest.entries or not entry.entries:
                kept[name] = rest
    if len(kept) == len(tree.entries) and all(kept[name] is entry for name, entry in tree.entries.items()):
        return tree
    made = Tree(dict(kept))
    made.properties = tree.properties
    return made


def _same(one: Tree, other: Tree) -> bool:
    """Tell whether two trees hold the same, properties included."""
    if one is other:
        return True
    if one.entries.keys() != other.entries.keys() or one.properties != other.properties:
        return False
    for name, entry in one.entries.items():
        there = other.entries[name]
        if entry is there:
            continue
        if not (isinstance(entry, Tree) and isinstance(there, Tree) and _same(entry, there)):
            return False
    return True
