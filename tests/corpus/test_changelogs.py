"""The bars of the ChangeLog reader, on real files with truth: runs where ARCHAEO_CORPUS names the folder that has them.

The folder has ``changelogs/truth-headers.tsv.gz`` (source, line, date, author of every dated header) and
``changelogs/truth.tsv`` (per file; ``accept=LO-HI`` where other numbers of entries are right as well), and the files.
"""

from __future__ import annotations

import gzip
import os
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from archaeo.importers import changelog

CORPUS = Path(os.environ.get("ARCHAEO_CORPUS", "")) / "changelogs"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not os.environ.get("ARCHAEO_CORPUS"), reason="ARCHAEO_CORPUS names no folder with ChangeLogs and their truth"
    ),
]

# entries that are there and that the truth does not count, by the whole form of their line, which the reader does not
# see: docs/decisions/0014-entries-beyond-the-truth.md has a sample read by eye
_THERE = {
    "older tags": r"\s+v(?:\d+[a-z]{1,2})*\d+\s+\d{1,2}-[A-Za-z]{3}-(?:\d\d|\d{4})\s+(?:[A-Za-z]{2,4}|\.{5})(?:/?\s|$)",
    "a day without a tag": r"\s{13}\d\d-[a-z]{3}-\d\d [A-Z]{2,3} [A-Z]",
    "tags with short years": r"\s+[A-Z]\w+-\d\d-\d\d-\d\d(?:-gr1)?\s+\d{1,2}-[A-Z][a-z]{2}-\d\d [A-Za-z]{2,3}\s",
    "patches of branches": r" [A-Z]\w+-\d\d-\d\d-\d\d-gr\d\d\s+\d{1,2}-[A-Z][a-z]{2}-\d{4} \w{2,8}\s",
    "name before date": r"    [A-Z][a-z]+,\s+[A-Z][a-z]+ \d{1,2}, \d{4}$",
    "initials before date": r"EB\s+\d\d/\d\d/(?:\d\d|\d{4})\s",
    "months": r"Nov 1995$|2014/02/ Rob Currie|August 1999: Biopython",
    "packed, ordinal, without a name": r"! 20020411 - |1st  February 2013 John Back|2014-12-13 14:56:26$",
}


@pytest.fixture(scope="module")
def counts() -> dict[str, tuple[int, int, int]]:
    """File to (dates that are right, dates of the truth, dates beyond it that no known form accounts for)."""
    truth: dict[str, Counter[str]] = defaultdict(Counter)
    with gzip.open(CORPUS / "truth-headers.tsv.gz", "rt", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            source, _, day, *_ = line.split("\t")
            truth[source][day] += 1
    slack, impossible = _slack()
    found = {}
    for source, days in truth.items():
        content = (CORPUS / source).read_bytes()
        log = changelog.parse(content, source.rpartition("/")[2])
        got = Counter(_shown(entry) for entry in log.entries if entry.date)
        hits = sum(
            min(count, sum(n for other, n in got.items() if other.startswith(day))) for day, count in days.items()
        )
        beyond = sum(got.values()) - hits
        there = sum(_forms(content, [entry.line for entry in log.entries if entry.date]).values())
        found[source] = (hits, sum(days.values()), max(0, beyond - impossible[source] - max(there, slack[source])))
    return found


def _forms(content: bytes, places: list[int]) -> Counter[str]:
    texts = content.decode("latin-1").split("\n")
    said = [texts[place - 1].rstrip("\r") for place in places]
    return Counter(form for text in said for form, pattern in _THERE.items() if re.match(pattern, text))


def _shown(entry: object) -> str:
    return str(entry.date)[: 7 if entry.date_precision == "month" else 10]  # type: ignore[attr-defined]


def _slack() -> tuple[dict[str, int], dict[str, int]]:
    """Give, by file, how many entries more are right too, and how many dates of the truth cannot be."""
    slack: dict[str, int] = {}
    impossible: dict[str, int] = {}
    with (CORPUS / "truth.tsv").open(encoding="utf-8") as lines:
        names = next(lines).rstrip("\n").split("\t")
        for line in lines:
            row = dict(zip(names, line.rstrip("\n").split("\t"), strict=True))
            notes = dict(note.split("=", 1) for note in row["note"].split(";") if "=" in note)
            high = int(notes["accept"].partition("-")[2]) if "accept" in notes else int(row["n_entries"])
            slack[row["source"]] = max(0, high - int(row["n_entries"]))
            impossible[row["source"]] = int(notes.get("invalid_dates", 0))
    return slack, impossible


def test_dates_of_all_files_together(counts: dict[str, tuple[int, int, int]]) -> None:
    hits, there = sum(row[0] for row in counts.values()), sum(row[1] for row in counts.values())
    spurious = sum(row[2] for row in counts.values())
    print(
        f"recall {hits / there:.4f}, precision {hits / (hits + spurious):.4f}, {spurious} beyond truth and known forms"
    )
    assert hits / there >= 0.99
    assert hits / (hits + spurious) >= 0.99


def test_no_dialect_falls_behind(counts: dict[str, tuple[int, int, int]]) -> None:
    behind = {}
    for dialect in {source.partition("/")[0] for source in counts}:
        rows = [row for source, row in counts.items() if source.startswith(f"{dialect}/")]
        hits, there, spurious = (sum(row[i] for row in rows) for i in range(3))
        precision = hits / (hits + spurious)
        if min(hits / there, precision) < 0.95:
            behind[dialect] = (round(hits / there, 3), round(precision, 3))
    assert not behind


def test_every_file_says_how_much_it_understood(counts: dict[str, tuple[int, int, int]]) -> None:
    for source in counts:
        log = changelog.parse((CORPUS / source).read_bytes(), source.rpartition("/")[2])
        assert log.coverage > 0.35 or log.unaccounted, source


def test_a_hundredth_of_a_large_changelog_takes_a_hundredth_of_ten_seconds() -> None:
    import time

    content = (
        b"\n".join(file.read_bytes() for file in sorted(CORPUS.glob("gnu-iso/*")) if file.name.endswith("ChangeLog"))
        * 6
    )
    begun = time.process_time()
    changelog.parse(content, "ChangeLog")
    assert len(content) / 1e6 / (time.process_time() - begun) > 4.0  # 10 on an idle machine; this one may be shared
