"""Dumps that nobody converted: commits, ChangeLogs and differences, as those of the repository they would make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path

from archaeo.decoding import decoded
from archaeo.errors import ArchaeoError
from archaeo.importers import changelog
from archaeo.importers.changelog import ChangeLog
from archaeo.importers.svn.retold import Difference, Retelling
from archaeo.model import Commit, Diagnostic, Identity, ImportOptions, Release, SourceFile
from archaeo.reconcile import history
from archaeo.tree import File

from .difference import MOST_LINES

_MAIN = "refs/heads/main"


class ToldDump:
    """A dump, followed as a conversion would follow it; its texts can be read while ``opened`` is."""

    def __init__(self, path: Path, options: ImportOptions, opened: ExitStack) -> None:
        problems: list[Diagnostic] = []
        self._told = opened.enter_context(Retelling(str(path), options))
        self.commits, refs = self._told.commits(problems)
        self.releases = tuple(
            Release(ref.name.removeprefix("refs/tags/"), ref.date, f"tag {ref.name}", ref.target)
            for ref in sorted(refs, key=lambda ref: ref.name)
            if ref.name.startswith("refs/tags/") and ref.date is not None
        )
        self.aside: tuple[Commit, ...] = tuple(self._told.aside)
        self.diagnostics = tuple(problems)
        self._by_key = {commit.key: commit for commit in self.commits}

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The files of the newest state of the main line; of the first branch, where there is no main line."""
        branches = sorted(self._told.branches, key=lambda branch: self._told.branches[branch] != _MAIN)
        return tuple(self._told.files(branches[0])) if branches else ()

    # what the reconciliation asks for

    def edited(self, parent: str, commit: str, path: str) -> history.Difference:
        """Give how a file differs between a commit and its parent."""
        return history.difference(self._text(parent, path) if parent else b"", self._text(commit, path))

    def _text(self, commit: str, path: str) -> bytes:
        """Give the text of a file at a commit, which changed it or came right before one that did."""
        file = self._at.get((commit, path))
        try:
            return self._told.content(file) if file is not None else b""
        except ArchaeoError:
            return b""

    def main(self) -> set[str]:
        """Give the commits of the main line, with what was merged into it."""
        waiting = [commit.key for commit in self.commits if commit.branch == _MAIN][-1:]
        found: set[str] = set()
        while waiting:
            key = waiting.pop()
            if key not in found and key in self._by_key:
                found.add(key)
                waiting += self._by_key[key].parents
        return found

    @cached_property
    def _at(self) -> dict[tuple[str, str], File | None]:
        found: dict[tuple[str, str], File | None] = {}
        for key, differences in self._told.differences.items():
            for one in differences:
                if changelog.is_changelog_name(one.path):
                    for parent in self._by_key[key].parents[:1]:
                        found.setdefault((parent, one.path), one.before)
                    found[key, one.path] = one.after
        return found

    # what the browser asks for

    def difference(self, key: str) -> str | None:
        """Give what a commit changed, as git writes it; None for a commit that is not here.

        Raises:
            ArchaeoError: a text cannot be read.
        """
        found = self._told.differences.get(key)
        return None if found is None else "\n".join(self._patches(found))

    def between(self, one: str, two: str) -> str | None:
        """Give the difference between a commit and one of those before it; None where neither came before the other."""
        for older, newer in ((one, two), (two, one)):
            way = self._way(older, newer)
            if way is not None:
                return "\n".join(self._patches(_summed(self._told.differences[key] for key in way)))
        return None

    def _way(self, older: str, newer: str) -> list[str] | None:
        """Give the commits from behind the older one to the newer one, along the first parents."""
        way, key = [], newer
        while key != older:
            commit = self._by_key.get(key)
            if commit is None or not commit.parents:
                return None
            way.append(key)
            key = commit.parents[0]
        return way[::-1]

    def _patches(self, differences: Sequence[Difference]) -> Iterator[str]:
        import pygit2

        lines = 0
        for one in differences:
            old, new = (file and self._told.content(file, one.path) for file in (one.before, one.after))
            patch = pygit2.Patch.create_from(old, new, one.path, one.path)
            text = (patch.data or b"").decode("utf-8", "surrogateescape").rstrip("\n")
            pieces = text.split("\n", MOST_LINES - lines)
            lines += len(pieces)
            if lines > MOST_LINES:
                yield "\n".join(pieces[:-1])
                yield f"\n(cut after {MOST_LINES:,} lines; {len(differences):,} files in all)"
                return
            yield text


def _summed(changes: Iterable[Sequence[Difference]]) -> tuple[Difference, ...]:
    """Give several commits' differences as one."""
    found: dict[str, Difference] = {}
    for differences in changes:
        for one in differences:
            before = found[one.path].before if one.path in found else one.before
            found[one.path] = Difference(one.path, before, one.after)
    return tuple(found[path] for path in sorted(found) if found[path].before != found[path].after)


def listed(files: Iterable[SourceFile]) -> tuple[Identity, ...]:
    """Give the people that AUTHORS files and their like name, at the top or in a folder of it."""
    from archaeo.analyzers import identities

    found: list[Identity] = []
    for file in files:
        if file.link is None and file.path.count("/") <= 1 and identities.is_authors_name(file.path):
            try:
                found += identities.listed_people(decoded(file.read()))
            except ArchaeoError:
                continue  # what cannot be read lists nobody
    return tuple(dict.fromkeys(found))


def logs_of(files: Iterable[SourceFile]) -> tuple[tuple[ChangeLog, ...], dict[str, bytes]]:
    """Give the ChangeLogs among files, and their contents by name."""
    known = tuple(files)
    logs = changelog.found_in(known)
    names = {log.file for log in logs}
    return logs, {file.path: file.read() for file in known if file.path in names}
