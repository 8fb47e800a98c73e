"""What a project says of its own state: that it ended, moved, was replaced; of what it came, and how it was called.

Read are the topmost README, files called DEPRECATED, MOVED, UNMAINTAINED and the like, and the classifier ``Inactive``
of a Python package. A sentence counts where it speaks of the project: the project's name, or *this package*, *the
repository*, stands before *is no longer maintained*. What is said of a part, of another program, of Python 2 is not
taken. Every finding is a quotation with its place.

    # This repository has moved
    Goos is no longer maintained. We recommend users switch to goos2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from archaeo.model import SourceFile

from ._prose import cut, paragraphs, sentences, text_of

MOST_CHARACTERS = 260
_NEAR = 12
"""Lines below a notice within which a recommendation belongs to it."""
_NAMED = re.compile(
    r"(?:README|READ\.ME|DEPRECATED|MOVED|UNMAINTAINED|OBSOLETE|ARCHIVED|EOL)(?:\.(?:md|rst|txt|markdown|org|adoc))?\Z",
    re.I,
)
_THING = (
    r"(?:project|package|repository|repo|software|program|library|code|code ?base|tool|toolkit|module|plugin|fork|"
    r"mirror|source(?: code)?|distribution|application)"
)
_STATE = (
    r"(?:(?:is|are|was|has been|have been|will be)\s+(?:now |currently |also |officially |considered )*"
    r"(?:no longer|not|un)(?:\s+(?:being|under|in))?\s*(?:actively )?(?:maintained|supported|developed|development)\b|"
    r"will no longer (?:be|receive)\b|"
    r"(?:is|are|was|has|have)\s+(?:\w+ ){0,2}(?:past|reached|at) (?:its|the|their) end[- ]of[- ]life|"
    r"(?:is|was|are|has been|have been|will be)\s+(?:now |hereby |officially |currently |being )*(?:deprecated|"
    r"archived|discontinued|abandoned|retired|obsolete|orphaned|superseded|replaced by|succeeded by|merged into)\b|"
    r"(?:has been |was |is |has |have )(?:now |been |being |recently |permanently )*(?:moved|migrated|relocated|"
    r"renamed) (?:here|to)\b|"
    r"is (?:now )?(?:only )?(?:here |there |kept )*(?:only )?(?:as|for) (?:a )?(?:historical|reference|archiv)|"
    r"is (?:now )?(?:an? )?(?:un-?official |official )?(?:read[- ]only|archived?|frozen)\b)"
)
_DEVELOPMENT = re.compile(
    r"(?:\A|[,;:.!]\s+|\b(?:all|latest|active|further|future|new|current|the)\s+)"
    r"development\s+(?:of (?:the )?\w+ )?(?:has |is |was |have )?"
    r"(?:now |been )*(?:moved|migrated|stopped|ceased|ended|(?:happens?|takes place|continues?|going on)\b.{0,20}"
    r"\bnew\b)"
    r"|\Athe development and support\b.{0,30}\b(?:discontinued|ended|stopped)\b",
    re.I,
)
_THIS_IS = re.compile(
    r"(?:\A|[.:!]\s+)(?:This is (?:an? |the )?(?:un-?official |official |automatic )*(?:git )?(?:read[- ]only|"
    r"archived?|obsolete|deprecated|unmaintained|frozen|old)\b.{0,40}\b(?:mirror|copy|repo|repository|version|archive|project|package)\b"
    r"|(?:un-?official |official )?read[- ]only (?:git )?mirror\b)",
    re.I,
)
_REPLACED = re.compile(
    r"\b(?:recommend|encourage|advise|suggest|urge|please)\w*\b.{0,60}\b(?:transition|switch|migrat|move|upgrade|go|use)\w*\b"
    r"|\b(?:superseded|succeeded|replaced) by\b|\bsuccessor\b",
    re.I,
)
_ALONE = re.compile(
    r"(?:THIS \w+ (?:IS )?)?(?:DEPRECATED|UNMAINTAINED|ARCHIVED|OBSOLETE|DISCONTINUED|END[- ]OF[- ]LIFE)\W*\Z", re.I
)
# of a part, a version, or an interface; a condition, a plan
_OTHER = re.compile(
    r"\b(?:python|support for|versions? |branch|option|function|method|interface|compiler|platform|windows|"
    r"mailing list|bug|issue|wiki|in the future|if |when|once|unless|until|whether|should|may|might|could|"
    r"archived? (?:as|in|at|on)|"
    r"releases?\b|documentation|manual|file|director)",
    re.I,
)
_FORMER = (
    r"\b(?:formerly|previously|originally|once|earlier)(?: (?:known|called|named|distributed))?(?: as)?[,:]?\s+[\"'“`]?"
    r"(?P<was>[A-Z][\w+/-]{1,30}(?:[ ][A-Z][\w+-]+)?|[a-z]\w*[-_+\dA-Z][\w+-]*)"
)
_DESCENT = re.compile(
    r"\b(?:(?:is|was|were) (?:\w+ )?(?:a |an )?(?:fork(?:ed)?|spin-?off|offspring|port|successor|descend\w+|"
    r"split(?: off)?|broken off|derived|extracted|taken) (?:of|from|to|out of)\b|"
    r"(?:was|were) (?:originally|once|formerly) (?:a )?part of\b)",
    re.I,
)

Kind = Literal["state", "instead", "former", "descent"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence of the project on itself.

    Attributes:
        kind: ``state`` (ended, moved, a mirror), ``instead`` (what to use now), ``former`` (an earlier name),
            ``descent``.
        path, line: where it stands; the line is 1-based, that of the paragraph.
        name: of ``former``, how it was called.
    """

    kind: Kind
    text: str
    path: str
    line: int
    name: str = ""


def find(files: Iterable[SourceFile], name: str = "") -> tuple[Notice, ...]:
    """Give the notices of the topmost files in their order; ``name`` is what the project is called."""
    known = [file for file in files if "/" not in file.path and file.link is None]
    found: list[Notice] = []
    for file in sorted(known, key=lambda file: (not file.path.upper().startswith("READ"), file.path)):
        if _NAMED.match(file.path):
            found += _read(file.path, text_of(file), names(name))
        elif file.path in ("setup.py", "setup.cfg", "pyproject.toml"):
            found += _classified(file.path, text_of(file))
    once: dict[str, Notice] = {}
    for notice in found:
        once.setdefault(notice.text.casefold(), notice)
    return tuple(once.values())


def foremost(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Give what a page has room for: its state, what replaces it, and where it came from, one sentence each."""
    known = list(notices)
    states = [one for one in known if one.kind == "state"]
    # a heading that only says "moved" is said in full below it
    first = next((one for one in states if len(one.text.split()) > 5), states[0] if states else None)
    rest = (
        one for one in known if one is not first and one.kind in ("state", "instead") and _REPLACED.search(one.text)
    )
    picked = [first, next(rest, None)] if first else []
    picked += [next((one for one in known if one.kind == "descent"), None)]
    return tuple(one for one in picked if one)


def names(name: str) -> tuple[str, ...]:
    """Give what a project may be called in prose, the longest first: folders add owners, versions and systems to it.

    >>> names("mzmine+mzmine2"), names("goos-svn")
    (('mzmine2', 'mzmine 2', 'mzmine'), ('goos-svn', 'goos'))
    """
    last = re.split(r"[+/]", name)[-1]
    bare = re.sub(r"(?:[-_.](?:svn|git|cvs|hg|code|legacy|old|mirror|READONLY|dump))+\Z", "", last, flags=re.I)
    numbered = re.fullmatch(r"(?P<word>.*[A-Za-z])[-_ ]?(?P<number>\d{1,2})", bare)
    parts = [last, bare, *((f"{numbered['word']} {numbered['number']}", numbered["word"]) if numbered else ())]
    return tuple(part for part in dict.fromkeys(parts) if len(part) >= 2)


def is_state(sentence: str, called: tuple[str, ...]) -> bool:
    """Whether a sentence says that what is called so ended, moved, or is kept elsewhere.

    >>> [is_state(one, ("goos",)) for one in ("Goos has moved to the new server.", "Python 2 is no longer supported.")]
    [True, False]
    """
    return _is_state(sentence, _of_itself(_subject(called)), is_heading=False)


def _subject(called: tuple[str, ...]) -> str:
    own = "|".join(map(re.escape, called)) or r"(?!)"
    return rf"(?:\b(?:this (?:\w+ )?|(?:the|our) )(?:{own}|{_THING})\b|(?<![\w/])(?:the )?(?:{own})(?![\w/]))"


def _of_itself(subject: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<subject>{subject})(?P<between>(?:\s+[A-Za-z()-]+){{0,3}},?)\s+(?P<state>{_STATE})", re.I)


def _read(path: str, text: str, called: tuple[str, ...]) -> Iterator[Notice]:
    subject = _subject(called)
    of_itself = _of_itself(subject)
    former = re.compile(rf"(?i:{subject})[\w\s,(-]{{0,30}}{_FORMER}")
    said_on = -_NEAR
    for paragraph in paragraphs(text):
        for sentence in sentences(paragraph.text):
            quote = cut(sentence, MOST_CHARACTERS)
            if _is_state(sentence, of_itself, paragraph.is_heading):
                said_on = paragraph.line
                yield Notice("state", quote, path, paragraph.line)
            elif 0 <= paragraph.line - said_on <= _NEAR and _REPLACED.search(sentence) and not paragraph.is_heading:
                yield Notice("instead", quote, path, paragraph.line)
            elif hit := former.search(sentence):
                if hit["was"].casefold() not in {one.casefold() for one in called}:
                    yield Notice("former", quote, path, paragraph.line, hit["was"])
            elif _DESCENT.search(sentence) and re.match(rf"\W*{subject}", sentence, re.I):
                yield Notice("descent", quote, path, paragraph.line)


def _is_state(sentence: str, of_itself: re.Pattern[str], is_heading: bool) -> bool:
    if is_heading and _ALONE.match(sentence):
        return True
    if (hit := _DEVELOPMENT.search(sentence)) and not _OTHER.search(sentence[: hit.start()]):
        return True
    if (hit := _THIS_IS.search(sentence)) and not _OTHER.search(sentence[: hit.start()]):
        return True
    hit = of_itself.search(sentence)
    if hit is None or _OTHER.search(hit["between"]) or _OTHER.search(hit["state"]):
        return False
    before = sentence[: hit.start()]
    # "the manual of Goos is ...", "if Goos is ..."
    return not re.search(
        r"(?:\b(?:of|for|in|with|by|from|to|on|if|when|once|that|than|and|or|as)|[(/\"“])\s*\Z", before, re.I
    )


def _classified(path: str, text: str) -> Iterator[Notice]:
    hit = re.search(r"Development Status :: 7 - Inactive", text)
    if hit:
        yield Notice("state", hit[0], path, text.count("\n", 0, hit.start()) + 1)
