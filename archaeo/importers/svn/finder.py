"""Finds the layout of a repository by what its directories are called and what was copied where.

An ordered list of rules. Each looks at what the rules before it have found, adds branch roots with the evidence for
them, or passes on. Names decide where they are plain (`naming`); copies where they are not (`copying`): a directory
that a branch was copied to is a branch, whatever its name. Where a trunk came from is looked for last (`eras`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from .copying import by_copies, by_inversion, by_nesting, by_use
from .directories import Directories
from .draft import CONTAINERS, IF_EVER, Draft, times
from .eras import by_eras
from .layout import Layout, Patterns, Root, single, standard
from .naming import by_absence, by_name, by_neighbours

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
    deviates = _deviates(roots, plain, made) or _feeds(draft, roots, plain)
    return Layout(roots, reason, plain if deviates else None)


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
        what = f"changed in {work} revision{'s' * (work != 1)}" + (f", copied {times(copies)}" if copies else "")
    return replace(root, why=f"{root.why}; {what}")


def _plain(directories: Directories) -> Layout:
    """Give what the names at the top alone say."""
    names = [name for name in ("trunk", *CONTAINERS) if directories.top.lives(name)]
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


def _feeds(draft: Draft, roots: Iterable[Root], plain: Layout) -> bool:
    """Tell whether a branch of the plain reading is a copy from a branch that it has not: there it begins by itself.

    A main line of another name is no guess: what was copied from it as often as from a trunk stands in its place.
    """
    known = {root.pattern for root in plain.roots}
    added = Layout(tuple(root for root in roots if root.pattern not in known and root.kind != "trunk"), "")
    for copy in draft.directories.copies if added.roots else ():
        is_container = any(root.pattern.startswith(copy.path + "/") for root in plain.roots)
        below = [f"/{name}" for name in copy.names()] if is_container else [""]
        if any(plain.root_of(copy.path + name) and added.root_of(copy.copied_path + name) for name in below):
            return True
    return False


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
        parts.append(f"the layout changed {times(turns)}")
    return "; ".join(parts)


def _enumerated(names: list[str]) -> str:
    return " and ".join([*([", ".join(names[:-1])] if names[1:] else []), names[-1]])
