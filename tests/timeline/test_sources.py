"""What is gathered from dumps, repositories, ChangeLogs and folders."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from archaeo.convert import convert
from archaeo.dig import dig
from archaeo.errors import ArchaeoError, FormatError
from archaeo.git import reader
from archaeo.importers.svn.log import newest
from archaeo.model import ImportOptions, no_progress
from archaeo.timeline import glimpse
from archaeo.timeline.difference import Differences
from archaeo.timeline.dumps import ToldDump
from archaeo.timeline.found import dated
from archaeo.timeline.loading import Loader
from archaeo.timeline.rows import Row
from archaeo.timeline.sources import gather, rows

SAMPLE = Path(__file__).parents[2] / "fixtures" / "boostedgoos"


def kinds(*paths: Path) -> dict[str, int]:
    """How many rows there are of each kind."""
    count: dict[str, int] = {}
    for row in rows(gather(paths)):
        count[row.kinds[0]] = count.get(row.kinds[0], 0) + 1
    return count


def test_dump_needs_no_conversion() -> None:
    found = kinds(SAMPLE / "boostedgoos.dump")
    assert found["change"] == 88 and found["release"] == 8 and found["event"] > 10


def test_folder_gives_dump_and_changelog_in_one_list() -> None:
    found = kinds(SAMPLE)
    assert found["change"] == 88 and found["entry"] == 9


def test_dump_tells_what_its_conversion_would(tmp_path: Path) -> None:
    """The same rows, events, names and matched entries; beside them the revisions that made no commit."""
    convert([SAMPLE / "boostedgoos.dump"], tmp_path / "goos.git", ImportOptions())

    def told(place: Path) -> dict[str, Row]:
        found = rows(gather([place, SAMPLE / "ChangeLog"]))
        return {row.id: replace(row, ref="", branch="", sources="") for row in found}

    of_dump, of_repository = told(SAMPLE / "boostedgoos.dump"), told(tmp_path / "goos.git")
    assert {id: of_dump.get(id) for id in of_repository} == of_repository
    aside = [row for id, row in of_dump.items() if id not in of_repository]
    assert len(aside) == 14 and all("change" in row.kinds for row in aside)
    assert any("66 files deleted on 2012-05-21 came back" in row.text for row in of_dump.values())


@pytest.mark.parametrize("form", ["2", "3"])
def test_dump_tells_the_differences_of_its_conversion(form: str, tmp_path: Path) -> None:
    dump = SAMPLE / "boostedgoos.dump"
    if form == "3":
        dump = as_deltas(dump, tmp_path)
    convert([dump], tmp_path / "goos.git", ImportOptions())
    repository = reader.open_repository(tmp_path / "goos.git")
    mapped = {commit.key: commit for commit in reader.commits(repository)}
    by_revision = {row.id: row.ref for row in rows(gather([tmp_path / "goos.git"])) if row.id[0] == "r"}
    of_git = Differences([tmp_path / "goos.git"])
    with ExitStack() as opened:
        told = ToldDump(dump, ImportOptions(), opened)
        for id, ref in by_revision.items():
            key = next(commit.key for commit in told.commits if commit.key.endswith(f"@{id[1:]}"))
            changed = told.difference(key)
            assert changed is not None
            # git's own finds renames, and stops at 5,000 lines
            assert {line for line in lines_of(changed) if mapped[ref].parents} >= {
                line for line in lines_of(of_git.of(ref)) if mapped[ref].parents and line not in ("+", "-")
            }, id
        assert told.difference("trunk@9999") is None
        between = told.between("trunk@19", "trunk@22") or told.between("trunk@19", "trunk@24")
        assert between is not None and lines_of(between) == lines_of(
            of_git.between(by_revision["r19"], by_revision["r24"])
        )
        assert told.between("trunk@24", "tags/never@1") is None


def lines_of(patch: str) -> set[str]:
    """The lines that came and went."""
    return {line for line in patch.split("\n") if line[:1] in ("+", "-") and line[:3] not in ("+++", "---")}


def as_deltas(dump: Path, folder: Path) -> Path:
    """The same history with deltas for texts, by svnadmin."""
    if shutil.which("svnadmin") is None:
        pytest.skip("svnadmin is not here to write deltas")
    subprocess.run(["svnadmin", "create", folder / "svn"], check=True)
    with dump.open("rb") as stream:
        load = ["svnadmin", "load", "-q", "--bypass-prop-validation", folder / "svn"]
        subprocess.run(load, stdin=stream, check=True)
    made = subprocess.run(["svnadmin", "dump", "-q", "--deltas", folder / "svn"], check=True, stdout=subprocess.PIPE)
    (folder / "deltas.dump").write_bytes(made.stdout)
    return folder / "deltas.dump"


def test_dug_folder_gives_the_same_changelog_once(tmp_path: Path) -> None:
    dig([SAMPLE], tmp_path / "goos")
    gathered = gather([tmp_path / "goos"])
    assert [len(log.entries) for log in gathered.logs] == [71]
    assert any("svn disaster of 2012" in row.text for row in rows(gathered) if "event" in row.kinds)


def test_nothing_dated_says_what_would_be(tmp_path: Path) -> None:
    (tmp_path / "a.c").write_text("int a;\n")
    with pytest.raises(ArchaeoError, match="nothing dated here; give a Subversion dump, a repository, a ChangeLog"):
        gather([tmp_path])


def test_loader_tells_more_and_more(tmp_path: Path) -> None:
    dig([SAMPLE], tmp_path / "goos")
    loader = Loader(dated([tmp_path / "goos"]))
    try:
        glimpse, quick, whole = loader(no_progress)
        uses = list(loader.dependencies(no_progress))
    finally:
        loader.close()
    assert {row.id for row in glimpse if "change" in row.kinds} <= {row.id for row in quick}
    assert sum("change" in row.kinds for row in quick) == sum("change" in row.kinds for row in whole)
    assert not any("event" in row.kinds for row in quick) and any("event" in row.kinds for row in whole)
    assert any(row.paths for row in whole if "change" in row.kinds)
    assert uses[0].columns[0] != "used by 0" and any(group.query.startswith("path:") for group in uses)


def test_loader_tells_dependencies_of_a_dump() -> None:
    loader = Loader(dated([SAMPLE / "boostedgoos.dump"]))
    try:
        uses = {group.name: group.columns for group in loader.dependencies(no_progress)}
    finally:
        loader.close()
    assert uses["BoostedGOOS/GoosFinder.h"][0] != "used by 0"


def test_loader_tells_what_the_process_behind_could_not_read(tmp_path: Path) -> None:
    dump = tmp_path / "old.dump"
    dump.write_bytes((SAMPLE / "boostedgoos.dump").read_bytes())
    finds = dated([dump])
    dump.write_bytes(b"SVN-fs-dump-format-version: 2\n\nRevision-number: x\n\n")
    loader = Loader(finds)
    with pytest.raises(FormatError, match=r"old\.dump: byte 31: Revision-number is 'x', not a number"):
        list(loader(no_progress))
    loader.close()


def test_loader_that_is_closed_ends_its_process() -> None:
    loader = Loader(dated([SAMPLE]))
    loader.close()
    assert loader._process.returncode is not None


@pytest.mark.parametrize("name", ["boostedgoos.dump", "ChangeLog"])
def test_glimpse_has_the_newest_rows_as_they_are_listed_later(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glimpse, "NEWEST", 10)
    monkeypatch.setattr(glimpse, "_PIECE", 4000)
    seen = glimpse.newest(dated([SAMPLE / name]))
    whole = [row for row in rows(gather([SAMPLE / name])) if row.kinds[0] in ("change", "entry")]
    assert 5 < len(seen) < len(whole)
    # the piece may end within its last entry
    assert [(row.id, row.subject) for row in seen[1:]] == [(row.id, row.subject) for row in whole[1 - len(seen) :]]


def test_glimpse_of_a_changelog_with_the_newest_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = "2012-{month:02}-{day:02}  Eve  <eve@x.org>\n\n\t* a.c: entry {month} {day}.\n\n"
    text = "".join(entry.format(month=month, day=day) for month in range(1, 13) for day in range(1, 29))
    (tmp_path / "ChangeLog").write_text(text)
    monkeypatch.setattr(glimpse, "_PIECE", 3000)
    seen = glimpse.newest(dated([tmp_path / "ChangeLog"]))
    assert seen[-1].subject.endswith("entry 12 28.") and seen[-1].id == f"ChangeLog:{text.count(chr(10)) - 3}"


def test_glimpse_of_a_dump_kept_in_a_dump_is_not_misled(tmp_path: Path) -> None:
    """Lines of a file in the history that look like revisions are told by their numbers."""
    inner = b"".join(
        b"\nRevision-number: %d\nProp-content-length: 10\nContent-length: 10\n\nPROPS-END\n" % n for n in (1, 2)
    )
    head = b"SVN-fs-dump-format-version: 2\n"
    file = (
        b"\nNode-path: a.dump\nNode-kind: file\nNode-action: add\nText-content-length: %d\nContent-length: %d\n\n%s\n"
    )
    outer = b"\nRevision-number: %d\nProp-content-length: 10\nContent-length: 10\n\nPROPS-END\n"
    (tmp_path / "d.dump").write_bytes(head + outer % 900 + file % (len(inner), len(inner), inner))
    assert [commit.key for commit in newest(tmp_path / "d.dump", 10)] == ["@900"]
