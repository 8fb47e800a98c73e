"""The diffs that are embedded: applied to the old text they give the new one, and what is missing is said."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archaeo.analyzers import diffs
from archaeo.errors import ArchaeoError
from tests.analyzers.histories import history

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "x", "", "longer"]), max_size=30)


def _applied(old: list[str], hunks: list[str]) -> list[str]:
    made: list[str] = []
    at = 0
    for line in hunks:
        if line.startswith("@@"):
            first, count = (int(part) for part in line.split()[1][1:].split(","))
            first = first - 1 if count else first
            made += old[at:first]
            at = first
        elif line[0] == "+":
            made.append(line[1:])
        else:
            assert old[at] == line[1:]
            made += [old[at]] if line[0] == " " else []
            at += 1
    return made + old[at:]


def _content(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


@given(TEXTS, TEXTS)
def test_diff_makes_the_new_text_of_the_old(old: list[str], new: list[str]) -> None:
    made = list(diffs.unified(old, new, _content(old), _content(new)))
    assert _applied(old, made) == new
    assert bool(made) == (old != new)


def test_git_applies_what_is_made(tmp_path: Path) -> None:
    old, new = [str(n) for n in range(40)], [str(n) for n in range(3, 30)] + ["x"] + [str(n) for n in range(31, 44)]
    (tmp_path / "f").write_bytes(_content(old))
    lines = diffs.unified(old, new, _content(old), _content(new))
    patch = "--- a/f\n+++ b/f\n" + "".join(f"{line}\n" for line in lines)
    subprocess.run(["git", "apply", "-"], input=patch, text=True, cwd=tmp_path, check=True)
    assert (tmp_path / "f").read_bytes() == _content(new)


def _reader(**texts: bytes):
    def read(commit: str, path: str) -> bytes:
        if f"{commit}_{path}" not in texts:
            raise ArchaeoError("no such file")
        return texts[f"{commit}_{path}"]

    return read


COMMITS = history("""
    2009-01-10 Eve: A a, A b | first
    2009-01-11 Eve: M a, D b, A c < a | second
""")
READ = _reader(c0_a=b"1\n2\n", c0_b=b"gone\n", c1_a=b"1\n3\n", c1_c=b"1\n2\nnew\n")


def test_added_changed_deleted_and_copied_files() -> None:
    second = diffs.of_commit(COMMITS[1], READ)
    assert [(file.path, file.action, file.text) for file in second.files] == [
        ("a", "M", "@@ -1,2 +1,2 @@\n 1\n-2\n+3\n"),
        ("b", "D", "@@ -1,1 +0,0 @@\n-gone\n"),
        ("c", "A", "from a\n@@ -1,2 +1,3 @@\n 1\n 2\n+new\n"),
    ]
    assert diffs.of_commit(COMMITS[0], READ).files[0].text == "@@ -0,0 +1,2 @@\n+1\n+2\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\0binary", "not text: 0 to 7 bytes"),
        (b"x" * 1_000_001, "too large to compare: 0 to 1,000,001 bytes"),
        (b"x\n" * 1000, "601 more lines are not shown"),
    ],
)
def test_what_is_left_out_is_said(content: bytes, said: str) -> None:
    first = diffs.of_commit(COMMITS[0], _reader(c0_a=content, c0_b=b""))
    assert first.files[0].left_out == said
    assert len(first.files[0].text) < 2000


def test_missing_content_and_many_files_are_said() -> None:
    assert diffs.of_commit(COMMITS[0], _reader()).files[0].left_out == "its content cannot be read"
    many = history("2009-01-10 Eve: " + ", ".join(f"A f{n}" for n in range(70)) + " | many")
    assert diffs.of_commit(many[0], _reader()).left_out == "10 more files are not shown"


def test_secrets_are_masked_and_long_lines_cut() -> None:
    text = b'password = "hunter2x9"\n' + b"y" * 3000 + b"\n"
    made = diffs.of_commit(COMMITS[0], _reader(c0_a=text, c0_b=b"")).files[0].text
    assert "hunter2" not in made and diffs.MASKED in made
    assert max(map(len, made.split("\n"))) < 600


def test_those_that_do_not_fit_are_counted() -> None:
    found = diffs.take(COMMITS, READ, most=60)
    assert (list(found.of), found.wanted) == (["c0"], 2)
    read = []
    many = history("\n".join(f"2009-01-{n:02} Eve: A a | {n}" for n in range(1, 31)))
    assert not diffs.take(many, lambda commit, path: read.append(commit) or b"x\n" * 90, most=9).of
    assert len(set(read)) == diffs.MOST_MISSED
    assert list(diffs.take(COMMITS, READ).of) == ["c0", "c1"]
