"""The project's private words: what the people said to one another and wrote down nowhere else.

Taken are words in capitals and words with capitals inside, from README files, documents, comments, messages and the
ChangeLog. A sentence that says what a word means is quoted: ``GOOS stands for "Generic Objects On Steroids"``, ``JEB:
jet energy balance``, ``Jet Energy Balance (JEB)``. Left out are words that everybody knows, names of files and of
what the programs define, words that stand in one place only, and two kinds that no list can name:

- plain words that somebody shouted: the project itself writes them small more often (EXECUTE, NOW, BLUE);
- variables: what comments alone speak of, and nobody in a message, a ChangeLog or a document.

Not read: programs in capitals (Fortran 77), and files that are not prose or comment.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from archaeo.decoding import decoded
from archaeo.errors import ArchaeoError
from archaeo.model import Degree, SourceFile
from archaeo.shelf import Shelf

from . import inventory
from .history import Evidence, History
from .inventory import language_of
from .remembered import once

MAKERS = (__file__, inventory.__file__)
"""The code that decides what is remembered of files."""

MOST = 80
MOST_BYTES = 300_000
_WORD = re.compile(
    r"(?<![\\\w.$/@-])(?:[A-Z][A-Z0-9]{2,11}|[A-Z][a-z]+(?:[A-Z][a-z0-9]*)+|[A-Z]{2,}[a-z]+[A-Z]\w*)(?![\w/@]|\.\w)"
)
_EVERYBODY_KNOWS = """
ACK ACTION AFS AIX ALL ALPHA AM AND ANSI ANY API APIs ARISING ASAP ASCII AUTHORS BETA BLAS BLOCK BSD BUG BUGS BUT
BibTeX CALL CERN CFLAGS CGI CHANGES CLAIM CMake CMakeLists COMMON CONNECTION CONTRACT CONTRIBUTORS COPYING COPYRIGHT
CPU CPUs CSS CSV CVS CXXFLAGS ChangeLog ChangeLogs DAMAGES DATA DEALINGS DEBUG DESY DISCLAIMED DLL DNS DOI DOS DOT
DOUBLE DEC DTD DVI END EOF EOL EPS ERROR ESA EVENT EXPRESS FALSE FAQ FFLAGS FFT FITNESS FIXME FOR FORTRAN FROM FSF FTP
FUNCTION FYI GCC GIF GIMP GMT GNU GPL GPU GTK GUI GUIs GeV GiB GitHub HEAD HOLDERS HOME HOWTO HPUX HTML HTTP HTTPS IBM
ID IDE IDL IEEE IMPLICIT IMPLIED INCLUDE INCLUDING INFO INSTALL INTEGER IRIX ISO JPEG JPG JSON JavaScript KDE KIND KiB
LAPACK LDFLAGS LGPL LIABILITY LIABLE LICENCE LICENSE LHS LIMITED LOGICAL LaTeX LinkDef MERCHANTABILITY MIT MODULE MPI
MSVC MSYS MUST MacOS MeV MiB MinGW NASA NEW NEWS NFS NIST NONE NONINFRINGEMENT NOT NOTE NULL NaN NaNs OK OLD ONLY OSX
OTHER OTHERWISE OUT OpenGL NumPy SciPy PyPI Python OpenMP PARTICULAR PATH PDF PHP PM PNG POD POSIX PPC PRECISION PROGRAM
PROVIDED PS PURPOSE PhD PostScript RAM RCS README REAL REVISION RHS ROOT RPM RTFM SDK SGI SHALL SLAC SOFTWARE SQL SSH
SSL SUBROUTINE SVG SVN SWIG SourceForge STDIN STDOUT STDERR TBD TCP TEST THE THIS TIFF TODO TORT TRUE TeV TeX UID UNIX
URL URLs USA USB USE WIN32 MacOSX USER UTC UTF UUID VAX VMS WARNING WARRANTIES WARRANTY WHETHER WIP WITH WWW X11 WinXP
XML XXX YAML YES ZIP keV
"""
_KNOWN = frozenset(_EVERYBODY_KNOWS.split())
_PROSE = re.compile(r"(?:.*/)?(?:README|INSTALL|NEWS|AUTHORS|TODO|HISTORY|NOTES|MANUAL|GUIDE|mainpage)[^/]*\Z", re.I)
_ODD = re.compile(r"(.)\1{2,}|.*(?:Error|Exception|Warning)\Z")
"""Placeholders (XXXX, EEEE), and what languages call their errors."""
_PLAIN = re.compile(r"(?<![\w])[A-Za-z]?[a-z]{2,}(?![\w])")
_SMALL = frozenset("a an and at by de des du et for from in of on or the to und with".split())
_COMMENT = re.compile(r"(?://|/\*\*?|^\s*\*(?!/)|^\s*[#!%;]|^[Cc*](?=\s)|!)\s?(?P<text>.*)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the project's own.

    Attributes:
        count: places it stands in: lines of files, messages, entries.
        first, last: days of the messages and entries that use it; None where only files do.
        meaning: the sentence that says what it means, where it stands; None where none was found.
        degree: likely where a meaning is quoted, else guess: it may be a name from elsewhere.
    """

    word: str
    count: int
    places: tuple[Evidence, ...]
    first: date | None
    last: date | None
    meaning: Evidence | None
    degree: Degree


@dataclass(slots=True)
class _Uses:
    places: list[Evidence] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    meanings: list[tuple[int, Evidence]] = field(default_factory=list)
    is_told: bool = False
    """Somebody uses it in a message, a ChangeLog or a document."""


def find(
    files: Iterable[SourceFile],
    history: History,
    shelf: Shelf | None = None,
    defined: Container[str] = (),
    most: int = MOST,
) -> tuple[Word, ...]:
    """Give the words, those with a meaning first, then those used most.

    Args:
        shelf: where the words of single files are remembered.
        defined: names of classes and functions in the programs, in small letters.
    """
    uses: dict[str, _Uses] = {}
    names: set[str] = set()
    plain: Counter[str] = Counter()
    for file in sorted(files, key=lambda file: file.path):
        # a class that lies in a file of its name is found by its file
        names.add(posixpath.splitext(posixpath.basename(file.path))[0].lower())
        is_text, lines, small = _words_of(file, shelf)
        plain.update(small)
        for number, quote, found in lines:
            _note(uses, found, Evidence(f"{file.path}:{number}", quote), None, is_text)
    for day, entry in history.dated_entries:
        for item in entry.items:
            plain.update(set(_plain_words(item)))
            _note(uses, _words_in(item, False), Evidence(history.cite(entry).where, item[:200]), day, True)
    for step in history.steps:
        plain.update(set(_plain_words(step.text)))
        for line in step.text.split("\n"):
            _note(uses, _words_in(line, False), Evidence(step.commit.key, line.strip()[:200]), step.day, True)
    found = [
        _word(word, use)
        for word, use in uses.items()
        if _is_private(word, use, names, defined) and not _is_shouted(use, plain[word.lower()])
    ]
    found.sort(key=lambda word: (word.meaning is None, -word.count, word.word))
    return tuple(found[:most])


_Found = Sequence[tuple[str, int]]
"""(word, rank of the meaning that its line tells); see `_tells_meaning`."""


def _words_of(file: SourceFile, shelf: Shelf | None) -> tuple[bool, Iterable[Any], Iterable[str]]:
    """Give whether a file is a text, its (line, quote, words), and the plain words of a text."""
    language, kind = language_of(file.path)
    is_text = (kind == "text" and language in ("Text", "TeX")) or bool(_PROSE.match(file.path))
    if file.link is not None or not (is_text or kind in ("code", "build")) or language == "HTML":
        return False, (), ()
    try:
        lines, small = once(shelf, file, partial(_read, is_text), "text" if is_text else "comments")
    except ArchaeoError:
        return False, (), ()
    return is_text, lines, small


def _read(is_text: bool, content: bytes) -> list[Any]:
    if len(content) > MOST_BYTES or b"\0" in content[:8000]:
        return [[], []]
    prose = list(_prose(decoded(content), is_text))
    lines = [(number, text.strip()[:200], found) for number, text in prose if (found := _words_in(text, True))]
    return [lines, sorted({word for _, text in prose for word in _plain_words(text)}) if is_text else []]


def _plain_words(text: str) -> Iterator[str]:
    """Yield the words that are written small, in small letters."""
    return (word.lower() for word in _PLAIN.findall(text))


def _prose(text: str, is_text: bool) -> Iterator[tuple[int, str]]:
    """Yield (line number, text) of the lines that are written for people."""
    for number, line in enumerate(text.split("\n"), 1):
        if is_text:
            yield number, line
        else:
            hit = _COMMENT.search(line)
            if hit and len(hit["text"]) >= 8:
                yield number, hit["text"]


def _words_in(text: str, is_file: bool) -> _Found:
    """Give the words of a line, each once."""
    hits = {hit[0]: hit for hit in reversed(list(_WORD.finditer(text))) if hit[0] not in _KNOWN}
    if not hits:
        return ()
    letters = [char for char in text if char.isalpha()]
    if sum(map(str.isupper, letters)) > 0.5 * len(letters):
        return ()  # a title, a licence's shouting, a program in capitals
    return [(word, _tells_meaning(word, text, is_file)) for word in reversed(hits)]


def _note(uses: dict[str, _Uses], found: _Found, evidence: Evidence, day: date | None, is_told: bool) -> None:
    for word, rank in found:
        use = uses.setdefault(word, _Uses())
        use.places.append(evidence)
        use.files.add(evidence.where.rpartition(":")[0] or evidence.where)
        use.is_told = use.is_told or is_told
        if day:
            use.days.append(day)
        if rank:
            use.meanings.append((rank, evidence))


_SAID = re.compile(r"[\"'”)]* (?:stands for|is short for|is an acronym|means \w)")
_EQUALS = re.compile(r"[\"'”)]* = [\"“']?[A-Z][a-z]+ \w[^=;{}<>\[\]]*\Z")
_LISTED = re.compile(r"\s*(?::| --?| \()\s*[A-Za-z]\w*\s+\w+")
_IS = re.compile(r" (?:is|are|was) (?:an?|the|our) \w")


def _tells_meaning(word: str, text: str, is_file: bool = True) -> int:
    """Rank how well a line says what a word means: 3 written out in its letters, 2 said to be, 1 explained, 0 not.

    Messages explain nothing by a word and a colon: they begin with what they are about.

    >>> lines = ("the Jet Energy Balance (JEB)", "JEB stands for it", "- JEB: a balance", "with JEB", "JEB=1")
    >>> [_tells_meaning("JEB", line) for line in lines], _tells_meaning("JEB", "JEB: no balance", False)
    ([3, 2, 1, 0, 0], 0)
    """
    rank = 0
    at = text.find(word)
    while at >= 0:
        before, after = text[:at], text[at + len(word) :]
        starts = not re.search(r"\w", before)
        if word.isupper() and _is_written_out(word, before, after):
            return 3
        if _SAID.match(after) or (starts and _EQUALS.match(after)):
            rank = max(rank, 2)
        elif starts and ((is_file and _LISTED.match(after)) or _IS.match(after)):
            rank = max(rank, 1)
        at = text.find(word, at + len(word))
    return rank


_BEFORE_OUT = re.compile(
    r"[\"'”]?(?:\)|:| ?=| --?| ?\(|,? (?:which |that )?(?:stands|is short) for|, the)[\s\"'“]*(?P<rest>.*)"
)


def _is_written_out(word: str, before: str, after: str) -> bool:
    """Whether words with its first letters stand right before the word in brackets, or right behind it.

    >>> _is_written_out("SAS", "the Survey of All Stars (", ")"), _is_written_out("SAS", "", ": some other thing of it")
    (True, False)
    """
    if re.search(r"\([\"'“]?\Z", before):
        initials = _initials(re.findall(r"[A-Za-z]+", before[-120:]))
        return initials[0].endswith(word) or initials[1].endswith(word)
    hit = _BEFORE_OUT.match(after)
    if hit is None:
        return False
    initials = _initials(re.findall(r"[A-Za-z]+", hit["rest"][:120]))
    return initials[0].startswith(word) or initials[1].startswith(word)


def _initials(words: Sequence[str]) -> tuple[str, str]:
    """First letters of all words, and of those that are not small ones."""
    return "".join(w[0].upper() for w in words), "".join(w[0].upper() for w in words if w.lower() not in _SMALL)


def _is_private(word: str, use: _Uses, names: set[str], defined: Container[str]) -> bool:
    best = max((rank for rank, _ in use.meanings), default=0)
    if _ODD.match(word) or (best < 2 and (word.lower() in names or word.lower() in defined)):
        return False
    if not use.is_told and best < 3:
        return False
    return best > 0 or (len(use.places) >= 3 and len(use.files) >= 2)


def _is_shouted(use: _Uses, small: int) -> bool:
    """Whether it is a plain word in capitals: written small more often, and nobody says what it means."""
    best = max((rank for rank, _ in use.meanings), default=0)
    return small > (1, 3)[best] * len(use.places) if best < 2 else False


def _word(word: str, use: _Uses) -> Word:
    best = max(use.meanings, key=lambda item: item[0], default=None)
    meaning = best[1] if best else None
    first, last = min(use.days, default=None), max(use.days, default=None)
    return Word(word, len(use.places), tuple(use.places[:8]), first, last, meaning, "likely" if best else "guess")
