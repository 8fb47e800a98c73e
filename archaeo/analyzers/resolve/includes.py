"""Which file an include means: the compiler's own search, with the include directories that build files name.

Source: cpp(1), "Search Path"; what is ours is the last two rules, for trees whose build cannot be asked.
"""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from ..externals import is_standard_header
from ..records import Scan
from .records import FileIndex, Target, nearest

# files of a folder that show that it is meant: one of that name may be anywhere
_ENOUGH = 2


class IncludeFolder(NamedTuple):
    """A folder in which includes are searched, and the place in a build file that says so."""

    folder: str
    evidence: str


class Mention(NamedTuple):
    """An include to be found."""

    source: str
    name: str
    form: str


class SearchPath(Protocol):
    """Gives the include folders that hold for a source file, in their order."""

    def __call__(self, source: str) -> Sequence[IncludeFolder]: ...


class Includes:
    """Finds included files; remembers what it found, since a header is looked for from one folder again and again.

    Args:
        installed: from `included_elsewhere`.
        made: paths of what the build makes, which is not in the tree.
    """

    def __init__(
        self,
        files: FileIndex,
        search: SearchPath,
        installed: Mapping[str, IncludeFolder] | None = None,
        made: Iterable[str] = (),
    ) -> None:
        self._made = {path.rpartition("/")[2]: path for path in sorted(made, reverse=True) if not files.at(path)}
        self._files, self._search, self._installed = files, search, installed or {}
        self._rules: tuple[Callable[[Mention, Sequence[str]], Target | None], ...] = (
            self._own_folder,
            self._include_folder,
            self._compilers_own,
            self._made_by_the_build,
            self._only_one,
            self._nearest,
        )
        self._known: dict[tuple[str, str, str], Target | None] = {}

    def find(self, source: str, name: str, form: str) -> Target | None:
        """Give the included file with the reason, or None for one that the tree does not have."""
        key = (source.rpartition("/")[0], name, form)
        if key in self._known:
            return self._known[key]
        name = name.replace("\\", "/")
        mention = Mention(source, name, form)
        fitting = self._files.ending(name)
        target = None
        if fitting:
            for rule in self._rules:
                target = rule(mention, fitting)
                if target:
                    break
        else:
            target = self._as_installed(name)
        self._known[key] = target
        return target

    def _own_folder(self, mention: Mention, fitting: Sequence[str]) -> Target | None:
        if mention.form.startswith("<") and len(fitting) > 1 and self._search(mention.source):
            return None  # in brackets the search path comes first where there is one
        path = self._files.at(posixpath.normpath(posixpath.join(posixpath.dirname(mention.source), mention.name)))
        return Target(path, "recorded", "stands beside the file that includes it") if path else None

    def _include_folder(self, mention: Mention, fitting: Sequence[str]) -> Target | None:
        for folder, evidence in self._search(mention.source):
            path = self._files.at(posixpath.normpath(posixpath.join(folder, mention.name)))
            if path:
                others = tuple(other for other in fitting if other != path)
                return Target(path, "path", f"include folder '{folder or '.'}', {evidence}", others)
        return None

    def _compilers_own(self, mention: Mention, fitting: Sequence[str]) -> Target | None:
        """``<math.h>`` is the compiler's even where some folder of the tree has a file of that name."""
        if mention.form != "<" or not is_standard_header(mention.name):
            return None
        return Target("", "recorded", "comes with every compiler", tuple(fitting))

    def _made_by_the_build(self, mention: Mention, fitting: Sequence[str]) -> Target | None:
        """A ``config.h`` that configure makes is not the one of some folder elsewhere that has none to do with it."""
        path = self._made.get(mention.name)
        if path is None or any(other.rpartition("/")[0] in ("", mention.source.partition("/")[0]) for other in fitting):
            return None
        return Target("", "recorded", f"{path} is made by the build", tuple(fitting))

    def _only_one(self, mention: Mention, fitting: Sequence[str]) -> Target | None:
        return Target(fitting[0], "path", "only file of that name") if len(fitting) == 1 else None

    def _as_installed(self, name: str) -> Target | None:
        head, _, rest = name.partition("/")
        place = self._installed.get(head)
        path = self._files.at(posixpath.join(place.folder, posixpath.normpath(rest))) if place and rest else None
        if path is None or place is None:
            return None
        where = f"'{place.folder}'" if place.folder else "the root of the tree"
        return Target(path, "path", f"'{head}/' is {where}, {place.evidence}")

    def _nearest(self, mention: Mention, fitting: Sequence[str]) -> Target | None:
        return nearest(mention.source, fitting, "files of that name")


def included_elsewhere(scan: Scan, files: FileIndex) -> dict[str, IncludeFolder]:
    """Give folders that are included under another name: ``ThePEG/Config/ThePEG.h``, which is ``Config/ThePEG.h``.

    The build links or installs them so. A first step that no folder has is taken for the folder that has at least two,
    and more than half, of the files included from it; evidence is their number.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    for file in scan.files:
        for mention in file.dependencies:
            head, _, rest = mention.name.partition("/")
            if mention.kind == "include" and rest and head.strip("."):
                wanted[head].add(posixpath.normpath(rest))
    names = {folder.rpartition("/")[2] for folder in files.folders}
    found: dict[str, IncludeFolder] = {}
    for head, rests in sorted(wanted.items()):
        if head in names or len(rests) < _ENOUGH:
            continue
        bases: Counter[str] = Counter()
        for rest in rests:
            bases.update({path[: len(path) - len(rest)].rstrip("/") for path in files.ending(rest)})
        folder, count = min(bases.items(), key=lambda row: (-row[1], len(row[0]), row[0]), default=("", 0))
        if count >= _ENOUGH and count * 2 > len(rests):
            evidence = f"which has {count} of the {len(rests)} files included from it"
            found[head] = IncludeFolder(folder, evidence)
    return found
