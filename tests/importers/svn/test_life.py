"""What is remembered of a branch gives back what was put in, at any revision."""

import random

from archaeo.importers.svn.life import Recorded, States
from archaeo.tree import EMPTY_TREE_ID


def test_states_at_any_revision():
    states = States()
    assert (states.last, states.at(9), len(states)) == (EMPTY_TREE_ID, EMPTY_TREE_ID, 0)
    states.append(3, b"a" * 20)
    states.append(7, b"b" * 20)
    assert [states.at(number)[:1] for number in (3, 6, 7, 99)] == [b"a", b"a", b"b", b"b"]
    assert states.at(2) == EMPTY_TREE_ID
    assert list(states.newest_first()) == [(7, b"b" * 20), (3, b"a" * 20)]


def test_recorded_merges_at_any_revision():
    random.seed(7)
    recorded, plain = Recorded(), {}
    for revision in range(2, 60, 3):
        now = {path: ((1, random.randrange(2, 4)),) for path in "abcde" if random.random() < 0.6}
        recorded.append(revision, now)
        plain[revision] = now
    for revision in range(70):
        expected = next((plain[at] for at in sorted(plain, reverse=True) if at <= revision), {})
        assert recorded.at(revision) == expected
    assert recorded.now == plain[max(plain)]
