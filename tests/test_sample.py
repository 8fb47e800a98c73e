"""The sample in fixtures/boostedgoos holds what its README promises."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "fixtures" / "boostedgoos"
DUMP = (FOLDER / "boostedgoos.dump").read_bytes()
CHANGELOG = (FOLDER / "ChangeLog").read_text(encoding="utf-8")
REVISIONS = {
    int(number): text
    for number, text in zip(
        re.findall(rb"^Revision-number: (\d+)$", DUMP, re.M),
        re.split(rb"^Revision-number: \d+$", DUMP, flags=re.M)[1:],
        strict=True,
    )
}


def test_size_is_that_of_a_small_project():
    assert DUMP.startswith(b"SVN-fs-dump-format-version: 2\n")
    assert sorted(REVISIONS) == list(range(89))
    assert len(re.findall(r"^20\d\d-\d\d-\d\d .*<\w+(@\S+)?>$", CHANGELOG, re.M)) == 71
    assert len(DUMP) < 600_000


def test_changelog_beside_the_dump_is_the_last_one_of_trunk():
    last = REVISIONS[87]
    assert b"Node-path: trunk/ChangeLog\n" in last
    assert CHANGELOG.encode() in last


@pytest.mark.parametrize(
    ("revision", "text"),
    [
        (3, b"svn:ignore"),
        (3, b"svn:executable"),
        (14, "coupure en eta symétrique".encode("latin-1")),
        (14, "sélection".encode("latin-1")),
        (16, b"Node-copyfrom-path: trunk/src/JetFinder.cxx"),
        (18, b"svn:eol-style\nV 6\nnative"),
        (21, b"Node-copyfrom-path: trunk\n"),
        (25, b"svn:mergeinfo\nV 12\n/trunk:21-24"),
        (27, b"/branches/prenaud_substructure:21-26"),
        (34, b"svn:externals"),
        (38, b"Node-path: branches/lgarcia-python\nNode-action: delete"),
        (41, b"svn:eol-style\nV 4\nCRLF"),
        (45, b"revert r44"),
        (52, b"my last commit here"),
        (53, b"Node-path: trunk/LICENSE"),
        (59, b"svn:special"),
        (63, b"Node-path: trunk\nNode-action: delete"),
        (64, b"getting boostedgoos back into SVNINST after svn disaster of 2012"),
        (64, b"$Id: goosfit.F 53 2011-10-18 10:10:10Z ethompso $"),
        (65, b"Node-path: tags/BoostedGOOS-00-00-05"),
        (78, b"Node-path: tags/BoostedGOOS-00-00-07/cmt/requirements\nNode-kind: file\nNode-action: change"),
    ],
)
def test_oddity_is_in_its_revision(revision: int, text: bytes):
    assert text in REVISIONS[revision]


def test_trunk_came_back_by_adding_not_by_copying():
    assert b"copyfrom" not in REVISIONS[64]
    assert REVISIONS[64].count(b"Node-action: add") > 60
    assert b"svn:executable" not in REVISIONS[64]


def test_clock_ran_backwards_once():
    dates = [re.search(rb"svn:date\nV 27\n(\S+)", REVISIONS[number])[1] for number in sorted(REVISIONS)]
    assert [number for number in range(1, 89) if dates[number] < dates[number - 1]] == [67]


def test_some_announced_tags_were_never_made():
    announced = set(re.findall(r"BoostedGOOS-\d\d-\d\d-\d\d(?:-\d\d)?", CHANGELOG))
    made = {name.decode() for name in re.findall(rb"^Node-path: tags/([^/\n]+)$", DUMP, re.M)}
    assert announced - made == {"BoostedGOOS-00-00-00", "BoostedGOOS-00-00-03", "BoostedGOOS-00-00-04-01"}


def test_entries_predate_the_first_revision_and_fill_the_lost_weeks():
    days = re.findall(r"^(\d{4}-\d\d-\d\d) ", CHANGELOG, re.M)
    assert days == sorted(days, reverse=True)
    assert [day for day in days if day < "2009-03-16"] == ["2009-03-02", "2009-02-20", "2009-02-03", "2009-01-12"]
    revision_days = {match[0].decode() for match in re.findall(rb"svn:date\nV 27\n((\d{4}-\d\d-\d\d))", DUMP)}
    lost = [day for day in days if "2012-04-19" < day < "2012-05-30"]
    assert len(lost) == 5 and not revision_days & set(lost)


@pytest.mark.slow
def test_recipe_tells_the_same_story(tmp_path: Path):
    """Another svn may write a dump's headers in another manner, so revisions' contents are compared, not bytes."""
    sys.path.insert(0, str(FOLDER))
    try:
        from storyteller import available
    finally:
        sys.path.remove(str(FOLDER))
    if available():
        pytest.skip(available())
    subprocess.run([sys.executable, FOLDER / "recipe.py", tmp_path], check=True)
    assert (tmp_path / "ChangeLog").read_bytes() == (FOLDER / "ChangeLog").read_bytes()
    assert _essence((tmp_path / "boostedgoos.dump").read_bytes()) == _essence(DUMP)


def _essence(dump: bytes) -> list[bytes]:
    """Nodes, their checksums, and revision properties, without lengths and empty lines."""
    wanted = re.compile(
        rb"^(?:Revision-number|Node-path|Node-kind|Node-action|Text-content-sha1|svn:|20\d\d-|UUID).*", re.M
    )
    return wanted.findall(dump)
