"""What all events have in common: order, number, echoes; and the whole of the sample."""

from __future__ import annotations

from datetime import date

from archaeo.analyzers import events, identities, layout
from archaeo.analyzers.events import Event, loudest
from archaeo.importers import changelog
from tests.analyzers import sample
from tests.analyzers.histories import history


def _sample() -> tuple[Event, ...]:
    commits = layout.work(sample.commits(), layout.detect(sample.commits()))
    entries = changelog.parse(sample.CHANGELOG, "ChangeLog").entries
    people = identities.identify(commits, entries)
    return events.find(commits, entries, who=identities.namer(people))


def test_the_disaster_is_the_loudest_event_of_the_sample() -> None:
    first, second = loudest(_sample(), 2)
    assert first.kind == "lost and restored"
    assert first.title == (
        '"getting boostedgoos back into SVNINST after svn disaster of 2012": '
        "66 files deleted on 2012-05-21 came back in one change by Ellen Thompson"
    )
    assert first.text == (
        "On 2012-05-21 lgarcia deleted 67 of 67 files; on 2012-05-30, 9 days later, Ellen Thompson brought 66 of them "
        "back in one change. 1 file did not come back. 1 file came that had not been there. "
        "5 ChangeLog entries have no change of their day between 2012-04-19 and 2012-05-30."
    )
    assert first.commits == ("r63", "r64")
    assert [proof.where for proof in first.evidence][:2] == ["r63", "r64"]
    assert len(first.evidence) == 7
    assert first.loudness >= second.loudness + 30


def test_what_the_sample_tells_and_nothing_else() -> None:
    told = {(event.kind, str(event.told or event.date)) for event in _sample()}
    assert told == {
        ("imported", "2009-03-16"),
        ("arrival", "2009-05-11"),
        ("arrival", "2009-06-03"),
        ("branch", "2009-12-11"),
        ("silence", "2010-05-07"),
        ("arrival", "2010-10-11"),
        ("paper", "2011-03-08"),
        ("revert chain", "2011-06-20"),
        ("hand-over", "2011-09-12"),
        ("farewell", "2011-09-14"),
        ("licence change", "2011-10-18"),
        ("mass reformat", "2011-11-07"),
        ("lost and restored", "2012-05-30"),
        ("farewell", "2013-01-21"),
        ("hand-over", "2013-01-21"),
        ("hand-over", "2013-09-02"),
        ("last change", "2013-11-18"),
    }


def test_every_event_has_evidence_and_says_why() -> None:
    for event in _sample():
        assert event.evidence and event.why and event.commits, event
        assert event.date <= event.end
        assert not event.title.endswith(".")


def test_manufactured_commits_make_no_event() -> None:
    many = ", ".join(f"A tags/x/f{number} < f{number}" for number in range(50))
    drawing = f"""
        2003-01-01 Eve: A f1
        2003-01-02 cvs: {many} | This commit was manufactured by cvs2svn to create tag 'x'.
        2003-01-03 Eve: M f1
        """
    commits = layout.work(history(drawing), layout.Layout())
    assert {event.kind for event in events.find(commits)} == {"born", "last change"}


def test_the_word_disaster_alone_makes_no_event() -> None:
    drawing = "2011-01-01 Eve: A a\n2011-01-02 Eve: M a | repaired after the svn disaster"
    assert [event.kind for event in events.find(history(drawing))] == ["born", "last change"]


def test_one_kind_does_not_fill_the_page() -> None:
    day = date(2011, 1, 1)
    many = [Event("silence", day, day, f"{number}", 50) for number in range(100)]
    kept = loudest([*many, Event("born", day, day, "b", 1)])
    assert [event.kind for event in kept].count("silence") == 13
    assert kept[-1].kind == "born"


def test_no_history_no_events() -> None:
    assert events.find([]) == ()
