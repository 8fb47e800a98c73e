"""GNU headers and what stands below them."""

from datetime import date, datetime

from archaeo.importers import changelog
from archaeo.model import Identity

ISO = b"""2012-05-30  Ada Byron  <ada@example.org>

\t* src/fit.c, src/fit.h (fit_peak, fit_width): Take the step
\tas an argument.
\t(fit_all): Likewise.

2012-05-29  Ada Byron  <ada@example.org>  (tiny change)

\t* Makefile.am: Add fit.c.
"""

MIXED = b"""1998-01-05  Ada Byron  <ada@example.org>
             Grace Hopper  <grace@example.org>

\t* doc/a.texi (Fitting): New node.

Thu May 12 15:55:40 1994  Ada Byron  (ada at engine)

\t* fit.c: Merge.

\tMon May  2 10:00:00 1994  Charles Babbage  (cb@engine)

\t\t* not an entry of its own

\x0c
Wed May 11 1994  <ada@engine>

\t* fit.c: New file.
"""


def test_entry_has_its_author_files_and_symbols() -> None:
    entry = changelog.parse(ISO, "ChangeLog").entries[0]
    assert (entry.line, entry.end_line, entry.date) == (1, 6, date(2012, 5, 30))
    assert entry.authors == (Identity("Ada Byron", "ada@example.org"),)
    assert entry.files == ("src/fit.c", "src/fit.h")
    assert entry.symbols == ("fit_peak", "fit_width", "fit_all")
    assert entry.text.startswith("* src/fit.c, src/fit.h (fit_peak, fit_width): Take the step\nas an argument.")


def test_remark_behind_the_address_is_no_author() -> None:
    entry = changelog.parse(ISO, "ChangeLog").entries[1]
    assert entry.author_text == "Ada Byron"
    assert entry.files == ("Makefile.am",)


def test_both_forms_of_the_date_in_one_file() -> None:
    log = changelog.parse(MIXED, "ChangeLog")
    assert log.dialect == "gnu"
    assert [entry.date for entry in log.entries] == [
        date(1998, 1, 5),
        datetime(1994, 5, 12, 15, 55, 40),
        date(1994, 5, 11),
    ]
    assert log.coverage == 1.0


def test_second_author_on_a_line_of_his_own() -> None:
    entry = changelog.parse(MIXED, "ChangeLog").entries[0]
    assert [person.name for person in entry.authors] == ["Ada Byron", "Grace Hopper"]
    assert entry.text == "* doc/a.texi (Fitting): New node."


def test_quoted_header_stays_text() -> None:
    entry = changelog.parse(MIXED, "ChangeLog").entries[1]
    assert "Charles Babbage" in entry.text
    assert entry.authors == (Identity("Ada Byron", "ada at engine"),)


def test_prose_with_a_colon_names_no_file() -> None:
    text = b"2012-05-30  Ada  <a@b>\n\n\t* Fixed a bug in the fit: it was wrong in all of src.\n"
    assert changelog.parse(text, "ChangeLog").entries[0].files == ()


def test_version_or_weekday_between_date_and_name() -> None:
    text = b"2009-09-28  6.5.6-6 Ada  <ada@example.org>\n\n\t* a.c: b.\n\n"
    text += b"2009-09-27 Sun  <ada@example.org>\n\n\t* a.c: c.\n"
    log = changelog.parse(text, "ChangeLog")
    assert [(e.tags, e.author_text, e.authors[0].email) for e in log.entries] == [
        (("6.5.6-6",), "Ada", "ada@example.org"),
        ((), "", "ada@example.org"),
    ]


def test_name_that_begins_like_a_weekday_is_a_name() -> None:
    text = (
        b"2002-11-16  Satomi  <satomi@x.example>\n\n\t* a.c: x.\n\n2002-11-15 Fri  Bob  <b@x.example>\n\n\t* a.c: x.\n"
    )
    assert [entry.authors[0].name for entry in changelog.parse(text, "ChangeLog").entries] == ["Satomi", "Bob"]


def test_weekday_with_a_typing_error() -> None:
    text = b"Wen May 14 01:07:16 1997  Ada Byron  <ada@example.org>\n\n\t* fit.c: Less.\n"
    log = changelog.parse(
        text + b"\nTue May 13 01:07:16 1997  Ada Byron  <ada@example.org>\n\n\t* fit.c: x\n", "ChangeLog"
    )
    assert {entry.author_text for entry in log.entries} == {"Ada Byron"} and len(log.entries) == 2


def test_three_days_in_one_header() -> None:
    text = b"2013-04-28, 2013-05-06, 2013-09-02  Ada Byron\n\n\t* fit.c: Less.\n"
    log = changelog.parse(text, "ChangeLog")
    assert [(str(entry.date), entry.author_text) for entry in log.entries] == [("2013-04-28", "Ada Byron")]


def test_company_in_a_train_is_no_author() -> None:
    text = b"2011-10-24  Ada Byron  <ada@example.org>  with\tGrace in the train to London\n\n\t* fit.c: Less.\n"
    assert changelog.parse(text, "ChangeLog").entries[0].author_text == "Ada Byron"


def test_address_with_at_and_no_name() -> None:
    text = b"2011-02-21 atlas-fitters -at- example.org\n\t* fit.c: Less.\n\n2011-02-20 Ada d'Arc\n\t* fit.c: More.\n"
    found = [(e.author_text, e.authors[0].email) for e in changelog.parse(text, "ChangeLog").entries]
    assert found == [("", "atlas-fitters -at- example.org"), ("Ada d'Arc", "")]


def test_issues_are_told_in_the_order_of_the_text() -> None:
    text = b"2012-05-30  Ada  <a@b>\n\n\t* a.c: For PR 12, bug 3, Issues 4, ticket number 5; debug 6 is none, and #7.\n"
    assert changelog.parse(text, "ChangeLog").entries[0].issues == ("7", "12", "3", "4", "5")


def test_times_of_a_quoted_log_begin_no_entries() -> None:
    days = [
        f"20{12 + n // 252}-0{1 + n // 28 % 9}-{1 + n % 28:02}  Ada  <a@b>\n\n\t* a.c: change {n}.\n\n"
        for n in range(400)
    ]
    quoted = "".join(
        f"\t0.1{n} s: writing 2011-08-15T15:40:0{n}.6317540Z then 0.2{n} s:\n\treading\n" for n in range(9)
    )
    days[100] = days[100].rstrip() + " It said:\n" + quoted + "\n"
    log = changelog.parse("".join(days).encode(), "ChangeLog")
    assert len(log.entries) == 400
    assert [section[0] for section in log.sections] == ["gnu"]


def test_hidden_files_are_files() -> None:
    text = b"2012-05-30  Ada  <a@b>\n\n\t* .gitignore, lib/.cvsignore: Add fit.\n"
    assert changelog.parse(text, "ChangeLog").entries[0].files == (".gitignore", "lib/.cvsignore")


def test_address_before_the_name() -> None:
    log = changelog.parse(b"1999-09-05  masao@example.org (Masao Takaku)\n\n\t* fit.c: steps\n", "ChangeLog")
    assert (log.entries[0].author_text, log.entries[0].authors[0].email) == ("Masao Takaku", "masao@example.org")
