"""Reads papers that lay beside a history: what they say of themselves, and of the project.

LaTeX says it in its commands, PDF in its information dictionary (ISO 32000-1, 14.3.3), PostScript in its comments
(Adobe 5001, the Document Structuring Conventions), OpenDocument and Office files in a part with Dublin Core names.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from archaeo.decoding import decoded
from archaeo.errors import ArchaeoError
from archaeo.model import SourceFile

from .history import Evidence, History

MOST_BYTES = 30_000_000
"""A scanned book is no paper about a program."""
FIRST_PAGES = 3
"""Of a PDF, so many pages are read for names: a page takes some hundredths of a second."""
_LATEX = (".tex", ".ltx", ".latex")
_OFFICE = {".docx": "docProps/core.xml", ".pptx": "docProps/core.xml", ".odt": "meta.xml", ".odp": "meta.xml"}
_OLD_OFFICE = (".doc", ".ppt")
SUFFIXES = frozenset((*_LATEX, ".bib", ".pdf", ".ps", *_OFFICE, *_OLD_OFFICE))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TITLE = re.compile(r"\\title\s*(?:\[[^\]]*\])?\s*\{(?P<text>(?:[^{}]|\{[^{}]*\})*)\}")
_AUTHOR = re.compile(r"\\author\s*(?:\[[^\]]*\])?\s*\{(?P<text>(?:[^{}]|\{[^{}]*\})*)\}")
_DATE = re.compile(r"\\date\s*\{(?P<text>[^{}]*)\}")
_ISO_DATE = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)")
_MONTH_DATE = re.compile(
    r"\b(?:(?P<before>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?)?(?P<month>" + "|".join(_MONTHS) + r")[a-z]*\.?\s+"
    r"(?:(?P<after>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?:\d\d:\d\d(?::\d\d)?\s+(?:[A-Z]{3,4}\s+)?)?(?P<year>(?:19|20)\d\d)\b",
    re.I,
)
_TYPESETTERS_NAME = re.compile(r"(?i)untitled\b|microsoft \w+ - |.*\.(?:dvi|docx?|tex|pptx?|ps|pdf|eps|indd)\Z")
"""What a program puts where a title belongs."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A paper that lay beside the history.

    Attributes:
        day: that it says it was written on, or printed; of a month, the first; None where it does not say.
        mentions: the first lines that name the project, or one of its releases.
        release: the newest release it names.
        text: what could be read of it, for whoever looks for more.
    """

    path: str
    title: str = ""
    authors: str = ""
    day: date | None = None
    mentions: tuple[Evidence, ...] = ()
    release: str = ""
    text: str = ""


def sniff(name: str, head: bytes) -> bool:
    r"""Say whether a file is a paper, by its name and its beginning.

    >>> sniff("thesis.pdf", b"%PDF-1.4"), sniff("note.tex", b"\\documentclass{article}"), sniff("macros.tex", b"\\def")
    (True, True, False)
    >>> sniff("refs.bib", b"@article{x,"), sniff("figure.ps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%Pages: 1\n")
    (True, False)
    """
    suffix = posixpath.splitext(name)[1].lower()
    if suffix in _LATEX:
        return b"\\documentclass" in head or b"\\documentstyle" in head
    if suffix == ".bib":
        return re.search(rb"^[ \t]*+@\w+\s*[{(]", head, re.M) is not None
    if suffix == ".ps":  # a drawing is one page
        pages = re.search(rb"^%%Pages: (\d{1,9})", head, re.M)
        return head.startswith(b"%!") and b"EPSF" not in head[:40] and pages is not None and int(pages[1]) > 1
    if suffix == ".pdf":
        return head.startswith(b"%PDF-")
    return suffix in SUFFIXES and head.startswith(b"PK\x03\x04" if suffix in _OFFICE else b"\xd0\xcf\x11\xe0")


def find(files: Iterable[SourceFile], history: History, name: str) -> tuple[Manuscript, ...]:
    """Give the papers among files that lay beside a history, by path; ``name`` is the project's."""
    releases = {release.name: release for release in history.releases}
    found = []
    for file in sorted(files, key=lambda file: file.path):
        try:
            content = file.read()
        except ArchaeoError:
            content = b""
        title, authors, day, text = _read(file.path, content)
        mentions = tuple(_mentions(file.path, text, name))
        named = [one for one in releases if re.search(rf"(?<![\w.-]){re.escape(one)}(?![\w-]|\.\d)", text)]
        # a bare number names whatever has that number
        named = [one for one in named if re.search("[A-Za-z]{2}", one)]
        newest = max(named, key=lambda one: (str(releases[one].date), one), default="")
        found.append(Manuscript(file.path, title, authors, day, mentions, newest, text))
    return tuple(found)


def latex(text: str) -> tuple[str, str, str]:
    r"""Give (title, authors, date) as LaTeX's commands say them.

    >>> latex(r"\title{Goos \emph{jets}}\author{A. B.}\date{May 2011}")
    ('Goos jets', 'A. B.', 'May 2011')
    """
    title, author, day = _TITLE.search(text), _AUTHOR.search(text), _DATE.search(text)
    return plain(title["text"]) if title else "", plain(author["text"]) if author else "", day["text"] if day else ""


def plain(text: str) -> str:
    r"""Without the commands and braces of LaTeX.

    >>> plain(r"Boosted goos jets\\ \small GOOS-{N}OTE, L.~Garc\'ia")
    'Boosted goos jets GOOS-NOTE, L. García'
    """
    accents = {"'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "c": "\u0327"}
    text = re.sub(
        r"\\(['`\"^~])\s*\{?\\?([A-Za-z])\}?",
        lambda hit: hit[2] + accents[hit[1]],
        re.sub(r"\\\\(\[[^\]]*\])?", " ", text),
    )
    text = re.sub(r"\\(?:thanks|footnote|inst)\s*\{[^{}]*\}", "", text)
    text = re.sub(r"\\[A-Za-z]+\*?\s*", "", text).replace("~", " ")
    return unicodedata.normalize("NFC", " ".join(re.sub(r"[{}$]", "", text).split()))


def day_in(text: str) -> date | None:
    """Give the day that a text says, the first of a month that has none.

    >>> day_in("12 October 2011"), day_in("May 4th, 1999"), day_in("March 2010"), day_in("D:20110304"), day_in("2011")
    (datetime.date(2011, 10, 12), datetime.date(1999, 5, 4), datetime.date(2010, 3, 1), None, None)
    """
    hit = _ISO_DATE.search(text)
    if hit:
        numbers = int(hit["year"]), int(hit["month"]), int(hit["day"])
    else:
        hit = _MONTH_DATE.search(text)
        if hit is None:
            return None
        month = _MONTHS.index(hit["month"].lower()) + 1
        numbers = int(hit["year"]), month, int(hit["before"] or hit["after"] or 1)
    try:
        return date(*numbers)
    except ValueError:
        return None


def _mentions(path: str, text: str, name: str) -> Iterator[Evidence]:
    """Yield three lines that name the project; in a PDF's text, lines are those of its pages."""
    if len(name) < 3:
        return
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.I)
    numbered = posixpath.splitext(path)[1].lower() in (*_LATEX, ".bib")
    named = [(number, line) for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)]
    # the title is told anyway
    for number, line in sorted(named, key=lambda hit: "\\title" in hit[1])[:3]:
        yield Evidence(f"{path}:{number}" if numbered else path, line.strip()[:200])


_Read = tuple[str, str, date | None, str]
_NOTHING: _Read = ("", "", None, "")


def _read(path: str, content: bytes) -> _Read:
    """Give title, authors, day and text, as far as they can be had."""
    suffix = posixpath.splitext(path)[1].lower()
    if not content or len(content) > MOST_BYTES:
        return _NOTHING
    if suffix in _LATEX or suffix == ".bib":
        text = decoded(content)
        title, authors, day = latex(text) if suffix in _LATEX else ("", "", "")
        return title, authors, day_in(day), text
    if suffix == ".pdf":
        return _pdf(content)
    if suffix == ".ps":
        return _postscript(content)
    return _office(content, _OFFICE[suffix]) if suffix in _OFFICE else _NOTHING


def _pdf(content: bytes) -> _Read:
    import logging

    import pypdf

    # what is odd in a file of others is no news to who looks for a title
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    title, authors, day, pages = "", "", None, []
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        told = reader.metadata
        if told is not None:
            title, authors = _said(told.title), _said(told.author)
            moment = told.creation_date
            day = moment.date() if moment else None
        for page in reader.pages[:FIRST_PAGES]:
            pages.append(page.extract_text())
    except Exception:  # a damaged PDF makes its reader fail in every way there is; what was read by then stands
        pass
    return title, authors, day, "\n".join(pages)


def _postscript(content: bytes) -> _Read:
    head = content[:8000].decode("latin-1")

    def told(key: str) -> str:
        hit = re.search(rf"^%%{key}:[ \t]*\(?(.*?)\)?[ \t]*$", head, re.M)
        return hit[1] if hit else ""

    return _said(told("Title")), "", day_in(told("CreationDate")), ""


def _office(content: bytes, part: str) -> _Read:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(part) as stream:
            told = decoded(stream.read(200_000))
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, NotImplementedError, RuntimeError, EOFError, ValueError):
        return _NOTHING

    def field(*names: str) -> str:
        hit = re.search(rf"<(?P<tag>{'|'.join(names)})(?:\s[^>]*)?>(?P<text>[^<]*)</(?P=tag)>", told)
        return hit["text"] if hit else ""

    title, authors = html.unescape(field("dc:title")), html.unescape(field("meta:initial-creator", "dc:creator"))
    return _said(title), _said(authors), day_in(field("dcterms:created", "meta:creation-date", "dc:date")), ""


def _said(text: str | None) -> str:
    """A title or name as a person wrote it, "" for what a program put there.

    >>> _said("Microsoft Word - thesis.doc"), _said("  Goos jets in \\n boosted frames")
    ('', 'Goos jets in boosted frames')
    """
    words = " ".join((text or "").replace("\0", "").split())[:300]
    return "" if _TYPESETTERS_NAME.match(words) else words
