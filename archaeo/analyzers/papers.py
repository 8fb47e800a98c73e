r"""Papers, figures and data: what ties the code to what was published with it.

Found are DOIs, arXiv numbers and those of the Astrophysics Source Code Library in files and messages, entries of
``.bib`` files, LaTeX documents with their titles and the figures they include, figure files, and the scripts that
likely made them. What is read of LaTeX and BibTeX is the plain manner: titles in one ``\title{...}``, one field a line
or several with commas; macros are not expanded.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from archaeo.decoding import decoded
from archaeo.errors import ArchaeoError
from archaeo.model import Degree, SourceFile
from archaeo.shelf import Shelf

from .history import Evidence, History
from .inventory import language_of
from .lives import Life, lives, nearest
from .manuscripts import latex, plain
from .remembered import once

MOST_BYTES = 1_000_000
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'<>{}|\\^`,;#]+[\w/)]")
_ARXIV = re.compile(
    r"\barxiv[:.\s/]*(?:org/(?:abs|pdf)/)?(?P<id>\d{4}\.\d{4,5}(?:v\d+)?|[a-z][a-z-]+(?:\.[A-Z]{2})?/\d{7})\b|"
    r"\b(?P<old>(?:hep|nucl|astro|cond|gr|quant|math)-?[a-z]{0,4}/\d{7}|"
    r"(?:physics|nlin|q-bio|q-fin|cs|stat)/(?:9[1-9]|0[0-7])(?:0[1-9]|1[0-2])\d{3})\b",
    re.I,
)
_ASCL = re.compile(r"\bascl(?:\.net)?\W{0,3}(?:ID\W{0,3}|code record\W{0,3})?(?P<id>\d{4}\.\d{3})\b", re.I)
_MAY_NAME = re.compile(r"[xX][iI][vV]|/\d{7}|\b10\.\d{4,9}/|[aA][sS][cC][lL]")
"""What all need: to look for it takes a tenth of the time."""
_BIB_ENTRY = re.compile(
    r"@(?P<kind>\w+)\s*[{(]\s*(?P<key>[^\s,]+)\s*,(?P<body>.*?)(?=^[ \t]*+@\w+\s*[{(]|\Z)", re.S | re.M
)
_BIB_FIELD = re.compile(
    r"\b(?P<name>title|author|year|doi|eprint)\s*=\s*(?P<value>\{.*?\}(?=\s*[,}\n])|\"[^\"]*\"|\w+)", re.S
)
_INCLUDES = re.compile(
    r"\\(?:includegraphics\*?(?:\[[^\]]*\])*|epsfbox|epsfile|psfig|epsffile|plotone)\s*\{(?:file(?:=|name=))?(?P<path>[^{},]+)"
)
_FIGURES = frozenset((".eps", ".ps", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".fig"))
_MADE_AS = re.compile(rb"^%%Title:\s*(?P<name>.+?)\s*$", re.M)
_COMPILED = frozenset(("C", "C and C++ headers", "C++", "Fortran", "Java", "Pascal", "Ada"))
_SKIPPED = re.compile(r"(?:.*/)?(?:ChangeLog|NEWS|CHANGES)[^/]*\Z", re.I)


@dataclass(frozen=True, slots=True)
class Reference:
    """A publication that is named: ``doi:10.1088/...`` or ``arXiv:0802.2470``, or the key of a ``.bib`` entry.

    Attributes:
        title: from the ``.bib`` entry, or "".
        places: where it is named, the first of each file.
        first, last: days on which files or messages that name it came and were last changed.
    """

    id: str
    title: str
    places: tuple[Evidence, ...]
    first: date | None = None
    last: date | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A paper or note written beside the code. ``release`` is the one nearest to its last change."""

    path: str
    title: str
    authors: str
    figures: tuple[str, ...]
    first: date | None
    last: date | None
    release: str = ""
    last_commit: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure file.

    Attributes:
        included_by: documents.
        made_by: scripts that likely made it: they name it, or the name it says it was made as.
        release: the one nearest to the day it came; ``commit`` is the change it came with.
    """

    path: str
    first: date | None
    last: date | None
    included_by: tuple[str, ...]
    made_by: tuple[Evidence, ...]
    release: str = ""
    commit: str = ""
    degree: Degree = "likely"


@dataclass(frozen=True, slots=True)
class Papers:
    """All that was found; each by name or path."""

    references: tuple[Reference, ...] = ()
    documents: tuple[Document, ...] = ()
    figures: tuple[Figure, ...] = ()


def find(files: Iterable[SourceFile], history: History, shelf: Shelf | None = None) -> Papers:
    """Give what the files of the newest state, and the messages of the history, tell of papers."""
    texts = _Texts(files)
    lived = lives(history)
    documents = tuple(
        _document(path, texts[path], texts, lived, history) for path in texts if _is_document(path, texts)
    )
    figures = tuple(_figure(path, texts, documents, lived, history) for path in texts if _is_figure(path, documents))
    return Papers(_references(texts, shelf, lived, history), documents, figures)


def references_in(text: str) -> Iterator[tuple[str, int]]:
    """Yield (id, offset) of DOIs, arXiv numbers and those of the Astrophysics Source Code Library in a text.

    >>> [id for id, _ in references_in("see arXiv:0802.2470, hep-ph/9707448 and doi:10.1088/1126-6708/2008/04/063.")]
    ['arXiv:0802.2470', 'arXiv:hep-ph/9707448', 'doi:10.1088/1126-6708/2008/04/063']
    >>> [id for id, _ in references_in("physics/0306114; ASCL.net ID: 1303.023; physics/9913114")]
    ['arXiv:physics/0306114', 'ascl:1303.023']
    """
    if not _MAY_NAME.search(text):
        return
    found = [(hit.start(), f"arXiv:{_unversioned(hit['id'] or hit['old'])}") for hit in _ARXIV.finditer(text)]
    found += [(hit.start(), f"ascl:{hit['id']}") for hit in _ASCL.finditer(text)]
    found += [(hit.start(), f"doi:{_trimmed(hit[0]).lower()}") for hit in _DOI.finditer(text)]
    yield from ((id, offset) for offset, id in sorted(found))


def _unversioned(number: str) -> str:
    return re.sub(r"v\d+\Z", "", number.lower())


def _trimmed(doi: str) -> str:
    """Without a closing bracket that belongs to the sentence, or a mark of reStructuredText."""
    doi = doi.rstrip("_")
    return doi[:-1] if doi.endswith(")") and "(" not in doi else doi


class _Texts(Mapping[str, str]):
    """The texts of files by path, read when they are asked for; figures with their first kilobytes, "" for other binary
    files and for what cannot be read."""

    def __init__(self, files: Iterable[SourceFile]) -> None:
        self.files = {f.path: f for f in sorted(files, key=lambda f: f.path) if f.link is None}
        self._read: dict[str, str] = {}

    def __getitem__(self, path: str) -> str:
        if path not in self._read:
            self._read[path] = self._text(self.files[path])
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)

    def _text(self, file: SourceFile) -> str:
        try:
            content = file.read()
        except ArchaeoError:
            return ""
        if _suffix(file.path) in _FIGURES:
            return content[:4000].decode("latin-1")
        return _text_in(content)


def _text_in(content: bytes) -> str:
    is_text = len(content) <= MOST_BYTES and b"\0" not in content[:8000]
    return decoded(content) if is_text else ""


def _suffix(path: str) -> str:
    return posixpath.splitext(path)[1].lower()


# references -----------------------------------------------------------------------------------------------------------


def _references(
    texts: _Texts, shelf: Shelf | None, lived: Mapping[str, Life], history: History
) -> tuple[Reference, ...]:
    places: dict[str, list[tuple[Evidence, date | None, date | None]]] = {}
    titles: dict[str, str] = {}
    also: dict[str, tuple[str, ...]] = {}
    for path in texts:
        if path.endswith(".bib"):
            for entry in _bibliography(path, texts[path]):
                places.setdefault(entry.id, []).append((entry.places[0], *_span(lived, path)))
                titles.setdefault(entry.id, entry.title)
                also.setdefault(entry.id, entry.also)
    same = {other: id for id, others in also.items() for other in others}
    for path, file in texts.files.items():
        if path.endswith(".bib") or _suffix(path) in _FIGURES or _SKIPPED.match(path):
            continue
        try:
            named = once(shelf, file, _named)
        except ArchaeoError:
            continue
        for id, line, quote in named:
            evidence = Evidence(f"{path}:{line}", quote)
            places.setdefault(same.get(id, id), []).append((evidence, *_span(lived, path)))
    for step in history.steps:
        for id, _ in _first_of_each(step.text):
            places.setdefault(same.get(id, id), []).append((step.evidence, step.day, step.day))
    found = []
    for id, spots in places.items():
        # a file may be older than the line that names a paper; no line is older than the paper's number
        first = min((max(a, _numbered(id)) for _, a, _ in spots if a), default=None)
        last = max((b for _, _, b in spots if b), default=None)
        proofs = tuple(evidence for evidence, _, _ in spots)
        found.append(Reference(id, titles.get(id, ""), proofs, first, last, also.get(id, ())))
    return tuple(sorted(found, key=lambda reference: (reference.first or date.max, reference.id)))


def _numbered(id: str) -> date:
    """The month in an arXiv number of 2007 and later, else the first of all days."""
    hit = re.match(r"arXiv:(\d\d)(0[1-9]|1[0-2])\.", id)
    return date(2000 + int(hit[1]), int(hit[2]), 1) if hit else date.min


def _bibliography(path: str, text: str) -> Iterator[Reference]:
    """Yield the entries of a .bib file; the DOI is the id where there is one, else the arXiv number, else the key."""
    for hit in _BIB_ENTRY.finditer(text):
        if hit["kind"].lower() in ("string", "comment", "preamble"):
            continue
        fields = {f["name"].lower(): plain(f["value"].strip('{}"')) for f in _BIB_FIELD.finditer(hit["body"])}
        doi = f"doi:{fields['doi'].lower()}" if fields.get("doi") else ""
        eprint = fields.get("eprint", "")
        arxiv = f"arXiv:{eprint.lower().removeprefix('arxiv:')}" if eprint else ""
        ids = [id for id in (doi, arxiv, hit["key"]) if id]
        line = text.count("\n", 0, hit.start()) + 1
        title = " ".join(filter(None, (fields.get("title", ""), f"({fields['year']})" if "year" in fields else "")))
        yield Reference(ids[0], title, (Evidence(f"{path}:{line}", hit["key"]),), also=tuple(ids[1:]))


def _named(content: bytes) -> list[tuple[str, int, str]]:
    """Give (id, line, the line's text) of the publications that a file names, each once."""
    text = _text_in(content)
    return [(id, text.count("\n", 0, at) + 1, _line_at(text, at)) for id, at in _first_of_each(text)]


def _first_of_each(text: str) -> Iterator[tuple[str, int]]:
    seen: set[str] = set()
    for id, offset in references_in(text):
        if id not in seen:
            seen.add(id)
            yield id, offset


def _line_at(text: str, offset: int) -> str:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return text[start : end if end >= 0 else len(text)].strip()[:200]


# documents and figures ------------------------------------------------------------------------------------------------


def _is_document(path: str, texts: Mapping[str, str]) -> bool:
    if _suffix(path) not in (".tex", ".ltx", ".latex"):
        return False
    text = texts[path]
    return "\\begin{document}" in text and ("\\documentclass" in text or "\\documentstyle" in text)


def _document(path: str, text: str, texts: Mapping[str, str], lived: Mapping[str, Life], history: History) -> Document:
    title, authors, _ = latex(text)
    figures = (_resolved(path, hit["path"].strip(), texts) for hit in _INCLUDES.finditer(text))
    first, last = _span(lived, path)
    life = lived.get(path)
    return Document(
        path,
        title,
        authors,
        tuple(dict.fromkeys(figure for figure in figures if figure)),
        first,
        last,
        _release(history, last),
        life.last_commit if life else "",
    )


def _resolved(document: str, name: str, texts: Mapping[str, str]) -> str:
    """The file that an include means: beside the document, with or without its suffix, else the only one so named."""
    base = posixpath.normpath(posixpath.join(posixpath.dirname(document), name))
    for candidate in (base, *(base + suffix for suffix in sorted(_FIGURES))):
        if candidate in texts:
            return candidate
    stem = posixpath.basename(name)
    named = [
        path for path in texts if posixpath.basename(path) == stem or posixpath.splitext(path)[0].endswith("/" + stem)
    ]
    return named[0] if len(named) == 1 else ""


def _is_figure(path: str, documents: Sequence[Document]) -> bool:
    """Whether a picture is one of a paper: PostScript always, others where a document includes them."""
    suffix = _suffix(path)
    return suffix in (".eps", ".ps", ".fig") or (
        suffix in _FIGURES and any(path in document.figures for document in documents)
    )


def _figure(
    path: str, texts: Mapping[str, str], documents: Sequence[Document], lived: Mapping[str, Life], history: History
) -> Figure:
    life = lived.get(path)
    first, last = _span(lived, path)
    included = tuple(document.path for document in documents if path in document.figures)
    made = tuple(_makers(path, texts, lived))
    return Figure(path, first, last, included, made, _release(history, first), life.first_commit if life else "")


def _makers(path: str, texts: Mapping[str, str], lived: Mapping[str, Life]) -> Iterator[Evidence]:
    """Yield the programs that name the figure, or the name its header says it was made as; scripts first.

    A program that is younger than the figure did not make it.
    """
    made_as = _MADE_AS.search(texts[path].encode("latin-1"))
    names = {posixpath.basename(path), posixpath.splitext(posixpath.basename(path))[0]}
    if made_as:
        title = posixpath.basename(made_as["name"].decode("latin-1"))
        names |= {title, posixpath.splitext(title)[0]}
    # a stem that is a plain word ("system") stands in every other program
    names = {name for name in names if len(name) >= 4 and re.search(r"[\d._-]", name)}
    if not names:
        return
    pattern = re.compile(r"(?<![\w.])(" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?!\w)")
    drawn = lived[path].first if path in lived else date.max
    found = []
    for other in texts:
        language, kind = language_of(other)
        if kind != "code" or (other in lived and lived[other].first > drawn):
            continue
        text = texts[other]
        hit = pattern.search(text)
        if hit:
            line = text.count("\n", 0, hit.start()) + 1
            found.append((language in _COMPILED, -len(hit[1]), other, line, _line_at(text, hit.start())))
    for _, _, other, line, quote in sorted(found)[:3]:
        yield Evidence(f"{other}:{line}", quote)


def _span(lived: Mapping[str, Life], path: str) -> tuple[date | None, date | None]:
    life = lived.get(path)
    return (life.first, life.last) if life else (None, None)


def _release(history: History, day: date | None) -> str:
    release = nearest(history.releases, day) if day else None
    return release.name if release else ""
