"""Makes git submodules of externals: a commit in the directory's place, and a .gitmodules at the branch root.

Which repository stands for which URL says a map (`submodule_map`); which commit, the revision that the external names.
One that names none was the newest whenever somebody updated: each commit has what was the newest then. That it moved is
no change of the branch, so it makes no commit by itself.

What of all this is right, and what was set aside, is in docs/decisions/0015-submodules.md.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from archaeo.errors import Location
from archaeo.model import BlobId, Diagnostic, ImportOptions, LargeStore, Sought, Store, Submodule
from archaeo.tree import GITLINK, PLAIN, Entry, File, Tree, TreeEditor, encode, object_id

from . import names
from .external import EXTERNALS, External, parse
from .layout import Changed
from .submodule_map import OWN, SubmoduleMap, Target

_GITMODULES = ".gitmodules"
_PLAIN_VALUE = re.compile(r"[A-Za-z0-9_./+@:~-]+")
# control characters, and bytes that are no UTF-8: git takes one of these (0xff) for the end of a .gitmodules
_UNREADABLE = re.compile("[\x00-\x1f\x7f\udc80-\udcff]")

KeyOf = Callable[[str, int, int], str | None]
"""Takes a path, a revision and the one in which the path is looked up; gives the key of the commit with that state."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An external that can be a submodule.

    Attributes:
        folder: path below the branch root of the directory that has the property; ``path`` of the one to be filled.
        place: its URL, in one form.
        revision: whose state is wanted; None for the newest, or that of a date. ``peg`` looks the URL up.
        date: that the external names, or None.
    """

    folder: str
    path: str
    place: str
    target: Target
    revision: int | None
    peg: int | None
    date: datetime | None

    def __str__(self) -> str:
        at = self.date.isoformat() if self.date else self.revision if self.revision is not None else self.peg
        return self.place + (f"@{at}" if at is not None else "")


class Submodules:
    """Knows which submodules a branch has in a revision.

    Raises:
        ArchaeoError: the map cannot be read.
    """

    def __init__(self, name: str, store: Store, options: ImportOptions, key_of: KeyOf) -> None:
        self._name, self._key_of, self._commits = name, key_of, options.commits
        self._put = store.put_whole if isinstance(store, LargeStore) else store.put
        self._portable = options.content.paths == "portable"
        self.is_on = options.content.externals == "submodules"
        self._map = SubmoduleMap(options.content.submodules) if self.is_on else SubmoduleMap("")
        self._parse = lru_cache(maxsize=1000)(parse)
        self._newest: list[datetime] = []  # of the revisions met; never falls
        self._numbers: list[int] = []
        self._said: set[tuple[str, str, str]] = set()
        self._last: dict[tuple[str, str], tuple[str, BlobId]] = {}
        self._findings: list[Diagnostic | Submodule] = []

    def begin(self, number: int, date: datetime) -> None:
        """Take notice of the revision whose branches come now."""
        if self.is_on:
            self._newest.append(max(date, self._newest[-1]) if self._newest else date)
            self._numbers.append(number)

    def findings(self) -> Iterator[Diagnostic | Submodule]:
        """Yield what was found since the last call."""
        found, self._findings = self._findings, []
        yield from found

    def why_not(self, directory: str, external: External) -> str:
        """Give why an external becomes no submodule whatever the commit, "" where it may."""
        if not self.is_on:
            return "not fetched"
        made = self._wanted_of(directory, "", external)
        return made if isinstance(made, str) else ""

    def in_order(self, changed: Sequence[Changed]) -> Sequence[Changed]:
        """Give branches that a revision changed so that what comes to a branch from another stands behind that one."""
        if not self.is_on or len(changed) < 2:
            return changed
        by_path = {item.path: item for item in changed}
        done: dict[str, Changed] = {}

        def visit(item: Changed, above: tuple[str, ...]) -> None:
            if item.path in done or item.path in above:
                return
            for wanted in self._wanted(item.path, item.after) if item.after else ():
                other = by_path.get(wanted.place.removeprefix(OWN)) if wanted.place.startswith(OWN) else None
                if other is not None:
                    visit(other, (*above, item.path))
            done[item.path] = item

        for item in changed:
            visit(item, ())
        return list(done.values())

    def state(self, branch: str, tree: Tree, id: BlobId) -> BlobId:
        """Give an id of a branch's state that differs from that of its files where it has submodules.

        What an external names counts, not the commit that is found for it: else a branch would change with others.
        """
        if not self.is_on:
            return id
        said = [f"{wanted.path}\0{wanted.target.git}\0{wanted}" for wanted in self._wanted(branch, tree)]
        return object_id(b"state", id + encode("\n".join(said))) if said else id

    def added(self, branch: str, number: int, date: datetime, tree: Tree, made: Tree) -> Tree:
        """Give a branch's files in git with its submodules.

        Args:
            tree: the files as Subversion has them; ``made`` as git has them.
        """
        if not self.is_on or self._commits is None:
            return made
        listed = self._wanted(branch, tree)
        own = next((name for name in tree.entries if names.means(name) == "modules"), None)
        if listed and own is not None:
            self._say(branch, "", listed[0], number, f"'{own}' is Subversion's own, and stays as it is")
            return made
        editor = TreeEditor(made)
        lines: dict[str, str] = {}
        for wanted in listed:
            why, path, commit = self._place(editor, tree, made, wanted), "", None
            if not why:
                path = "/".join([*_in_git(tree, made, wanted.folder, self._portable), *_rest(wanted)])
                text = _section(path, wanted.target.git)
                commit = self._commit(wanted, number, date)
                if not names.is_sound("modules", encode(text)):
                    why = "git takes no such path or URL in a .gitmodules"
                elif commit is None:
                    why = "no commit is known that has this state"
            if why or commit is None:
                self._say(branch, wanted.path, wanted, number, why)
                continue
            editor.put(path, File(GITLINK, commit), parents=True)
            lines[path] = text
            self._note(branch, number, wanted, commit)
        if not lines:
            return made
        text = "".join(text for _, text in sorted(lines.items()))
        editor.put(_GITMODULES, File(PLAIN, self._put(encode(text))))
        return editor.tree()

    # -- what the properties say

    def _wanted(self, branch: str, tree: Tree) -> list[_Wanted]:
        found = []
        for folder, value in self._properties(tree):
            for external in self._parse(value):
                made = self._wanted_of(f"{branch}/{folder}".strip("/"), folder, external)
                if isinstance(made, _Wanted):
                    found.append(made)
        # of two in one place, or one inside the other, the outer and first counts
        return sorted(found, key=lambda wanted: wanted.path.count("/"))

    def _properties(self, tree: Tree) -> tuple[tuple[str, bytes], ...]:
        """Give (path, value) of each svn:externals in a tree; every directory is looked through once."""
        if tree.externals is None:
            value = tree.properties.get(EXTERNALS)
            rows = [("", value)] if value else []
            for name, entry in sorted(tree.entries.items(), key=lambda item: item[0]):
                if isinstance(entry, Tree):
                    rows += [(f"{name}/{path}".rstrip("/"), value) for path, value in self._properties(entry)]
            tree.externals = tuple(rows)
        return tree.externals

    def _wanted_of(self, directory: str, folder: str, external: External) -> _Wanted | str:
        """Give an external of a directory as one that can be a submodule, or why it cannot be one."""
        if external.problem:
            return external.problem
        path = posixpath.normpath(external.directory)
        if any(map(_is_refused, path.split("/"))):
            return "git takes no such path"
        place = self._map.place(directory, external.url)
        revision, date = _revision(external.revision)
        peg, peg_date = _revision(external.peg)
        said = ((external.revision, revision, date), (external.peg, peg, peg_date))
        if any(text and number is None and day is None for text, number, day in said):
            return "its revision cannot be read"
        date = date if external.revision else peg_date
        target = self._map.target(place, str(revision if revision is not None else peg))
        if target is None:
            return "no line of the map names a repository for it"
        if target.commit is not None and target.below:
            return "it is a part of what the map has a commit for"
        if not (target.commit or target.repository or place.startswith(OWN)):
            return "the map names neither a commit nor a repository on this machine to find one in"
        return _Wanted(folder, posixpath.join(folder, path), place, target, revision, peg, date)

    # -- commits

    def _commit(self, wanted: _Wanted, number: int, date: datetime) -> BlobId | None:
        assert self._commits is not None
        target, revision, peg = wanted.target, wanted.revision, wanted.peg
        if target.commit is not None:
            return target.commit
        if target.repository:
            at = peg if revision is None and wanted.date is None else revision
            sought = Sought(wanted.place, target.below, at, peg, wanted.date or date)
            return self._commits.elsewhere(target.repository, sought)
        if revision is None and wanted.date is not None:
            index = bisect_right(self._newest, wanted.date)
            revision = self._numbers[index - 1] if index else 0
        last = peg if peg is not None else number
        at = revision if revision is not None else last
        key = self._key_of(wanted.place.removeprefix(OWN), at, last) if max(at, last) <= number else None
        return self._commits.own(key) if key is not None else None

    # -- places

    def _place(self, editor: TreeEditor, tree: Tree, made: Tree, wanted: _Wanted) -> str:
        """Give what is in the way of a submodule, "" where nothing is."""
        parts = wanted.path.split("/")
        for end in range(1, len(parts) + 1):
            there = tree.at("/".join(parts[:end]))
            if there is not None and (end == len(parts) or isinstance(there, File)):
                return "something that Subversion tracks is in its way"
        folder = made.at("/".join(_in_git(tree, made, wanted.folder, self._portable)))
        beside: list[str] = list(folder.entries) if isinstance(folder, Tree) else []
        if self._portable and names.portable([*beside, *_rest(wanted)]) != {n: n for n in [*beside, *_rest(wanted)]}:
            return "some systems refuse its name, or take it for another"
        path = [*_in_git(tree, made, wanted.folder, self._portable), *_rest(wanted)]
        for end in range(1, len(path) + 1):
            entry: Entry | None = editor.at("/".join(path[:end]))
            if isinstance(entry, File) or (entry is not None and end == len(path)):
                return "another external is in its way"
        return ""

    # -- what is said

    def _note(self, branch: str, number: int, wanted: _Wanted, commit: BlobId) -> None:
        said = (str(wanted), commit)
        if self._last.get((branch, wanted.path)) != said:
            self._last[branch, wanted.path] = said
            self._findings.append(Submodule(str(number), branch, wanted.path, *said[:1], wanted.target.git, commit))

    def _say(self, branch: str, path: str, wanted: _Wanted, number: int, why: str) -> None:
        key = (f"{branch}/{path}", str(wanted), why)
        if key in self._said:
            return
        self._said.add(key)
        where = Location(self._name, revision=number, path=f"{branch}/{wanted.folder}".strip("/"))
        what = f"'{wanted.path}' is to come from {wanted}: {why}"
        self._findings.append(Diagnostic(where, "external without a submodule", what, "kept as a property"))


def _is_refused(name: str) -> bool:
    """Tell whether no submodule can have a name: what git refuses, what is its own, what reads as an escape."""
    is_own = names.is_refused(name) or names.means(name) != ""
    return is_own or names.looks_escaped(name) or _UNREADABLE.search(name) is not None


def _rest(wanted: _Wanted) -> list[str]:
    """Give the names of a submodule's path below the directory that has the property."""
    return wanted.path[len(wanted.folder) :].strip("/").split("/")


def _in_git(tree: Tree, made: Tree, path: str, portable: bool) -> list[str]:
    """Give the names that the directories of a path have in git."""
    found: list[str] = []
    ours: Entry | None = tree
    theirs: Entry | None = made
    for name in path.split("/") if path else ():
        stored = name
        if isinstance(theirs, Tree) and ours is not theirs:
            spelled = {names.original(other, portable=portable): other for other in theirs.entries}
            stored = spelled.get(name, name)
        found.append(stored)
        ours = ours.entries.get(name) if isinstance(ours, Tree) else None
        theirs = theirs.entries.get(stored) if isinstance(theirs, Tree) else None
    return found


def _section(path: str, url: str) -> str:
    name = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'[submodule "{name}"]\n\tpath = {_value(path)}\n\turl = {_value(url)}\n'


def _value(text: str) -> str:
    """Give a value as git's configuration files have it.

    >>> _value("../a b.git"), _value("lib")
    ('"../a b.git"', 'lib')
    """
    if _PLAIN_VALUE.fullmatch(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _revision(text: str) -> tuple[int | None, datetime | None]:
    """Give the revision or the date that an external names; both None where it names none, or one not to be read."""
    if text.isascii() and text.isdigit() and len(text) <= 18:
        return int(text), None
    if text.startswith("{") and text.endswith("}"):
        try:
            found = datetime.fromisoformat(text[1:-1])
        except ValueError:
            return None, None
        return None, found if found.tzinfo else found.replace(tzinfo=UTC)
    return None, None
