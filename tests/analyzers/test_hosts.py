"""On which hosts a repository was shared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archaeo.analyzers.hosts import hosts
from tests.analyzers.histories import history

UUID = "00000000-0000-4000-8000-000000000000"


def _saying(*messages: str):
    drawing = "".join(f"2010-01-{n + 1:02} Eve: M a | x\n" for n in range(len(messages)))
    return [replace(commit, message=text) for commit, text in zip(history(drawing), messages, strict=True)]


@pytest.mark.parametrize(
    ("message", "host"),
    [
        ("Merge branch 'master' of git@git.example.org:goos/goos", "git.example.org"),
        ("Merge branch 'a' of https://Git.Example.org/goos/goos.git into b\n", "git.example.org"),
        ("Merge branches 'a' and 'b' of ssh://eve@git.example.org/srv/goos", "git.example.org"),
        (
            "Cuts\n\ngit-svn-id: https://svn.example.org/goos/trunk@12 00000000-0000-4000-8000-000000000000",
            "svn.example.org",
        ),
        ("Merge pull request #12 from eve/cuts", "github.com"),
        ("Merged in cuts (pull request #3)", "bitbucket.org"),
    ],
)
def test_host(message: str, host: str) -> None:
    (found,) = hosts(_saying(message, message))
    assert (found.name, found.messages, str(found.first), str(found.last)) == (host, 2, "2010-01-01", "2010-01-02")


@pytest.mark.parametrize(
    "message", ["Merge branch 'master' of ../elsewhere/goos", "Talk of git.example.org/goos", "Merge branch 'a'"]
)
def test_no_host(message: str) -> None:
    assert hosts(_saying(message, message)) == ()


def test_one_message_is_a_visit() -> None:
    assert hosts(_saying("Merge branch 'master' of git.example.org:goos")) == ()
