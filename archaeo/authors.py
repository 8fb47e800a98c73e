"""Drafts the map of authors that a conversion takes: every login, with the name and address that the sources know.

What the project wrote about itself is mined: ChangeLogs and AUTHORS files in its tree, addresses in logins. Nothing is
invented: a login that nobody explained stays as it is, a likeness is put beside it as a comment, to be decided by a
person.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from archaeo.analyzers import identities
from archaeo.convert import convert
from archaeo.decoding import decoded
from archaeo.errors import ArchaeoError
from archaeo.git import reader
from archaeo.importers import changelog
from archaeo.model import ChangeLogEntry, Commit, Identity, ImportOptions, SourceFile

_HEAD = """\
# Who is who: read by `archaeo convert --authors` (and by git-svn). One person a line:
#     login = Name <address>
# Lines with # are comments; what stands in them was found, or is only likely.
"""


def draft(sources: Sequence[Path | str], options: ImportOptions) -> str:
    """Give the map as text, for a source that can be converted or a git repository that was."""
    if len(sources) == 1 and _is_git(Path(sources[0])):
        return _draft(Path(sources[0]))
    with tempfile.TemporaryDirectory(prefix="archaeo-") as folder:
        target = Path(folder) / "repo.git"
        convert(sources, target, options)
        return _draft(target)


def mailmap(people: identities.People) -> str:
    """Give the text of a ``.mailmap``: each identity in the commits with the name and address to show instead.

    Source of the format: git, Documentation/gitmailmap.
    """
    lines = []
    for person in people.persons:
        address = next((seen.identity.email for seen in person.known_as if "@" in seen.identity.email), "")
        for seen in person.known_as:
            same = seen.identity.name == person.name and seen.identity.email == address
            if "commits" in seen.sources and address and not same:
                lines.append(f"{person.name} <{address}> {seen.identity.name} <{seen.identity.email}>\n")
    return "".join(sorted(lines))


def people(repository: Path) -> identities.People:
    """Give everybody whom a repository's commits, ChangeLogs and AUTHORS files name."""
    opened = reader.open_repository(repository)
    commits = list(reader.commits(opened))
    files = list(reader.files(opened))
    return identities.identify(commits, _entries(files), _listed(files))


def _draft(repository: Path) -> str:
    found = people(repository)
    counted = _logins(list(reader.commits(reader.open_repository(repository), with_changes=False)))
    likely: dict[str, list[str]] = {}
    for suggestion in found.suggestions:
        reason = "; ".join(suggestion.reasons)
        likely.setdefault(suggestion.one, []).append(f"perhaps {suggestion.other}: {reason}")
        likely.setdefault(suggestion.other, []).append(f"perhaps {suggestion.one}: {reason}")
    blocks = [_HEAD]
    for login, (count, first, last) in counted.items():
        person = next((p for p in found.persons if any(s.identity.name == login for s in p.known_as)), None)
        name, address = login, ""
        reasons: tuple[str, ...] = ()
        if person is not None:
            name, reasons = person.name, person.reasons
            address = next((s.identity.email for s in person.known_as if "@" in s.identity.email), "")
        years = first if first == last else f"{first}-{last}"
        comments = [f"# {count} commits, {years}", *(f"#   {reason}" for reason in reasons)]
        comments += [f"#   {guess}" for guess in likely.get(name, ())]
        blocks.append("\n".join([*comments, f"{login} = {name} <{address or login}>"]) + "\n")
    return "\n".join(blocks)


def _logins(commits: Sequence[Commit]) -> dict[str, tuple[int, str, str]]:
    """Give login to its number of commits, first and last year, the busiest first."""
    found: dict[str, tuple[int, str, str]] = {}
    for commit in commits:
        year = str(commit.date.year)
        count, first, last = found.get(commit.author.name, (0, year, year))
        found[commit.author.name] = (count + 1, min(first, year), max(last, year))
    return dict(sorted(found.items(), key=lambda item: (-item[1][0], item[0])))


def _entries(files: Sequence[SourceFile]) -> Iterator[ChangeLogEntry]:
    for log in changelog.found_in(files):
        yield from log.entries


def _listed(files: Sequence[SourceFile]) -> Iterator[Identity]:
    for file in files:
        if identities.is_authors_name(file.path):
            try:
                text = decoded(file.read())
            except ArchaeoError:
                continue
            yield from identities.listed_people(text)


def _is_git(path: Path) -> bool:
    return (path / "HEAD").is_file() or (path / ".git").exists()
