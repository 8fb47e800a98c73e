"""A merge, a message of two lines."""

from archaeo.importers import changelog

TEXT = b"""\
------------------------------------------------------------
revno: 3
committer: Ada Byron <ada@example.org>
branch nick: trunk
timestamp: Mon 2006-03-06 12:00:00 +0100
message:
  take the step as an argument
------------------------------------------------------------
revno: 2 [merge]
committer: Grace Hopper <grace@example.org>
branch nick: trunk
timestamp: Sun 2006-03-05 11:00:00 +0100
message:
  less memory
  and more speed
------------------------------------------------------------
revno: 1
committer: Ada Byron <ada@example.org>
branch nick: trunk
timestamp: Fri 2005-08-26 01:21:28 -0700
message:
  first
"""
LOG = changelog.parse(TEXT, "bzrlog.txt")


def test_entries() -> None:
    found = [(e.line, str(e.date), e.author_text, e.tags, e.files, e.text) for e in LOG.entries]
    assert found == [
        (5, "2006-03-06 12:00:00+01:00", "Ada Byron", (), (), "take the step as an argument"),
        (12, "2006-03-05 11:00:00+01:00", "Grace Hopper", (), (), "less memory\nand more speed"),
        (20, "2005-08-26 01:21:28-07:00", "Ada Byron", (), (), "first"),
    ]


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "bzr-log"


def test_files_of_the_verbose_form() -> None:
    text = b"""\
revno: 2
author: Ada Byron <ada@example.org>
committer: Grace Hopper <grace@example.org>
branch nick: trunk
timestamp: Sun 2006-03-05 11:00:00 +0100
message:
  less memory
modified:
  src/fit.c
renamed:
  a.c => src/a.c
"""
    [entry] = changelog.parse(text, "log", dialect="bzr-log").entries
    assert (entry.author_text, entry.files, entry.text) == ("Ada Byron", ("src/fit.c", "src/a.c"), "less memory")
