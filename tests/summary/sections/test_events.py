"""Dossiers."""

from __future__ import annotations

from archaeo.summary.blocks import Group, Quote, Table
from archaeo.summary.sections import events
from tests.analyzers.histories import history
from tests.analyzers.sources_of import source_files
from tests.summary.projects import empty, project


def test_the_disaster_has_its_dossier() -> None:
    groups = [block for block in events.section(project()).blocks if isinstance(block, Group)]
    restored = next(group for group in groups if group.mark == "lost and restored")
    assert "60 files deleted on 2012-05-01 came back in one change by Eve" in restored.title
    quotes = [block for block in restored.blocks if isinstance(block, Quote)]
    assert "getting goos back into SVNINST after svn disaster of 2012" in [quote.text for quote in quotes]
    where = [block.rows for block in restored.blocks if isinstance(block, Table) and block.title.startswith("Where")]
    assert where == [(("src", 0, 0, 60),), (("src", 60, 0, 0),)]


def test_loudest_are_offered_one_a_kind() -> None:
    offered = sorted(events.loud(project()), key=lambda item: -item[0])
    assert offered[0][1].text.startswith('2012-05-30: "getting goos back into SVNINST')
    kinds = [project().events[int(sentence.target.rpartition("-")[2]) - 1].kind for _, sentence in offered]
    assert len(kinds) == len(set(kinds)) > 1
    assert not {"born", "last change"} & set(kinds)


def test_numbers_of_dossiers_are_those_in_the_list() -> None:
    section = events.section(project())
    anchors = {block.anchor for block in section.blocks if isinstance(block, Group)}
    assert {row[2].target.removeprefix("#") for row in section.blocks[0].rows} == anchors


def test_nothing_happened() -> None:
    assert events.section(empty()) is None


def test_folders_that_are_gone_stand_below_the_list() -> None:
    drawing = "2001-01-01 Eve: A a.c, {}\n2004-01-01 Bob: {} | removed gui".format(
        ", ".join(f"A gui/f{n}.c" for n in range(8)), ", ".join(f"D gui/f{n}.c" for n in range(8))
    )
    told = project(commits=tuple(history(drawing)), files=tuple(source_files({"a.c": "x"})), releases=())
    table = events.section(told).blocks[1]
    assert table.title == "Folders that are gone"
    ((folder, files, _, by, since, gone, how),) = table.rows
    assert (folder, files, by, str(since), gone.text) == ("gui", 8, "Eve (1)", "2001-01-01", "2004-01-01")
    assert how == 'deleted by Bob: "removed gui"'


def test_one_more_of_a_kind_stands_further_down() -> None:
    rows = events.section(project()).blocks[0].rows
    kinds = [row[1] for row in rows]
    assert len(set(kinds[:3])) == 3
