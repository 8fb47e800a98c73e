"""What was published with the code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from archaeo.model import Release
from archaeo.summary.blocks import Command, Group, Link, Table
from archaeo.summary.project import Project
from archaeo.summary.sections import papers
from tests.analyzers.histories import history
from tests.analyzers.sources_of import source_files
from tests.summary.projects import empty, project

TEX = r"""\documentclass{article}
\title{Goos jets}\author{E. Thompson}
\begin{document}\includegraphics{figs/mass_1.eps}\end{document}
"""


def _project() -> Project:
    drawing = """
        2009-01-01 Eve: A plot.py
        2010-01-01 Eve: A doc/n.tex, A doc/figs/mass_1.eps | draft, see arXiv:0802.2470
        """
    files = {"doc/n.tex": TEX, "doc/figs/mass_1.eps": "%!PS\n", "plot.py": "draw('mass_1.eps')\n"}
    return project(commits=tuple(history(drawing)), files=tuple(source_files(files)), releases=())


def test_document_with_its_figure_and_the_code_of_its_day() -> None:
    told = _project()
    group, figures, cited = papers.section(told).blocks
    assert isinstance(group, Group) and group.title == "Goos jets"
    assert [item.text for item in group.blocks[0].items] == [
        "By E. Thompson.",
        "Written on 2010-01-01.",
        "It includes 1 figure: doc/figs/mass_1.eps.",
    ]
    assert isinstance(group.blocks[1], Command) and group.blocks[1].text == "git archive --prefix=tree/ c1 | tar x"
    assert isinstance(figures, Table) and figures.rows[0][4] == "plot.py:1"
    assert cited.rows[0][0] == Link("arXiv:0802.2470", "https://arxiv.org/abs/0802.2470")
    assert [s.text for s in papers.cover(told)] == ["With the code lies the document “Goos jets”."]


def test_paper_beside_the_history_with_the_code_it_was_written_with() -> None:
    text = TEX.replace("\\begin", "\\date{May 2010}\\begin").replace(
        "\\include", "\nWe used GOOS, see hep-ph/9707448.\n\\include"
    )
    beside = {"old/note.tex": text, "talk.tex": TEX, "n.tex": TEX}
    told = replace(_project(), name="goos", beside=tuple(source_files(beside)))
    blocks = papers.section(told).blocks
    group = next(block for block in blocks if isinstance(block, Group) and block.anchor == "manuscript-1")
    assert [item.text for item in group.blocks[0].items] == [
        "It lay beside the history.",
        "By E. Thompson.",
        "It is dated 2010-05-01.",
        "It says: “We used GOOS, see hep-ph/9707448.”",
        "It names arXiv:hep-ph/9707448.",
    ]
    assert isinstance(group.blocks[1], Command) and group.blocks[1].purpose == "the code as of 2010-05-01, in ./tree"
    table = next(block for block in blocks if isinstance(block, Table) and block.title.startswith("Papers that lay"))
    # the title names goos in each; n.tex is in the history as well
    assert [row[0] for row in table.rows] == ["old/note.tex", "talk.tex"]
    (sentence,) = papers.cover(told)
    assert sentence.text.endswith("; the paper “Goos jets”, which lay beside the history, names it, as does 1 other.")


def test_release_that_a_paper_names_is_the_code_it_was_written_with() -> None:
    releases = (Release("GOOS-1-2", date(2009, 6, 1), "c0", "c0"), Release("GOOS-1-2-1", date(2010, 1, 1), "c1", "c1"))
    text = TEX.replace("\\include", "We used GOOS-1-2. \\include")
    told = replace(_project(), name="plots", releases=releases, beside=tuple(source_files({"note.tex": text})))
    (group,) = (b for b in papers.section(told).blocks if isinstance(b, Group) and b.anchor == "manuscript-1")
    assert group.blocks[1].text == "git archive --prefix=tree/ c0 | tar x"


def test_nothing_published() -> None:
    assert papers.section(empty()) is None
    assert list(papers.cover(empty())) == []


def test_how_to_cite_is_said_first_and_on_the_cover() -> None:
    files = tuple(source_files({"CITATION": "E. Li, Jets (2009), ASCL.net ID: 1303.099\n"}))
    told = project(files=files, releases=())
    said = papers.section(told).blocks[0].sentences[0]
    assert said.text == "It asks to be cited: “E. Li, Jets (2009), ASCL.net ID: 1303.099”."
    assert (said.degree, said.evidence) == ("recorded", "CITATION, line 1")
    assert [one.text for one in papers.cover(told)] == [said.text]


def test_number_that_the_quotation_was_cut_before_is_said() -> None:
    text = f"Please cite E. Li, {'Jets ' * 120}(2009), doi:10.1000/jet1\n"
    told = project(files=tuple(source_files({"README": text})), releases=())
    assert papers.section(told).blocks[0].sentences[0].text.endswith("…” (doi:10.1000/jet1).")
