"""Tests for archaeo/analyzers/papers.py and lives.py."""

from __future__ import annotations

from datetime import date

from archaeo.analyzers import layout, papers
from archaeo.analyzers.history import prepare
from archaeo.analyzers.lives import alive, lives, nearest
from archaeo.model import Release
from tests.analyzers import sample
from tests.analyzers.histories import history
from tests.analyzers.sources_of import sample_texts, source_files


def test_papers_of_the_sample() -> None:
    found = layout.detect(sample.commits())
    told = prepare(layout.work(sample.commits(), found), releases=layout.tag_folders(sample.commits(), found))
    result = papers.find(source_files(sample_texts()), told)

    (document,) = result.documents
    assert document.title == "Reconstruction of boosted goos jets GOOS-NOTE-2011-003"
    assert document.authors == "E. Thompson, K. Motohashi, P. Renaud, L. García"
    assert document.figures == ("doc/figs/goosmass.eps",)
    assert document.first == date(2011, 3, 8)

    (figure,) = result.figures
    assert figure.included_by == ("doc/boostedgoos.tex",)
    assert figure.made_by[0].where == "python/make_plots.py:7"
    assert (figure.release, figure.commit) == ("BoostedGOOS-00-00-04", "r41")

    by_id = {reference.id: reference for reference in result.references}
    assert set(by_id) == {"doi:10.1088/1126-6708/2008/04/063", "arXiv:0802.2470"}
    mass_drop = by_id["arXiv:0802.2470"]
    assert mass_drop.title == "Jet substructure as a new Higgs search channel at the LHC (2008)"
    assert [place.where for place in mass_drop.places] == [
        "doc/refs.bib:1",
        "BoostedGOOS/Substructure.h:9",
        "r22",
    ]
    assert mass_drop.first == date(2009, 12, 11)


def test_arxiv_number_of_a_paper_that_has_a_doi_is_the_same_paper() -> None:
    bib = '@article{x,\n title = "T {Higgs}", doi = "10.1000/ABC", eprint = "0801.0001"}\n'
    files = source_files({"r.bib": bib, "a.c": "// arXiv:0801.0001\n"})
    (reference,) = papers.find(files, prepare([])).references
    assert (reference.id, reference.title) == ("doi:10.1000/abc", "T Higgs")
    assert [place.where for place in reference.places] == ["r.bib:1", "a.c:1"]


def test_icon_is_no_figure_of_a_paper() -> None:
    assert papers.find(source_files({"icons/a.png": b"\x89PNG\0"}), prepare([])).figures == ()


def test_life_of_a_moved_and_of_a_deleted_file() -> None:
    found = lives(prepare(history("2001-01-01 Eve: A a, A b\n2002-01-01 Eve: A c < a, D a\n2003-01-01 Eve: D b")))
    assert [life.path for life in alive(found.values())] == ["c"]
    assert (found["a"].first.year, found["a"].last.year, found["c"].first.year) == (2001, 2002, 2002)


def test_release_that_is_likely_to_contain_a_day() -> None:
    releases = [Release("1", date(2001, 1, 1), "t"), Release("2", date(2002, 1, 1), "t"), Release("x", None, "t")]
    days = (date(2000, 1, 1), date(2001, 6, 1), date(2009, 1, 1))
    assert [getattr(nearest(releases, day), "name", None) for day in days] == ["1", "2", "2"]
    assert nearest([], date(2001, 1, 1)) is None
