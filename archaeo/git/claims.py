"""What the commits of a repository say of the Subversion revisions they were made of.

Other converters write it into the messages: git-svn and its kin (``git-svn-id: URL@17 UUID``), svn-all-fast-export with
``--add-metadata`` (``svn path=/trunk/; revision=17``), reposurgeon with ``--legacy`` (``Legacy-ID: 17``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

import pygit2

from archaeo.tree import encode

_GIT_SVN = re.compile(r"^git-svn-id: (?P<path>\S*)@(?P<revision>\d+) [0-9a-fA-F-]+\s*$", re.M)
_TRAILERS = (
    _GIT_SVN,
    re.compile(r"^svn path=(?P<path>\S.*?|);? ?revision=(?P<revision>\d+)\s*$", re.M),
    re.compile(r"^Legacy-ID: (?:SVN:)?(?P<revision>\d+)(?:[.-]\d+)?\s*$", re.M),
)


class Claim(NamedTuple):
    """A commit that says which revision it is; ``path`` ends in the branch root's, or is None where it does not say."""

    path: str | None
    commit: str


def read(repository: pygit2.Repository) -> Mapping[str, list[Claim]]:
    """Give revision number to the commits that claim it, over all commits that a ref reaches."""
    found: dict[str, list[Claim]] = {}
    tips = set()
    for name in repository.references:
        target = repository.references[name].peel()
        if isinstance(target, pygit2.Commit):
            tips.add(target.id)
    seen: set[pygit2.Oid] = set()
    for tip in sorted(tips, key=str):
        walker = repository.walk(tip, pygit2.enums.SortMode.TOPOLOGICAL)
        for commit in walker:
            if commit.id in seen:
                walker.hide(commit.id)
                continue
            seen.add(commit.id)
            for trailer in _TRAILERS:
                for match in trailer.finditer(commit.raw_message.decode("utf-8", "surrogateescape")):
                    path = match.groupdict().get("path")
                    path = path.rstrip(";").strip("/") if path is not None else None
                    if path is not None and trailer is _GIT_SVN:
                        # its path is the end of a URL, with blanks and such as %20
                        path = unquote_to_bytes(encode(path)).decode("utf-8", "surrogateescape")
                    found.setdefault(match["revision"], []).append(Claim(path, str(commit.id)))
    return found


def of_branch(claims: Mapping[str, list[Claim]], revision: str, path: str) -> list[str]:
    """Give the commits that claim a revision of a branch; those that name another branch are left out."""
    return [
        claim.commit
        for claim in claims.get(revision, ())
        if claim.path is None or not path or claim.path == path or claim.path.endswith("/" + path)
    ]
