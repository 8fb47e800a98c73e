"""Who was taken for whom, to be corrected."""

from __future__ import annotations

from archaeo.analyzers.identities import read_people
from archaeo.model import Identity
from archaeo.summary import build
from archaeo.summary.formats import people as format
from tests.analyzers.histories import history
from tests.summary.projects import project


def _text() -> str:
    commits = history("2001-01-01 kmoto: A a\n2001-01-02 Kenji Motohashi: M a\n2001-01-03 x: M a")
    commits = [
        type(c)(c.key, c.branch, c.parents, Identity("Eve Bell", "ebell@x.example"), c.date, c.message, c.changes)
        if c.key == "c2"
        else c
        for c in commits
    ]
    return format.render(build(project(commits=tuple(commits), releases=(), changelogs=())))


def test_suggestion_is_a_comment_and_no_address_is_told() -> None:
    text = _text()
    assert text.startswith("# Who is who, as it was found.")
    assert "# guess: the login 'kmoto' can be made of the name 'Kenji Motohashi'" in text
    assert "@" not in text
    assert read_people(text).together == ()
