"""The fixture changelog-version-date; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-version-date" / "NEWS"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (1, None, "", ("3.27",), (), ""),
    (4, date(2010, 12, 30), "", ("3.26",), (), ""),
    (7, date(2009, 5, 12), "", ("3.181",), (), ""),
    (10, date(2007, 7, 1), "", ("3.05",), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "version-date"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="version-date").entries == LOG.entries


def test_version_behind_the_name_of_a_tarball():
    text = b"* ThePEG-2.3.0 release: 2023-12-11\n\n** hepmc3 works\n\n* ThePEG-2.2.3 release: 2022-04-30\n\n** spin 3\n"
    log = changelog.parse(text, "NEWS")
    assert (log.dialect, [entry.tags for entry in log.entries]) == ("version-date", [("2.3.0",), ("2.2.3",)])


def test_overview_of_changes_is_no_text_of_its_own() -> None:
    text = b"""Overview of Changes in Goos 2.0.2 - Mar 12, 2006

* less memory

Overview of Changes in Goos 2.0.1 - Jan. XX, 2006

* faster

Overview of Changes in Goos 2.0 - December 15, 2004

* first
"""
    log = changelog.parse(text, "NEWS")
    found = [(str(e.date), e.date_precision, e.tags, e.text) for e in log.entries]
    assert found == [
        ("2006-03-12", "day", ("2.0.2",), "* less memory"),
        ("2006-01-01", "month", ("2.0.1",), "* faster"),
        ("2004-12-15", "day", ("2.0",), "* first"),
    ]


def test_changes_between_two_versions_are_the_later_one_s() -> None:
    text = b"""### Major changes between Goos 3.6.1 and Goos 3.6.2 [7 Apr 2026]

  * less memory

### Major changes between Goos 3.6.0 and Goos 3.6.1 [27 Jan 2026]

  * faster

### Major changes between Goos 3.5 and Goos 3.6.0 [1 Oct 2025]

  * first
"""
    log = changelog.parse(text, "NEWS.md")
    assert [(str(e.date), e.tags, e.text) for e in log.entries] == [
        ("2026-04-07", ("3.6.2",), "* less memory"),
        ("2026-01-27", ("3.6.1",), "* faster"),
        ("2025-10-01", ("3.6.0",), "* first"),
    ]


def test_login_behind_every_date() -> None:
    text = b"".join(
        b"1.2.%d    January %02d, 2015    %s\n                -fix\n" % (9 - n, 29 - n, who)
        for n, who in enumerate((b"ada", b"grace", b"ada", b"ada", b"grace", b"ada"))
    )
    log = changelog.parse(text, "release.h")
    assert [entry.author_text for entry in log.entries] == ["ada", "grace", "ada", "ada", "grace", "ada"]


def test_one_word_behind_some_dates_is_a_remark() -> None:
    text = b"1.3  2003-05-17 final\n  - fix\n\n1.2  2003-04-17\n  - fix\n\n1.1  2003-03-17 beta\n  - fix\n"
    assert {entry.author_text for entry in changelog.parse(text, "NEWS").entries} == {""}


def test_title_with_a_colon_or_the_name_of_a_release_above_its_date() -> None:
    text = b"""            Release: GOOS-X Version 2.6.1
                  January 16, 2023
            -------------------------

mostly bugs

            Release: GOOS-X 2.6.0-rc5
                  November 29, 2022
            -------------------------

new mode
"""
    log = changelog.parse(text, "Release_Notes.txt")
    found = [(entry.line, entry.date, entry.tags, entry.text) for entry in log.entries]
    assert found == [
        (1, date(2023, 1, 16), ("2.6.1",), "mostly bugs"),
        (7, date(2022, 11, 29), ("2.6.0-rc5",), "new mode"),
    ]
    named = b"""**** 3.1.0 "My kingdom for a fit" ****
Released 2021-10-24
~~~~~~~~~~~~~~~~~~~

* steps

**** GOOS 3.0.0 ****
Released 2019-05-17
~~~~~~~~~~~~~~~~~~~

* first
"""
    log = changelog.parse(named, "ReleaseNotes")
    assert log.dialect == "version-date"
    assert [(entry.tags, entry.text) for entry in log.entries] == [(("3.1.0",), "* steps"), (("3.0.0",), "* first")]
