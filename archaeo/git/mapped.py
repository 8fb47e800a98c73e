"""Finds the commit that holds a Subversion state in a repository that was converted before, by whatever tool.

In order of what is known of it: archaeo's revision map; what other converters wrote into the messages (`claims`); else
only the names of its branches and tags, and the dates of its commits.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from archaeo.errors import ArchaeoError, Location
from archaeo.model import BlobId, Sought

from . import claims, revmap
from .commits import Commits

if TYPE_CHECKING:
    import pygit2

_COPY = "unchanged copy of "
_ENDS = ("deleted", "replaced", "moved")
_MOST_STEPS = 1000


class Found:
    """The commits that a conversion's submodules can name: its own, and those of repositories on this machine."""

    def __init__(self, written: Commits) -> None:
        self._written = written
        self._open: dict[str, _Repository] = {}

    def own(self, key: str) -> BlobId | None:
        """Give the id of a commit that was written, by its key."""
        return self._written.get(key)

    def elsewhere(self, repository: str, sought: Sought) -> BlobId | None:
        """Give the commit of a repository on this machine that holds a state, None where none is known to.

        Raises:
            ArchaeoError: there is no such repository.
        """
        if repository not in self._open:
            self._open[repository] = _Repository(repository)
        return self._open[repository].find(sought)


class _Repository:
    """A converted repository, by paths and revisions."""

    def __init__(self, name: str) -> None:
        import pygit2

        try:
            self._repository = pygit2.Repository(name)
        except (pygit2.GitError, KeyError, ValueError):
            raise ArchaeoError(
                "is no git repository",
                hint="convert it first, or take it out of the map of externals",
                location=Location(name),
            ) from None
        folder = Path(self._repository.path)
        # path to (revision, commit or "", why there is none), in the order of the revisions
        self._rows: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
        if (folder / revmap.REVMAP).exists():
            for row in revmap.read(folder):
                if row.revision.isdecimal() and row.reason not in (revmap.OUTSIDE, revmap.PLAIN):
                    self._rows[row.path].append((int(row.revision), row.commit, row.reason))
        else:
            for revision, claimed in claims.read(self._repository).items():
                for claim in claimed:
                    self._rows[claim.path or ""].append((int(revision), claim.commit, ""))
        for rows in self._rows.values():
            rows.sort(key=lambda row: row[0])
        made = {commit: number for rows in self._rows.values() for number, commit, _ in rows if commit}
        self._revision_of = made
        dated = sorted((number, self._date(commit)) for commit, number in made.items())
        self._numbers = [number for number, _ in dated]
        self._dates: list[int] = []
        for _, date in dated:
            self._dates.append(max(date, self._dates[-1]) if self._dates else date)

    def find(self, sought: Sought) -> BlobId | None:
        """Give the commit of a state."""
        if not self._rows:
            found = self._by_name(sought)
        else:
            path = self._path(sought)
            found = self._by_revision(path, sought) if path is not None else None
        return bytes.fromhex(found) if found else None

    def _path(self, sought: Sought) -> str | None:
        """Give the branch root that a URL means: below the mapped one, or else the longest that the URL ends in."""
        if sought.below in self._rows:
            return sought.below
        url = sought.url.rstrip("/")
        fitting = [path for path in self._rows if path and (url.endswith("/" + path) or url == path)]
        # git-svn says the whole URL, which may begin with another protocol or host name
        fitting = fitting or [path for path in self._rows if sought.below and path.endswith("/" + sought.below)]
        return max(fitting, key=lambda path: (len(path), path)) if fitting else None

    def _by_revision(self, path: str, sought: Sought) -> str | None:
        wanted = sought.revision
        if wanted is None:
            index = bisect_right(self._dates, int(sought.date.timestamp()))
            # clocks of two servers differ, and a revision without a commit has no date: then the first state there is
            wanted = max(self._numbers[index - 1] if index else 0, self._rows[path][0][0])
        commit = self._at(path, max(wanted, sought.peg or 0)) or self._at(path, wanted)
        # looked up where it was later, a branch may have had another path at the revision itself
        while commit is not None and self._revision_of[commit] > wanted:
            parents = self._commit(commit).parent_ids
            commit = str(parents[0]) if parents and str(parents[0]) in self._revision_of else None
        return commit

    def _at(self, path: str, revision: int) -> str | None:
        """Give the commit of a branch root at a revision."""
        for _ in range(_MOST_STEPS):
            rows = self._rows.get(path, [])
            index = bisect_right(rows, revision, key=lambda row: row[0])
            for number, commit, reason in reversed(rows[:index]):
                if commit:
                    return commit
                if reason.startswith(_COPY):
                    path, _, at = reason.removeprefix(_COPY).rpartition("@")
                    path, revision = path.strip("/"), min(int(at), number)
                    break
                if reason.startswith(_ENDS):
                    return None
            else:
                return None
        return None

    def _by_name(self, sought: Sought) -> str | None:
        """Give the commit of a tag of the URL's name, or the newest of a branch by then; no revision can be told."""
        name = sought.url.rstrip("/").rpartition("/")[2]
        folder = sought.url.rstrip("/").rpartition("/")[0].rpartition("/")[2]
        if folder == "tags":
            return self._tip(f"refs/tags/{name}")
        if sought.revision is not None:
            return None
        is_branch = folder == "branches"
        commit = self._tip(f"refs/heads/{name}" if is_branch else "HEAD")
        while commit is not None and self._date(commit) > sought.date.timestamp():
            parents = self._commit(commit).parent_ids
            commit = str(parents[0]) if parents else None
        return commit

    def _tip(self, name: str) -> str | None:
        import pygit2

        try:
            return str(self._repository.lookup_reference(name).resolve().peel(pygit2.Commit).id)
        except (KeyError, pygit2.GitError, pygit2.InvalidSpecError):
            return None

    def _date(self, commit: str) -> int:
        return self._commit(commit).commit_time

    def _commit(self, commit: str) -> pygit2.Commit:
        import pygit2

        found = self._repository[commit]
        assert isinstance(found, pygit2.Commit)
        return found
