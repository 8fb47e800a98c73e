"""Revision properties as text, people and dates: where bytes of the dump become what git can hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from archaeo.errors import Location
from archaeo.model import Diagnostic, Identity

NO_AUTHOR: Final = "(no author)"
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DATE: Final = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)T(\d\d?):(\d\d?):(\d\d?)(?:\.(\d{1,6})\d*)?Z?")
_USUAL_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}\.[0-9]{6}Z")
_ADDRESS: Final = re.compile(r"[^\s<>@\"]+@[^\s<>@\"]+")
_Report = Callable[[Diagnostic], None]


def decode(raw: bytes, where: Location, what: str, report: _Report) -> str:
    """Give the text of a property: UTF-8, as Subversion wants it, else the encoding it most likely has.

    CP1252 is tried before Latin-1, whose C1 control characters nobody ever typed.
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for encoding in ("cp1252", "latin-1"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        report(Diagnostic(where, "guessed encoding", f"{what} is not UTF-8", f"read as {encoding}"))
        return text
    raise AssertionError("latin-1 decodes every byte")


def message(properties: Mapping[str, bytes], where: Location, report: _Report) -> str:
    """Give the log message, line ends ``\\n``; "" where there is none."""
    text = decode(properties.get("svn:log", b""), where, "the log message", report)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def author(
    properties: Mapping[str, bytes], people: Mapping[str, Identity], where: Location, report: _Report
) -> Identity:
    """Give the author: from the map of people, else the login as it is."""
    login = decode(properties.get("svn:author", b""), where, "the author", report).strip()
    if login in people:
        return people[login]
    if not login:
        return people.get(NO_AUTHOR, Identity(NO_AUTHOR, ""))
    address = _ADDRESS.search(login)
    return Identity(login, address[0] if address else login.replace(" ", "."))


def date(properties: Mapping[str, bytes], before: datetime | None, where: Location, report: _Report) -> datetime:
    """Give the date; where it is missing or impossible, that of the revision before."""
    raw = properties.get("svn:date", b"").decode("ascii", "replace").strip()
    found = _parse(raw)
    if found is not None and found >= EPOCH:
        return found
    if found is not None:
        report(Diagnostic(where, "date before 1970", f"dated {raw}", "git cannot hold it; dated 1970-01-01"))
        return EPOCH
    used = before or EPOCH
    kind, what = ("impossible date", f"date '{raw}' does not exist") if raw else ("missing date", "it has no date")
    done = f"dated {used:%Y-%m-%d}, " + ("as the revision before" if before else "for want of any")
    report(Diagnostic(where, kind, what, done))
    return used


def _parse(raw: str) -> datetime | None:
    if _USUAL_DATE.fullmatch(raw):
        try:
            return datetime.fromisoformat(raw)
        except ValueError:
            pass  # a day that does not exist
    match = _DATE.fullmatch(raw)
    if not match:
        return None
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    try:
        # a leap second is the second after the 59th
        found = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None
    return found + timedelta(seconds=second - min(second, 59), microseconds=int((match[7] or "0").ljust(6, "0")))
