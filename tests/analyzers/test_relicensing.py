"""Which licence it had before."""

from __future__ import annotations

from archaeo.analyzers import relicensing
from archaeo.analyzers.events import Event, changes
from archaeo.analyzers.history import prepare
from tests.analyzers.histories import history

GPL = b"GNU GENERAL PUBLIC LICENSE\nVersion 2, June 1991\n"
BSD = b"Redistribution and use in source and binary forms are permitted\n"


def _turns(drawing: str, texts: dict[str, bytes]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Texts are those that a path had from a commit on: ``c1:COPYING``."""

    def content(commit: str, path: str) -> bytes:
        found = [
            text for key, text in texts.items() if key.partition(":")[2] == path and key.partition(":")[0] <= commit
        ]
        return found[-1]

    found = relicensing.turns(prepare(history(drawing)), content)
    return [(str(turn.step.day), turn.before, turn.after, turn.paths) for turn in found]


def test_licence_before_and_after_with_the_day() -> None:
    drawing = "2001-01-01 Eve: A COPYING, A a.c\n2003-01-01 Eve: M COPYING\n2009-05-01 Bob: M COPYING\n"
    texts = {"c0:COPYING": GPL, "c1:COPYING": GPL + b"The end\n", "c2:COPYING": BSD}
    assert _turns(drawing, texts) == [
        ("2001-01-01", "", "GPL 2", ("COPYING",)),
        ("2009-05-01", "GPL 2", "BSD", ("COPYING",)),
    ]


def test_another_file_in_its_place_within_a_month_is_one_change() -> None:
    drawing = "2001-01-01 Eve: A COPYING\n2009-05-01 Bob: D COPYING\n2009-05-20 Bob: A LICENSE.txt\n"
    assert _turns(drawing, {"c0:COPYING": GPL, "c2:LICENSE.txt": BSD})[1:] == [
        ("2009-05-20", "GPL 2", "BSD", ("COPYING", "LICENSE.txt"))
    ]


def test_what_is_put_back_or_renamed_or_says_or_later_is_no_change() -> None:
    drawing = (
        "2001-01-01 Eve: A COPYING\n2009-05-01 Bob: D COPYING\n2009-05-20 Bob: A LICENCE\n2010-01-01 Bob: A COPYRIGHT"
    )
    later = b"under the terms of the GNU General Public License, version 2 or later\n"
    assert len(_turns(drawing, {"c0:COPYING": GPL, "c2:LICENCE": GPL, "c3:COPYRIGHT": later})) == 1


def test_licence_of_a_part_is_none_of_the_whole() -> None:
    assert _turns("2001-01-01 Eve: A lib/COPYING, A a.c", {"c0:lib/COPYING": GPL}) == []


def _event(before: bytes, after: bytes) -> Event:
    names = [f"f{n}.c" for n in range(20)]
    start, change = (", ".join(f"{action} {name}" for name in names) for action in "AM")
    usual = "".join(f"2001-02-0{day} Eve: M f1.c\n" for day in range(1, 6))
    told = f"2001-01-01 Eve: {start}\n{usual}2002-01-01 Eve: {change} | change the license of all files"
    commits = history(told)
    (event,) = changes.find(prepare(commits))
    assert event.kind == "licence change"
    last = commits[-1].key
    (judged,) = relicensing.judged(
        [event], {c.key: c for c in commits}, lambda key, path: after if key == last else before
    )
    return judged


def test_change_of_notices_is_told_with_what_they_said() -> None:
    told = _event(b"int a;\n", BSD)
    assert told.kind == "licence change" and told.title.endswith("; none named before, BSD after")
    assert told.text == "Of 12 programs that were read before and after, 12 named no licence before and BSD after."


def test_new_years_in_notices_are_no_change_of_licence() -> None:
    assert _event(BSD, BSD + b"2002\n").kind == "mass change"


def _titles(drawing: str, texts: dict[str, bytes]) -> list[str]:
    commits = history(drawing)
    told = prepare(commits)

    def content(commit: str, path: str) -> bytes:
        found = [
            text for key, text in texts.items() if key.partition(":")[2] == path and key.partition(":")[0] <= commit
        ]
        return found[-1]

    found = [event for event in changes.find(told) if event.kind == "licence change"]
    by_key = {commit.key: commit for commit in commits}
    return [e.title for e in relicensing.judged(found, by_key, content, relicensing.turns(told, content))]


def test_event_of_the_licence_file_says_from_which_to_which() -> None:
    drawing = "2001-01-01 Eve: A COPYING, A a\n2004-01-01 Bob: M COPYING | Changed license\n"
    texts = {"c0:COPYING": GPL, "c1:COPYING": BSD}
    assert _titles(drawing, texts) == ['the licence changed from GPL 2 to BSD, by Bob: "Changed license"']
    same = {"c0:COPYING": GPL, "c1:COPYING": GPL}
    assert _titles(drawing, same) == ['a licence file changed, by Bob: "Changed license"']
    first = "2001-01-01 Eve: A a\n2004-01-01 Bob: A COPYING | Adding license\n"
    assert _titles(first, {"c1:COPYING": GPL}) == ['the first licence file came, GPL 2, by Bob: "Adding license"']


def test_change_of_licence_that_no_message_tells_is_an_event() -> None:
    drawing = "2001-01-01 Eve: A COPYING, A a\n2004-01-01 Bob: M COPYING | flow\n"
    texts = {"c0:COPYING": GPL, "c1:COPYING": BSD}
    assert _titles(drawing, texts) == ['the licence changed from GPL 2 to BSD, by Bob: "flow"']


def test_licence_that_is_moved_to_a_folder_is_the_licence_still() -> None:
    drawing = "2001-01-01 Eve: A COPYING, A a\n2009-01-01 Bob: D COPYING, A src/COPYING < COPYING\n"
    assert len(_turns(drawing, {"c0:COPYING": GPL, "c1:src/COPYING": GPL})) == 1
