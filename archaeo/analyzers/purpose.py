"""What the project says of itself, in the words of its own files.

Asked in this order: the paragraph that a README begins with, its first sentence that says what something *is* or
*does*, the one-line descriptions of packaging files, any prose of a README. Always a quotation with its place, and
always a guess: a README may be of another thing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archaeo.errors import ArchaeoError
from archaeo.model import SourceFile


@dataclass(frozen=True, slots=True)
class Statement:
    """A quotation and its place (path and 1-based line)."""

    text: str
    path: str
    line: int


MOST_CHARACTERS = 280
LEAST_SHARE = 3
"""A README counts if a third of all files lies beside or below it."""
_OPENING_LINES = 10
_ANY = re.compile("")

_README = re.compile(
    r"(?:.*/)?(?:README|READ\.ME|ABOUT|DESCRIPTION|OVERVIEW)(?!.*(build|inst|win|mac|cvs|svn))[^/]*\Z", re.I
)
_SPEAKS_OF_NOTHING = re.compile(r"(?:If|When|It|They|These|Those|To|Note|You|There|Here|We|I|Then|And|But|Also)\b")
_SAYS = re.compile(
    r"\b(is|are) (an?|the|intended|designed|meant|used|written|based)\b|\b(provides?|implements?|contains?|computes?|"
    r"calculates?|simulates?|reconstructs?|performs?|allows?|consists?|converts?)\b",
    re.I,
)
_PACKAGING = (
    (re.compile(r"(?:.*/)?[^/]+\.spec(\.in)?\Z"), re.compile(r"^Summary:\s*(?P<text>.+)$", re.M)),
    (re.compile(r"(?:.*/)?debian/control(\.in)?\Z"), re.compile(r"^Description:\s*(?P<text>.+)$", re.M)),
    # of a package of R
    (re.compile(r"(?:.*/)?DESCRIPTION\Z"), re.compile(r"^Description:\s*(?P<text>.+(?:\n[ \t]+\S.*)*)", re.M)),
    (re.compile(r"setup\.py\Z"), re.compile(r"\bdescription\s*=\s*u?([\"'])(?P<text>[^\"'\n]{8,})\1")),
    (re.compile(r"[^/]+\.doap\Z"), re.compile(r"<shortdesc[^>]*>(?P<text>[^<]{8,})</")),
)
_FIELD = re.compile(r"[A-Z][\w@-]*: ")
_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|`+|\*\*|<[^>]+>|^#+\s*|^[-=*~_]{3,}\s*$")
# a README that is about something else: installing, a licence, a list of files
_OFF_TOPIC = re.compile(
    r"copyright|\(c\) ?\d{4}|©|licen[cs]e|warrant|redistribut|mailing list|see (the )?(file|INSTALL)|"
    r"this (file|directory|readme)|"
    r"requires?\b|install|https?://\S+\Z|\bplease\b|all rights",
    re.I,
)


def find(files: Iterable[SourceFile]) -> Statement | None:
    """Give the best statement, None where no file makes one."""
    known = list(files)
    # of the parts of a project the largest one says what it was for
    sizes = Counter(folder for file in known for folder in _folders(file.path))
    known.sort(key=lambda file: (-sizes[_folder(file.path)], file.path.count("/"), len(file.path), file.path))
    readmes = [file for file in known if _README.match(file.path) and file.path.count("/") <= 2 and file.link is None]
    # a README of a small part speaks of that part only
    readmes = [file for file in readmes if sizes[_folder(file.path)] * LEAST_SHARE >= len(known)]
    paragraphs = [(file.path, line, text) for file in readmes[:6] for line, text in _paragraphs(_read(file))]
    # the head of a table, FOLDER DESCRIPTION, is no beginning of a sentence
    paragraphs = [row for row in paragraphs if not re.match(r"[A-Z]{3,}\s+[A-Z]{3,}\b", row[2])]
    opening = (_statement(path, line, text, _ANY) for path, line, text in paragraphs[:1] if line <= _OPENING_LINES)
    saying = (_statement(path, line, text, _SAYS) for path, line, text in paragraphs)
    candidates = [*filter(None, opening), *filter(None, saying), *_packaged(known)]
    if not candidates:
        prose = (_statement(path, line, text, _ANY) for path, line, text in paragraphs)
        candidates = list(filter(None, prose))
    return candidates[0] if candidates else None


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _folders(path: str) -> Iterator[str]:
    folder = _folder(path)
    while folder:
        yield folder
        folder = _folder(folder)
    yield ""


def _read(file: SourceFile) -> str:
    try:
        content = file.read()[:20_000]
    except ArchaeoError:
        return ""
    if b"\0" in content:
        return ""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of what stands between blank lines, headings and list items left out."""
    block: list[str] = []
    start = 0
    for number, line in enumerate([*text.splitlines()[:120], ""], 1):
        if line.strip():
            start = start if block else number
            block.append(line.strip())
            continue
        underlined = len(block) > 1 and re.fullmatch(r"[-=*~_#^\"]{3,}", block[1])
        if underlined:
            block, start = block[2:], start + 2
        if sum(_FIELD.match(text) is not None for text in block) >= 3:
            block = []  # fields of a control file, no sentences
        if block and not re.match(r"#|[-*+] |\d+[.)] |\||<|\.\. |\$ ", block[0]):
            yield start, " ".join(_MARKUP.sub(lambda hit: hit[1] or "", line) for line in block)
        block = []


def _statement(path: str, line: int, text: str, wanted: re.Pattern[str]) -> Statement | None:
    for sentence in re.split(r"(?<=[a-z\d)][.!?])\s+(?=[A-Z])", " ".join(text.split())):
        names = not _SPEAKS_OF_NOTHING.match(sentence)
        if names and len(sentence.split()) >= 6 and wanted.search(sentence) and not _OFF_TOPIC.search(sentence):
            return Statement(_cut(sentence), path, line)
    return None


def _packaged(files: list[SourceFile]) -> Iterator[Statement]:
    for name, pattern in _PACKAGING:
        for file in files:
            if name.match(file.path) and (hit := pattern.search(text := _read(file))):
                yield Statement(_cut(" ".join(hit["text"].split())), file.path, text.count("\n", 0, hit.start()) + 1)


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1].rsplit(" ", 1)[0] + "…"
