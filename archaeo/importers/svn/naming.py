"""Rules that find branch roots by what directories are called, and by what lies beside them."""

from __future__ import annotations

from collections import Counter

from .directories import Directory
from .draft import CONTAINERS, IF_EVER, Draft, is_plain_top, join, times
from .layout import kind_of

# names for the main line that say it only beside a container of branches or tags
_TRUNKS = ("main", "head", "master", "mainline", "devel", "development", "dev", "current")
_LIKE_CONTAINERS = frozenset({*CONTAINERS, "branch", "tag", "releases", "release", "versions", "snapshots"})

# changes of files beside branches and tags that make a main line; a README or two make none
_WORK = 5

# how deep projects are looked for: group/subgroup/package/trunk and one more
_DEPTH = 5


def by_name(draft: Draft) -> None:
    """Where a directory called trunk lies is a project; so is where branches or tags lie beside a main line."""
    waiting = [""]
    while waiting:
        path = waiting.pop(0)
        below = draft.directories.below(path)
        taken = _project_at(draft, path, below)
        if path.count("/") + bool(path) < _DEPTH:
            rest = (name for name in below if name not in taken)
            waiting += [inner for inner in (join(path, name) for name in rest) if not draft.owner(inner)]


def _project_at(draft: Draft, path: str, below: dict[str, list[Directory]]) -> set[str]:
    """Add the project of a directory, if it is one; give the names that belong to it."""
    words = {name.casefold(): name for name in below}
    containers = [words[word] for word in CONTAINERS if word in words]
    trunk, why = words.get("trunk", ""), "named trunk"
    if trunk and path and not _is_tidy(draft, path, below[trunk][0].born):
        return set()
    if not trunk and containers:
        trunk, why = _main_line(draft, path, below, containers)
        if trunk == "." and not (path or is_plain_top(draft)):
            return set(containers)
    elif not trunk:
        trunk, containers, why = _weakly_named(draft, path, words)
    if not trunk:
        return set(containers) if not path else set()
    own = path if trunk == "." else join(path, trunk)
    draft.add(own, "trunk", why)
    for word in CONTAINERS:
        pattern = join(path, words.get(word, word)) + "/*"
        draft.add(pattern, kind_of(pattern.casefold()), "beside it" if word in words else IF_EVER)
    for container in containers:
        pattern = join(path, container) + "/*"
        draft.add(pattern, kind_of(pattern.casefold()), f"copies of '{own}' are in it")
    return {trunk, *containers}


def _main_line(draft: Draft, path: str, below: dict[str, list[Directory]], containers: list[str]) -> tuple[str, str]:
    """Give the name of the directory beside containers that is copied into them, "." for the one they lie in."""
    folders = {join(path, container) for container in containers}
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
        return name, f"copied {times(count)} into {' and '.join(sorted(containers))}"
    words = {name.casefold(): name for name in below}
    return next(((words[word], f"named {words[word]}") for word in _TRUNKS if word in words), ("", ""))


def _weakly_named(draft: Draft, path: str, words: dict[str, str]) -> tuple[str, list[str], str]:
    """Look for a main line and a container that have unusual names, joined by a copy."""
    for word in _TRUNKS:
        if word not in words:
            continue
        source = join(path, words[word])
        into = {copy.path.rpartition("/")[0] for copy in draft.directories.copies if copy.copied_path == source}
        containers = [name for key, name in words.items() if key in _LIKE_CONTAINERS and join(path, name) in into]
        if containers:
            return words[word], containers, f"named {words[word]}, and copied into {' and '.join(sorted(containers))}"
    return "", [], ""


def _is_tidy(draft: Draft, path: str, since: int) -> bool:
    """Tell whether a directory holds branches, rather than being a source directory with one called trunk in it."""
    late = 0
    for directory in draft.directories.lives(path):
        late += sum(gone is None or gone > since for _, gone in directory.file_names().values())
    return late <= 5


def by_absence(draft: Draft) -> None:
    """Where branches or tags lie at the top and a trunk nowhere, the files beside them are the main line."""
    if not is_plain_top(draft) or any(root.kind == "trunk" and root.why != IF_EVER for root in draft.roots):
        return
    top = draft.directories.top
    beside = [life for name in top.names() if not draft.holds(name) for life in top.lives(name)]
    work = len(top.files) + sum(life.touched for life in beside)
    if work >= _WORK:
        draft.add("", "trunk", "there is no trunk, and files lie beside branches and tags")


def by_neighbours(draft: Draft) -> None:
    """Beside two or more projects a directory with files and without branches is a project, too."""
    if is_plain_top(draft):
        return
    folders = Counter(path.rpartition("/")[0] for path, _ in draft.projects() if path)
    for folder, count in folders.items():
        if count < 2:
            continue
        for name, lives in draft.directories.below(folder).items():
            path = join(folder, name)
            known = draft.owner(path) or any(root.pattern.startswith(path + "/") for root in draft.roots)
            if not known and any(life.touched for life in lives):
                draft.add(path, "trunk", "beside other projects, without branches of its own")
