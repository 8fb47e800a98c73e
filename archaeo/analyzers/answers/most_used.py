"""What is used most: headers, modules, packages and classes, of each way of using apart, with the number of users."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..externals import library
from ..records import Scan
from ..resolve.records import Edge

KINDS = ("include", "use", "import")
FEW = 2
"""What only one file uses is no favourite."""
MOST_OWN, MOST_OUTSIDE = 8, 4


class _Key(NamedTuple):
    kind: str
    lang: str
    target: str
    external: bool
    name: str


@dataclass(frozen=True, slots=True)
class Favourite:
    """Something that many files name.

    Attributes:
        kind: ``include``, ``use`` or ``import``.
        lang: a language's ``NAME``; C and C++ share ``cpp``.
        name: as most of the users have it.
        path: of the file that it is, "" for what is not in the tree.
        users: files that name it.
        library: what it belongs to where it is not in the tree, "" where that is not known.
        template: of what is not in the tree, the file that the build makes it of, "" where there is none.
    """

    kind: str
    lang: str
    name: str
    path: str
    users: int
    library: str = ""
    template: str = ""


def favourites(edges: Sequence[Edge], scan: Scan) -> tuple[Favourite, ...]:
    """Give up to eight of the tree's own and four from outside for each kind and language, most used first.

    Guesses are left out, and what comes with the language.
    """
    users: dict[_Key, set[str]] = {}
    names: dict[_Key, Counter[str]] = {}
    for edge in (*_modules(scan, edges), *(edge for edge in edges if edge.kind != "use")):
        if edge.kind not in KINDS or edge.certainty == "guess" or edge.source == edge.target:
            continue
        lang = "cpp" if edge.lang == "c" else edge.lang
        key = _Key(edge.kind, lang, edge.target, edge.external, edge.name if edge.kind == "use" else "")
        users.setdefault(key, set()).add(edge.source)
        names.setdefault(key, Counter())[edge.name or edge.target] += 1
    templates: dict[str, str] = {}
    for file in sorted(scan.files, key=lambda file: (file.path.count("/"), file.path)):
        if file.path.endswith(".in"):
            templates.setdefault(file.path.rpartition("/")[2].removesuffix(".in"), file.path)
    groups: dict[tuple[str, str], list[Favourite]] = {}
    for key, sources in users.items():
        known = library(key.target, key.kind, key.lang) if key.external else None
        if len(sources) < FEW or (known and known.standard):
            continue
        most = min(names[key], key=lambda name: (-names[key][name], name))
        name = key.target if key.external else _plain(most, key.target)
        path = "" if key.external else key.target
        template = templates.get(name.rpartition("/")[2], "") if key.external and key.kind == "include" else ""
        # what the build makes is the project's own, whoever else has a header of that name
        outside = known.name if known and not template else ""
        made = Favourite(key.kind, key.lang, name, path, len(sources), outside, template)
        groups.setdefault((key.kind, key.lang), []).append(made)
    ranked = []
    for group in groups.values():
        group.sort(key=lambda one: (-one.users, one.name, one.path))
        own = [one for one in group if one.path][:MOST_OWN]
        kept = {*own, *[one for one in group if not one.path][:MOST_OUTSIDE]}
        ranked.append([one for one in group if one in kept])
    ranked.sort(key=lambda group: (-group[0].users, group[0].kind, group[0].lang))
    return tuple(one for group in ranked for one in group)


def _modules(scan: Scan, edges: Iterable[Edge]) -> Iterator[Edge]:
    """Give an edge for every module that is used: the graph has one for two modules of one file."""
    where: dict[str, Edge] = {}
    for file in scan.files:
        for module in file.modules:
            if module.kind == "module":
                known = Edge("", file.path, "use", file.lang, module.line, "symbol", "", name=module.name)
                where.setdefault(module.name.lower(), known)
    for edge in edges:
        if edge.kind == "use":
            where[edge.name.lower()] = edge
    for file in scan.files:
        for mention in file.dependencies:
            found = where.get(mention.name.lower()) if mention.kind == "use" else None
            if found:
                yield found._replace(source=file.path, lang=file.lang, name=mention.name.lower())


def _plain(name: str, path: str) -> str:
    """Give a name that says something without the place of its user: what begins with a dot is told by its path.

    >>> _plain("..units", "pkg/units.py"), _plain("../inc/fit.h", "inc/fit.h"), _plain(".", "pkg/__init__.py")
    ('pkg.units', 'inc/fit.h', 'pkg')
    """
    if not name.startswith("."):
        return name
    if path.endswith(".py"):
        return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return path
