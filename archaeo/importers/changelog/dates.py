"""Dates as people write them: where one stands in a line, and which day it means.

Two steps, because one date alone may not say which day it is: `find` reads the numbers, `resolve` decides with all
dates of a file what ``03/04/05`` means there, and what to do with ``2012-05-32``.

Grammar, in the order tried: ISO (``2012-05-30``, ``2012/5/30 14:56``), day month year (``24th Apr 2020``,
``12-MAR-87``), month day year (``Sep 8, 2016``, ctime's ``Thu May 12 15:55:40 1994``), numbers only (``12/10/07``,
``29.04.2020``), packed (``20050425``), month and year (``Dec-1998``, ``2009-08-??``), and what stands where a date is
not known yet (``unreleased``, ``??/??/??``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

Precision = Literal["year", "month", "day", "minute", "second", ""]

# two-digit years below this are 20xx: nobody kept these files before 1960
_CENTURY_TURN = 60
_FIRST_YEAR, _LAST_YEAR = 1960, 2099

_NAMES = (
    "january janvier januar enero gennaio janeiro januari",
    "february fevrier février februar febrero febbraio fevereiro februari febuary feburary",
    "march mars maerz märz mrz marzo março maart mrt",
    "april avril abril aprile",
    "may mai mayo maggio maio mei",
    "june juin juni junio giugno junho",
    "july juillet juli julio luglio julho",
    "august aout août agosto augustus",
    "september septembre septiembre settembre setembro sept",
    "october octobre oktober octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december decembre décembre dezember diciembre dicembre dezembro",
)


def _month_words() -> dict[str, int]:
    """Give every name and every beginning of three letters or more that means one month only."""
    words: dict[str, set[int]] = {}
    for number, names in enumerate(_NAMES, 1):
        for name in names.split():
            for length in range(3, len(name) + 1):
                words.setdefault(name[:length], set()).add(number)
    words.update({"mar": {3}, "jui": set(), "mai": {5}})
    return {word: min(numbers) for word, numbers in words.items() if len(numbers) == 1}


MONTHS = _month_words()
"""Month by lower-case name or abbreviation, in the languages of old projects."""

_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "UT": 0, "BST": 60, "WEST": 60, "CET": 60, "MET": 60, "MEZ": 60, "CEST": 120,
    "MEST": 120, "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "MSD": 240, "JST": 540, "KST": 540, "EST": -300,
    "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540,
}  # fmt: skip
"""Minutes east of Greenwich. Abbreviations are not unique in the world; these are what projects of the time meant."""
_ZONE_NAMES = "|".join(_ZONES)

_DAYS = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*[.,]?\s+)?"
_MONTH = r"(?P<{0}>[^\W\d_]{{3,10}})\.?"
_CLOCK = (
    r"(?P<{0}>\d{{1,2}}:\d\d(?::?\d{{2,3}}(?:\.\d+)?)?(?:\s*[AaPp]\.?[Mm]\b\.?)?"
    r"(?:\s*(?:[-+]\d\d?:?\d\d\b|\(?(?-i:" + _ZONE_NAMES + r")\)?(?![\w-])))?)"
)
_NOT_AFTER, _NOT_BEFORE = r"(?<![\w.$-])", r"(?![\w])"
# the last of several days, ahead of the year: -30, ,12 or - October 16
_TO_DAY = (
    r"(?:\s?[-&+]\s?(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?=,?\s+(?:19|20)\d\d)"
    r"|,(?:0?[1-9]|[12]\d|3[01])(?=\s+\d\d(?:\d\d)?\b(?!:))"
    r"|,?\s*-\s*[^\W\d_]{3,10}\.?,?\s+\d{1,2}(?=,?\s+(?:19|20)\d\d))?"
)
_FROM_MONTH = r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:\s?[-/&+]\s?|\s+and\s+))?"
_YEAR = r"(?P<{0}>\d{{5}}|\d{{4}}|'?\d{{2}})"

_PATTERN = re.compile(
    "|".join(
        (
            # 2012-05-30, 1998-03/26, 2012/5/30 14:56, 2012-05-30T14:56:01Z, 2012-May-30
            rf"{_NOT_AFTER}(?P<y1>\d{{4}})(?P<s1>[-/.])(?P<m1>\d{{1,2}}|[A-Za-z]{{3}})[-/.](?P<d1>\d{{1,2}})(?![\d.]\d)"
            rf"(?!\d)(?:(?:T|,?\s{{1,3}}){_CLOCK.format('c1')})?",
            # 24th Apr 2020, 12-MAR-87, Fri 31 Oct 2025 01:12:26 PM MDT, 23 Jan. 01:34:00 EST 1990
            rf"{_NOT_AFTER}{_DAYS}(?P<d2>\d{{1,2}})(?:\s*(?:st|nd|rd|th)\b)?(?:\s?[,&/+-]\s?\d{{1,2}}(?:st|nd|rd|th)?)?"
            rf"(?:\s*[-./,]\s*|\s+|(?<=[a-z])\.?\s*)(?:of\s+)?{_MONTH.format('m2')}"
            rf"(?:\s*[-/,.]\s*|\s+)(?:{_CLOCK.format('c2')}\s+)?{_YEAR.format('y2')}(?!\d|:\d\d|\.\d)"
            rf"(?:,?\s{{1,3}}{_CLOCK.format('e2')}|\s(?P<z2>[-+]\d{{4}})\b)?",
            # Thu May 12 15:55:40 EST 1994, Sep 8, 2016, October 25th, 2021
            # and with a typing error (Apr, 25, 2011; July12 , 98), days from and to (July 25-30, 1997; Oct 9,12 92)
            rf"{_NOT_AFTER}{_DAYS}{_MONTH.format('m3')}(?:,?[\s-]+|(?<=\.)\s*|(?=\d))"
            rf"(?P<d3>\d{{1,2}}|\d{{3}}(?=, (?:19|20)\d\d\b))(?:st|nd|rd|th)?"
            rf"{_TO_DAY}(?:\s*[,-]\s*|\.?\s+)(?:{_CLOCK.format('c3')}\s+)?{_YEAR.format('y3')}(?!\d|:\d\d|\.\d)"
            rf"(?:,?\s{{1,3}}{_CLOCK.format('e3')}|\s(?P<z3>[-+]\d{{4}})\b)?",
            # 93/10/3, 97.07.29: the year first, since no day is that large
            rf"{_NOT_AFTER}(?P<y0>[6-9]\d)(?:(?P<s0>[-/])(?P<m0>0?[1-9]|1[0-2])(?P=s0)(?P<d0>0?[1-9]|[12]\d|3[01])"
            r"|(?P<p0>\.)(?P<n0>0[1-9]|1[0-2])\.(?P<e0>0[1-9]|[12]\d|3[01]))(?![\d.]\d|\d|-\w|[/.][A-Za-z])"
            rf"(?:,?\s{{1,3}}{_CLOCK.format('c0')})?",
            # 12/10/07, 07-11-2014, 29.04.2020
            rf"{_NOT_AFTER}(?P<a4>\d{{1,2}})(?P<s4>[-/.])(?P<b4>\d{{1,2}})(?P=s4)(?P<y4>\d{{4}}|\d{{2}})(?![\d.]\d|\d|-\d|[-.][A-Za-z])"
            rf"(?:,?\s{{1,3}}{_CLOCK.format('c4')})?",
            # 05/09 2023
            rf"{_NOT_AFTER}(?P<ac>\d{{1,2}})/(?P<bc>\d{{1,2}}),?\s(?P<yc>(?:19[6-9]|20\d)\d)(?![\w/.:-])",
            # 2011 August 4
            rf"(?<![\w./$-])(?P<y8>(?:19[6-9]|20\d)\d)[\s,.]+{_MONTH.format('m8')}\s+(?P<d8>\d{{1,2}})(?:st|nd|rd|th)?(?!\w|:\d|\.\d)",
            # 2003年3月12日
            r"(?P<yj>(?:19[6-9]|20\d)\d)\s?年\s?(?P<mj>\d{1,2})\s?月(?:\s?(?P<dj>\d{1,2})\s?日)?",
            # (13.6 2006)
            r"(?<=[(\[])(?P<d9>\d{1,2})\.\s?(?P<m9>\d{1,2})\.?\s+(?P<y9>(?:19[6-9]|20\d)\d)(?![\w.])",
            # 20050425
            r"(?<![\w.$/-])(?P<y5>19[6-9]\d|20\d\d)(?P<m5>0[1-9]|1[0-2])(?P<d5>[0-2]\d|3[01])(?![\w.])",
            # 2001-11, 2014/02/, 2009-08-??, 2012/08/2x
            r"(?<![\w./$-])(?P<y6>19[6-9]\d|20\d\d)[-/](?P<m6>0?[1-9]|1[0-2])(?:[-/](?:\d?[x?]{1,2})?)?(?![\w.]|[-/]\w)",
            # 9/2004
            r"(?<![\w./$-])(?P<ma>0?[1-9]|1[0-2])/(?P<ya>(?:19[6-9]|20\d)\d)(?![\w/]|\.\d)",
            # Sat Mar 21:05:29 2003: the day was forgotten
            rf"{_NOT_AFTER}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s+{_MONTH.format('mb')}\s+\d\d:\d\d:\d\d\s+(?P<yb>(?:19[6-9]|20\d)\d)(?!\d)",
            # Dec-1998, November 2007, Sept. '04, Jan. XX, 2006
            rf"(?<![\w.$])(?<!\w-){_FROM_MONTH}{_MONTH.format('m7')}"
            rf"(?:\s*[-,]\s*|\s+)(?:[xX?]{{2}},?\s+)?"
            rf"(?P<y7>(?:19[6-9]|20\d)\d|'\d\d|[6-9]\d(?=[ \t*=#|)\]]*$))(?!\d|:\d\d|\.\d)",
            # not known, or not yet
            r"(?P<u>\?\?[-/.]\?\?[-/.](?:\?\?)+|0000-00-00|(?:19|20)\d\d-[xX?]{2}-[xX?]{2}|\bYYYY-MM-DD\b|\bx{2}/x{2}/x{2,4}\b)",
        )
    ),
    re.I,
)
_HINT = re.compile(
    r"\d[-/.]\d|\d{4}|\d\d?[ .,/-]+[A-Za-z]{3}|[A-Za-z]{3}(?:[ .,-]+'?\d|\d\d?\s?,)|\?\?[-/]\?\?|xx/xx|YYYY-"
)


class Stamp(NamedTuple):
    """A date as it stands in a line.

    Attributes:
        start: columns of the line, ``end`` exclusive.
        form: ``ymd``, ``dmy``, ``mdy`` with the month by name, ``numeric`` (which number is what is open; then
            ``month`` is the first number, ``day`` the second), ``packed``, ``month``, ``unknown``.
        separator: of the numbers.
        year: as written, so two digits where two were written; None where there is none.
        clock: time as written, or "".
    """

    start: int
    end: int
    text: str
    form: str
    separator: str
    year: int | None
    month: int
    day: int
    clock: str = ""


class Moment(NamedTuple):
    """What a stamp means.

    Attributes:
        value: None where no date can be had.
        doubt: what was wrong and what was assumed, or "".
    """

    value: date | datetime | None
    precision: Precision
    doubt: str = ""


UNKNOWN = Moment(None, "")


def find(line: str, start: int = 0, end: int = 160) -> Stamp | None:
    """Give the first date in a line, or None.

    >>> find("2012-05-30  <ethompso>").text, find("Release 2.3 of 5 Sept. 1989:").text
    ('2012-05-30', '5 Sept. 1989')
    >>> find("version 2.11.3 works"), find("Thu May 12 15:55:40 1994  D. M.").clock
    (None, '15:55:40')
    """
    if not _HINT.search(line, start, end):
        return None
    position = start
    while match := _PATTERN.search(line, position, end):
        stamp = _stamp(match)
        if stamp and (stamp.separator == "." or (stamp.form == "numeric" and (stamp.year or 0) < 100)):
            # 26.11.70 [2026-08-18], 2009.1.2 2011/11/21, 5.5.2231 (May 6, 2015), [09-03-00] - 2020-10-15 are a
            # version and its date
            return _full_date_behind(line, stamp, end) or stamp
        if stamp:
            return stamp
        position = match.start() + 1
    return None


_SHORT = re.compile(r"\W{0,24}(?P<a>\d{1,2})\.(?P<b>\d{1,2})\.(?P<y>[6-9]\d)(?=[\s:,)\]]|$)")


def find_short(line: str) -> Stamp | None:
    """Give the date that a line begins with, in figures of one place: ``9.8.98``, which elsewhere is a version.

    >>> find_short("--- 7.8.98 released goos-2.1 ---").text, find_short("--- 2.6.32 released ---")
    ('7.8.98', None)
    """
    match = _SHORT.match(line)
    if match is None or not (0 < int(match["a"]) <= 31 and 0 < int(match["b"]) <= 31):
        return None
    start, end = match.start("a"), match.end()
    return Stamp(start, end, line[start:end], "numeric", ".", int(match["y"]), int(match["a"]), int(match["b"]))


def _full_date_behind(line: str, stamp: Stamp, end: int) -> Stamp | None:
    other = find(line, stamp.end, end)
    return other if other and other.year and other.year > 99 and other.start - stamp.end < 12 else None


def _stamp(match: re.Match[str]) -> Stamp | None:
    """Read the numbers of a match; None where the word is no month."""
    get = match.group
    start, end, text = match.start(), match.end(), get().strip()
    end = start + len(get().rstrip())
    if get("y1"):
        month = _month(get("m1")) if get("m1").isalpha() else int(get("m1"))
        return (
            month and Stamp(start, end, text, "ymd", get("s1"), int(get("y1")), month, int(get("d1")), get("c1") or "")
        ) or None
    for form, number in (("dmy", "2"), ("mdy", "3")):
        if get("y" + number):
            month = _month(get("m" + number))
            year = get("y" + number).lstrip("'")
            clock = get("c" + number) or get("e" + number) or ""
            clock += f" {zone}" if clock and (zone := get("z" + number)) else ""
            return Stamp(start, end, text, form, "", int(year), month, int(get("d" + number)), clock) if month else None
    if get("y0"):
        month, day = int(get("m0") or get("n0")), int(get("d0") or get("e0"))
        return Stamp(start, end, text, "ymd", get("s0") or ".", int(get("y0")), month, day, get("c0") or "")
    if get("y4"):
        # 1.2.03 is rather a version
        if get("s4") == "." and len(get("y4")) == 2 and (len(get("a4")) < 2 or len(get("b4")) < 2):
            return None
        return Stamp(
            start, end, text, "numeric", get("s4"), int(get("y4")), int(get("a4")), int(get("b4")), get("c4") or ""
        )
    if get("yc"):
        return Stamp(start, end, text, "numeric", "/", int(get("yc")), int(get("ac")), int(get("bc")))
    if get("y8"):
        month = _month(get("m8"))
        return Stamp(start, end, text, "ymd", " ", int(get("y8")), month, int(get("d8"))) if month else None
    if get("y9"):
        return Stamp(start, end, text, "dmy", ".", int(get("y9")), int(get("m9")), int(get("d9")))
    if get("yj"):
        form = "ymd" if get("dj") else "month"
        return Stamp(start, end, text, form, "年", int(get("yj")), int(get("mj")), int(get("dj") or 1))
    if get("ya"):
        return Stamp(start, end, text, "month", "/", int(get("ya")), int(get("ma")), 1)
    if get("y5"):
        return Stamp(start, end, text, "packed", "", int(get("y5")), int(get("m5")), int(get("d5")))
    if get("y6"):
        return Stamp(start, end, text, "month", "", int(get("y6")), int(get("m6")), 1)
    if get("yb"):
        month = _month(get("mb"))
        return Stamp(start, end, text, "month", "", int(get("yb")), month, 1) if month else None
    if get("y7"):
        month = _month(get("m7"))
        return Stamp(start, end, text, "month", "", int(get("y7").lstrip("'")), month, 1) if month else None
    return Stamp(start, end, text, "unknown", "", None, 0, 0)


@lru_cache(1024)
def _month(word: str) -> int:
    """Give a month's number, also of a full English name with one wrong letter (``Novemver``); 0 for another word."""
    word = word.lower()
    if word in MONTHS:
        return MONTHS[word]
    english = [names.split()[0] for names in _NAMES]
    close = [
        number
        for number, name in enumerate(english, 1)
        if min(len(word), len(name)) > 3 and _one_letter_off(word, name)
    ]
    if not close and len(word) > 5:
        close = [number for number, name in enumerate(english, 1) if len(name) > 5 and _two_letters_off(word, name)]
    return close[0] if len(close) == 1 else 0


def _one_letter_off(word: str, name: str) -> bool:
    if word[0] != name[0] or abs(len(word) - len(name)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    return any(word[same + skip :] == name[same + drop :] for skip, drop in ((1, 1), (1, 0), (0, 1)))


def _two_letters_off(word: str, name: str) -> bool:
    """Tell whether a word is a long month's name with one letter left out and another wrong: ``junary``."""
    if len(word) + 1 != len(name) or word[0] != name[0] or word[-2:] != name[-2:]:
        return False
    return any(sum(a != b for a, b in zip(word, name[:i] + name[i + 1 :], strict=True)) == 1 for i in range(len(name)))


def resolve(stamps: Sequence[Stamp | None]) -> list[Moment]:
    """Give what each stamp of a file means, in the order given.

    The order of numbers in ``12/10/07`` is decided once a file and separator: by the dates that can be read one way
    only, else by the way in which the dates run most steadily in one direction. A date that cannot be gets the date
    of its neighbour and a doubt.
    """
    orders = {sign: _order_of(sign, stamps) for sign in "-/."}
    plain = [_moment(stamp, orders) if stamp else UNKNOWN for stamp in stamps]
    return _mend(stamps, plain)


def _order_of(sign: str, stamps: Sequence[Stamp | None]) -> str:
    here = [stamp for stamp in stamps if stamp and stamp.separator == sign]
    open_ones = [stamp for stamp in here if stamp.form == "numeric"]
    if any(s.form == "ymd" and s.year is not None and s.year < 100 for s in here):
        # 99.12.24 says what 00.01.05 means
        short = [stamp for stamp in open_ones if _day(stamp, "ymd")]
        if len(short) == len(open_ones):
            return "ymd"
    return _order(open_ones)


def _order(stamps: Sequence[Stamp]) -> str:
    """Decide between ``mdy`` and ``dmy`` (and ``ymd`` with a short year) for one separator."""
    votes = Counter({order: sum(_day(s, order) is not None for s in stamps) for order in ("mdy", "dmy", "ymd")})
    if not stamps:
        return "mdy"
    if stamps[0].separator == "." or votes["dmy"] > votes["mdy"]:
        favourite = "dmy"
    elif votes["mdy"] > votes["dmy"]:
        favourite = "mdy"
    else:
        favourite = max(
            ("mdy", "dmy") if stamps[0].separator == "/" else ("dmy", "mdy"), key=lambda o: _steadiness(stamps, o)
        )
    short = [s for s in stamps if s.year is not None and s.year < 100]
    if len(short) == len(stamps) and votes["ymd"] > votes[favourite]:
        return "ymd"
    return favourite


def _steadiness(stamps: Sequence[Stamp], order: str) -> int:
    days = [day for stamp in stamps if (day := _day(stamp, order))]
    ups = sum(a < b for a, b in pairwise(days))
    downs = sum(a > b for a, b in pairwise(days))
    return abs(ups - downs)


def _day(stamp: Stamp, order: str) -> date | None:
    first, second, third = stamp.month, stamp.day, stamp.year or 0
    year, month, day = {"mdy": (third, first, second), "dmy": (third, second, first), "ymd": (first, second, third)}[
        order
    ]
    return _date(_full_year(year), month, day)


def _full_year(year: int) -> int:
    if year < 100:
        return year + (2000 if year < _CENTURY_TURN else 1900)
    return year


@lru_cache(65536)
def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def _moment(stamp: Stamp, orders: dict[str, str]) -> Moment:
    if stamp.form == "unknown" or stamp.year is None:
        return UNKNOWN
    doubt = ""
    if stamp.form == "numeric":
        order = orders[stamp.separator]
        day = _day(stamp, order)
        if day is None:
            day = _day(stamp, {"mdy": "dmy", "dmy": "mdy", "ymd": "dmy"}[order])
            doubt = f"date '{stamp.text}' does not fit the order of the others" if day else ""
    else:
        day = _date(_full_year(stamp.year), stamp.month, stamp.day)
        if day is None and stamp.form == "ymd" and stamp.month > 12:
            day = _date(stamp.year, stamp.day, stamp.month)
            doubt = f"date '{stamp.text}' has no such month; read as year, day, month" if day else ""
    if day is None:
        return Moment(None, "day", f"date '{stamp.text}' does not exist")
    if stamp.form == "month":
        return Moment(day, "month", doubt)
    return _with_clock(day, stamp.clock, doubt)


_CLOCK_PARTS = re.compile(
    r"(\d{1,2}):(\d\d)(?::?(\d{2,3}))?(?:\.\d+)?\s*([AaPp]\.?[Mm])?\.?\s*(?:([-+])(\d\d?):?(\d\d)|\(?([A-Z]+)\)?)?"
)


def _with_clock(day: date, clock: str, doubt: str) -> Moment:
    match = _CLOCK_PARTS.match(clock) if clock else None
    if match is None:
        return Moment(day, "day", doubt)
    hours, minutes, seconds = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4] and hours <= 12:
        hours = hours % 12 + (12 if match[4][0] in "Pp" else 0)
    if match[5]:
        offset = int(match[5] + "1") * (int(match[6]) * 60 + int(match[7]))
        zone = timezone(timedelta(minutes=offset)) if abs(offset) < 1440 else None
    else:
        known = _ZONES.get(match[8] or "")
        zone = None if known is None else timezone(timedelta(minutes=known))
    if hours > 23 or minutes > 59 or seconds > 59:
        return Moment(day, "day", doubt or f"time '{clock}' does not exist")
    moment = datetime.combine(day, time(hours, minutes, seconds), zone)
    return Moment(moment, "second" if match[3] else "minute", doubt)


def _mend(stamps: Sequence[Stamp | None], moments: list[Moment]) -> list[Moment]:
    """Give dates that cannot be the date nearest above them, else below, and say so."""
    mended = list(moments)
    for number, (stamp, moment) in enumerate(zip(stamps, moments, strict=True)):
        if moment.value is None and moment.doubt and stamp:
            near = _neighbour(moments, number)
            fixed = near and _date(near.year, stamp.month, stamp.day)
            if fixed:
                mended[number] = Moment(fixed, "day", f"{moment.doubt}; year taken from its neighbour, {fixed.year}")
            elif near:
                mended[number] = Moment(near, "day", f"{moment.doubt}; entry kept under its neighbour's date, {near}")
    return mended


def _neighbour(moments: Sequence[Moment], number: int) -> date | None:
    for index in _outward(number, len(moments)):
        value = moments[index].value
        if value is not None:
            return day_of(value)
    return None


def _outward(number: int, count: int) -> Iterable[int]:
    for distance in range(1, min(count, 50)):
        yield from (index for index in (number - distance, number + distance) if 0 <= index < count)


def day_of(value: date | datetime) -> date:
    """Give the day of a date or datetime, as written (no shift of zones)."""
    return value.date() if isinstance(value, datetime) else value
