"""The project's private words: what the people said to one another and wrote down nowhere else.

Taken are words in capitals and words with capitals inside, from README files, documents, comments, messages and the
ChangeLog; words that everybody knows, file names, and words that stand in one place only are left out. A sentence that
says what a word means is quoted: ``GOOS stands for "Generic Objects On Steroids"``, ``JEB: jet energy balance``,
``Jet Energy Balance (JEB)``. Not read: programs in capitals (Fortran 77), and files that are not prose or comment.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from archaeo.errors import ArchaeoError
from archaeo.model import Degree, SourceFile

from .history import Evidence, History
from .inventory import language_of

MOST = 80
MOST_BYTES = 300_000
_WORD = re.compile(
    r"(?<![\\\w.$/@-])(?:[A-Z][A-Z0-9]{2,11}|[A-Z][a-z]+(?:[A-Z][a-z0-9]*)+|[A-Z]{2,}[a-z]+[A-Z]\w*)(?![\w/@]|\.\w)"
)
_EVERYBODY_KNOWS = """
ACK ACTION AFS AIX ALL ALPHA AM AND ANSI ANY API APIs ARISING ASAP ASCII AUTHORS BETA BLAS BLOCK BSD BUG BUGS BUT
BibTeX CALL CERN CFLAGS CGI CHANGES CLAIM CMake CMakeLists COMMON CONNECTION CONTRACT CONTRIBUTORS COPYING COPYRIGHT
CPU CPUs CSS CSV CVS CXXFLAGS ChangeLog ChangeLogs DAMAGES DATA DEALINGS DEBUG DESY DISCLAIMED DLL DNS DOI DOS DOT
DOUBLE DTD DVI END EOF EOL EPS ERROR ESA EVENT EXPRESS FALSE FAQ FFLAGS FFT FITNESS FIXME FOR FORTRAN FROM FSF FTP
FUNCTION FYI GCC GIF GIMP GMT GNU GPL GPU GTK GUI GUIs GeV GiB GitHub HEAD HOLDERS HOME HOWTO HPUX HTML HTTP HTTPS IBM
ID IDE IDL IEEE IMPLICIT IMPLIED INCLUDE INCLUDING INFO INSTALL INTEGER IRIX ISO JPEG JPG JSON JavaScript KDE KIND KiB
LAPACK LDFLAGS LGPL LIABILITY LIABLE LICENCE LICENSE LIMITED LOGICAL LaTeX LinkDef MERCHANTABILITY MIT MODULE MPI MSVC
MSYS MUST MacOS MeV MiB MinGW NASA NEW NEWS NFS NIST NONE NONINFRINGEMENT NOT NOTE NULL NaN NaNs OK OLD ONLY OSX OTHER
OTHERWISE OUT OpenGL OpenMP PARTICULAR PATH PDF PHP PM PNG POD POSIX PPC PRECISION PROGRAM PROVIDED PS PURPOSE PhD
PostScript RAM RCS README REAL REVISION ROOT RPM RTFM SDK SGI SHALL SLAC SOFTWARE SQL SSH SSL SUBROUTINE SVG SVN SWIG
SourceForge TCP TEST THE THIS TIFF TODO TORT TRUE TeV TeX UID UNIX URL URLs USA USB USE USER UTC UTF UUID VAX VMS
WARNING WARRANTIES WARRANTY WHETHER WIP WITH WWW WinXP XML XXX YAML YES ZIP keV
"""
_KNOWN = frozenset(_EVERYBODY_KNOWS.split())
_PROSE = re.compile(r"(?:.*/)?(?:README|INSTALL|NEWS|AUTHORS|TODO|HISTORY|NOTES|MANUAL|GUIDE|mainpage)[^/]*\Z", re.I)
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


def find(files: Iterable[SourceFile], history: History, most: int = MOST) -> tuple[Word, ...]:
    """Give the words, those with a meaning first, then those used most."""
    uses: dict[str, _Uses] = {}
    names: set[str] = set()
    for file in sorted(files, key=lambda file: file.path):
        # a class that lies in a file of its name is found by its file
        names.add(posixpath.splitext(posixpath.basename(file.path))[0])
        for number, text in _prose(file):
            _take(uses, text, Evidence(f"{file.path}:{number}", text.strip()[:200]), None)
    for day, entry in history.dated_entries:
        for item in entry.items:
            _take(uses, item, Evidence(history.cite(entry).where, item[:200]), day)
    for step in history.steps:
        for line in step.text.split("\n"):
            _take(uses, line, Evidence(step.commit.key, line.strip()[:200]), step.day)
    found = [_word(word, use) for word, use in uses.items() if _is_private(word, use, names)]
    found.sort(key=lambda word: (word.meaning is None, -word.count, word.word))
    return tuple(found[:most])


def _prose(file: SourceFile) -> Iterator[tuple[int, str]]:
    """Yield (line number, text) of the lines that are written for people."""
    language, kind = language_of(file.path)
    is_text = (kind == "text" and language in ("Text", "TeX")) or bool(_PROSE.match(file.path))
    if file.link is not None or not (is_text or kind in ("code", "build")) or language == "HTML":
        return
    try:
        content = file.read()
    except ArchaeoError:
        return
    if len(content) > MOST_BYTES or b"\0" in content[:8000]:
        return
    for number, line in enumerate(content.decode("utf-8", "replace").split("\n"), 1):
        if is_text:
            yield number, line
        else:
            hit = _COMMENT.search(line)
            if hit and len(hit["text"]) >= 8:
                yield number, hit["text"]


def _take(uses: dict[str, _Uses], text: str, evidence: Evidence, day: date | None) -> None:
    letters = [char for char in text if char.isalpha()]
    if not letters or sum(map(str.isupper, letters)) > 0.5 * len(letters):
        return  # a title, a licence's shouting, a program in capitals
    for word in dict.fromkeys(_WORD.findall(text)):
        if word in _KNOWN:
            continue
        use = uses.setdefault(word, _Uses())
        use.places.append(evidence)
        use.files.add(evidence.where.rpartition(":")[0] or evidence.where)
        if day:
            use.days.append(day)
        rank = _tells_meaning(word, text)
        if rank:
            use.meanings.append((rank, evidence))


def _tells_meaning(word: str, text: str) -> int:
    """Rank how well a line says what a word means: 3 written out in its letters, 2 said to be, 1 explained, 0 not.

    >>> lines = ("the Jet Energy Balance (JEB)", "JEB stands for it", "- JEB: a balance", "with JEB")
    >>> [_tells_meaning("JEB", line) for line in lines]
    [3, 2, 1, 0]
    """
    escaped = re.escape(word)
    if word.isupper() and _written_out(word, text):
        return 3
    if re.search(
        rf"\b{escaped}\b[\"'”)]* (stands for|is short for|means|is an acronym)|\b{escaped} ?= ?[\"“A-Z]", text
    ):
        return 2
    if re.search(rf"^\W*{escaped}\b\s*(:|--?| \()\s*\w+\s+\w+|\b{escaped} (is|are|was) (an?|the|our)\b", text):
        return 1
    return 0


def _written_out(word: str, text: str) -> bool:
    """Whether the line has words whose first letters are the word's, beside it."""
    plain = re.sub(rf"\b{re.escape(word)}\b", " ", text)
    initials = "".join(part[0].upper() for part in re.findall(r"[A-Za-z]+", plain))
    return len(word) >= 3 and word in initials


def _is_private(word: str, use: _Uses, names: set[str]) -> bool:
    if word in names and not use.meanings:
        return False
    return bool(use.meanings) or (len(use.places) >= 3 and len(use.files) >= 2)


def _word(word: str, use: _Uses) -> Word:
    best = max(use.meanings, key=lambda item: item[0], default=None)
    meaning = best[1] if best else None
    first, last = min(use.days, default=None), max(use.days, default=None)
    return Word(word, len(use.places), tuple(use.places[:8]), first, last, meaning, "likely" if best else "guess")
