"""Finds the layout of a repository by what its directories are called and what was copied where.

An ordered list of rules. Each looks at what the rules before it have found, adds branch roots with the evidence for
them, or passes on. Names decide where they are plain; copies where they are not: a directory that a branch was copied
to is a branch, whatever its name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from .directories import Directories, Directory
from .layout import STANDARD, TAG_WORDS, Kind, Layout, Patterns, Root, kind_of, single, standard

# names for the main line that say it only beside a container of branches or tags
_TRUNKS = ("main", "head", "master", "mainline", "devel", "development", "dev", "current")
_CONTAINERS = ("branches", "tags")
_LIKE_CONTAINERS = frozenset({*_CONTAINERS, "branch", "tag", "releases", "release", "versions", "snapshots"})
_LIKE_TAGS = re.compile(r"(^|[-_. ])[vr]?\d+([-_.]\d+)+|release|^tag", re.IGNORECASE)

IF_EVER = "if one is ever made"
"""Why a root is in a layout though no directory of it is in the history: a longer history may have one."""

# changes of files beside branches and tags that make a main line; a README or two make none
_WORK = 5

# how deep projects are looked for: group/subgroup/package/trunk and one more
_DEPTH = 5


class Draft:
    """The roots found so far, and what they are found from."""

    def __init__(self, directories: Directories) -> None:
        self.directories = directories
        self.roots: list[Root] = []
        self._patterns = Patterns()

    def add(
        self,
        pattern: str,
        kind: Kind,
        why: str,
        last: int | None = None,
        *,
        inverted: bool = False,
        of: str | None = None,
    ) -> bool:
        """Take a root, unless it is known."""
        if any(root.pattern == pattern for root in self.roots):
            return False
        root = Root(pattern, kind, why, 0, last, inverted, of)
        self.roots.append(root)
        if last is None:
            self._patterns.add(root)
        return True

    def owner(self, path: str) -> Root | None:
        """Give the root that a path belongs to."""
        found = self._patterns.owner(path)
        return found[0] if found else None

    def is_root(self, path: str) -> bool:
        """Tell whether a path is a branch root itself."""
        found = self._patterns.owner(path)
        return found is not None and found[1] == (path.count("/") + 1 if path else 0)

    def holds(self, path: str) -> bool:
        """Tell whether a path is in a root, or has roots below it."""
        return self.owner(path) is not None or any(root.pattern.startswith(path + "/") for root in self.roots)

    def projects(self) -> Iterator[tuple[str, Root]]:
        """Yield (directory, trunk) of each project whose trunk has a directory of its own."""
        for root in list(self.roots):
            if root.kind == "trunk" and root.pattern and "*" not in root.pattern and root.last is None:
                yield root.pattern.rpartition("/")[0], root


def find(directories: Directories) -> Layout:
    """Give the layout that the rules find."""
    draft = Draft(directories)
    plain = _plain(directories)
    if not plain.is_single:
        for root in plain.roots:
            name = root.pattern.partition("/")[0]
            draft.add(root.pattern, root.kind, f"named {name}" if directories.top.lives(name) else IF_EVER)
    before = len(draft.roots)
    made = {root.pattern for root in draft.roots if root.why != IF_EVER}
    for rule in RULES:
        rule(draft)
    if len(draft.roots) == before:
        return Layout(tuple(_weighed(draft, root) for root in draft.roots), plain.reason) if draft.roots else plain
    if any(root.kind == "trunk" and root.why != IF_EVER for root in draft.roots):
        # a main line of another name takes the place of the trunk that never was
        draft.roots = [root for root in draft.roots if root.pattern != "trunk" or root.why != IF_EVER]
    roots = tuple(_weighed(draft, root) for root in sorted(draft.roots, key=_rank))
    reason = _reason(roots)
    return Layout(roots, reason, plain if _deviates(roots, plain, made) else None)


def _weighed(draft: Draft, root: Root) -> Root:
    """Give a root with what its directories did added to the evidence."""
    if root.last is not None or root.why == IF_EVER or "*" in root.pattern.removesuffix("/*"):
        return root
    if root.pattern.endswith("/*"):
        lives = [life for below in draft.directories.below(root.pattern[:-2]).values() for life in below]
        copies = sum(life.is_copy and draft.is_root(life.copied_path) for life in lives)
        what = f"{len(lives)} in it, {copies} of them copied from a branch"
    else:
        work = sum(life.touched for life in draft.directories.lives(root.pattern))
        copies = sum(copy.copied_path == root.pattern for copy in draft.directories.copies)
        what = f"changed in {work} revision{'s' * (work != 1)}" + (f", copied {_times(copies)}" if copies else "")
    return replace(root, why=f"{root.why}; {what}")


def _plain(directories: Directories) -> Layout:
    """Give what the names at the top alone say."""
    names = [name for name in ("trunk", *_CONTAINERS) if directories.top.lives(name)]
    if names:
        return standard(f"{_enumerated(names)} at the top")
    return single("no trunk, branches or tags anywhere: the whole repository is one branch")


def _deviates(roots: Iterable[Root], plain: Layout, made: set[str]) -> bool:
    """Tell whether roots cut through those of the plain reading that are in use (``made``), or only add to them."""
    if plain.is_single:
        return True
    patterns = Patterns(plain.roots)
    known = {root.pattern for root in plain.roots}
    kept = {root.pattern for root in roots}
    return not made <= kept or any(root.pattern not in known and patterns.owner(root.pattern) for root in roots)


def _rank(root: Root) -> tuple[bool, int, int, str]:
    kinds: list[str] = ["trunk", "branch", "tag"]
    return (
        root.last is not None,
        root.pattern.count("/") - root.pattern.count("*"),
        kinds.index(root.kind),
        root.pattern,
    )


def _reason(roots: tuple[Root, ...]) -> str:
    layout = Layout(roots, "")
    trunks = [root for root in roots if root.kind == "trunk" and root.last is None]
    projects = sorted({layout.project(root.pattern) for root in trunks})
    turns = len(layout.eras) - 1
    parts = []
    if len(projects) > 1:
        parts.append(f"{len(projects)} projects")
    elif trunks:
        parts.append(f"the main line is '{trunks[0].pattern or '/'}'")
    else:
        parts.append("branches, and no main line")
    if turns:
        parts.append(f"the layout changed {'once' if turns == 1 else f'{turns} times'}")
    return "; ".join(parts)


# -- the rules


def by_name(draft: Draft) -> None:
    """Where a directory called trunk lies is a project; so is where branches or tags lie beside a main line."""
    waiting = [""]
    while waiting:
        path = waiting.pop(0)
        below = draft.directories.below(path)
        taken = _project_at(draft, path, below)
        if path.count("/") + bool(path) < _DEPTH:
            rest = (name for name in below if name not in taken)
            waiting += [inner for inner in (_join(path, name) for name in rest) if not draft.owner(inner)]


def _project_at(draft: Draft, path: str, below: dict[str, list[Directory]]) -> set[str]:
    """Add the project of a directory, if it is one; give the names that belong to it."""
    words = {name.casefold(): name for name in below}
    containers = [words[word] for word in _CONTAINERS if word in words]
    trunk, why = words.get("trunk", ""), "named trunk"
    if trunk and path and not _is_tidy(draft, path, below[trunk][0].born):
        return set()
    if not trunk and containers:
        trunk, why = _main_line(draft, path, below, containers)
        if trunk == "." and not (path or _plain_top(draft)):
            return set(containers)
    elif not trunk:
        trunk, containers, why = _weakly_named(draft, path, words)
    if not trunk:
        return set(containers) if not path else set()
    own = path if trunk == "." else _join(path, trunk)
    draft.add(own, "trunk", why)
    for word in _CONTAINERS:
        pattern = _join(path, words.get(word, word)) + "/*"
        draft.add(pattern, kind_of(pattern.casefold()), "beside it" if word in words else IF_EVER)
    for container in containers:
        pattern = _join(path, container) + "/*"
        draft.add(pattern, kind_of(pattern.casefold()), f"copies of '{own}' are in it")
    return {trunk, *containers}


def _plain_top(draft: Draft) -> bool:
    return any(root.pattern in STANDARD for root in draft.roots)


def _main_line(draft: Draft, path: str, below: dict[str, list[Directory]], containers: list[str]) -> tuple[str, str]:
    """Give the name of the directory beside containers that is copied into them, "." for the one they lie in."""
    folders = {_join(path, container) for container in containers}
    counts: Counter[str] = Counter()
    for copy in draft.directories.copies:
        if copy.path.rpartition("/")[0] in folders:
            folder, _, name = copy.copied_path.rpartition("/")
            if copy.copied_path == path:
                counts["."] += 1
            elif folder == path and name in below and name not in containers:
                counts[name] += 1
    # a directory of a main line at the top may be tagged, too; the one copied most is the main line
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        return name, f"copied {_times(count)} into {' and '.join(sorted(containers))}"
    words = {name.casefold(): name for name in below}
    return next(((words[word], f"named {words[word]}") for word in _TRUNKS if word in words), ("", ""))


def _weakly_named(draft: Draft, path: str, words: dict[str, str]) -> tuple[str, list[str], str]:
    """Look for a main line and a container that have unusual names, joined by a copy."""
    for word in _TRUNKS:
        if word not in words:
            continue
        source = _join(path, words[word])
        into = {copy.path.rpartition("/")[0] for copy in draft.directories.copies if copy.copied_path == source}
        containers = [name for key, name in words.items() if key in _LIKE_CONTAINERS and _join(path, name) in into]
        if containers:
            return words[word], containers, f"named {words[word]}, and copied into {' and '.join(sorted(containers))}"
    return "", [], ""


def _is_tidy(draft: Draft, path: str, since: int) -> bool:
    """Tell whether a directory holds branches, rather than being a source directory with one called trunk in it."""
    late = 0
    for directory in draft.directories.lives(path):
        late += sum(gone is None or gone > since for _, gone in directory.file_names().values())
    return late <= 5


def by_copies(draft: Draft) -> None:
    """A directory outside every branch that a branch was copied to is one itself."""
    found = True
    while found:
        found = False
        for copy in draft.directories.copies:
            if draft.owner(copy.path) or not draft.is_root(copy.copied_path) or not copy.copied_path:
                continue
            if any(root.pattern.startswith(copy.path + "/") for root in draft.roots):
                continue  # it was made into a project of its own; see by_eras
            pattern = _container(draft, copy)
            source = draft.owner(copy.copied_path)
            project = source.split(copy.copied_path.split("/"))[0] if source else ""
            why = f"copied from '{copy.copied_path}' in r{copy.born}"
            found |= draft.add(pattern, _kind(draft, pattern, copy), why, of=project)


def _container(draft: Draft, copy: Directory) -> str:
    """Give the pattern for a copy and its like: what lies beside it counts if most of that are copies of branches."""
    folder = copy.path.rpartition("/")[0]
    parent = copy.parent
    inside = any(
        root.pattern.startswith(folder + "/") and not root.pattern.startswith(folder + "/*") for root in draft.roots
    )
    if not folder or parent is None or inside or parent.file_names():
        return copy.path
    lives = [life for name in parent.names() for life in parent.lives(name)]
    copies = [life for life in lives if life.is_copy and draft.is_root(life.copied_path)]
    return f"{folder}/*" if 2 * len(copies) >= len(lives) else copy.path


def _kind(draft: Draft, pattern: str, copy: Directory) -> Kind:
    name = pattern.removesuffix("/*").rpartition("/")[2].casefold()
    if pattern.endswith("/*"):
        parent = copy.parent
        lives = [life for inner in parent.names() for life in parent.lives(inner)] if parent else []
        untouched = len(lives) > 1 and not any(life.touched for life in lives)
        return "tag" if name in TAG_WORDS or name.startswith("tag") or untouched else "branch"
    return "tag" if not copy.touched and _LIKE_TAGS.search(name) else "branch"


def by_inversion(draft: Draft) -> None:
    """Where trunk/proj is copied to tags/proj/1.0, the directories of trunk are the projects."""
    for path, trunk in draft.projects():
        counts: Counter[str] = Counter()
        whole = 0
        containers = {root.pattern for root in draft.roots if root.pattern.endswith("/*")}
        for copy in draft.directories.copies:
            parts = copy.path.removeprefix(path + "/" if path else "").split("/")
            folder, _, name = copy.copied_path.rpartition("/")
            if _join(path, parts[0]) + "/*" not in containers:
                continue
            whole += copy.copied_path == trunk.pattern
            counts[name] += folder == trunk.pattern and len(parts) == 3 and parts[1] == name
        projects = [name for name, count in counts.items() if count]
        below = draft.directories.below(trunk.pattern)
        if not projects or whole >= sum(counts.values()) or 2 * len(projects) < len(below):
            continue
        _invert(draft, path, trunk, sorted(below), sum(counts.values()))


def _invert(draft: Draft, path: str, trunk: Root, names: list[str], copies: int) -> None:
    containers = [r for r in draft.roots if r.pattern.endswith("/*") and r.pattern[:-2].rpartition("/")[0] == path]
    why = f"{_times(copies)} a directory of '{trunk.pattern}' was copied into one of its name"
    draft.roots.remove(trunk)
    for name in names:
        draft.add(f"{trunk.pattern}/{name}", "trunk", why, inverted=True)
        for container in containers:
            draft.add(f"{container.pattern[:-1]}{name}/*", container.kind, why, inverted=True)


def by_nesting(draft: Draft) -> None:
    """A directory among the branches that holds nothing but copies of branches is a container: branches/ann/fix."""
    for root in list(draft.roots):
        if root.pattern.endswith("/*") and "*" not in root.pattern[:-2]:
            _nested(draft, root.pattern[:-2], root.kind, 2)


def _nested(draft: Draft, folder: str, kind: Kind, depth: int) -> None:
    for name, lives in draft.directories.below(folder).items():
        path = f"{folder}/{name}"
        if any(root.pattern == path + "/*" for root in draft.roots):
            continue
        if any(life.origin is not None or life.is_copy or life.file_names() for life in lives):
            continue
        inner = [inner for below in draft.directories.below(path).values() for inner in below]
        copies = [life for life in inner if life.is_copy and draft.is_root(life.copied_path)]
        if copies and len(copies) == len(inner):
            draft.add(path + "/*", kind, f"all that '{path}' ever held are copies of branches")
        elif not copies and inner and depth > 1:
            _nested(draft, path, kind, depth - 1)


def by_absence(draft: Draft) -> None:
    """Where branches or tags lie at the top and a trunk nowhere, the files beside them are the main line."""
    if not _plain_top(draft) or any(root.kind == "trunk" and root.why != IF_EVER for root in draft.roots):
        return
    top = draft.directories.top
    beside = [life for name in top.names() if not draft.holds(name) for life in top.lives(name)]
    work = len(top.files) + sum(life.touched for life in beside)
    if work >= _WORK:
        draft.add("", "trunk", "there is no trunk, and files lie beside branches and tags")


def by_eras(draft: Draft) -> None:
    """Where a trunk's first files came from is where the project was developed before."""
    waiting = [root.pattern for root in draft.roots if root.kind == "trunk" and "*" not in root.pattern]
    while waiting:
        path = waiting.pop(0)
        lives = draft.directories.lives(path)
        if not lives:
            continue
        found = _moved_from(draft, lives[0])
        if found is None:
            continue
        former, turn, why = found
        if draft.add(former, "trunk", why, turn - 1) and former:
            waiting.append(former)


def _moved_from(draft: Draft, trunk: Directory) -> tuple[str, int, str] | None:
    """Give the directory that a trunk was made from, the revision of the turn, and why."""
    if trunk.is_copy:
        path = trunk.copied_path
        if not draft.owner(path) and _was_worked_on(draft, path, trunk.born) and _ends(draft, path, trunk):
            return path, trunk.born, f"moved to '{trunk.path}' in r{trunk.born}"
        return None
    for path, (count, first, last) in sorted(trunk.filled.items(), key=lambda item: -item[1][0]):
        if draft.owner(path) or not _was_worked_on(draft, path, first):
            continue
        had = _entries(draft, path, first, trunk)
        if 2 * count >= len(had) and _ends(draft, path, trunk):
            turn = last if last - first < 50 else first
            return path, turn, f"{count} of its {len(had)} entries were moved to '{trunk.path}' in r{first}"
    return _moved_without_copy(draft, trunk)


def _moved_without_copy(draft: Draft, trunk: Directory) -> tuple[str, int, str] | None:
    """Look for a directory above a trunk whose entries went when the same names came in the trunk."""
    path = trunk.path
    came = {name for name, (first, _) in trunk.files.items() if first <= trunk.born + 5}
    came |= {name for name, lives in trunk.children.items() if lives[0].born <= trunk.born + 5}
    while path and came:
        path = path.rpartition("/")[0]
        if draft.owner(path):
            return None
        had = _entries(draft, path, trunk.born, trunk)
        kept = _entries(draft, path, trunk.born + 5, trunk)
        gone = (had - kept) & came
        if len(gone) >= 2 and 2 * len(gone) >= len(had):
            return path, trunk.born, f"{len(gone)} of its {len(had)} entries went when '{trunk.path}' came with them"
    return None


def _entries(draft: Draft, path: str, revision: int, trunk: Directory) -> set[str]:
    """Give the names of what lay in a directory before a revision and belongs to no root."""
    directory = draft.directories.at(path, revision - 1)
    if directory is None:
        return set()
    found = {
        name
        for name, (first, gone) in directory.file_names().items()
        if first < revision and (gone is None or gone >= revision)
    }
    for name in directory.names():
        inner = _join(path, name)
        above = trunk.path == inner or trunk.path.startswith(inner + "/")
        holds_roots = above or any(root.pattern.startswith(inner + "/") for root in draft.roots)
        if not holds_roots and not draft.owner(inner) and directory.child(name, revision - 1) is not None:
            found.add(name)
    return found


def _was_worked_on(draft: Draft, path: str, before: int) -> bool:
    directory = draft.directories.at(path, before - 1)
    return directory is not None and (directory.touched > 0 or bool(directory.file_names()) or directory.is_copy)


def _ends(draft: Draft, path: str, trunk: Directory) -> bool:
    """Tell whether a trunk's source was left: it is above the trunk, deleted, or nobody worked on it after."""
    if trunk.path.startswith(path + "/") or not path:
        return True
    directory = draft.directories.at(path, trunk.born - 1)
    return directory is not None and directory.died is not None and directory.died <= trunk.born + 50


def by_neighbours(draft: Draft) -> None:
    """Beside two or more projects a directory with files and without branches is a project, too."""
    if _plain_top(draft):
        return
    folders = Counter(path.rpartition("/")[0] for path, _ in draft.projects() if path)
    for folder, count in folders.items():
        if count < 2:
            continue
        for name, lives in draft.directories.below(folder).items():
            path = _join(folder, name)
            known = draft.owner(path) or any(root.pattern.startswith(path + "/") for root in draft.roots)
            if not known and any(life.touched for life in lives):
                draft.add(path, "trunk", "beside other projects, without branches of its own")


def by_use(draft: Draft) -> None:
    """With no name to go by: the directory with most of the work, copied at least twice, is the main line."""
    if draft.roots:
        return
    counts = Counter(copy.copied_path for copy in draft.directories.copies if not _is_rename(copy))
    for path, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        work = sum(life.touched for life in draft.directories.lives(path))
        if count >= 2 and path and 2 * work >= draft.directories.top.touched:
            draft.add(path, "trunk", f"copied {_times(count)}, and most of the work was done in it")
            by_copies(draft)
            return


def _is_rename(copy: Directory) -> bool:
    return copy.origin is not None and copy.origin[0].died == copy.born


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _enumerated(names: list[str]) -> str:
    return " and ".join([*([", ".join(names[:-1])] if names[1:] else []), names[-1]])


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"


RULES: tuple[Callable[[Draft], None], ...] = (
    by_name,
    by_copies,
    by_inversion,
    by_nesting,
    by_use,
    by_absence,
    by_eras,
    by_neighbours,
)
"""In order; each sees what those before it found."""
