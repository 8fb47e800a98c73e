"""What was published with the code."""

from __future__ import annotations

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


def test_nothing_published() -> None:
    assert papers.section(empty()) is None
    assert list(papers.cover(empty())) == []
