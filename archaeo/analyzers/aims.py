"""What a folder is for, in the words of the files that lie in it.

Asked are, in this order: its README's first sentence that is one, the description of a package (``package.html``,
``package-info.java``, ``__init__.py``, ``Contents.m``), and the head of the program that has the folder's name. Always
a quotation, with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from archaeo.model import SourceFile

from ._prose import cut, paragraphs, plain, sentences, text_of
from .heads import Head

MOST_CHARACTERS = 160
_MOST_BYTES = 8_000
_FIRST_LINES = 60
_README = re.compile(
    r"(?:00)?_?-?(?:READ[._-]?ME|ABOUT|OVERVIEW)(?:\.(?:md|txt|rst|markdown|1ST|first|html?))?\Z", re.I
)
_PACKAGE = re.compile(r"package(?:-info)?\.(?:html|java)\Z|overview\.html\Z")
_OFF_TOPIC = re.compile(
    r"copyright|\(c\) ?\d{4}|licen[cs]e|warrant|redistribut|all rights|install|compil|\bmake\b|https?://|\S@\S+\.\w|"
    r"\$(?:id|revision|header)\b|\bversion \d|\btodo\b|deprecated|badge|please|\bplace ?holder\b",
    re.I,
)
_SAYS = re.compile(
    r"\b(?:contains?|provides?|implements?|holds?|is|are|includes?|computes?|defines?|for|used|routines|classes|functions|"
    r"library|package|module|programs?|scripts?|tools?|files|data|tests?|examples?|documentation|utilities)\b",
    re.I,
)
_STARTS = re.compile(r"(?:[A-Z\"“]|\w+ (?:is|are|contains?|provides?|implements?)\b)")
_ASIDE = re.compile(r"(?:If|Once|When|Note|You|To|See|Run|Use|Type|It|They|These|There|Here|We|I|Then|And|But)\b")


@dataclass(frozen=True, slots=True)
class Aim:
    """What is said of a folder, and the file that says it."""

    text: str
    path: str


def find(folders: Iterable[str], files: Iterable[SourceFile], heads: Mapping[str, Head]) -> dict[str, Aim]:
    """Give what each folder is for, those of which nothing is said left out; "" is never asked."""
    wanted = {folder for folder in folders if folder}
    inside: dict[str, list[SourceFile]] = {folder: [] for folder in wanted}
    for file in files:
        folder = file.path.rpartition("/")[0]
        if folder in wanted and file.link is None:
            inside[folder].append(file)
    found = {}
    for folder, mine in sorted(inside.items()):
        aim = next(_said(folder, sorted(mine, key=lambda file: file.path), heads), None)
        if aim is not None:
            found[folder] = aim
    # one text for many folders is about none of them
    told: dict[str, int] = {}
    for aim in found.values():
        told[aim.text] = told.get(aim.text, 0) + 1
    return {folder: aim for folder, aim in found.items() if told[aim.text] == 1}


def _said(folder: str, files: list[SourceFile], heads: Mapping[str, Head]) -> Iterator[Aim]:
    name = folder.rpartition("/")[2]
    for file in files:
        if _README.match(file.path.rpartition("/")[2]):
            yield from _of_readme(file, name)
    for file in files:
        if _PACKAGE.match(file.path.rpartition("/")[2]):
            yield from _of_package(file)
    for file in files:
        base = file.path.rpartition("/")[2]
        stem = base.rpartition(".")[0] or base
        if base in ("__init__.py", "Contents.m") or stem.lower() in (name.lower(), "main"):
            head = heads.get(file.path)
            if head is not None and head.purpose and (stem != "main" or len(head.purpose.split()) > 3):
                yield Aim(head.purpose, file.path)


def _of_readme(file: SourceFile, name: str) -> Iterator[Aim]:
    for paragraph in paragraphs(text_of(file, _MOST_BYTES)):
        if paragraph.line > _FIRST_LINES:
            return
        if paragraph.is_heading:
            hit = re.match(rf"(?:{re.escape(name)})\W*\s[-–—:]+ (?P<text>\S.+)", paragraph.text, re.I)
            if hit and _is_prose(hit["text"], 2):
                yield Aim(cut(hit["text"].strip(" ="), MOST_CHARACTERS), file.path)
            continue
        for sentence in sentences(paragraph.text)[:3]:
            if _is_prose(sentence, 5) and _SAYS.search(sentence) and _STARTS.match(sentence):
                # what a list goes on with is no end
                whole = sentence if sentence[-1] in ".!?:" else f"{sentence}…"
                yield Aim(cut(whole, MOST_CHARACTERS), file.path)


def _of_package(file: SourceFile) -> Iterator[Aim]:
    text = re.sub(
        r"<(?:head|title|style|script)\b.*?</(?:head|title|style|script)>",
        "",
        text_of(file, _MOST_BYTES),
        flags=re.S | re.I,
    )
    if file.path.endswith(".java"):
        comments = re.findall(r"/\*\*(.*?)\*/", text, re.S)
        text = re.sub(r"^[ \t]*+\*", "", comments[-1] if comments else "", flags=re.M)
    bare = plain(re.sub(r"\{@\w+\s+([^{}]*)\}", r"\1", re.sub(r"<!--.*?-->|<!\w[^>]*>|<[^>]*>", " ", text, flags=re.S)))
    for sentence in sentences(re.sub(r"\s@\w+\b.*", "", bare, flags=re.S))[:1]:
        if _is_prose(sentence, 3):
            yield Aim(cut(sentence, MOST_CHARACTERS), file.path)


def _is_prose(text: str, least: int) -> bool:
    words = text.split()
    plain_words = sum(word.strip(".,;:()'\"“”").replace("-", "").isalpha() for word in words)
    return (
        len(words) >= least
        and plain_words >= 0.7 * len(words)
        and not _OFF_TOPIC.search(text)
        and not _ASIDE.match(text)
        and "�" not in text
    )
