"""A version above its entry, files that go on below, an entry without a version."""

from archaeo.importers import changelog

TEXT = b"""\
# ChangeLog for sci-physics/goos
# Copyright 1999-2006 Gentoo Foundation; Distributed under the GPL v2
# $Header: /var/cvsroot/gentoo-x86/sci-physics/goos/ChangeLog,v 1.15 2006/03/01 12:00:00 ada Exp $

*goos-1.2 (01 Mar 2006)

  01 Mar 2006; Ada Byron <ada@gentoo.org> -goos-1.0.ebuild,
  +goos-1.2.ebuild:
  Version bump. Bug #12345.

  12 Jan 2006; Grace Hopper <grace@gentoo.org> goos-1.1.ebuild:
  Mark stable on x86.

*goos-1.1 (02 Dec 2005)

  02 Dec 2005; Ada Byron <ada@gentoo.org> +goos-1.1.ebuild:
  Initial import.
"""
LOG = changelog.parse(TEXT, "gentoo.ChangeLog")


def test_entries() -> None:
    found = [(e.line, str(e.date), e.author_text, e.tags, e.files, e.text) for e in LOG.entries]
    assert found == [
        (7, "2006-03-01", "Ada Byron", ("1.2",), ("goos-1.0.ebuild", "goos-1.2.ebuild"), "Version bump. Bug #12345."),
        (11, "2006-01-12", "Grace Hopper", (), ("goos-1.1.ebuild",), "Mark stable on x86."),
        (16, "2005-12-02", "Ada Byron", ("1.1",), ("goos-1.1.ebuild",), "Initial import."),
    ]


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "gentoo"
