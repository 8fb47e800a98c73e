"""A heading of version and date, the text below.

::

    Version 3.26 - 30 December 2010
    2.39 (2014-11-14)
    e3pipe (3.0.0) - Tue, 02 Aug 2016 15:45:36 +0200
    checkpoint69p (2026/07/24)
    *** ver. 0.20.0 ***  2013-08-11  Ada Byron  <ada@example.org>
    Overview of Changes in Goos 2.0.16 - Mar 12, 2006

One shape of heading a file, by and large; headings without a date, or not released, end the entry above them. The date
may stand alone on the line below. A name behind the date is its author.

Not understood: dates that are told in a sentence (``Released to the collaboration in May``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .. import people
from ..dates import Stamp
from ..heads import VERSION, Head, is_ruler, skip_rulers
from ..lines import Lines

NAME = "version-date"

_WORDS = re.compile(r"[^\W\d_]{2,}")
# one sign a turn: a nested + would try 2^n ways before it gives up on a line
_PLAIN = r"v?\d+(?:[-._]\d+)+(?:[-._+~]?[A-Za-z0-9])*"
_UNDATED = re.compile(
    rf"\W{{0,14}}\s*(?:(?:[A-Za-z][\w+-]*\s+)?(?:version|release|rel\.?|ver\.?|v\.?)\s*)?(?P<v>{_PLAIN}|\d+\.\d+\S*)"
    r"\s*:?\s*(?:[-–(\[]*\s*(?:unrel\w*|not yet released|in progress|development|current|tbd|xx+|\?+)[^)\]]*[)\]]?)?"
    r"[\s=*#:-]*$",
    re.I,
)
# what may stand above a line that is a date alone
_TITLE = re.compile(
    rf"\W{{0,4}}\s*(?:[A-Za-z][\w+-]*:?\s+){{0,3}}(?:changes? (?:in|since|for)\s+)?"
    rf"(?P<v>v?{_PLAIN})(?:\.?\s+release notes?|\s+[\"“][^\"”]{{1,60}}[\"”])?[\s=*#:-]*$",
    re.I,
)
_TAG_ALONE = re.compile(r"([A-Za-z]\w*\d\w*|[A-Za-z][\w+-]*[-_ ]?\d[\w.-]*)\s*$")
_COLUMN = re.compile(r"\s*\|\s*([A-Z][\w. ]{1,20}?)\s*\|(.*)$")
_LOGIN = re.compile(r"[a-z][a-z0-9_-]{1,15}")
_DATE_LINE = re.compile(r"\b(?:release(?:d)?|date|released on|on|dated)\b", re.I)
_ENCLOSED = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*$")  # and not `[06/SEP/2004] Ada Byron (ada@engine)`
_NOISE = re.compile(
    r"\b(?:released?|on|dated?|of|version|ver|patch|public|internal|final|initial|first|second|third|beta|alpha|the|was|"
    r"build|from|tag|tagged|and|for|official|overview|summary|major|minor|between|changes?|what'?s|new|news|in|since|st|rd|th|nd)\b",
    re.I,
)


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the headings, and undated ones of the same shape between them."""
    found = [head for index in lines.stamps if (head := _head(lines, index))]
    below = {head.line: head for head in _dated_below(lines)}
    if len(below) > 1:
        found = sorted([*below.values(), *(head for head in found if head.line not in below)])
    if not found:
        return
    shapes = Counter(_shape(lines.texts[head.line]) for head in found)
    usual = {
        shape
        for shape, number in shapes.items()
        if number * 12 >= len(found) and (number > 1 or shape in ((0, "1"), (0, "a")))
    }
    dated = {
        head.line: head for head in found if _shape(lines.texts[head.line]) in usual or _stands_alone(lines, head.line)
    }
    dated = _with_logins(_without_contents(dated, lines))
    for index, text in enumerate(lines.texts):
        if index in dated:
            yield dated[index]
        elif text and len(text) < 70 and _shape(text) in usual and (match := _UNDATED.match(text)):
            yield Head(index, skip_rulers(lines.texts, index + 1), None, tags=(match["v"].lstrip("vV"),), strength=0.9)


def _with_logins(dated: dict[int, Head]) -> dict[int, Head]:
    """Take the word behind the date for a login, where nearly every heading has one: ``1.2.3  January 29, 2015  ada``.

    One such word alone is rather a remark (``1.2  2003-05-17 final``).
    """
    logins = [head for head in dated.values() if _LOGIN.fullmatch(head.rest) and not _NOISE.search(head.rest)]
    if len(logins) < 5 or len(logins) * 10 < len(dated) * 9 or len({head.rest for head in logins}) * 2 > len(logins):
        return dated
    return dated | {head.line: head._replace(people=head.rest, rest="") for head in logins}


def _without_contents(dated: dict[int, Head], lines: Lines) -> dict[int, Head]:
    """Take the dates off a table of contents: each line stands above the next one and comes again with a text."""
    counts = Counter(head.tags for head in dated.values())

    def bare(head: Head) -> bool:
        next_one = next((i for i in range(head.body, min(head.body + 3, len(lines))) if lines.texts[i]), -1)
        return not head.rest and (next_one < 0 or next_one in dated)

    listed = {head.tags for head in dated.values() if counts[head.tags] == 2 and bare(head)}
    told = {head.tags for head in dated.values() if not bare(head)}
    # such a line is an entry of nobody, and surely so, lest another dialect takes the table for a list of entries
    return {
        line: head._replace(stamp=None, strength=2.0) if head.tags in listed & told and bare(head) else head
        for line, head in dated.items()
    }


def _dated_below(lines: Lines) -> Iterator[Head]:
    """Yield headings of a version whose date stands alone below them, perhaps with a remark in parentheses."""
    for index, stamp in lines.stamps.items():
        text = lines.texts[index]
        if index == 0 or len(text) > 90 or not _is_date_line(text, stamp):
            continue
        above = index - 1
        while above > index - 4 and above > 0 and (not lines.texts[above] or is_ruler(lines.texts[above])):
            above -= 1
        said = lines.texts[above]
        match = (_UNDATED.match(said) or _TITLE.match(said)) if said else None
        if match and len(lines.texts[above]) < 70:
            good = None if stamp.form == "unknown" else stamp
            yield Head(above, skip_rulers(lines.texts, index + 1), good, tags=(match["v"].lstrip("vV"),), strength=0.97)


def _is_date_line(text: str, stamp: Stamp) -> bool:
    around = _DATE_LINE.sub("", text[: stamp.start]).strip(" \t*_:.()-[]")
    behind = text[stamp.end :].strip(" \t*_:.-])")
    return not around and (not behind or _ENCLOSED.match(text) is not None)


def _stands_alone(lines: Lines, index: int) -> bool:
    text = lines.texts[index]
    return text[0] not in " \t-+" and (not index or not lines.texts[index - 1])


def _shape(text: str) -> tuple[int, str]:
    bare = text.lstrip()
    sign = bare[0]
    return min(len(text) - len(bare), 4), "1" if sign.isdigit() else "a" if sign.isalpha() else sign


def _head(lines: Lines, index: int) -> Head | None:
    text, stamp = lines.texts[index], lines.stamps[index]
    before = text[: stamp.start]
    if stamp.form == "unknown" or len(before) > 70 or len(text) > 220:
        return None
    tags = _versions(before)
    words = len(_WORDS.findall(_NOISE.sub(" ", VERSION.sub(" ", before))))
    if not tags or words > (0 if stamp.form == "packed" else 3) or len(before) - len(before.lstrip()) > 16:
        # `gcc (GCC) 4.6.2 20111027` in a table of what was tested
        return None
    after = text[stamp.end :]
    who, rest = _behind(after)
    if rest and len(rest) > 110:
        return None
    return Head(index, skip_rulers(lines.texts, index + 1), stamp, who, tags, rest, strength=_strength(before, stamp))


def _strength(before: str, stamp: Stamp) -> float:
    """Give how sure it is: a heading begins at the margin, and its version is the first or second word."""
    indent = len(before) - len(before.lstrip())
    return (0.96 if indent < 4 else 0.6) if stamp.form != "numeric" or stamp.separator == "/" else 0.9


def _versions(before: str) -> tuple[str, ...]:
    found = VERSION.findall(before)
    if found:
        return (found[-1 if "between" in before.lower() else 0],)  # Major changes between Goos 3.6.1 and Goos 3.6.2
    bare = before.strip(" \t([{-–—:,=*#<>|!\"'")
    alone = _TAG_ALONE.match(bare)
    if alone:
        return (alone[1].strip(),)
    short = re.search(r"(?:^|\b(?:version|ver\.?|release|rel\.?|rev\.?|v\.?)\s*)(\d+[a-z]?|\.\d+)$", bare, re.I)
    return (short[1],) if short else ()


def _behind(after: str) -> tuple[str, str]:
    """Split what stands behind the date into author and remark."""
    bare = after.strip(" \t)]}-–—:,=*#.")
    if not bare:
        return "", ""
    if column := _COLUMN.match(after):
        return column[1], column[2].strip(" |")
    by = re.sub(r"^\(?\s*(?:by)\s+", "", bare)
    if ("@" in bare and len(bare) < 100) or (by != bare and people.looks_like_names(by)):
        return by, ""
    if (
        after[:1] in " \t"
        and after.lstrip()[:1].isupper()
        and len(bare.split()) in (2, 3)
        and people.looks_like_names(bare)
    ):
        return (bare, "") if not _NOISE.search(bare) else ("", bare)
    rest = after.strip(" \t:,-") if "(" in after else after.strip(" \t)]:,-")
    return "", rest
