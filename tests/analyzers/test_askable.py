"""Whom to ask about each program."""

from __future__ import annotations

from archaeo.analyzers import askable, making
from archaeo.analyzers.history import prepare
from archaeo.analyzers.inventory import Measured
from tests.analyzers.histories import history

_MANY = tuple(f"src/f{n}.c" for n in range(30))


def _files(*paths: str) -> tuple[Measured, ...]:
    return tuple(Measured(path, "C", "code", 10, 90, False) for path in sorted(paths))


def _known(text: str, *paths: str, **more: object) -> dict[str, askable.Known]:
    steps = prepare(history(text)).steps
    made = making.gather(steps, set(paths), lambda path: (path,))
    found = askable.find(_files(*paths), steps, made=made, **more)  # type: ignore[arg-type]
    return {one.path: one for one in found}


def test_who_brought_many_files_is_not_asked_about_one_that_somebody_worked_on() -> None:
    known = _known(f"2009-01-01 Eve: A {', A '.join(_MANY)}\n2010-01-01 Bob: M src/f1.c | fit better", *_MANY)
    assert (known["src/f1.c"].who, known["src/f1.c"].last_by, known["src/f1.c"].is_brought) == ("Bob", "Bob", False)
    assert (known["src/f2.c"].who, known["src/f2.c"].is_brought) == ("Eve", True)


def test_lines_that_were_brought_do_not_count_for_whoever_worked_there_less_than_others() -> None:
    text = f"2009-01-01 Eve: A {', A '.join(_MANY)}\n2010-01-01 Bob: M src/f1.c\n2010-01-02 Eve: M src/f1.c"
    text += "\n2010-01-03 Bob: M src/f2.c"
    left = [("src/f1.c", 10, (("Eve", 9), ("Bob", 1)))]
    own = _known(text, *_MANY, left=left)
    assert own["src/f1.c"].who == "Eve"
    brought = _known(text, *_MANY, left=left, brought=[("src/f1.c", (("Eve", 9),))])
    assert brought["src/f1.c"].who == "Bob"


def test_tidying_and_changes_of_all_files_are_no_work() -> None:
    text = f"2009-01-01 Eve: A {_MANY[0]}, A {_MANY[1]}, A {_MANY[2]}\n2010-01-01 Bob: "
    tidied = _known(text + f"M {', M '.join(_MANY[:3])} | untabify", *_MANY[:3])
    assert {one.last_by for one in tidied.values()} == {"Eve"}
    worked = _known(text + f"M {', M '.join(_MANY[:3])} | fit better", *_MANY[:3])
    assert {one.last_by for one in worked.values()} == {"Bob"}


def test_one_change_that_is_the_whole_file_outweighs_some_that_are_letters() -> None:
    text = "2009-01-01 Eve: A fit.c\n2010-01-01 Bob: M fit.c\n2010-01-02 Bob: M fit.c"
    known = _known(text, "fit.c", left=[("fit.c", 10, (("Eve", 9), ("Bob", 1)))])
    assert (known["fit.c"].who, known["fit.c"].last_by, known["fit.c"].changes) == ("Eve", "Bob", 3)


def test_nobodies_are_not_asked() -> None:
    assert _known("2009-01-01 root: A fit.c", "fit.c", nobodies={"root"}) == {}


def test_folders_whose_files_one_person_knows() -> None:
    def one(path: str, who: str) -> askable.Known:
        return askable.Known(path, who, 1, None, who, 1)

    known = [one(f"a/b/f{n}.c", "Eve") for n in range(4)]
    known += [one("a/b/z.c", "Bob"), one("a/x.c", "Bob"), one("a/y.c", "Bob"), one("top.c", "Ada")]
    told = [(folder, who, [two.path for two in others]) for folder, who, others in askable.by_folder(known)]
    assert told == [("a/b", "Eve", ["a/b/z.c"]), ("", "", ["a/x.c", "a/y.c", "top.c"])]
