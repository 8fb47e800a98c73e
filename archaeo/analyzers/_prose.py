"""Texts that people wrote for people: READMEs and the like, cut into headings and paragraphs without their marks.

Read are the plain manners of Markdown, reStructuredText and of text without any: ``# heading``, a heading with a line
of ``===`` below it, list items, quotations with ``>``. Of a link its words stay, with the address behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from archaeo.decoding import decoded
from archaeo.errors import ArchaeoError
from archaeo.model import SourceFile

MOST_BYTES = 200_000
IMAGE = re.compile(r"\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)|!\[[^\]]*\]\([^)]*\)|\|[\w -]+\|(?=\s|\Z)")
_LINK = re.compile(
    r"\[(?P<words>[^\[\]]+)\]\((?P<address>[^()\s]*)[^()]*\)|`(?P<named>[^`<>]{1,200}?)\s{0,9}<(?P<at>[^<>]+)>`_+"
)
_MARKS = re.compile(r"`+|\*\*+|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|</?[a-zA-Z][^<>@]*>|^>+\s?|^\.\. \w+::\s*", re.M)
_ITEM = re.compile(r"(?:[-*+•]|\d{1,2}[.)]|\[\d{1,2}\]|\.\. \[\w+\])\s+")
_UNDERLINE = re.compile(r"([-=*~^#\"])\1{2,}\s*\Z")
_SENTENCES = re.compile(r"(?<=[a-z\d)\"”][.!?])\s+(?=[A-Z\"“])|(?<=[A-Z]{3}[.!?])\s+(?=[A-Z][a-z]|A\b|I\b)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a list item or a heading, on one line, and where it begins; ``heading`` is the last one above it."""

    line: int
    text: str
    heading: str = ""
    is_heading: bool = False


def text_of(file: SourceFile, most: int = MOST_BYTES) -> str:
    """Give the text of a file, "" for what is no text or cannot be read; line ends are ``\\n``."""
    try:
        content = file.read()[:most]
    except ArchaeoError:
        return ""
    if b"\0" in content:
        return ""
    return decoded(content).replace("\r\n", "\n").replace("\r", "\n")


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield headings and paragraphs in their order, drawings of signs and badges left out."""
    heading = ""
    block: list[str] = []
    start = 0
    lines = text.split("\n")

    def closed() -> Iterator[Paragraph]:
        if block and (joined := plain("\n".join(block))):
            yield Paragraph(start, joined, heading)
        block.clear()

    for number, (line, below) in enumerate(zip_longest(lines, lines[1:], fillvalue=""), 1):
        bare = line.strip()
        hashed = re.match(r"#{1,6}\s*(?P<words>[^\s#].*?)\s*#*\Z", bare)
        underlined = bool(bare and not block and not _UNDERLINE.match(bare) and _UNDERLINE.match(below.strip()))
        if hashed or underlined:
            yield from closed()
            heading = plain(hashed["words"] if hashed else bare)
            if heading:
                yield Paragraph(number, heading, heading, is_heading=True)
        elif not bare or _UNDERLINE.match(bare) or bare.startswith("```"):
            yield from closed()
        else:
            if item := _ITEM.match(bare):
                yield from closed()
                bare = bare[item.end() :]
            start = start if block else number
            block.append(bare)
    yield from closed()


def plain(text: str) -> str:
    """Give a text on one line without marks.

    >>> plain("**Moved** to [the new place](https://new.example.org), see `README`")
    'Moved to the new place (https://new.example.org), see README'
    """
    text = _LINK.sub(_with_address, IMAGE.sub("", text))
    return " ".join(_MARKS.sub("", text).split())


def _with_address(hit: re.Match[str]) -> str:
    words, address = hit["words"] or hit["named"], hit["address"] or hit["at"] or ""
    return f"{words} ({address})" if "://" in address and address not in words else words


def sentences(text: str) -> list[str]:
    """Give the sentences of a paragraph."""
    return _SENTENCES.split(text)


def cut(text: str, most: int) -> str:
    """Give a text that is no longer than so many characters, cut at a word.

    >>> cut("one two three", 9)
    'one two…'
    """
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:(") + "…"
