"""How the files and properties of a Subversion directory look in git.

A function from tree to tree. Most directories are the same in both and are found to be so once: the answer is kept in
the tree itself (`Tree.content`), which lives as long as it is needed, and for a directory made from one that is the
same in both only the entries that changed are looked at.

What is added (a .gitignore of svn:ignore) and what is escaped (a file called .git) is listed in
docs/decisions/0010-content.md, together with how the proof treats it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from archaeo.errors import Location
from archaeo.model import BlobId, ContentOptions, Diagnostic, LargeStore, Renamed, Store
from archaeo.tree import EMPTY_TREE_ID, NO_PROPERTIES, PLAIN, SYMLINK, Entry, File, Tree, encode, object_id

from . import ignores, names
from .attributes import line as attribute_line
from .attributes import of as attributes_of

GITIGNORE: Final = ".gitignore"
GITATTRIBUTES: Final = ".gitattributes"
GITKEEP: Final = ".gitkeep"
LFS: Final = ["filter=lfs", "diff=lfs", "merge=lfs", "-text"]


class Around(NamedTuple):
    """What directories above have to say.

    Attributes:
        below: patterns of svn:global-ignores, written in a .gitignore above already.
        here: such patterns that were set above the branch and have to be written here, at its root.
    """

    below: tuple[str, ...] = ()
    here: tuple[str, ...] = ()


NOTHING: Final = Around()


class _Same:
    """Says of a tree that it is the same in git, as long as nothing is said above it."""


_SAME: Final = _Same()


class _Made:
    """The git side of a tree.

    Attributes:
        around: what it was made with; ``inside`` what its directories were made with.
        odd: name in git to what is odd about it: a word, or the directory of Subversion that is not the same in git.
        mark: see `_mark`; None until it was asked for.
    """

    __slots__ = ("_tree", "around", "inside", "mark", "odd")

    def __init__(self, tree: Tree | None, around: Around, inside: Around, odd: dict[str, str | Tree]) -> None:
        self._tree = tree
        self.around, self.inside, self.odd = around, inside, odd
        self.mark: bytes | None = None

    def beside(self, tree: Tree) -> Tree:
        """Give the git side of the tree that this was made for; it may be that very tree.

        A reference to that one would be a circle: every version of every directory would stay in memory.
        """
        return tree if self._tree is None else self._tree


class Content:
    """Makes the git side of trees and remembers what there is to say about it.

    Attributes:
        said: what was: kind, path, value.
    """

    def __init__(self, name: str, store: Store, options: ContentOptions) -> None:
        self._name, self._store, self._options = name, store, options
        self._large = store if isinstance(store, LargeStore) else None
        # what is made here stays in git however large it is: git reads it
        self._put = store.put_whole if isinstance(store, LargeStore) else store.put
        self._generates = options.ignores == "generate"
        # options for which every file has to be looked at
        self._portable = options.paths == "portable"
        self._thorough = self._portable or options.attributes or options.keep_empty_dirs or options.lfs_above > 0
        self._crlf: dict[BlobId, bool] = {}
        self._revision = 0
        self._branch = ""
        self._root = Tree()
        self.said: set[tuple[str, str, str]] = set()
        self._findings: list[Diagnostic | Renamed] = []
        # folded name to the spellings with capitals met so far: names that differ in case alone have one at least
        self._capitals: dict[str, list[str]] = {}

    def begin(self, revision: int, root: Tree) -> None:
        """Take notice of the revision whose trees come now, and of the repository's tree after it."""
        self._revision, self._root = revision, root

    def keep(self, branch: str, tree: Tree) -> BlobId:
        """Store a branch's files as git has them; give an id that differs when the files do, on either side."""
        self._branch = branch
        around = self._around(branch) if self._generates else NOTHING
        made = self._convert(tree, "", around)
        id = self._store.keep(made)
        if made is tree:
            return id
        return object_id(b"state", _mark(tree) + id)

    def of(self, tree: Tree) -> Tree:
        """Give the git side of a tree that was kept."""
        known = tree.content
        return known.beside(tree) if isinstance(known, _Made) else tree

    def findings(self) -> Iterator[Diagnostic | Renamed]:
        """Yield what was found since the last call."""
        found, self._findings = self._findings, []
        yield from found

    # -- trees

    def _around(self, branch: str) -> Around:
        patterns: list[str] = []
        path = branch
        while path:
            path = path.rpartition("/")[0]
            above = self._root.at(path)
            if isinstance(above, Tree) and ignores.GLOBAL in above.properties:
                patterns[:0] = ignores.patterns(above.properties[ignores.GLOBAL])
        return Around(here=tuple(patterns)) if patterns else NOTHING

    def _convert(self, tree: Tree, path: str, around: Around) -> Tree:
        known = tree.content
        if known is _SAME and around is NOTHING:
            return tree
        if isinstance(known, _Made) and known.around == around:
            return known.beside(tree)
        base, tree.base_content = tree.base_content, None
        is_next = isinstance(base, _Made) and tree.edits is not None and not self._thorough
        if around is NOTHING and not self._thorough and not is_next and self._is_same(tree, base, path):
            tree.content = _SAME
            return tree
        known = self._build(tree, base, path, around)
        made = known.beside(tree)
        same = made is tree and around is NOTHING and known.inside is NOTHING and not self._thorough
        tree.content = _SAME if same else known
        if tree.git_id is None and made is not tree:
            tree.edits = None  # only a writer would take them away, and this tree is never written
        return made

    def _is_same(self, tree: Tree, base: object, path: str) -> bool:
        """Tell whether a tree is the same in git; if the one it was made from is, only what was changed is asked."""
        if tree.properties is not NO_PROPERTIES and self._is_told(tree.properties):
            return False
        entries, edits = tree.entries, tree.edits
        changed: Mapping[str, Entry | None] = entries
        known: Mapping[str, Entry | None] = {}
        if base is _SAME and edits is not None:
            changed = known = edits
        same = True
        for name in changed:
            entry = entries.get(name)
            if entry is None:
                continue
            if isinstance(entry, Tree) and entry.content is not _SAME:
                below = f"{path}/{name}" if path else name
                if self._convert(entry, below, NOTHING) is not entry:
                    same = False
            if known.get(name) is None:
                self._look_for_clashes(name, entries, path)
                if names.is_suspect(name) or names.trouble(name):
                    self._look_at(name, path)
            if names.is_suspect(name) and self._is_refused(name, entry):
                same = False
        return same

    def _is_told(self, properties: Mapping[str, bytes]) -> bool:
        return self._generates and (ignores.IGNORE in properties or ignores.GLOBAL in properties)

    def _build(self, tree: Tree, base: object, path: str, around: Around) -> _Made:
        """Make the git side of a directory, from that of the one before where only edits tell the two apart."""
        own, begun = self._patterns(tree)
        below = (*around.below, *around.here, *begun)
        inside = Around(below) if below else NOTHING
        before: _Made | None = None
        changed: Mapping[str, Entry | None] = tree.entries
        known = base if isinstance(base, _Made) and not self._thorough else None
        if known is not None and tree.edits is not None and (known.around, known.inside) == (around, inside):
            before, changed = known, tree.edits
        # one that was the same as in Subversion differs from this one in nothing but the edits
        entries: dict[str, Entry] = before.beside(tree).entries.copy() if before else {}
        odd: dict[str, str | Tree] = before.odd.copy() if before else {}
        touched = set() if before is None else set(_places(changed))
        for stored in touched:
            entries.pop(stored, None)
            odd.pop(stored, None)
        attributes: list[str] = []
        spelled = self._names_in_git(tree, changed, path)
        for name in changed:
            entry = tree.entries.get(name)
            stored = spelled.get(name, name)
            if stored != name:
                odd[stored] = "escaped"
            if isinstance(entry, Tree):
                entries[stored] = self._convert(entry, f"{path}/{name}" if path else name, inside)
            elif entry is not None:
                entries[stored] = self._file(entry, stored, attributes, tree, path) if self._thorough else entry
            if entry is not None and entries[stored] is not entry:
                odd[stored] = entry if isinstance(entry, Tree) else "pointer"
        lines = ignores.lines(own, (*around.here, *begun), around.below, tree.entries) if self._generates else []
        added = {GITIGNORE: lines, GITATTRIBUTES: sorted(attributes)}
        for name in (GITIGNORE, GITATTRIBUTES):
            self._add(entries, odd, tree, path, name, added[name])
        if not entries and self._options.keep_empty_dirs:
            entries[GITKEEP], odd[GITKEEP] = File(PLAIN, self._put(b"")), "added"
        if not odd:
            return _Made(None, around, inside, odd)
        made = Tree(entries, tree.properties)
        if isinstance(base, _Made):
            _relate(made, base.beside(_before(tree)), None if before is None else touched | {GITIGNORE})
        return _Made(made, around, inside, odd)

    def _patterns(self, tree: Tree) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if not self._generates:
            return (), ()
        own, begun = (tree.properties.get(name, b"") for name in (ignores.IGNORE, ignores.GLOBAL))
        return ignores.patterns(own), ignores.patterns(begun)

    def _add(
        self, entries: dict[str, Entry], odd: dict[str, str | Tree], tree: Tree, path: str, name: str, lines: list[str]
    ) -> None:
        """Add a generated file, or take away that of the directory before; one that Subversion has stays."""
        if name in tree.entries:
            if lines:
                said = ", ".join(f"'{line}'" for line in lines)
                what = f"properties ask for {said} in {name}"
                self._say("tracked " + name, path, what, f"{name} stays as Subversion has it", said)
            return
        entries.pop(name, None)
        odd.pop(name, None)
        if lines:
            entries[name] = File(PLAIN, self._put(encode("".join(line + "\n" for line in lines))))
            odd[name] = "added"

    def _file(self, file: File, name: str, attributes: list[str], tree: Tree, path: str) -> File:
        """Give a file as it is in git; its line of attributes is added to the list."""
        if file.mode == SYMLINK:
            if self._large is not None and file.id in self._large.pointers:
                self._large.whole(file.id)
            return file
        found = attributes_of(file.properties, lambda: self._has_crlf(file.id)) if self._options.attributes else []
        pointer = self._large.pointers.get(file.id) if self._large is not None else None
        if self._large is not None and pointer is not None and GITATTRIBUTES in tree.entries:
            where = f"{path}/{name}" if path else name
            done = "kept in git itself, where Subversion has a .gitattributes that does not name it"
            self._say("large file not in LFS", where, "is larger than asked for", done)
            self._large.whole(file.id)
            pointer = None
        if pointer is not None:
            found += LFS
            file = File(file.mode, pointer, file.properties)
        if found:
            line = attribute_line(name, found)
            if len(encode(line)) <= names.LONGEST_ATTRIBUTES_LINE:
                attributes.append(line)
            else:
                self._say(
                    "name too long", f"{path}/{name}", "no line of a .gitattributes can hold it", "left out there"
                )
        return file

    def _has_crlf(self, id: BlobId) -> bool:
        found = self._crlf.get(id)
        if found is None:
            found = self._crlf[id] = b"\r\n" in self._store.text(id)
        return found

    # -- names

    def _names_in_git(self, tree: Tree, changed: Mapping[str, Entry | None], path: str) -> dict[str, str]:
        """Give name to the name it has in git, for those of the changed entries that are not the same there."""
        spelled = names.portable(tree.entries) if self._portable else {}
        is_whole = changed is tree.entries
        for name in changed:
            entry = tree.entries.get(name)
            if entry is None:
                continue
            if not self._portable and (is_whole or changed[name] is None):
                self._look_for_clashes(name, tree.entries, path)
                self._look_at(name, path)
            if names.is_suspect(name) and self._is_refused(name, entry):
                spelled[name] = names.escape(name)
        where = f"{path}/" if path else ""
        for name, made in spelled.items():
            if made != name:
                who = "git" if not self._portable else "git or another system"
                what = f"{who} refuses a path named '{name}'"
                if self._say("escaped name", where + name, what, f"kept as '{made}'"):
                    self._findings.append(Renamed(where + made, where + name))
        return spelled

    def _is_refused(self, name: str, entry: Entry) -> bool:
        if names.is_refused(name) or names.looks_escaped(name):
            return True
        own = names.means(name)
        if not own:
            return False
        if isinstance(entry, Tree):
            return True
        if entry.mode == SYMLINK:
            return own == "modules"
        return not names.is_sound(own, self._store.text(entry.id))

    def _look_at(self, name: str, path: str) -> None:
        why = names.trouble(name)
        if why:
            self._say("troublesome name", f"{path}/{name}" if path else name, f"'{name}' {why}", "kept as it is")

    def _look_for_clashes(self, name: str, entries: Mapping[str, Entry], path: str) -> None:
        """Report a new name that differs from another of its directory in case alone.

        One of the two has a capital, so only names that have one are remembered, and most names cost a look-up.
        """
        low = name.lower()
        spellings = self._capitals.get(low)
        if name != low:
            if spellings is None:
                self._capitals[low] = [name]
            elif name not in spellings:
                spellings.append(name)
            spellings = [low, *(spellings or ())]
        for other in spellings or ():
            if other != name and other in entries:
                self._say(
                    "names differ in case alone",
                    f"{path}/{name}" if path else name,
                    f"'{name}' and '{other}' are one name to Windows and macOS",
                    "kept as they are",
                )

    def _say(self, kind: str, path: str, what: str, done: str, value: str = "") -> bool:
        """Report an oddity once for each path; tell whether it is new."""
        key = (kind, path, value)
        if key in self.said:
            return False
        self.said.add(key)
        full = f"{self._branch}/{path}".strip("/")
        self._findings.append(Diagnostic(Location(self._name, revision=self._revision, path=full), kind, what, done))
        return True


def _places(changed: Iterable[str]) -> Iterator[str]:
    """Yield the names in git that the entries of these names may have had."""
    for name in changed:
        if names.may_be_escaped(name):
            yield names.escape(name)
        if not names.looks_escaped(name):
            yield name


def _before(tree: Tree) -> Tree:
    """Give the tree that an editor made this one of, as far as it is known; without an id where it is not."""
    found = Tree(tree.entries.copy())
    for name, entry in (tree.edits or {}).items():
        if entry is None:
            found.entries.pop(name, None)
        else:
            found.entries[name] = entry
    found.git_id = tree.edited_from if tree.edits is not None else None
    return found


def _relate(made: Tree, base: Tree, touched: set[str] | None) -> None:
    """Note how a made tree differs from the one before it, so that the writer can store the difference alone."""
    if base.git_id is None or base.git_id == EMPTY_TREE_ID:
        return
    edits: dict[str, Entry | None] = {}
    # in order: trees are written in that of the edits, and the pack is to be the same each time
    for name in sorted(touched if touched is not None else made.entries.keys() | base.entries.keys()):
        old, new = base.entries.get(name), made.entries.get(name)
        if old is not new and old != new:
            edits[name] = old
    made.edited_from, made.edits = base.git_id, edits


def _mark(tree: Tree) -> bytes:
    """Give an id of what is odd in a tree: together with its id in git it stands for the files in Subversion.

    Without it a tracked .gitignore could not be told from a generated one of the same text, and the revision that adds
    it would be taken for one that changes no file.
    """
    made = tree.content
    if not isinstance(made, _Made) or not made.odd:
        return b""
    if made.mark is None:
        parts = [
            encode(name) + b"\0" + (_mark(what) if isinstance(what, Tree) else what.encode("ascii"))
            for name, what in sorted(made.odd.items(), key=lambda item: item[0])
        ]
        made.mark = object_id(b"odd", b"\0".join(parts))
    return made.mark
