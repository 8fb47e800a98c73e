"""How a project asks to be cited, in its own words.

Read are ``CITATION`` files (plain text, ``CITATION.cff``, ``inst/CITATION`` of an R package) and, in the topmost
README, what stands below a heading such as *Citing Goos*, or *Reference* where an entry of BibTeX or such a sentence
follows, and a sentence *please cite ...*. What names neither a number of a publication (DOI, arXiv, source code
library) nor a year nor an address is left out: nothing is found by it.

    If you use Goos, please cite: Li, E.: Finding boosted jets, arXiv:0802.2470
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from archaeo.model import SourceFile

from ._prose import Paragraph, cut, paragraphs, sentences, text_of
from .papers import references_in

MOST_CHARACTERS = 480
MOST_PARAGRAPHS = 6
"""Below a heading; what is cited stands at once below it."""
_README = re.compile(r"(?:README|READ\.ME)(?:\.(?:md|rst|txt|markdown|org|adoc))?\Z", re.I)
_FILE = re.compile(r"(?:inst/)?CITATION(?:S)?(?:\.(?:cff|md|txt|rst|bib))?\Z", re.I)
_HEADING = re.compile(
    r"(?:how to )?(?:cit(?:e|ing|ations?)|acknowledg(?:e?ments?|ing))(?! needed)(?: (?:of |for )?.{1,40})?\W*\Z"
    r"|(?P<weak>(?:main |primary )?(?:references?|publications?|papers?)\W*\Z)",
    re.I,
)
_ASKS = re.compile(
    r"\b(?:please|kindly|should|must|ask (?:you|that|users)|would like|want to|grateful|appreciate|request)\b.{0,80}"
    r"\bcit(?:e|ed|ing|ation)\b|\bcite (?:as|it as|the following|this|these)\b|\Ato cite\b|\bcit(?:e|ed) as\b",
    re.I,
)
_OTHERS = re.compile(r"\b(?:bug|issue|answer|data ?set|your (?:own )?(?:data|sources))\b", re.I)
_CFF = re.compile(
    r"^(?P<indent> *)(?:- *)?(?P<key>title|doi|journal|year|date-released|family-names|name): *(?P<text>.+)$"
)
_ENTRY = re.compile(
    r"(?:@(?!misc\b)\w+\s*\{|\b(?:bibentry|citEntry)\s*\()(?P<fields>.*?)(?=\s@\w+\s*\{|^[ \t]*+[})][ \t]*$|\Z)",
    re.S | re.M,
)
_FIELD = re.compile(
    r"\b(?P<key>title|author|journal|booktitle|year|doi|eprint|school)\s*=\s*"
    r"(?P<text>\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|\"[^\"]*\"|\w+)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A request, and its place (path and 1-based line). ``ids`` are what a library finds it by."""

    text: str
    path: str
    line: int
    ids: tuple[str, ...] = ()


def find(files: Iterable[SourceFile]) -> Citation | None:
    """Give the request that says most, None where nothing is asked; a file for it speaks before a README."""
    known = sorted((file for file in files if file.link is None), key=lambda file: (file.path.count("/"), file.path))
    asked = [one for file in known if _FILE.match(file.path) for one in _in_file(file.path, text_of(file))]
    asked += [one for file in known if _README.match(file.path) for one in _in_readme(file.path, text_of(file))]
    asked = [one for one in asked if one.ids or re.search(r"\b(?:19|20)\d\d\b|://", one.text)]
    # what can be found in a library, before what cannot
    return next((one for one in asked if one.ids), asked[0] if asked else None)


def _in_file(path: str, text: str) -> Iterator[Citation]:
    if path.endswith(".cff"):
        yield from _in_cff(path, text)
        return
    entry = _entry(text)
    prose = text[: entry.start()] if entry else text
    said = " ".join(one.text for one in paragraphs(prose) if not one.is_heading)
    # of a text and the entry of BibTeX below it, the one that names a year
    if entry and not re.search(r"\b(?:19|20)\d\d\b", said):
        said = _told(entry)
    start = next((n for n, line in enumerate(text.split("\n"), 1) if line.strip() and line.strip()[0] not in "#%"), 1)
    if said:
        yield Citation(cut(said, MOST_CHARACTERS), path, start, _ids(text))


def _in_cff(path: str, text: str) -> Iterator[Citation]:
    """Yield what a CITATION.cff asks for: the preferred citation where there is one."""
    lines = text.split("\n")
    preferred = next((n for n, line in enumerate(lines) if line.startswith("preferred-citation:")), None)
    first = preferred + 1 if preferred is not None else 0
    said: dict[str, str] = {}
    people: list[str] = []
    for line, below in zip_longest(lines[first:], lines[first + 1 :], fillvalue=""):
        if preferred is not None and line and not line[0].isspace():
            break
        if line.startswith(("references:", "identifiers:", "abstract:")):
            break
        hit = _CFF.match(line)
        value = hit["text"].strip().strip("\"' ") if hit else ""
        value = below.strip() if value in (">-", ">", "|", "|-") else value
        if hit and hit["key"] in ("family-names", "name"):
            people.append(value)
        elif hit:
            said.setdefault(hit["key"], value)
    if "title" in said or "doi" in said:
        who = ", ".join(people[:4]) + (" and others" if len(people) > 4 else "")
        year = said.get("year") or said.get("date-released", "")[:4]
        doi = re.sub(r"\A(?:https?://(?:dx\.)?doi\.org/|doi:)", "", said.get("doi", ""))
        parts = [who, said.get("title", ""), said.get("journal", ""), year, f"doi:{doi}" if doi else ""]
        yield Citation(cut(", ".join(filter(None, parts)), MOST_CHARACTERS), path, first + 1, _ids(f"doi:{doi}"))


def _in_readme(path: str, text: str) -> Iterator[Citation]:
    known = list(paragraphs(text))
    for place, one in enumerate(known):
        hit = _HEADING.match(one.text) if one.is_heading else None
        if hit:
            below = [p for p in known[place + 1 : place + 1 + MOST_PARAGRAPHS] if p.heading == one.text]
            weak = bool(hit["weak"]) or not one.text.lower().startswith(("cit", "how"))
            yield from _request(path, [p for p in below if not p.is_heading], needs_id=weak)
        elif not one.is_heading:
            asking = [s for s in sentences(one.text) if _ASKS.search(s) and not _OTHERS.search(s)]
            if asking:
                rest = [p for p in known[place + 1 : place + 3] if p.heading == one.heading and not p.is_heading]
                from_here = Paragraph(one.line, one.text[one.text.index(asking[0]) :], one.heading)
                yield from _request(path, [from_here, *(rest if not _ids(from_here.text) else [])], needs_id=False)


def _request(path: str, below: list[Paragraph], *, needs_id: bool) -> Iterator[Citation]:
    """Yield what paragraphs ask for, up to the first that has something to find the publication by."""
    taken: list[Paragraph] = []
    for one in below:
        taken.append(one)
        if _ids(one.text):
            break
    said = " ".join(p.text for p in taken)
    asked = next((one for one in sentences(said) if _ASKS.search(one) and not _OTHERS.search(one)), "")
    entry = _entry(said)
    if not taken or (needs_id and not (asked or entry)) or not (_ids(said) or asked):
        return
    if entry:
        said = " ".join(filter(None, (said[: entry.start()].strip(), _told(entry))))
    elif asked:
        said = said[said.index(asked) :]
    yield Citation(cut(said, MOST_CHARACTERS), path, taken[0].line, _ids(said))


def _entry(text: str) -> re.Match[str] | None:
    """Give the first entry of BibTeX, or of R, that has a title."""
    return next((hit for hit in _ENTRY.finditer(text) if re.search(r"\btitle\s*=", hit["fields"])), None)


def _told(entry: re.Match[str]) -> str:
    """Give author, title and where it appeared of an entry, on one line."""
    found: dict[str, str] = {}
    for hit in _FIELD.finditer(entry["fields"]):
        value = " ".join(re.sub(r"[{}\"]", "", hit["text"]).split())
        found.setdefault(hit["key"].lower(), value)
    who = " and ".join(found.get("author", "").split(" and ")[:4])
    more = " and others" if who != found.get("author", "") else ""
    doi = re.sub(r"\A(?:https?://(?:dx\.)?doi\.org/|doi:)", "", found.get("doi", ""), flags=re.I)
    ids = [f"doi:{doi}" if doi else "", f"eprint {found['eprint']}" if "eprint" in found else ""]
    where = found.get("journal") or found.get("booktitle") or found.get("school", "")
    return ", ".join(filter(None, (who + more, found.get("title", ""), where, found.get("year", ""), *ids)))


def _ids(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for id, _ in references_in(text)))
