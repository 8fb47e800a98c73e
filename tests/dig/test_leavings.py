"""What a dig found and does not take: each with its reason and the next command."""

from __future__ import annotations

from pathlib import Path

from archaeo.dig import sites
from archaeo.dig.leavings import leavings
from archaeo.look import Find


def test_what_is_left_beside_a_history_says_why_and_what_to_type() -> None:
    log = Find(Path("old/ChangeLog"), "ChangeLog", "")
    found = (
        Find(Path("old/goos.dump"), "svn dump", ""),
        Find(Path("old/my wc"), "svn working copy", ""),
        log,
        Find(Path("old/goos-1.0.tgz"), "archive", ""),
        Find(Path("old/x"), "unknown", ""),
    )
    told = {str(find.path): why for find, why in leavings(found, sites(found))}
    assert told == {
        "old/my wc": "not read, since there is a history; changes that were never committed are only here; "
        "to read it by itself: archaeo dig 'old/my wc'",
        "old/goos-1.0.tgz": "what it holds is not read; a release can enter the story: "
        "archaeo convert old/ChangeLog --snapshot old/goos-1.0.tgz",
    }


def test_what_is_taken_is_not_left() -> None:
    found = (Find(Path("old/wc"), "svn working copy", ""), Find(Path("old/a.tgz"), "archive", ""))
    (left,) = leavings(found, sites(found))
    assert left[1] == "what it holds is not read; to see what it is: archaeo dig old/a.tgz"
