"""Licences: which texts and notices the files carry, who holds the rights, and how many say nothing.

Recognised are the usual licences by words that stand in every copy of them, SPDX identifiers, and notices that forbid
(do not distribute, internal use). A file's notice is looked for in its first 8,000 bytes. What a licence permits, and
whether two go together, is not for a program to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from archaeo.decoding import decoded
from archaeo.errors import ArchaeoError
from archaeo.model import SourceFile
from archaeo.shelf import Shelf

from .history import Evidence
from .inventory import language_of
from .remembered import once

HEAD_BYTES = 8_000
_SPDX = re.compile(r"SPDX-License-Identifier:\s*(?P<id>[\w.+-]+(?: (?:OR|AND|WITH) [\w.+-]+)*)")
_KNOWN = tuple(
    (name, re.compile(pattern.replace(" ", r"\s+"), re.I))
    for name, pattern in (
        ("AGPL", r"GNU Affero General Public Licen[cs]e"),
        ("LGPL", r"GNU (Lesser |Library )(General )?Public Licen[cs]e|\bLGPL\b"),
        ("GPL", r"GNU (General )?Public Licen[cs]e|\bGPL(v?[23])?\b"),
        ("Apache", r"Apache Licen[cs]e"),
        ("MPL", r"Mozilla Public Licen[cs]e"),
        ("EPL", r"Eclipse Public Licen[cs]e"),
        ("CPL", r"Common Public Licen[cs]e"),
        ("CDDL", r"Common Development and Distribution Licen[cs]e"),
        ("QPL", r"\bQ Public Licen[cs]e"),
        ("NASA", r"NASA Open Source Agreement"),
        ("Python", r"Python Software Foundation Licen[cs]e"),
        ("AFL", r"Academic Free Licen[cs]e"),
        ("Unlicense", r"This is free and unencumbered software released into the public domain"),
        ("EUPL", r"European Union Public Licen[cs]e"),
        ("CeCILL", r"\bCeCILL\b"),
        ("Artistic", r"Artistic Licen[cs]e|same terms as Perl"),
        ("Boost", r"Boost Software Licen[cs]e"),
        ("NCSA", r"(?:University of Illinois|UIUC|NCSA)\W+(?:NCSA )?Open Source Licen[cs]e"),
        ("BSD", r"Redistribution and use in source and binary forms|\bBSD[ -]licen[cs]e|\b[23]-clause BSD"),
        ("MIT", r"Permission is hereby granted, free of charge|\bMIT[ -]?(style )?licen[cs]e|\bX11 licen[cs]e"),
        ("ISC", r"Permission to use, copy, modify,? and(?:/or)? distribute this software for any purpose"),
        ("zlib", r"This software is provided 'as-is', without any express or implied"),
        ("Creative Commons", r"Creative Commons (Attribution|CC0)|creativecommons\.org/"),
        ("public domain", r"(in|into|to) the public domain|\bpublic[- ]domain (software|code)"),
    )
)
_FORBIDS = re.compile(
    r"do not (re)?distribute|not (to be|for) (re)?distribut\w+|internal use( only)?|"
    r"internal to (the |our )?[\w ]{0,30}\b(group|collaboration|company|institute|project|experiment)\b|"
    r"proprietary (and|software|information|to)\b|confidential|all rights reserved|no commercial use|"
    r"non-?commercial (use|purposes)|for academic use|ask the authors? (before|for permission)",
    re.I,
)
_VERSION = re.compile(
    r"(?:version|licen[cs]e,? v?\.?|GPL[- ]?v?|\bv\.?|\(>=?)\s*(?P<number>[123](?:\.\d)?)\b|(?P<later>\(>=\s*[123])",
    re.I,
)
_VERSION_BEFORE = re.compile(r"\bversion (?P<number>[123](?:\.\d)?)( or later)? of the\s*\Z", re.I)
_NEAR = 400
"""Characters within which a version stands beside the licence; "Version 1.0" at the top of a file is the file's."""
_REFERS = re.compile(
    r"\b(?i:see|read|in|of)\s+(?:the\s+)?(?:accompanying\s+|enclosed\s+)?(?:file\s+)?[\"'`]?(?:LICEN[CS]E|COPYING|COPYRIGHT)\b"
    r"|\blicen[cs]e file\b|\bfile[\s\"'`]+(?:LICEN[CS]E|COPYING|COPYRIGHT)"
)
_DECLARED = (
    (r"DESCRIPTION", r"^License:[ \t]*(?P<text>[^\n]+)"),
    (r"setup\.py", r"\blicen[cs]e\s*=\s*u?[\"'](?P<text>[^\"'\n]{2,80})[\"']"),
    (r"pyproject\.toml|Cargo\.toml", r"^license\s*=\s*(?:\{\s*text\s*=\s*)?\"(?P<text>[^\"\n]+)\""),
    (r"package\.json|idlpackage\.json", r"\"license\"\s*:\s*\"(?P<text>[^\"\n]+)\""),
    (r"CITATION\.cff", r"^license:[ \t]*[\"']?(?P<text>[^\"'\n]+)"),
    (r"[^/]+\.spec(?:\.in)?", r"^(?:License|Copyright):[ \t]*(?P<text>[^\n]+)"),
    (r"(?:Build|Makefile)\.PL", r"\blicense['\"]?\s*=>\s*['\"](?P<text>[\w. ]+)['\"]"),
    (r"pom\.xml", r"<license>\s*<name>(?P<text>[^<]+)</name>"),
)
_DECLARES = tuple((re.compile(name), re.compile(text, re.M)) for name, text in _DECLARED)
DEEPEST = 2
_LATER = re.compile(r"any later version|or later|\bv?\d\+|>=", re.I)
_HOLDER = re.compile(
    r"(?P<marks>(?:\bcopyright\b(?![.\w])|\(c\)|©)(?:[\s:]*(?:copyright\b|\(c\)|©))*)[\s:]*"
    r"(?P<years>(?:19|20)\d\d(?:\s*[-,–]\s*(?:(?:19|20)\d\d|\d\d|present))*)?[,:\s]*(?P<by>by\s+)?(?P<name>[^\r\n]{2,80})",
    re.I,
)
_NO_HOLDER = re.compile(
    r"(this|of|notices?|is|and|or|in|holders?|laws?|owners?|statement|the (above|following))\b", re.I
)
_HOST = re.compile(r"[\w.+-]@(?P<host>(?:[A-Za-z\d-]+\.)+[A-Za-z]{2,})\b")
_LICENCE_FILE = re.compile(r"(?:.*/)?(COPYING|LICEN[CS]E|COPYRIGHT)[^/]*\Z", re.I)


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence that files name. ``files`` counts them; ``examples`` are the first by path, with the line."""

    name: str
    files: int
    examples: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Licences:
    """What the files say.

    Attributes:
        texts: licence files, each with the licence it holds ("" for none known).
        notices: licences named in programs, most files first.
        restrictions: notices that forbid, most files first.
        declared: (path, what it says) of the descriptions of packages near the top.
        holders: (name, files), most first, as written.
        programs: files of a known language; ``silent`` those of them without any notice.
        hosts: (where a mail address at the head of a program belongs, programs), most first.
    """

    texts: tuple[tuple[str, str], ...] = ()
    notices: tuple[Licence, ...] = ()
    restrictions: tuple[Licence, ...] = ()
    holders: tuple[tuple[str, int], ...] = ()
    programs: int = 0
    silent: int = 0
    declared: tuple[tuple[str, str], ...] = ()
    hosts: tuple[tuple[str, int], ...] = ()


def find(files: Iterable[SourceFile], shelf: Shelf | None = None) -> Licences:
    """Give what is found in programs, build files, licence files, and descriptions of packages."""
    known = sorted(files, key=lambda file: file.path)
    texts: list[tuple[str, str]] = []
    notices: dict[str, list[Evidence]] = {}
    restrictions: dict[str, list[Evidence]] = {}
    holders: Counter[str] = Counter()
    hosts: Counter[str] = Counter()
    programs = silent = 0
    for file in known:
        is_text = _LICENCE_FILE.match(file.path) is not None
        if file.link is not None or not (is_text or language_of(file.path)[1] in ("code", "build")):
            continue
        try:
            name, notice, forbids, forbidden, mine, refers, written = once(shelf, file, _told)
        except ArchaeoError:
            continue
        if is_text:
            texts.append((file.path, name))
            continue
        programs += 1
        hosts.update(written)
        if name:
            notices.setdefault(name, []).append(Evidence(f"{file.path}:{notice[0]}", notice[1]))
        if forbids and not (forbids == "all rights reserved" and (name or refers)):
            restrictions.setdefault(forbids, []).append(Evidence(f"{file.path}:{forbidden[0]}", forbidden[1]))
        holders.update(mine)
        silent += not (name or forbids or mine or refers)
    told = (tuple(texts), _listed(notices), _listed(restrictions), tuple(_ranked(holders)))
    return Licences(*told, programs, silent, tuple(_declared(known)), tuple(_ranked(hosts)))


def _declared(files: Iterable[SourceFile]) -> Iterator[tuple[str, str]]:
    for file in files:
        name = file.path.rpartition("/")[2]
        patterns = [text for kind, text in _DECLARES if kind.fullmatch(name)]
        if not patterns or file.path.count("/") > DEEPEST or file.link is not None:
            continue
        try:
            hit = patterns[0].search(decoded(file.read()[:40_000]))
        except ArchaeoError:
            continue
        if hit:
            yield file.path, " ".join(hit["text"].split())


def _told(content: bytes) -> list[Any]:
    """Give the licence that a file names and where, what it forbids and where, and the holders and hosts it names."""
    start = content[:HEAD_BYTES]
    head = start.decode("utf-8", "ignore") if b"\0" in start else decoded(start)
    name, offset = licence_in(head)
    forbids = _FORBIDS.search(head)
    holders = sorted({_holder(hit) for hit in _HOLDER.finditer(head)} - {""})
    where = _line_at(head, forbids.start()) if forbids else None
    told = [name, _line_at(head, offset) if name else None, forbids[0].lower() if forbids else "", where, holders]
    return [*told, _REFERS.search(head) is not None, sorted({hit["host"].lower() for hit in _HOST.finditer(head)})]


def licence_in(text: str) -> tuple[str, int]:
    """Give the licence that a text names, with its version where it says one, and the offset; ("", 0) for none.

    >>> licence_in("under the terms of the GNU General Public License; either version 2, or any later version")[0]
    'GPL 2 or later'
    >>> licence_in("# Version 1.0\\n# Licence GPL v3")[0]
    'GPL 3'
    >>> licence_in("/* SPDX-License-Identifier: BSD-3-Clause */")[0]
    'BSD-3-Clause'
    """
    spdx = _SPDX.search(text)
    if spdx:
        return spdx["id"], spdx.start()
    plain = re.sub(r"[ \t]*\n[ \t]*(?://+|[*#!%;]+|[Cc](?=\s)|dnl\b|REM\b)?[ \t]*", _blank, text)
    plain = re.sub(r"\s", " ", plain)
    hits = sorted((hit.start(), name) for name, pattern in _KNOWN if (hit := pattern.search(plain)))
    if not hits:
        return "", 0
    # the licence comes before what it says of others: the GPL's text ends with a word on the LGPL
    offset, name = hits[0]
    if name in ("GPL", "LGPL", "AGPL", "MPL"):
        name = _with_version(plain, offset, name)
    # whoever may choose has both
    for start, other in hits[1:]:
        if start - offset < _NEAR and re.search(r"\bor\b[^.;]{0,30}\Z", plain[offset:start]):
            name += f", or {other}"
    return name, offset


def _with_version(plain: str, offset: int, name: str) -> str:
    before = _VERSION_BEFORE.search(" ".join(plain[max(0, offset - 60) : offset].split()) + " ")
    near = " ".join(plain[offset : offset + _NEAR].split())
    version = before or _VERSION.search(near)
    if version is None:
        return name
    number = version["number"] or version["later"][-1]
    if not name.endswith("LGPL") and name.endswith("GPL") and not re.fullmatch(r"[123](\.0)?", number):
        return name  # 2.1 is the Lesser one's, named beside it
    return f"{name} {number}" + (" or later" if _LATER.search(near) or (before and before[2]) else "")


def _blank(hit: re.Match[str]) -> str:
    return " " * len(hit[0])


def _holder(hit: re.Match[str]) -> str:
    """A holder's name without what follows it; "" where the words are no notice: one has a year, or two marks."""
    if not (hit["years"] or hit["by"] or len(re.findall(r"copyright|\(c\)|©", hit["marks"], re.I)) > 1):
        return ""
    holder = re.sub(r"[-,\s]*(?:19|20)\d\d.*", "", hit["name"])
    name = re.split(
        r"<|\(|\ball rights\b|(?<=[a-z]{2})\. |;|\*/|-->|\bsee\b|  |\bhttps?:|\blicen[cs]e\b|\bMIT\b",
        holder,
        flags=re.I,
    )[0]
    name = name.strip(" \t.,:*/#-!%\"'")
    is_name = re.search(r"[^\W\d_]{2}", name) and len(name.split()) <= 8 and not _NO_HOLDER.match(name)
    return name if is_name else ""


def _line_at(text: str, offset: int) -> tuple[int, str]:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : end if end >= 0 else len(text)].strip()
    return text.count("\n", 0, offset) + 1, line[:160]


def _listed(found: dict[str, list[Evidence]]) -> tuple[Licence, ...]:
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Licence(name, len(places), tuple(places[:5])) for name, places in ranked)


def _ranked(count: Counter[str]) -> list[tuple[str, int]]:
    return sorted(count.items(), key=lambda item: (-item[1], item[0]))
