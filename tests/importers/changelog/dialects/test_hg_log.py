"""A short and a verbose changeset; the tip is no tag, a user may have no address."""

from archaeo.importers import changelog

TEXT = b"""\
changeset:   12:9117c6561b0b
tag:         tip
user:        Ada Byron <ada@example.org>
date:        Mon Mar 06 12:00:00 2006 +0100
summary:     take the step as an argument

changeset:   11:1f0dee641bb7
branch:      stable
parent:      9:aaaaaaaaaaaa
user:        Grace Hopper <grace@example.org>
date:        Sun Mar 05 11:00:00 2006 +0100
files:       fit.c plot.c
description:
less memory
and more speed


changeset:   10:82e55d328c8c
user:        ada
date:        Fri Aug 26 01:21:28 2005 -0700
summary:     first
"""
LOG = changelog.parse(TEXT, "hglog.txt")


def test_entries() -> None:
    found = [(e.line, str(e.date), e.author_text, e.tags, e.files, e.text) for e in LOG.entries]
    assert found == [
        (4, "2006-03-06 12:00:00+01:00", "Ada Byron", (), (), "take the step as an argument"),
        (11, "2006-03-05 11:00:00+01:00", "Grace Hopper", (), ("fit.c", "plot.c"), "less memory\nand more speed"),
        (20, "2005-08-26 01:21:28-07:00", "ada", (), (), "first"),
    ]


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "hg-log"
