"""How the files and properties of a Subversion directory look in git.

A function from tree to tree. Most directories are the same in both and are found to be so once: the answer is kept in
the tree itself (`Tree.content`), which lives as long as it is needed, and for a directory made from one that is the
same in both only the entries that changed are looked at.

What is added (a .gitignore of svn:ignore) and what is escaped (a file called .git) is listed in
docs/decisions/0010-content.md, together with how the proof treats it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from archaeo.errors import Location
from archaeo.model import BlobId, ContentOptions, Diagnostic, LargeStore, Renamed, Store
from archaeo.tree import EMPTY_TREE_ID, NO_PROPERTIES, PLAIN, SYMLINK, Entry, File, Tree, encode, object_id, tree_row

from . import ignores, names
from .attributes import line as attribute_line
from .attributes import of as attributes_of

GITIGNORE, GITATTRIBUTES, GITKEEP = ".gitignore", ".gitattributes", ".gitkeep"
LFS = ["filter=lfs", "diff=lfs", "merge=lfs", "-text"]


class Around(NamedTuple):
    """What directories above have to say.

    Attributes:
        below: patterns of svn:global-ignores, written in a .gitignore above already.
        here: such patterns that were set above the branch and have to be written here, at its root.
    """

    below: tuple[str, ...] = ()
    here: tuple[str, ...] = ()


NOTHING = Around()


class _Same:
    """Says of a tree that it is the same in git, as long as nothing is said above it."""


_SAME = _Same()


class _Made:
    """The git side of a tree.

    Attributes:
        tree: it; may be the very tree of Subversion.
        around: what it was made with.
        source_id: git's id of the tree as Subversion has it, which is written nowhere; None until it was computed.
    """

    __slots__ = ("around", "source_id", "tree")

    def __init__(self, tree: Tree, around: Around) -> None:
        self.tree, self.around = tree, around
        self.source_id: BlobId | None = None


class Content:
    """Makes the git side of trees and remembers what there is to say about it."""

    def __init__(self, name: str, store: Store, options: ContentOptions) -> None:
        self._name, self._store, self._options = name, store, options
        self._large = store if isinstance(store, LargeStore) else None
        self._generates = options.ignores == "generate"
        # options for which every file has to be looked at
        self._portable = options.paths == "portable"
        self._thorough = self._portable or options.attributes or options.keep_empty_dirs or options.lfs_above > 0
        self._crlf: dict[BlobId, bool] = {}
        self._revision = 0
        self._branch = ""
        self._root = Tree()
        self._said: set[tuple[str, str, str]] = set()
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
        return object_id(b"state", _source_id(tree) + id)

    def of(self, tree: Tree) -> Tree:
        """Give the git side of a tree that was kept."""
        known = tree.content
        return known.tree if isinstance(known, _Made) else tree

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
            return known.tree
        base, tree.base_content = tree.base_content, None
        if around is NOTHING and not self._thorough and self._is_same(tree, base, path):
            tree.content = _SAME
            return tree
        made = self._build(tree, base, path, around)
        tree.content = _Made(made, around)
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

    def _build(self, tree: Tree, base: object, path: str, around: Around) -> Tree:
        own, begun = self._patterns(tree)
        inside = Around((*around.below, *around.here, *begun))
        inside = inside if inside.below else NOTHING
        spelled = self._names_in_git(tree, path)
        entries: dict[str, Entry] = {}
        attributes: list[str] = []
        for name, entry in tree.entries.items():
            stored = spelled.get(name, name)
            if isinstance(entry, Tree):
                entries[stored] = self._convert(entry, f"{path}/{name}" if path else name, inside)
            else:
                entries[stored] = self._file(entry, stored, attributes, tree, path) if self._thorough else entry
        lines = ignores.lines(own, (*around.here, *begun), around.below, tree.entries) if self._generates else []
        if lines:
            self._add(entries, path, GITIGNORE, lines, "ignore patterns")
        if attributes:
            self._add(entries, path, GITATTRIBUTES, sorted(attributes), "attributes")
        if not entries and self._options.keep_empty_dirs:
            entries[GITKEEP] = File(PLAIN, self._store.put(b""))
        if entries.keys() == tree.entries.keys() and all(entries[name] is tree.entries[name] for name in entries):
            return tree
        made = Tree(entries, tree.properties)
        _relate(made, base)
        return made

    def _patterns(self, tree: Tree) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if not self._generates:
            return (), ()
        own, begun = (tree.properties.get(name, b"") for name in (ignores.IGNORE, ignores.GLOBAL))
        return ignores.patterns(own), ignores.patterns(begun)

    def _add(self, entries: dict[str, Entry], path: str, name: str, lines: list[str], kind: str) -> None:
        """Add a generated file, unless Subversion has one of that name."""
        if name in entries:
            said = ", ".join(f"'{line}'" for line in lines)
            self._say(kind, path, f"properties ask for {said} in {name}", f"{name} stays as Subversion has it", said)
            return
        text = "".join(line + "\n" for line in lines)
        entries[name] = File(PLAIN, self._store.put(encode(text)))

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

    def _names_in_git(self, tree: Tree, path: str) -> dict[str, str]:
        """Give name to the name it has in git, for those of a directory that are not the same there."""
        spelled = names.portable(tree.entries) if self._portable else {}
        for name, entry in tree.entries.items():
            if not spelled:
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
        if key in self._said:
            return False
        self._said.add(key)
        full = f"{self._branch}/{path}".strip("/")
        self._findings.append(Diagnostic(Location(self._name, revision=self._revision, path=full), kind, what, done))
        return True


def _relate(made: Tree, base: object) -> None:
    """Note how a made tree differs from the one before it, so that the writer can store the difference alone."""
    if not isinstance(base, _Made) or base.tree.git_id is None or base.tree.git_id == EMPTY_TREE_ID:
        return
    before, after = base.tree.entries, made.entries
    edits = {name: before.get(name) for name, entry in after.items() if before.get(name) != entry}
    edits.update((name, entry) for name, entry in before.items() if name not in after)
    made.edited_from, made.edits = base.tree.git_id, edits


def _source_id(tree: Tree) -> BlobId:
    """Give git's id of a tree as Subversion has it, writing nothing.

    It is not put into `Tree.git_id`, which says that the tree was written.
    """
    known = tree.content
    if not isinstance(known, _Made) or known.tree is tree:
        assert tree.git_id is not None
        return tree.git_id
    if known.source_id is None:
        rows = []
        for name, entry in tree.entries.items():
            if isinstance(entry, Tree):
                id, raw = _source_id(entry), encode(name)
                if id != EMPTY_TREE_ID:
                    rows.append((raw + b"/", b"40000 %b\0%b" % (raw, id)))
            else:
                row = tree_row(name, entry)
                assert row is not None
                rows.append(row)
        rows.sort()
        known.source_id = object_id(b"tree", b"".join(row[1] for row in rows)) if rows else EMPTY_TREE_ID
    return known.source_id
