"""What stands at the head of a program: what it is for, and whom it names as its author.

Read is the comment, or the string, that a file begins with. Taken is what says itself what it is:

    % pop_loadset() - load an EEG dataset.          the file's own name before a dash or a colon
    /*! \\brief Determinant-based CI program          brief, PURPOSE, Description
    \"\"\"Bonds, bond lists, bond angle lists.          the string that a module of Python begins with
    % Author: Arnaud Delorme, CNL / Salk Institute  Author, @author, Written by

A name is two to four words with capitals; a login, an institute, the column of a table are none, and nothing is taken
from a line of code. A file that was copied keeps its head: whom it names wrote it, or what it was made from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html import unescape

from archaeo.decoding import decoded
from archaeo.errors import ArchaeoError
from archaeo.model import SourceFile
from archaeo.shelf import Shelf

from ._prose import cut, sentences
from .inventory import language_of
from .remembered import once

MOST_BYTES = 6_000
MOST_LINES = 80
MOST_CHARACTERS = 140
MOST_ALIKE = 2
"""What more files say word for word is the text of a template."""
_LEAST_WORDS = 2
_NAME_WORD = (
    r"(?:[^\W\d_a-zß-öø-ÿ][\w'’-]*[^\W\d_]|[^\W\d_a-zß-öø-ÿ]\.?|(?:v[ao]n|de[rnl]?|di|da|du|la|le|ten|ter|zu)\b)"
)
NAME = rf"{_NAME_WORD}(?: {_NAME_WORD}){{1,4}}"
"""What a person's name looks like in a text."""
_NO_PERSON = re.compile(
    r"\b(?:universit|institut|laborator|labs?\b|group|team|project|department|dept|tech\b|division|cent(?:er|re)\b|inc\b|ltd|"
    r"gmbh|corp|company|foundation|school|college|society|software|collaboration|consort|national|research|systems?\b|"
    r"version|file|name|date|title|year|column|none|unknown|various|several|see|list|this|the|author|contributors?|developers?|all\b|kingdom|states|road\b|street|avenue|"
    r"copyright|licen[cs]e|january|february|march|april|may\b|june|july|august|september|october|november|december|"
    r"jan\b|feb\b|mar\b|apr\b|jun\b|jul\b|aug\b|sept?\b|oct\b|nov\b|dec\b|todo|your\b|here\b|"
    r"and\b|or\b|with\b|from\b|for\b|on\b|in\b|at\b|to\b|as\b|of\b)",
    re.I,
)
_AUTHOR = re.compile(
    r"(?:[@\\]author|(?:original |main |first |principal )?authors?(?:\(s\))?[ \t]*[:=]|"
    r"(?:originally )?(?:written|coded|programmed|implemented|created)[ \t]+by[ \t]*:?|programmers?[ \t]*:)[ \t]*"
    r"(?P<names>[^\n]{3,200})",
    re.I,
)
_BEFORE = re.compile(r"[\s#%;!*/\"'.\-=|C]*\Z")
_BETWEEN = re.compile(r"\s*(?:,|;|/|&|\band\b|\n)\s*")
_SHEBANG = re.compile(r"\A(?:#!.*\n|#.*coding[:=].*\n|\s*<\?.*\n)*")
_MARK = re.compile(r"^[ \t]*(?:/\*+!?<?|\*+/?|//+[!/]?|#+'?|%+|;+|!+[<>]?|--+|[Cc](?=\s)|\"|\.\\\"|dnl\b)?[ \t]?")
_LABEL = re.compile(
    r"\A(?:[@\\]brief|(?:purpose|description|summary|synopsis|abstract|function)[ \t]*:|@short)[ \t]*(?P<text>.*)", re.I
)
_BARE_LABEL = re.compile(r"\A(?:PURPOSE|DESCRIPTION|ABSTRACT|SUMMARY)\Z", re.I)
_DOCSTRING = re.compile(
    r"\A(?:\s|#[^\n]*\n|from __future__[^\n]*\n)*[urbURB]{0,2}(?P<quote>\"\"\"|''')(?P<text>.*?)(?P=quote)", re.S
)
_OFF_TOPIC = re.compile(
    r"copyright|\(c\) ?\d{4}|©|licen[cs]e|warrant|redistribut|all rights|"
    r"\$(?:id|revision|header|rcsfile|author|date)\b|"
    r"https?://|\S@\S+\.\w|-\*-|generated|do not edit|this file|created on|last modif|last change|revision|\btodo\b|"
    r"\bauthor|written by|see also|\\(?:file|ingroup|defgroup)|\A\W*(?:usage|see|enter|contains|includes?|version)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Head:
    """What a program says of itself: its purpose in its own words ("" for nothing), and the authors it names."""

    purpose: str
    authors: tuple[str, ...]


NOTHING = Head("", ())


def find(files: Iterable[SourceFile], shelf: Shelf | None = None) -> dict[str, Head]:
    """Give the heads of programs by path, those that say something."""
    found = {}
    for file in files:
        if file.link is None and language_of(file.path)[1] in ("code", "data", ""):
            try:
                purpose, authors = once(shelf, file, partial(_row, file.path), file.path.rpartition("/")[2])
            except ArchaeoError:
                continue
            if purpose or authors:
                found[file.path] = Head(purpose, tuple(authors))
    said = Counter(head.purpose for head in found.values())
    return {
        path: head if said[head.purpose] <= MOST_ALIKE else Head("", head.authors)
        for path, head in found.items()
        if said[head.purpose] <= MOST_ALIKE or head.authors
    }


def _row(path: str, content: bytes) -> list[object]:
    if language_of(path, content)[1] != "code":
        return ["", []]
    made = read(path, content)
    return [made.purpose, list(made.authors)]


def read(path: str, content: bytes) -> Head:
    """Give what the head of one program says.

    >>> read("a/thal.c", b"/* thal.c - melting temperatures of oligos\\n   Author: Eve van Dyck, 2009 */")
    Head(purpose='melting temperatures of oligos', authors=('Eve van Dyck',))
    """
    if b"\0" in content[:MOST_BYTES]:
        return NOTHING
    text = decoded(content[:MOST_BYTES]).replace("\r\n", "\n").replace("\r", "\n")
    text = text[_SHEBANG.match(text).end() :]  # type: ignore[union-attr]
    comment = list(_comment(text, path))
    return Head(_purpose(path, text, comment), tuple(_authors(comment)))


def _comment(text: str, path: str) -> Iterator[str]:
    """Yield the lines of the comments that a file begins with, without their marks; "" between paragraphs."""
    is_python = path.endswith(".py")
    inside = ""
    for number, line in enumerate(text.split("\n")[:MOST_LINES]):
        bare = line.strip()
        if inside:
            end = bare.find(inside)
            kept = bare if end < 0 else bare[:end]
            inside = inside if end < 0 else ""
            yield _MARK.sub("", kept).strip(" *#%;!=-")
        elif bare.startswith("/*"):
            kept, closed, _ = bare[2:].partition("*/")
            inside = "" if closed else "*/"
            yield kept.strip(" *!=-")
        elif is_python and bare[:3] in ('"""', "'''"):
            inside = "" if bare.count(bare[:3]) > 1 else bare[:3]
            yield bare.strip("\"'")
        elif not bare:
            yield ""
        elif re.match(
            r"//|#(?!\s*(?:include|if|ifdef|ifndef|define|pragma|endif|import|undef|else)\b)|%|;|!|--|[Cc*](?=\s|\*|\Z)",
            bare,
        ):
            yield _MARK.sub("", line).strip(" *#%;!=-")
        elif (
            re.match(
                r"(?:function|#|package|from|import|use|module|program|subroutine|pro|namespace|unit|interface)\b|#",
                bare,
                re.I,
            )
            and number < 40
        ):
            continue  # the comment of MATLAB stands below its first line, that of a header below its guard
        else:
            return


def _purpose(path: str, text: str, comment: list[str]) -> str:
    name = path.rpartition("/")[2]
    own = "|".join(map(re.escape, sorted({name, name.rpartition(".")[0] or name}, key=len, reverse=True)))
    titled = re.compile(rf"\A(?:{own})(?:\(\))?[ \t]*(?:[-–—]+|:)[ \t]*(?P<text>\S.*)", re.I)
    for number, line in enumerate(comment):
        hit = titled.match(line) or _LABEL.match(line)
        said = hit["text"] if hit else ""
        if hit is None and not _BARE_LABEL.match(line):
            continue
        said = " ".join([said, *_rest(comment[number + 1 :], skip_empty=not said)])
        if made := _sentence(said):
            return made
    if path.endswith(".py") and (doc := _DOCSTRING.match(text)):
        return _sentence(" ".join(doc["text"].strip().partition("\n\n")[0].split()))
    return ""


def _rest(lines: Iterable[str], skip_empty: bool) -> Iterator[str]:
    for line in lines:
        if not line and skip_empty:
            continue
        if not line or re.match(r"[@\\]\w|[\w ]{2,20}:(?:\s|\Z)", line):
            return
        skip_empty = False
        yield line


def _sentence(text: str) -> str:
    first = " ".join(sentences(" ".join(text.split()))[0].split()) if text.strip() else ""
    first = re.sub(r"[@\\](?:brief|em|c|a|b)\s+|</?[a-z]{1,6}>", "", first).strip(" .*-=")
    words = first.split()
    letters = sum(char.isalpha() or char == " " for char in first)
    if len(words) < _LEAST_WORDS or _OFF_TOPIC.search(first) or letters < 0.75 * len(first) or "�" in first:
        return ""
    return cut(first, MOST_CHARACTERS)


def _authors(comment: list[str]) -> Iterator[str]:
    """Yield the persons that a comment says wrote it."""
    told: set[str] = set()
    for line in comment:
        hit = _AUTHOR.search(line)
        if hit is None or not _BEFORE.match(line[: hit.start()]):
            continue
        for name in persons(hit["names"]):
            if name not in told:
                told.add(name)
                yield name


def persons(text: str) -> Iterator[str]:
    r"""Yield the names of a list of persons, up to where it is no list any more.

    >>> list(persons("Arnaud Delorme, CNL / Salk Institute, 2001"))
    ['Arnaud Delorme']
    >>> list(persons("C. David Sherrill and Eve Li <eve@lab.example>"))
    ['C. David Sherrill', 'Eve Li']
    >>> list(persons("int name; /* the author */")), list(persons("Title  Year"))
    ([], [])
    """
    text = re.sub(r"<[^<>]*>|\([^()]*\)|\[[^\[\]]*\]|\S+@\S+|\d[\d./-]*", "", text)
    for piece in _BETWEEN.split(unescape(text)):
        name = piece.strip(" .:*-\"'")
        if not is_name(name):
            return
        yield name


_FULL = re.compile(NAME)


def is_name(text: str) -> bool:
    """Whether a text is a person's name and nothing else: two words of letters at least, one of them written out.

    >>> [is_name(one) for one in ("Eve Li", "K. Motohashi", "Salk Institute", "CNL", "EEG Data", "X Y", "Eve  li")]
    [True, True, False, False, False, False, False]
    """
    words = text.split(" ")
    if not _FULL.fullmatch(text) or _NO_PERSON.search(text) or any(char.isdigit() for char in text):
        return False
    written = [word for word in words if len(word.strip(".")) >= 2 and not word.isupper()]
    # "EEG Data" is no person, "KARL BROMAN" cannot be told from a heading
    return len(written) >= 1 and not any(word.isupper() and len(word.strip(".")) > 2 for word in words)


def authors(heads: Mapping[str, Head]) -> dict[str, tuple[str, ...]]:
    """Give the files by the author whom their heads name."""
    found: dict[str, list[str]] = {}
    for path, head in sorted(heads.items()):
        for name in head.authors:
            found.setdefault(name, []).append(path)
    return {name: tuple(paths) for name, paths in found.items()}
