"""Keys of every kind give back their commits."""

import random

import pytest

from archaeo.git.commits import Commits

ODD = (
    "trunk@2@17",
    "outside:@9",
    "/plain/trunk@4",
    "ChangeLog:812",
    "c0ffee" * 7,
    "x@",
    "x@017",
    "x@" + "9" * 30,
)


def test_keys_of_every_kind():
    commits, plain = Commits(), {}
    random.seed(3)
    keys = [f"{path}@{number}" for number in range(300) for path in ("trunk", "b/x", "") if random.random() < 0.5]
    keys = [key for key in keys if key != "trunk@1"]
    for key in (*keys, *ODD, "trunk@1"):  # the last comes when newer ones are there
        commits[key] = plain[key] = random.randbytes(20)
    assert all(commits[key] == id for key, id in plain.items())
    assert len(commits) == len(plain)
    for absent in ("trunk@1000", "none@1", "x@17", "ChangeLog:1", "x@²"):
        with pytest.raises(KeyError):
            commits[absent]


def test_keys_of_a_revision():
    commits = Commits()
    for key in ("trunk@7", "b/x@7", "trunk@8"):
        commits[key] = b"a" * 20
    assert commits.of_revision(7) == ["trunk@7", "b/x@7"]
