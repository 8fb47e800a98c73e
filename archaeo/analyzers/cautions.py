"""What its own texts for people say of what it needs, and warn of: sentences of README, INSTALL and their kin.

Taken are sentences that name a version together with a word of need ("requires MATLAB 7.4", "tested with gcc 3.2 and
later"), and sentences that say what does not work, must not be used, or belongs to others. Always a quotation with its
place: that it still holds is not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from archaeo.model import SourceFile

from . import _prose
from .recipes import depth

Kind: TypeAlias = Literal["need", "warning"]


@dataclass(frozen=True, slots=True)
class Caution:
    """A sentence and its place; ``weight`` grows with what speaks for it."""

    kind: Kind
    text: str
    path: str
    line: int
    weight: int


MOST_FILES, MOST_BYTES = 24, 60_000
MOST_OF_A_KIND = 12
MOST_CHARACTERS = 240
LEAST_WEIGHT = 3
MOST_ITEMS, MOST_OF_AN_ITEM = 5, 60
DEEPEST = 2
_NAMED = re.compile(
    r"(?:READ[_.-]?ME|INSTALL|BUILD|COMPIL|HACKING|REQUIREMENTS|PLATFORMS?|PORTING|KNOWN|BUGS|PROBLEMS|LIMITATIONS"
    r"|FAQ|NOTES|PREREQ)[^/]*\Z",
    re.I,
)
_NO_TEXT = re.compile(
    r"\.(?:c|cc|cpp|h|py|pl|sh|bat|js|java|s?html?|xml|in|m|pro|r|rb|txt\.in|cmake|am|f90|json|ya?ml|css|png|pdf|gradle|rdb|ps|gz|iss|cmd|ps1|com|mak)\Z",
    re.I,
)
_VENDORED = re.compile(
    r"(?:^|/)(?:extern\w*|third[_-]?party|vendor\w*|node_modules|tests?|testing|contrib|deprecated|examples?|licen[cs]es?|data"
    r"|dist|jquery|attic|old|packaging\w*)/",
    re.I,
)
_NEED = re.compile(
    r"\b(?:requires?|required|requirements?|needs?|needed|depends? (?:up)?on|must (?:be|have)|at least|minimum"
    r"|(?:or|and) (?:later|newer|higher|above|up|greater|better)|(?:later|newer|higher|greater|older|earlier) than"
    r"|tested (?:with|on|under|using|for|in)|(?:works?|runs?|compiles?|builds?) (?:only )?(?:with|on|under|in)"
    r"|compatible with|supports?|supported|(?:built|compiled|developed) (?:with|using|against|for|under|on)"
    r"|known to (?:work|compile|build|run)|prerequisites?)\b",
    re.I,
)
_VERSIONED = re.compile(
    r"\b(?:[A-Z][\w+#/-]*|gcc|g\+\+|gfortran|g77|clang|cmake|python|numpy|scipy|matlab|octave|perl|java|jdk|qt|gtk\+?|ruby|php|root|idl"
    r"|autoconf|automake|libtool|icc|ifort|make|swig|version|release)(?:[®™]|\(R\))?"
    r"(?:[ -](?:version|release|v\.?|SDK|compiler|toolkit|\((?:version )?))?[ -]?(?:[<>]=?|≥"
    r"|≤)? ?v?(?P<version>\d+(?:\.(?:\d+|x))+\w?|\d{1,2}\b(?!:|\.\d|,\d|%|/)|R20\d\d[ab])"
    r"|\b(?:older|newer|later|earlier|higher|lower|prior) (?:than"
    r"|to) (?:version )?v?(?P<other>R?20\d\d[ab]|\d+(?:\.\d+)+)"
)
_ASKED = re.compile(
    r"\b(?:third[- ]party|toolbox(?:es)?|librar(?:y|ies)|packages?|compilers?|interpreter|headers?"
    r"|development files)\b.{0,90}?"
    r"\b(?:(?:is|are) (?:also |all )?(?:required|needed|necessary)|must (?:first |also )?be (?:installed"
    r"|available|present))"
    r"|\b(?:requires?|depends? on|you (?:will |also )?need|make sure (?:that )?you have)\b.{0,60}?"
    r"\b(?:toolbox(?:es)?|librar(?:y|ies)|compilers?|interpreter|development files)\b",
    re.I,
)
_NO_VERSION = re.compile(
    r"\b(?:GPL|LGPL|AGPL|GNU|License|Licence|Apache|BSD|CC|BY|Figure|Fig|Table|Section|Sect|Chapter|Step|Part|Vol|Volume|Eq|No|Page"
    r"|Jan\w*|Feb\w*|Mar\w*|Apr\w*|May|June?|July?|Aug\w*|Sep\w*|Oct\w*|Nov\w*|Dec\w*|UTF|ISO|SHA|MD5|RFC|ID|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b"
    r"[ -]?(?:version |v)?\d"
)
_WARNING = re.compile(
    r"\b(?:(?:does|do|did|will|would|may|can|could|is|are|has|have|was|were)(?: ?n[o'’]t|not) (?:yet "
    r"|currently |always |been |longer |properly |be )*"
    r"(?:work|compil|build|built|run\b|link|support|possible|portable|installed\b|port(?:ed)?\b|tested|usable|available|maintained|compatible)\w*"
    r"|known (?:not to|to (?:fail|crash|break|be (?:broken|buggy))|problems?|issues?|bugs?|limitations?|incompatib\w+)"
    r"|(?:do not|don['’]t|never) (?:use|try|compile|install|build)|unsupported|not supported"
    r"|no longer (?:work|support|maintain|available|possible|develop|compil|build)\w*|incompatib\w+|(?:is"
    r"|are|currently|be) broken"
    r"|only (?:works?|runs?|compiles?|supported|tested)|(?:works?|runs?|compiles?|tested|supported"
    r"|available) only (?:with|on|under|for|in)"
    r"|fails? to (?:compile|build|link|run|install)|out[- ]of[- ]date|obsolete|buggy|proprietary"
    r"|unmaintained|discontinued)\b"
    r"|\bNumerical Recipes\b|\bcommercial (?:licen[cs]e|software|compiler|package|product)",
    re.I,
)
_ABOUT = re.compile(
    r"\b(?:compil\w*|build\w*|built|install\w*|link\w*|librar(?:y|ies)|version|gcc|g\+\+|gfortran|g77"
    r"|clang|icc|ifort|windows|linux|mac ?os\w*|os ?x"
    r"|unix|solaris|cygwin|mingw|msvc|visual|matlab|octave|python|perl|java|idl|gdl|root|numpy|scipy|cmake|make|package|toolbox|platforms?|compilers?"
    r"|architectures?|(?:32|64)[ -]?bit|source code|licen[cs]e|toolchain|qt|gtk|mex|r|fortran|c\+\+"
    r"|dependenc\w+)\b|Numerical Recipes",
    re.I,
)
_STRONG = re.compile(r"\bonly\b|known|not (?:work|compile|supported)|require|proprietary", re.I)
_HEADING = re.compile(
    r"install|require|prereq|depend|build|compil|known|bug|limit|platform|port|compat|problem|trouble|system|version",
    re.I,
)
_OFF_TOPIC = re.compile(
    r"warrant|liab|redistribut|copyright|\bpermission\b|trademark|merchantab|terms (?:of|and)|\bGPL\b"
    r"|General Public License"
    r"|\[Fixed|\bpatch(?:es)? welcome|mailing list|bug reports?|report (?:a |any )?bugs?|code of conduct"
    r"|pull request|@\w+\.\w+",
    re.I,
)


def find(files: Iterable[SourceFile]) -> tuple[Caution, ...]:
    """Give the sentences, of each kind the weightiest, in the order of files and lines."""
    known = [
        file
        for file in files
        if file.link is None
        and depth(file.path) <= DEEPEST
        and _NAMED.match(file.path.rpartition("/")[2])
        and not _NO_TEXT.search(file.path)
        and not _VENDORED.search(file.path)
    ]
    known.sort(key=lambda file: (depth(file.path), file.path))
    found: list[Caution] = []
    said: set[str] = set()
    for file in known[:MOST_FILES]:
        for one in _of(file):
            if one.text not in said:
                said.add(one.text)
                found.append(one)
    kept: list[Caution] = []
    for kind in ("warning", "need"):
        ranked = sorted((one for one in found if one.kind == kind), key=lambda one: (-one.weight, one.path, one.line))
        kept += ranked[:MOST_OF_A_KIND]
    return tuple(kept)


def _of(file: SourceFile) -> Iterator[Caution]:
    text = _prose.text_of(file, MOST_BYTES)
    if _is_general(text):
        return
    for paragraph in _prose.paragraphs(text):
        if paragraph.is_heading or _OFF_TOPIC.search(paragraph.heading):
            continue
        for sentence in _prose.sentences(paragraph.text):
            kind = _kind(sentence)
            if not kind or not _is_prose(sentence):
                continue
            weight = _weight(sentence, paragraph.heading, file.path)
            if weight >= LEAST_WEIGHT:
                line = paragraph.line + _lines_before(text, paragraph.line, sentence)
                listed = _listed(text, line) if sentence.endswith(":") else ""
                yield Caution(
                    kind, _prose.cut(f"{sentence} {listed}".strip(), MOST_CHARACTERS), file.path, line, weight
                )


def _is_general(text: str) -> bool:
    """Whether it is the text that GNU's tools put into every package, which says nothing of this one."""
    return "These are generic installation instructions" in text or "Briefly, the shell command" in text


def _kind(sentence: str) -> Kind | None:
    if _OFF_TOPIC.search(sentence) or sentence.endswith("?"):
        return None
    if _WARNING.search(sentence) and _ABOUT.search(sentence):
        return "warning"
    without = _NO_VERSION.sub("", sentence)
    is_asked = (_NEED.search(without) and _VERSIONED.search(without)) or _ASKED.search(sentence)
    return "need" if is_asked else None


def _is_prose(sentence: str) -> bool:
    """Whether a text is a sentence or a list item of words, and no command or output."""
    words = sentence.split()
    plain = sum(word.strip(".,;:()'\"!?").replace("-", "").replace("'", "").isalpha() for word in words)
    is_code = re.match(r"[$>%=]\S*\s|\S+=\S+", sentence) or re.search(r"[{};]\s*\Z|\\n|\w\(\$", sentence)
    if sum(word.isupper() for word in words) > len(words) / 2 or all(word.isupper() for word in words[:4]):
        return False  # a heading
    return 3 <= len(words) <= 70 and plain >= 0.55 * len(words) and not is_code


def _weight(sentence: str, heading: str, path: str) -> int:
    weight = 2 * (_VERSIONED.search(_NO_VERSION.sub("", sentence)) is not None)
    weight += 2 * (_HEADING.search(heading) is not None)
    weight += (not depth(path)) + (2 if _ASKED.search(sentence) else 0)
    weight -= 2 * (re.search(r"(?:FAQ|BUGS|NOTES)[^/]*\Z", path, re.I) is not None)
    weight += _STRONG.search(sentence) is not None
    weight += 2 * ("Numerical Recipes" in sentence)
    return weight - (len(sentence) > MOST_CHARACTERS)


def _listed(text: str, line: int) -> str:
    """Give the list items that follow a line, in short."""
    items: list[str] = []
    for row in text.split("\n")[line : line + 20]:
        item = re.match(r"\s*[-*+•]\s+(?P<words>\S.*)", row)
        if item:
            items.append(_prose.cut(_prose.plain(item["words"]), MOST_OF_AN_ITEM))
        elif items and not row.strip():
            break
    return "; ".join(items[:MOST_ITEMS])


def _lines_before(text: str, start: int, sentence: str) -> int:
    """Give how many lines below the start of its paragraph a sentence begins, as far as its first words tell."""
    words = " ".join(sentence.split()[:3])
    for number, line in enumerate(text.split("\n")[start - 1 : start + 30]):
        if words in " ".join(line.split()):
            return number
    return 0
