"""What is gathered from dumps, repositories, ChangeLogs and folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from archaeo.dig import dig
from archaeo.errors import ArchaeoError, FormatError
from archaeo.importers.svn.log import newest
from archaeo.model import no_progress
from archaeo.timeline import glimpse
from archaeo.timeline.found import dated
from archaeo.timeline.loading import Loader
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
    assert found["change"] == 88 and found["release"] == 8


def test_folder_gives_dump_and_changelog_in_one_list() -> None:
    found = kinds(SAMPLE)
    assert found["change"] == 88 and found["entry"] == 71


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
        uses = list(loader.dependencies())
    finally:
        loader.close()
    assert {row.id for row in glimpse if "change" in row.kinds} <= {row.id for row in quick}
    assert sum("change" in row.kinds for row in quick) == sum("change" in row.kinds for row in whole)
    assert not any("event" in row.kinds for row in quick) and any("event" in row.kinds for row in whole)
    assert any(row.paths for row in whole if "change" in row.kinds)
    assert uses[0].columns[0] != "used by 0" and any(group.query.startswith("path:") for group in uses)


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
