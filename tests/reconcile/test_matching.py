"""Entries and commits, matched by what is recorded and by what is likely."""

from dataclasses import replace
from datetime import UTC, date, datetime

from archaeo import reconcile
from archaeo.model import Change, ChangeLogEntry, Commit, Identity, Release
from archaeo.reconcile import Absence, Addition, Alias, Reconciliation


def _commit(key: str, day: int, author: str, message: str, *paths: str) -> Commit:
    moment = datetime(2012, 5, day, 14, tzinfo=UTC)
    return Commit(key, "main", (), Identity(author), moment, message, tuple(Change("M", path) for path in paths))


def _entry(line: int, day: int, author: str, text: str, *files: str, **more: object) -> ChangeLogEntry:
    who = (Identity(author),)
    return ChangeLogEntry(
        line, line + 2, date(2012, 5, day), authors=who, items=(text,), text=text, files=files, **more
    )  # type: ignore[arg-type]


COMMITS = [
    _commit("a", 1, "ethompso", "seed by pt", "src/GoosFinder.cxx", "ChangeLog"),
    _commit("b", 1, "ethompso", "untabify", "src/Other.cxx"),
    _commit("c", 9, "kmoto", "pdf output for the plots", "python/plotting.py"),
    _commit("d", 20, "kmoto", "nothing of it", "doc/a.tex"),
]


def _degrees(result: Reconciliation) -> dict[int, tuple[str, str]]:
    return {match.entry.line: (match.commit, match.degree) for match in result.matches}


def test_commit_that_brought_the_text_in_is_recorded() -> None:
    entries = [_entry(1, 1, "Ellen Thompson", "seed by pt", "src/GoosFinder.cxx")]
    result = reconcile.reconcile(COMMITS, entries, added_by={1: Addition("b")})
    assert _degrees(result) == {1: ("b", "recorded")}
    assert result.matches[0].reasons == ("its text came in with this commit", "same day")


def test_entry_that_says_its_revision() -> None:
    entries = [_entry(1, 1, "x", "seed", revision="7")]
    result = reconcile.reconcile(COMMITS, entries, revisions={"c": "7"})
    assert _degrees(result) == {1: ("c", "recorded")}


def test_files_day_and_person_make_it_likely() -> None:
    entries = [
        _entry(1, 8, "Kenji Moto", "plotting.py: write vector graphics", "plotting.py"),
        _entry(5, 1, "Ellen Thompson", "GoosFinder.cxx: transverse momentum", "GoosFinder.cxx"),
    ]
    result = reconcile.reconcile(COMMITS, entries)
    assert _degrees(result) == {1: ("c", "likely"), 5: ("a", "likely")}
    assert "1 of 1 files named were changed" in result.matches[0].reasons


def test_same_words_are_counted() -> None:
    entries = [_entry(1, 9, "Kenji Moto", "* pdf output for the plots")]
    assert _degrees(reconcile.reconcile(COMMITS, entries)) == {1: ("c", "counted")}


def test_nothing_but_the_day_is_no_match() -> None:
    result = reconcile.reconcile(COMMITS, [_entry(1, 21, "somebody", "the moon is full")])
    assert not result.matches
    assert result.entries_without_commit[0].why == "none of the 1 commits near its day fits"


def test_deletion_of_a_file_speaks_for_no_entry_that_names_it() -> None:
    gone = Commit("x", "main", (), Identity("k"), datetime(2012, 5, 9, tzinfo=UTC), "wipe", (Change("D", "a.c"),))
    assert not reconcile.reconcile([gone], [_entry(1, 9, "k", "a.c: better", "a.c")]).matches


def test_import_of_many_entries_is_not_their_commit() -> None:
    entries = [_entry(1, 20, "kmoto", "last"), _entry(5, 2, "kmoto", "the moon is full")]
    added = {1: Addition("d", 2, True, with_file=True), 5: Addition("d", 2, False, with_file=True)}
    result = reconcile.reconcile(COMMITS, entries, added_by=added)
    assert _degrees(result) == {1: ("d", "recorded")}
    assert result.entries_without_commit[0].why == "came in with d of 2012-05-20, together with 1 others"


def test_file_that_was_away_tells_why() -> None:
    entries = [_entry(5, 2, "kmoto", "the moon is full")]
    added = {5: Addition("d", 2, False, with_file=True, back="c")}
    away = (Absence("ChangeLog", "c", "d", (5,)),)
    result = reconcile.reconcile(COMMITS, entries, added_by=added, absences=away, revisions={"c": "63", "d": "64"})
    assert result.entries_without_commit[0].why == (
        "first seen in r64 of 2012-05-20, which brought the file back after r63 of 2012-05-09 had removed it; "
        "the commits of its day are not here"
    )
    assert result.absences == away


def test_entries_before_the_first_commit() -> None:
    entry = ChangeLogEntry(1, 2, date(2009, 1, 1), text="the days of CVS")
    assert (
        reconcile.reconcile(COMMITS, [entry]).entries_without_commit[0].why
        == "older than the first commit, of 2012-05-01"
    )


def test_commits_without_entry_lie_in_the_time_of_the_entries() -> None:
    entries = [
        _entry(1, 1, "E", "* seed by pt, in src/GoosFinder.cxx", "src/GoosFinder.cxx"),
        _entry(9, 10, "K", "moon"),
    ]
    assert reconcile.reconcile(COMMITS, entries).commits_without_entry == ("b", "c")


def test_tags_announced_and_never_made() -> None:
    entries = [
        _entry(1, 9, "K", "tag", tags=("Goos-00-00-05",)),
        _entry(5, 8, "K", "tag", tags=("Goos-00-00-04-01",)),
        _entry(7, 8, "K", "tag", tags=("Goos-00-00-06", "Other-00-00-01")),
        *[_entry(20 + n, 7, "K", "tag", tags=(f"Goos-00-01-{n:02}",)) for n in range(9)],
    ]
    made = [
        Release(name, None, "tag")
        for name in ("Goos-00-00-05", "Goos-00-00-04", *(f"Goos-00-01-{n:02}" for n in range(9)))
    ]
    missing = reconcile.reconcile([], entries, made).missing_tags
    assert [(tag.name, tag.nearest) for tag in missing] == [
        ("Goos-00-00-04-01", "Goos-00-00-04"),
        ("Goos-00-00-06", ""),
    ]


def test_matches_reveal_who_is_who() -> None:
    entries = [_entry(1, 1, "Ellen Thompson", "one"), _entry(5, 1, "Ellen Thompson", "two")]
    result = reconcile.reconcile(COMMITS, entries, added_by={1: Addition("a"), 5: Addition("b")})
    assert result.aliases == (Alias("ethompso", "Ellen Thompson", "", 2),)


def test_commit_told_by_one_changelog_is_not_silent_for_the_other() -> None:
    one = reconcile.reconcile(COMMITS, [_entry(1, 1, "E", "x"), _entry(3, 9, "K", "* pdf output for the plots")])
    two = reconcile.reconcile(COMMITS, [_entry(1, 1, "E", "y"), _entry(3, 9, "K", "z")], added_by={1: Addition("a")})
    assert "c" not in reconcile.merged([one, two]).commits_without_entry
    assert "b" in reconcile.merged([one, two]).commits_without_entry


def test_order_of_entries_changes_nothing() -> None:
    entries = [
        _entry(1, 9, "K", "* pdf output for the plots"),
        _entry(5, 1, "E", "GoosFinder.cxx: x", "GoosFinder.cxx"),
    ]
    there = _degrees(reconcile.reconcile(COMMITS, entries))
    assert there == _degrees(reconcile.reconcile(COMMITS, entries[::-1]))


def test_entries_written_down_together_and_late_are_their_commit_s_for_want_of_a_better_one() -> None:
    entries = [
        _entry(1, 9, "kmoto", "* pdf output for the plots"),
        *(_entry(line, 3, "somebody", f"the moon is full {line}") for line in range(5, 30, 4)),
    ]
    added = {entry.line: Addition("d", 8, entry.line == 1) for entry in entries}
    result = reconcile.reconcile(COMMITS, entries, added_by=added)
    assert _degrees(result) == {1: ("c", "counted")} | dict.fromkeys(range(5, 30, 4), ("d", "likely"))
    assert result.matches[1].reasons == (
        "its text came in with this commit, 17 days after, with 7 other entries",
        "no other has the same words",
    )


def test_notes_of_a_release_are_no_single_change() -> None:
    notes = ChangeLogEntry(1, 5, date(2012, 5, 9), text="* vector output for the plots, and more", tags=("1.4.2",))
    assert not reconcile.reconcile(COMMITS, [notes]).matches
    release = _commit("e", 9, "kmoto", "prepare output of 1.4.2", "VERSION")
    assert _degrees(reconcile.reconcile([*COMMITS, release], [notes])) == {1: ("e", "likely")}


def test_entry_that_came_alone_and_very_late_is_said_to_have() -> None:
    entries = [_entry(1, 3, "somebody", "the moon is full"), _entry(5, 3, "somebody", "the moon is new")]
    late = replace(_commit("late", 9, "kmoto", "sort the notes", "ChangeLog"), date=datetime(2012, 8, 9, tzinfo=UTC))
    for together, said in ((1, ""), (2, ", with another entry")):
        added = {entry.line: Addition("late", together, False) for entry in entries}
        result = reconcile.reconcile([*COMMITS, late], entries, added_by=added)
        assert result.matches[0].reasons[0] == f"its text came in with this commit, 98 days after{said}"
