"""The oldest words of a project's own ChangeLog."""

from __future__ import annotations

import pytest

from archaeo.analyzers import firstwords
from archaeo.importers import changelog
from archaeo.model import SourceFile


def _found(text: str, path: str = "Changes") -> firstwords.Words | None:
    return firstwords.find([SourceFile(path, lambda: text.encode())])


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        ("1.0\n* new\n\n0.2\n* more\n\n0.01 Initial release\n\n    o Goos is broken off from\n      noos.\n\n"
         "    o more\n",
         "0.01 Initial release: Goos is broken off from noos.", 7),
        ("Version 0.5 1999/03/19\n- First one\n\nVersion 0.6\n- second\n\nVersion 0.7\n- third\n",
         "Version 0.5 1999/03/19: First one", 1),
        ("## 2.0 (2010)\n\n### Features\n- a b\n\n## 1.5\n- c d\n\n## 1.0 (2009)\n\nNew features:\n\n- it is there\n",
         "1.0 (2009): it is there", 9),
        ("Goos 1.2\n========\n- a\n\nGoos 1.1\n========\n- b\n\nGoos 1.0\n========\n- Initial release.\n",
         "Goos 1.0: Initial release.", 9),
    ],
    ids=["newest first", "oldest first", "below a heading", "underlined"],
)  # fmt: skip
def test_words(text: str, said: str, line: int) -> None:
    found = _found(text)
    assert found is not None
    assert (found.text, found.line, found.path) == (said, line, "Changes")


def test_descent() -> None:
    text = "1.0\n* new\n\n0.2\n* more\n\n0.1\n* {}\n"
    assert _found(text.format("Made goos a project separate from noos")).tells_descent
    assert not _found(text.format("Initial release of it")).tells_descent


@pytest.mark.parametrize(
    "text",
    [
        "1.0\n* new\n\n0.2\n* more\n",
        "1.0\n* a\n\n0.2\n* b\n\n0.9\n* c\n",
        "1.0\n\n0.2\n\n0.1\n",
        "no version here\n" * 9,
    ],
    ids=["two are no order", "no order of time", "no words", "no versions"],
)
def test_nothing_said(text: str) -> None:
    assert _found(text) is None


def test_oldest_entry_of_a_dated_log() -> None:
    log = changelog.parse(
        b"2012-05-30  Eve  <e@x>\n\n\t* a.f: late\n\n2009-01-10  Eve  <e@x>\n\n\t* early words\n", "ChangeLog"
    )
    found = firstwords.find([], [("ChangeLog", log.entries)])
    assert found is not None and (found.text, found.line) == ("2009-01-10: early words", 5)
    assert firstwords.find([], [("lib/ChangeLog", log.entries)]) is None
    assert _found("1.0\n* new\n\n0.2\n* more\n\n0.1\n* old\n", "lib/Changes") is None
