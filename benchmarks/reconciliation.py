"""How often `archaeo reconcile` names the commit that wrote an entry, with git's blame as truth.

    python benchmarks/reconciliation.py REPO PATH-OF-CHANGELOG [--differing N]

Three truths, since there are several manners. By header: the commit that blame names for the header's line. By lines:
of the commits that blame names for the filled lines of an entry, the oldest not more than two days older than it (a
line that was there before belongs to another). In a ChangeLog whose headers were put right later the lines know
better; where notes are gathered and get their heading at the release, the header does. By first line: the first
commit that added the header's line (of several alike, the first line below it that is the only one of its kind),
which knows better where entries were moved, or taken out and put back. Entries are left out where that commit created
the file or wrote more than twenty of them: nobody wrote these with their change.
"""

from __future__ import annotations

import argparse
import subprocess
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from archaeo.git import reader
from archaeo.importers import changelog
from archaeo.importers.changelog.log import ChangeLog
from archaeo.reconcile import evidence, repository

_TOGETHER = 20


def _git(folder: Path, *arguments: str, given: str = "") -> bytes:
    done = subprocess.run(["git", "-C", str(folder), *arguments], input=given.encode(), capture_output=True, check=True)
    return done.stdout


def truths(folder: Path, path: str, content: bytes, log: ChangeLog) -> dict[str, dict[int, str]]:
    """Give the commit that wrote each dated entry, by the entry's line, as the header and as all lines have it."""
    blame = _git(folder, "blame", "-s", "-l", "--root", "HEAD", "--", path).decode("latin-1").split("\n")
    named = [line.split(" ", 1)[0].lstrip("^") for line in blame if line]
    shown = _git(folder, "log", "--no-walk", "--format=%H %ct", "--stdin", given="\n".join(set(named)))
    moments = {key: int(moment) for key, moment in (line.split() for line in shown.decode().splitlines())}
    filled = [bool(line.strip()) for line in content.split(b"\n")]
    header, lines = {}, {}
    for entry in log.entries:
        if entry.date is None or entry.line > len(named):
            continue
        least = datetime.combine(evidence.day_of(entry), time(), UTC) - timedelta(2)
        own = [named[i] for i in range(entry.line - 1, min(entry.end_line, len(named))) if filled[i]]
        late = [key for key in own if moments[key] >= least.timestamp()]
        header[entry.line] = named[entry.line - 1]
        lines[entry.line] = min(late or own, key=lambda key: moments[key])
    return {"header": header, "lines": lines}


def _anywhere(path: str) -> str:
    return f":(glob)**/{path.rpartition('/')[2]}"  # it may have lain elsewhere


def first_lines(folder: Path, path: str, content: bytes, log: ChangeLog) -> dict[int, str]:
    """Give the first commit that added the line by which an entry is known, by the entry's line."""
    lines = [" ".join(line.split()) for line in content.decode("latin-1").split("\n")]
    counts = Counter(lines)
    marks = {}
    for entry in log.entries:
        own = lines[entry.line - 1 : entry.end_line]
        single = [line for line in own[:1] + [line for line in own[1:] if len(line) > 8] if counts[line] == 1]
        if entry.date is not None and single:
            marks[entry.line] = single[0]
    wanted, first, key = set(marks.values()), dict[str, str](), ""
    history = ("log", "--reverse", "--topo-order", "-p", "-U0", "--no-renames", "--format=%x01%H", "HEAD", "--")
    for line in _git(folder, *history, _anywhere(path)).decode("latin-1").split("\n"):
        if line.startswith("\x01"):
            key = line[1:41]
        elif line.startswith("+") and not line.startswith("+++") and (text := " ".join(line[1:].split())) in wanted:
            first.setdefault(text, key)
    return {line: first[mark] for line, mark in marks.items() if mark in first}


def main() -> None:
    """Measure one ChangeLog."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repo", type=Path)
    parser.add_argument("path")
    parser.add_argument("--differing", type=int, default=0, help="list so many of the entries that differ")
    said = parser.parse_args()
    content = _git(said.repo, "cat-file", "blob", f"HEAD:{said.path}")
    log = changelog.parse(content, said.path)
    opened = reader.open_repository(said.repo)
    result = repository.of_repository(opened, sources=[(said.path, content)])
    named = {match.entry.line: match.commit for match in result.matches}
    created = _git(
        said.repo, "log", "--diff-filter=A", "--format=%H", "--no-renames", "HEAD", "--", _anywhere(said.path)
    ).decode()
    known = truths(said.repo, said.path, content, log) | {"first line": first_lines(said.repo, said.path, content, log)}
    for truth, wrote in known.items():
        together = Counter(wrote.values())
        used = {n: key for n, key in wrote.items() if key not in created and together[key] <= _TOGETHER}
        right = sum(named.get(line) == key for line, key in used.items())
        given = sum(line in named for line in used)
        precision, recall = right / max(1, given), right / max(1, len(used))
        everywhere = sum(named.get(line) == key for line, key in wrote.items()) / max(1, len(wrote))
        print(f"{said.path}, by {truth}: {len(used)} entries judged, precision {precision:.3f}, recall {recall:.3f}")
        print(f"over all {len(wrote)} dated entries: recall {everywhere:.3f}")
        for line, key in [row for row in used.items() if named.get(row[0]) != row[1]][: said.differing]:
            print(f"  line {line}: blame {key[:10]}, archaeo {named.get(line, 'nothing')[:10]}")


if __name__ == "__main__":
    main()
