"""What a GNU ChangeLog's writer puts down is read back the same, and the order of files changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from archaeo.importers import changelog
from archaeo.model import NO_HINTS, BlobId, Commit, Hints, ImportOptions
from archaeo.tree import object_id

_WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9)
_NAME = st.builds(lambda a, b: f"{a.title()} {b.title()}", _WORD, _WORD)
_FILE = st.builds(
    lambda folder, name, end: f"{folder}/{name}.{end}", _WORD, _WORD, st.sampled_from(["c", "h", "f", "py", "texi"])
)
_ITEM = st.tuples(
    st.lists(_FILE, min_size=1, max_size=4, unique=True),
    st.lists(_WORD, max_size=3, unique=True),
    st.lists(_WORD, min_size=1, max_size=20),
)
_ENTRY = st.tuples(
    st.dates(date(1985, 1, 1), date(2025, 12, 31)), _NAME, _WORD, st.lists(_ITEM, min_size=1, max_size=4)
)
_LOG = st.lists(_ENTRY, min_size=1, max_size=12)


def _write(entries: list, ctime: bool) -> str:
    """Write entries as Emacs does: wrapped, a tab in front, a blank line between."""
    blocks = []
    for day, name, login, items in entries:
        shown = day.strftime("%a %b %e 10:00:00 %Y") if ctime else day.isoformat()
        lines = [f"{shown}  {name}  <{login}@example.org>", ""]
        for files, symbols, words in items:
            head = ", ".join(files) + (f" ({', '.join(symbols)})" if symbols else "")
            lines.append(f"\t* {head}:")
            lines += [f"\t{' '.join(words[at : at + 6])}." for at in range(0, len(words), 6)]
        blocks.append("\n".join(lines) + "\n\n")
    return "".join(blocks)


@settings(max_examples=25, deadline=None)
@given(_LOG, st.booleans())
def test_what_is_written_is_read_back(entries: list, ctime: bool) -> None:
    log = changelog.parse(_write(entries, ctime).encode(), "ChangeLog")
    assert [str(entry.date)[:10] for entry in log.entries] == [day.isoformat() for day, *_ in entries]
    assert [entry.author_text for entry in log.entries] == [name for _, name, _, _ in entries]
    assert [entry.authors[0].email for entry in log.entries] == [f"{login}@example.org" for _, _, login, _ in entries]
    for entry, (*_, items) in zip(log.entries, entries, strict=True):
        assert set(entry.files) == {file for files, _, _ in items for file in files}
        assert set(entry.symbols) == {symbol for _, symbols, _ in items for symbol in symbols}
        assert len(entry.items) == len(items)
    assert log.coverage == 1.0


@settings(max_examples=10, deadline=None)
@given(_LOG)
def test_line_ends_and_marks_change_nothing(entries: list) -> None:
    text = _write(entries, ctime=False)
    plain = changelog.parse(text.encode(), "ChangeLog")
    for other in (text.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16")):
        assert changelog.parse(other, "ChangeLog").entries == plain.entries


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=600))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    log = changelog.parse(content, "ChangeLog")
    assert 0.0 <= log.coverage <= 1.0


class _Store:
    def put(self, text: bytes, base: BlobId | None = None, hints: Hints = NO_HINTS) -> BlobId:
        return object_id(b"blob", text)

    def text(self, id: BlobId) -> bytes:
        raise NotImplementedError

    def keep(self, tree: object) -> BlobId:
        raise NotImplementedError


def test_order_of_files_changes_nothing(tmp_path: Path) -> None:
    for name, day in (("a", 3), ("b", 2), ("c", 2)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ChangeLog").write_bytes(b"2012-05-%02d Ada <a@b>\n\n\t* x.c: %b\n" % (day, name.encode()))
    files = sorted(tmp_path.rglob("ChangeLog"))
    orders = [
        [record for record in changelog.read_all(order, _Store(), ImportOptions()) if isinstance(record, Commit)]
        for order in (files, files[::-1])
    ]
    assert [commit.key for commit in orders[0]] == ["b/ChangeLog:1", "c/ChangeLog:1", "a/ChangeLog:1"]
    assert [(c.key, c.date, c.message) for c in orders[0]] == [(c.key, c.date, c.message) for c in orders[1]]


def test_log_quoted_in_the_message_of_another_keeps_its_text() -> None:
    """The message of an svn log reaches over a whole GNU ChangeLog, which may be a section of its own."""
    days = range(28, 2, -1)
    inner = "".join(f"2012-05-{day:02d}  Ada  <a@b>\n\n\t* fit{day}.c: Say {day}.\n\n" for day in days)
    head = f"r7 | ada | 2012-06-01 10:00:00 +0000 (Fri, 01 Jun 2012) | {inner.count(chr(10))} lines"
    ruler = "-" * 72
    log = changelog.parse(f"{ruler}\n{head}\n\n{inner}{ruler}\n".encode(), "ChangeLog")
    told = "\n".join(entry.text for entry in log.entries)
    assert all(f"fit{day}.c: Say {day}." in told for day in days)
