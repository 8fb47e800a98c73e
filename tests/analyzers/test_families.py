"""Files that belong together by their names."""

from __future__ import annotations

from archaeo.analyzers import families
from archaeo.analyzers.history import prepare
from archaeo.analyzers.inventory import Measured
from tests.analyzers.histories import history


def _files(*paths: str, kind: str = "code") -> tuple[Measured, ...]:
    return tuple(Measured(path, "C", kind, 9, 9, False) for path in sorted(paths))  # type: ignore[arg-type]


_OTHERS = tuple(f"src/{name}.c" for name in ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"))
_GLINT = ("src/glint_main.c", "src/glint_io.c", "src/glint_type.c", "src/glint_mbal.c")


def test_files_that_begin_alike_in_a_large_folder() -> None:
    steps = prepare(history(f"2009-01-01 Eve: A {', A '.join(_GLINT)}\n2010-01-01 Bob: M {_GLINT[0]}")).steps
    (glint,), made = families.find(_files(*_OTHERS, *_GLINT), steps)
    assert (glint.name, len(glint.paths), glint.folders, glint.code) == ("glint_*", 4, (("src", 4),), 36)
    assert (glint.made.came_by, glint.made.last_by, glint.made.changes) == ("Eve", "Bob", 2)
    assert (made[_GLINT[0]].last_by, made[_GLINT[1]].last_by) == ("Bob", "Eve")


def test_a_run_of_letters_that_is_no_word_binds_files_of_several_folders() -> None:
    mqm = ("R/mqmscan.R", "R/mqmplots.R", "src/mqmscan.c", "src/MQMData.c")
    (found,), _ = families.find(_files(*_OTHERS, *mqm), ())
    assert (found.name, found.folders) == ("mqm*", (("R", 2), ("src", 2)))
    inside = ("R/hmm_bcsft.R", "src/hmm_bcsft.c", "src/bcsft_util.c", "tests/test_bcsft.c")
    names = [family.name for family in families.find(_files(*_OTHERS, *inside), ())[0]]
    assert names == ["*bcsft*"]


def test_usual_words_and_the_name_of_a_folder_are_no_families() -> None:
    usual = ("src/test_a.c", "src/test_b.c", "src/test_c.c", "src/test_d.c")
    assert families.find(_files(*_OTHERS, *usual), ())[0] == ()
    folder = tuple(f"glint/glint_{n}.c" for n in "abcd")
    assert families.find(_files(*_OTHERS, *folder), ())[0] == ()


def test_the_name_that_most_files_have_is_the_projects() -> None:
    assert families.find(_files(*(f"src/goos_{n}.c" for n in "abcdefgh"), "src/main.c", "src/x.c"), ())[0] == ()


def test_lines_that_are_left_are_counted_by_person() -> None:
    left = [(path, 9, (("Eve", 6), ("root", 3))) for path in _GLINT]
    (glint,), _ = families.find(_files(*_OTHERS, *_GLINT), (), left, {"root"})
    assert glint.left == (("Eve", 24),)
