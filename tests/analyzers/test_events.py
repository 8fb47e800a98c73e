"""What stands out in small histories, and what does not."""

from __future__ import annotations

from archaeo.analyzers import events
from tests.analyzers.histories import history


def _files(action: str, count: int, pattern: str = "{action} f{n}") -> str:
    return ", ".join(pattern.format(action=action, n=number) for number in range(count))


def _drawn(drawing: str, *kinds: str) -> list[tuple[str, str, str]]:
    found = events.find(history(drawing))
    return [(str(e.date), e.kind, e.title) for e in found if not kinds or e.kind in kinds]


def test_wiped_and_brought_back() -> None:
    drawing = f"""
        2011-01-01 Eve: {_files("A", 100)}
        2011-01-02 admin: {_files("D", 100)}
        2011-01-20 Eve: {_files("A", 90)}
        """
    assert _drawn(drawing, "lost", "restored") == [
        ("2011-01-02", "lost", "100 files of 100 were deleted in one change by admin"),
        ("2011-01-20", "restored", "90 files that had been deleted came back by Eve"),
    ]


def test_great_move_is_no_loss() -> None:
    moves = ", ".join(f"D f{n}, A src/f{n} < f{n}" for n in range(60))
    found = _drawn(f"2011-01-01 Eve: {_files('A', 60)}\n2011-01-02 Eve: {moves}", "lost", "mass move")
    assert found == [("2011-01-02", "mass move", "60 files were moved in one change by Eve")]


def test_the_word_disaster_alone_makes_no_event() -> None:
    drawing = "2011-01-01 Eve: A a\n2011-01-02 Eve: M a | repaired after the svn disaster"
    assert [kind for _, kind, _ in _drawn(drawing)] == ["born", "last change"]


def test_silence_has_both_ends() -> None:
    (silence,) = [e for e in events.find(history("2011-01-01 Eve: A a\n2011-06-01 Eve: M a")) if e.kind == "silence"]
    assert (str(silence.date), str(silence.end), silence.commits) == ("2011-01-01", "2011-06-01", ("c0", "c1"))
    assert silence.title == "151 days without a change"


def test_arrival_and_farewell_of_those_who_did_much() -> None:
    drawing = "\n".join(["2011-01-01 Eve: A a", "2011-02-01 Bob: M a", "2011-02-02 Bob: M a", "2011-12-31 Eve: M a"])
    assert _drawn(drawing, "arrival", "farewell") == [
        ("2011-02-01", "arrival", "Bob makes the first of 2 changes"),
        ("2011-02-02", "farewell", "Bob makes the last of 2 changes"),
    ]


def test_no_history_no_events() -> None:
    assert events.find([]) == ()
