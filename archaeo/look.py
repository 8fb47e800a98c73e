"""Says what lies in a folder from an old disk: histories, ChangeLogs, sources, archives, papers, and the rest."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from archaeo import registry
from archaeo.analyzers import manuscripts
from archaeo.errors import ArchaeoError, Location
from archaeo.importers import archives, changelog, svn
from archaeo.importers.svn import checkout

HEAD_BYTES = 1 << 18
"""So much of a file is read to know what it is; enough for a hundred entries of a ChangeLog."""

HISTORIES = ("svn dump", "svn repository", "git repository")
"""Kinds that hold a whole history, the first thing to be dug up."""


@dataclass(frozen=True, slots=True)
class Find:
    """Something that was recognised, or was not.

    Attributes:
        kind: one of `HISTORIES`, ``ChangeLog``, ``sources``, ``svn working copy``, ``cvs working copy``, ``archive``,
            ``papers``, ``other``, ``unknown`` (nothing by itself, or nobody may read it).
        about: what it is in a few words, or why it was passed over.
        uuid: of the repository that a dump was made of; dumps with the same one are parts of one history.
        files: the papers below a folder.
    """

    path: Path
    kind: str
    about: str
    uuid: str = ""
    files: tuple[Path, ...] = ()


Rule = Callable[[Path], Find | None]


def look(sources: Sequence[Path], brief: bool = False) -> tuple[Find, ...]:
    """Give what lies at, or below, each source; histories first, then ChangeLogs, then the rest.

    Args:
        brief: say of a ChangeLog only that it is one, from its beginning: to count 60,000 entries takes a second.

    Raises:
        ArchaeoError: a source does not exist.
    """
    missing = [source for source in sources if not source.exists()]
    if missing:
        where = Location(", ".join(map(str, missing)))
        raise ArchaeoError("there is no such file or folder", hint="check the name", location=where)
    found = [find for source in sources for find in _look(source, brief)]
    order = [*HISTORIES, "svn working copy", "cvs working copy", "ChangeLog", "sources", "archive", "papers"]
    order += ["other", "unknown"]
    return tuple(sorted(found, key=lambda find: order.index(find.kind)))


def name_of(path: Path) -> str:
    """Give a name to call a project by.

    >>> name_of(Path("old/goos.dump.gz")), name_of(Path("old/goos/ChangeLog")), name_of(Path("goos/repo.git"))
    ('goos', 'goos', 'goos')
    >>> name_of(Path("hepmc.ChangeLog"))
    'hepmc'
    """
    path = path.absolute()
    if path.name in ("repo.git", ".git", "repo") or path.name.lower().startswith("changelog"):
        path = path.parent
    name = path.name
    for suffix in (".gz", ".bz2", ".xz", ".zst", ".txt", ".deltas", ".dump", ".svndump", ".svn", ".git"):
        name = name.removesuffix(suffix)
    name = re.sub(r"[-._]?change-?logs?$|-archaeo$", "", name, flags=re.I)
    return name.lstrip(".") or "project"


def _look(source: Path, brief: bool) -> Iterator[Find]:
    rules = _BRIEF_RULES if brief else _FILE_RULES
    if not source.is_dir():
        # what a person names may be a ChangeLog whatever it is called
        named = _file(source, (*rules, partial(_entries, brief=brief)))
        yield named if named.about or named.kind != "unknown" else replace(named, about=_why_nothing(source))
        return
    # a folder that an earlier dig wrote is passed over among others, but looked into when it is named
    whole = _folder(source)
    if whole is not None and whole.kind != "other":
        yield whole
        if whole.kind in HISTORIES or whole.kind == "unknown":
            return
    languages: Counter[str] = Counter()
    papers: list[Path] = []
    unknown: list[Path] = []
    closed: list[Path] = []
    known = suffixes()
    for folder, names, files in os.walk(source, onerror=lambda error: closed.append(Path(error.filename))):
        names.sort()
        here = Path(folder)
        for name in list(names):
            below = here / name
            find = _folder(below)
            # CVS, and Subversion before 1.7, keep their books in each folder of a working copy
            if find is not None and whole is not None and find.kind == whole.kind:
                find = None
            if find is not None and find.kind == "unknown":
                closed.append(below)
            elif find is not None:
                yield find
            if find is not None or name in _BOOKKEEPING or (below / "summary.json").is_file():
                names.remove(name)
        for name in sorted(files):
            find = _file(here / name, rules)
            if find.kind == "papers":
                papers.append(here / name)
            elif find.kind != "unknown":
                yield find
            elif find.about:
                closed.append(here / name)
            elif (language := known.get(Path(name).suffix) or known.get(Path(name).suffix.lower())) is not None:
                languages[language] += 1
            else:
                unknown.append(here / name)
    if languages:
        ranked = ", ".join(f"{count} {name}" for name, count in languages.most_common(4))
        total = sum(languages.values())
        yield Find(source, "sources", f"{total} source file{'s' * (total != 1)} ({ranked})")
    if papers:
        about = f"{len(papers)} paper{'s' * (len(papers) != 1)}: {_some(papers, source)}"
        yield Find(source, "papers", about, files=tuple(papers))
    if unknown:
        about = f"{len(unknown)} other file{'s' * (len(unknown) != 1)}: {_some(unknown, source)}"
        yield Find(source, "unknown", about)
    if closed:
        yield Find(source, "unknown", f"{len(closed)} that cannot be read (see ls -l): {_some(closed, source)}")


def _why_nothing(path: Path) -> str:
    """Say what a person named that is nothing, where one look tells."""
    if not path.is_file():
        return "a pipe or a device, which is not read"
    return "" if path.stat().st_size else "an empty file"


def _some(paths: Sequence[Path], source: Path) -> str:
    some = ", ".join(str(path.relative_to(source)) for path in paths[:3])
    return some + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")


_BOOKKEEPING = frozenset({".git", ".svn", "CVS", ".hg", ".bzr", "_darcs", "RCS", "SCCS", "__pycache__", ".venv"})


@cache
def suffixes() -> dict[str, str]:
    """Give the suffixes of source files, each with its language."""
    languages = registry.load("archaeo.analyzers.languages")
    return {suffix: name for name, language in languages.items() for suffix in language.SUFFIXES}


def _folder(path: Path) -> Find | None:
    """Give what a folder is, of kind ``unknown`` where nobody may look into it, None for one that is nothing by
    itself."""
    try:
        return next((find for rule in _FOLDER_RULES if (find := rule(path)) is not None), None)
    except OSError as error:
        return _closed(path, error)


def _file(path: Path, rules: Sequence[Rule]) -> Find:
    try:
        if not path.is_file():  # to open a pipe or a device could wait for ever
            return Find(path, "unknown", "")
        path.open("rb").close()  # the rules pass over what they cannot read
        return next((find for rule in rules if (find := rule(path)) is not None), Find(path, "unknown", ""))
    except OSError as error:
        return _closed(path, error)


def _closed(path: Path, error: OSError) -> Find:
    return Find(path, "unknown", f"cannot be read: {(error.strerror or 'unknown').lower()}")


def _dug_before(path: Path) -> Find | None:
    if (path / "repo.git").is_dir() and (path / "summary.json").is_file():
        return Find(path, "other", "written by archaeo, left alone")
    return None


def _git(path: Path) -> Find | None:
    bare = (path / "HEAD").is_file() and (path / "objects").is_dir() and (path / "refs").is_dir()
    if bare or (path / ".git").exists():
        return Find(path, "git repository", "bare" if bare else "with files")
    return None


def _svn_repository(path: Path) -> Find | None:
    return Find(path, "svn repository", "a repository as the server had it") if svn.sniff(path, b"") else None


def _working_copy(path: Path) -> Find | None:
    if (path / ".svn").is_dir():
        place = checkout.place(path)
        of = f"of {place[0]}, revision {place[1]}; " if place else ""
        return Find(path, "svn working copy", f"{of}one state of the files, its history is on a server")
    if (path / "CVS" / "Entries").is_file():
        return Find(path, "cvs working copy", f"{_cvs_place(path)}one state of the files, its history is on a server")
    return None


def _cvs_place(path: Path) -> str:
    """Say where a CVS working copy came from, without the name it was checked out under."""
    try:
        root, module = (
            (path / "CVS" / name).read_bytes()[:1000].decode("utf-8", "replace") for name in ("Root", "Repository")
        )
    except OSError:
        return ""
    return f"of {module.strip()} on {root.strip().rpartition('@')[2]}; "


def _other_repository(path: Path) -> Find | None:
    for mark, name in ((".hg", "Mercurial"), (".bzr", "Bazaar"), ("_darcs", "Darcs"), ("CVSROOT", "CVS")):
        if (path / mark).is_dir():
            return Find(path, "other", f"a {name} repository, not read yet; convert it to git first")
    return None


def _dump(path: Path) -> Find | None:
    head = svn.head(path)
    if svn.sniff(path, head):
        packed = "" if path.suffix in ("", ".dump", ".svndump") else f", packed ({path.suffix[1:]})"
        uuid = re.search(rb"^UUID: (\S+)", head, re.M)
        return Find(path, "svn dump", f"{_size(path)}{packed}", uuid[1].decode("ascii", "replace") if uuid else "")
    return None


def _archive(path: Path) -> Find | None:
    if path.name.lower().endswith(archives.SUFFIXES):
        return Find(path, "archive", _size(path))
    return None


def _rcs(path: Path) -> Find | None:
    if path.name.endswith(",v"):
        return Find(path, "other", "an RCS or CVS file, not read yet; cvs2svn or cvs-fast-export reads it")
    return None


def _paper(path: Path) -> Find | None:
    suffix = path.suffix.lower()
    if suffix not in manuscripts.SUFFIXES:
        return None
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not manuscripts.sniff(path.name, head):
        return None
    return Find(path, "papers", f"1 paper, {_size(path)}", files=(path,))


def _changelog(path: Path, brief: bool = False) -> Find | None:
    # to look into every source file for entries would be slow and find git logs quoted in comments
    named = changelog.is_changelog_name(path.name)
    if named or path.suffix.lower() in ("", ".txt", ".log", ".changelog", ".changes", ".history"):
        return _entries(path, brief)
    return None


def _entries(path: Path, brief: bool = False) -> Find | None:
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not changelog.sniff(path, head):
        return None
    if brief:
        return Find(path, "ChangeLog", "")
    whole = changelog.parse(path.read_bytes(), path.name)
    dates = sorted(str(entry.date)[:10] for entry in whole.entries if entry.date)
    span = f", {dates[0]} to {dates[-1]}" if dates else ""
    entries = f"{len(whole.entries)} {'entry' if len(whole.entries) == 1 else 'entries'}"
    return Find(path, "ChangeLog", f"{entries}{span}, dialect {whole.dialect}")


def _size(path: Path) -> str:
    size = path.stat().st_size
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size /= 1000  # type: ignore[assignment]
    return f"{size:.1f} GB"


_FOLDER_RULES: tuple[Rule, ...] = (_dug_before, _git, _svn_repository, _working_copy, _other_repository)
_FILE_RULES: tuple[Rule, ...] = (_dump, _archive, _rcs, _paper, _changelog)
_BRIEF_RULES: tuple[Rule, ...] = (_dump, _archive, _rcs, _paper, partial(_changelog, brief=True))
