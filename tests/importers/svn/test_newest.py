"""Tests for archaeo/importers/svn/newest.py."""

from __future__ import annotations

from archaeo.importers.svn.dump import read_revisions
from archaeo.importers.svn.layout import parse
from archaeo.importers.svn.newest import NEAR_END, Newest
from archaeo.importers.svn.source import Dump
from tests.importers.svn.dumps import dump, node, revision

STANDARD = parse("std")


def newest(*revisions: bytes) -> list[bytes]:
    """Give the texts that will be read most, each being a word."""
    text = dump(*revisions)
    opened, found = Dump("x.dump", text), Newest()
    for read in read_revisions(text, "x.dump"):
        found.add(opened, read)
    offsets = found.offsets(STANDARD).get(opened, frozenset())
    return [text[offset:].split(b"\n")[0] for offset in sorted(offsets)]


def test_texts_of_trunk_that_none_replaced_are_the_newest():
    made = [node("trunk"), node("trunk/a", text=b"a1"), node("trunk/b", text=b"b1"), node("trunk/c", text=b"c1")]
    made += [node("branches"), node("branches/x"), node("branches/x/a", text=b"x1")]
    changed = [node("trunk/a", "change", text=b"a2"), node("trunk/c", "delete")]
    last = revision(NEAR_END + 2, node("trunk/d", text=b"d1"))
    assert newest(revision(1, *made), revision(2, *changed), last) == [b"b1", b"a2", b"d1"]


def test_what_was_there_before_the_last_revisions_counts_where_they_replaced_it():
    """`git log -p` reads it, however often the file was changed since."""
    before = [
        revision(1, node("trunk"), node("trunk/a", text=b"a1"), node("trunk/b", text=b"b1")),
        revision(2, node("trunk/a", "change", text=b"a2")),
    ]
    end = [revision(number, node("trunk/a", "change", text=b"a%d" % number)) for number in range(150, 153)]
    last = revision(90 + NEAR_END, node("trunk/b", "change", text=b"b2"))
    assert newest(*before, *end, last) == [b"b1", b"a2", b"a150", b"a151", b"a152", b"b2"]
