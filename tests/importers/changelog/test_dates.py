"""Dates as written, and what they mean."""

from datetime import date, datetime, timedelta, timezone

import pytest

from archaeo.importers import changelog
from archaeo.importers.changelog import dates


def _meaning(text: str) -> object:
    stamp = dates.find(text)
    assert stamp is not None
    return dates.resolve([stamp])[0].value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2012-05-30  <ethompso>", (2012, 5, 30)),
        ("1998-03/26  A. Name", (1998, 3, 26)),
        ("## 12-MAR-87 BY J. SMITH", (1987, 3, 12)),
        ("24th Apr 2020 Michal", (2020, 4, 24)),
        ("31 Aug. 1989:", (1989, 8, 31)),
        ("Oct 26, 98 M.Asai", (1998, 10, 26)),
        ("October 25th, 2021 B.Morgan", (2021, 10, 25)),
        ("18,19 July 2019 Makoto", (2019, 7, 18)),
        ("30 November, 07  Z.T", (2007, 11, 30)),
        ("22 Decembre 2004:", (2004, 12, 22)),
        ("29.04.2020 G. Folger", (2020, 4, 29)),
        ("20050425  Albert", (2005, 4, 25)),
        ("Version 0.0.4 Dec-1998", (1998, 12, 1)),
        ("2009-08-?? Name", (2009, 8, 1)),
        ("2013/21/06 y/d/m", (2013, 6, 21)),
        ("Apr, 25, 2011:", (2011, 4, 25)),
        ("*Aug, 9. 2009:", (2009, 8, 9)),
        ("Jan, 04,2010: two blanks less", (2010, 1, 4)),
        ("July12 , 98 A.Byron", (1998, 7, 12)),
        ("Version 3.0c July 25-30, 1997", (1997, 7, 25)),
        ("c    oct 9,12  92    : two days", (1992, 10, 9)),
        ("Version 3.2 September, 21 - October, 16 1997", (1997, 9, 21)),
        ("December 16, - December 18, 1997", (1997, 12, 16)),
        ("Version 4.5 March-August 2004", (2004, 8, 1)),
        ("g2lib-1.1.0  -December 2007 - text", (2007, 12, 1)),
        ("## [09-03-00] - 2020-10-15", (2020, 10, 15)),
        ("Version 2.5.0 22/05 2022", (2022, 5, 22)),
        ("Version 2.0.1 8/10, 2014 (only here)", (2014, 8, 10)),
    ],
)
def test_day(text: str, day: tuple[int, int, int]) -> None:
    assert _meaning(text) == date(*day)


def test_minute_and_zone() -> None:
    east = timezone(timedelta(hours=2))
    assert _meaning("e3pipe (3.0.0) - Tue, 02 Aug 2016 15:45:36 +0200") == datetime(2016, 8, 2, 15, 45, 36, tzinfo=east)
    assert _meaning("2013-12-31 13:40(EST) Name") == datetime(
        2013, 12, 31, 13, 40, tzinfo=timezone(timedelta(hours=-5))
    )
    assert _meaning("Date: Wed Aug 19 03:19:08 PM MDT 2026").hour == 15  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["version 2.11.3", "see 10.1.2.3", "route 1/2", "ratio 3-4-5 is odd", "in 1999 we"])
def test_no_date(text: str) -> None:
    stamp = dates.find(text)
    assert stamp is None or dates.resolve([stamp])[0].value is None


def _days(*texts: str) -> list[date]:
    return [dates.day_of(m.value) for m in dates.resolve([dates.find(text) for text in texts]) if m.value]


def test_order_of_numbers_is_that_of_the_file() -> None:
    assert _days("12/10/07", "4/25/07", "1/2/06") == [date(2007, 12, 10), date(2007, 4, 25), date(2006, 1, 2)]
    assert _days("12/10/07", "25/4/07", "1/2/06") == [date(2007, 10, 12), date(2007, 4, 25), date(2006, 2, 1)]


def test_order_of_numbers_by_steadiness_where_both_can_be() -> None:
    assert _days("03-11-14", "02-11-14", "12-10-14")[0] == date(2014, 11, 3)


def test_impossible_date_is_kept_under_its_neighbour() -> None:
    stamps = [dates.find(text) for text in ("2012-06-02", "2012-05-32", "2012-05-30")]
    moment = dates.resolve(stamps)[1]
    assert moment.value == date(2012, 6, 2)
    assert moment.doubt == "date '2012-05-32' does not exist; entry kept under its neighbour's date, 2012-06-02"


def test_year_of_two_digits_in_front() -> None:
    found = dates.resolve([dates.find(text) for text in ("93/10/3", "97.07.29", "95-12-28", "00.01.05")])
    assert [str(moment.value) for moment in found] == ["1993-10-03", "1997-07-29", "1995-12-28", "2000-01-05"]


def test_version_in_front_of_its_date_is_no_date() -> None:
    texts = ("Qhull 2009.1.2 2011/11/21", "#### 5.5.2231 (February 20, 2015)", "26.11.70 [2026-08-18]")
    assert [stamp.text for text in texts if (stamp := dates.find(text))] == [
        "2011/11/21",
        "February 20, 2015",
        "2026-08-18",
    ]


def test_month_and_year_with_an_apostrophe() -> None:
    assert dates.resolve([dates.find("Sept. '04")])[0] == dates.Moment(date(2004, 9, 1), "month")


def test_ctime_without_its_day_is_a_month() -> None:
    assert dates.resolve([dates.find("Sat Mar 21:05:29 2003  Ada")])[0] == dates.Moment(date(2003, 3, 1), "month")


def test_days_and_months_in_japanese() -> None:
    day, month = dates.find("2003年3月12日 Ver.1.2"), dates.find("2003 年 3 月")
    assert day and (day.form, day.year, day.month, day.day) == ("ymd", 2003, 3, 12)
    assert month and (month.form, month.year, month.month) == ("month", 2003, 3)


def test_year_of_two_figures_behind_a_month_at_the_end() -> None:
    found = dates.find("**** v0.56 Nov 96 ****")
    assert found is not None and (found.form, found.year, found.month) == ("month", 96, 11)
    assert dates.find("in may 90 of the fits failed") is None


def test_two_months() -> None:
    assert (found := dates.find("Jul & Aug 2019 Ada Byron")) and (found.text, found.month) == ("Jul & Aug 2019", 8)


def test_day_of_three_figures_does_not_exist() -> None:
    stamps = [dates.find(text) for text in ("October 31, 2012: v0.2", "October 309, 2012: v0.2")]
    assert [moment.doubt for moment in dates.resolve(stamps)] == [
        "",
        "date 'October 309, 2012' does not exist; entry kept under its neighbour's date, 2012-10-31",
    ]


def test_month_with_two_letters_wrong() -> None:
    assert (found := dates.find("21 junary 2008 :")) and found.month == 1
    assert dates.find("21 member 2008") is None


def test_short_day_with_dots_among_other_dates_with_dots() -> None:
    text = "".join(f"--- {day} released goos-{number} ---\n\n* fits\n\n" for number, day in _RELEASES)
    log = changelog.parse(text.encode(), "CHANGES")
    assert [entry.date for entry in log.entries] == [
        date(1999, 12, 27),
        date(1999, 11, 13),
        date(1999, 10, 25),
        date(1999, 9, 9),
        date(1998, 8, 22),
    ]
    assert all(stamp is None for stamp in map(dates.find, ("9.9.99", "22.8.98")))  # alone, they are versions


_RELEASES = (("2.5", "27.12.99"), ("2.4", "13.11.99"), ("2.3", "25.10.99"), ("2.2", "9.9.99"), ("2.1", "22.8.98"))
