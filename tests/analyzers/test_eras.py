"""Tests for archaeo/analyzers/eras.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from archaeo.analyzers import eras, events, identities, layout
from archaeo.analyzers.history import History, prepare
from archaeo.importers import changelog
from tests.analyzers import sample
from tests.analyzers.histories import history


def _sample() -> History:
    found = layout.detect(sample.commits())
    commits = layout.work(sample.commits(), found)
    entries = changelog.parse(sample.CHANGELOG, "ChangeLog").entries
    who = identities.namer(identities.identify(commits, entries))
    return prepare(commits, entries, layout.tag_folders(sample.commits(), found), who)


def _work(first: date, days: int, every: int, who: str) -> str:
    return "\n".join(f"{first + timedelta(day)} {who}: M a" for day in range(0, days, every))


def test_eras_of_the_sample() -> None:
    told = _sample()
    found = eras.find(told, events.find_in(told))
    assert [(str(era.first), str(era.last), era.title) for era in found] == [
        (
            "2009-03-16",
            "2010-05-07",
            "The beginning: Ellen Thompson, Pierre Renaud and Kenji Motohashi; "
            "in src/ and BoostedGOOS/; BoostedGOOS-00-00-01 to 00-00-02",
        ),
        (
            "2010-10-11",
            "2012-04-19",
            "lgarcia, Ellen Thompson and Kenji Motohashi; in src/ and python/; BoostedGOOS-00-00-04",
        ),
        (
            "2012-05-21",
            "2013-01-21",
            "After the repository was lost: Ellen Thompson, lgarcia and Kenji Motohashi; "
            "in scripts/; BoostedGOOS-00-00-05 to 00-00-07",
        ),
        (
            "2013-03-18",
            "2013-11-18",
            "The end: Kenji Motohashi and Ellen Thompson; in src/; BoostedGOOS-00-00-08 to 00-00-09",
        ),
    ]
    assert sum(era.changes for era in found) == len(told.steps)
    assert found[2].releases == ("BoostedGOOS-00-00-05", "BoostedGOOS-00-00-06", "BoostedGOOS-00-00-07")
    assert found[1].sentences[0] == (
        "In 18 months 4 people made 29 changes, 2 changes a month; lgarcia made 10 of them (34\u202f%), "
        "Ellen Thompson 9 (31\u202f%) and Kenji Motohashi 7 (24\u202f%)."
    )
    assert found[1].sentences[1] == "It went on in src/ (13 changes), python/ (5) and scripts/ (6)."
    assert found[1].short == "lgarcia, Ellen Thompson and Kenji Motohashi"
    assert all(len(era.quotes) == 3 for era in found)


def test_a_converter_is_nobody_s_time() -> None:
    drawing = _work(date(2000, 1, 1), 730, 5, "Eve") + "\n" + _work(date(2000, 1, 2), 730, 3, "cvs2git")
    [era] = eras.find(replace(prepare(history(drawing)), nobodies=frozenset({"cvs2git"})))
    assert era.title == "The beginning: Eve"
    assert era.sentences[:2] == (
        "In 2 years Eve made 146 changes, 6 changes a month.",
        "244 changes more stand under names that no person is meant by.",
    )


def test_cut_where_one_person_follows_another() -> None:
    drawing = _work(date(2000, 1, 1), 730, 5, "Eve") + "\n" + _work(date(2002, 1, 1), 730, 5, "Bob")
    found = eras.find(prepare(history(drawing)))
    assert [str(era.first)[:7] for era in found] == ["2000-01", "2002-01"]
    assert [era.people[0][0] for era in found] == ["Eve", "Bob"]


def test_steady_work_is_one_era() -> None:
    assert len(eras.find(prepare(history(_work(date(2000, 1, 1), 2000, 5, "Eve"))))) == 1


def test_long_silence_cuts() -> None:
    drawing = _work(date(2000, 1, 1), 200, 5, "Eve") + "\n" + _work(date(2003, 1, 1), 200, 5, "Eve")
    found = eras.find(prepare(history(drawing)))
    assert [(era.first.year, era.last.year) for era in found] == [(2000, 2000), (2003, 2003)]


def test_a_visit_between_two_silences_is_no_era() -> None:
    visit = "2002-03-01 Eve: M a\n2002-03-02 Eve: M a"
    drawing = "\n".join([_work(date(2000, 1, 1), 200, 5, "Eve"), visit, _work(date(2003, 1, 1), 200, 5, "Eve")])
    found = eras.find(prepare(history(drawing)))
    # it is told with the work that is nearer: 10 months before the next, 20 after the last
    assert [(era.first.year, era.last.year, era.changes) for era in found] == [(2000, 2000, 40), (2002, 2003, 42)]


def test_where_there_are_many_silences_the_longest_cut() -> None:
    years = [1990, 1991, 1992, 1993, 1994, 1995, 1996, 1997, 2005]
    drawing = "\n".join(_work(date(year, 1, 1), 60, 5, "Eve") for year in years)
    assert eras.find(prepare(history(drawing)))[-1].first.year == 2005


def test_at_most_seven() -> None:
    drawing = "\n".join(_work(date(year, 1, 1), 60, 5, f"P{year}") for year in range(1990, 2010))
    found = eras.find(prepare(history(drawing)))
    assert len(found) == eras.MOST
    assert sum(era.changes for era in found) == 20 * 12


def test_nothing_has_no_eras() -> None:
    assert eras.find(prepare([])) == ()
