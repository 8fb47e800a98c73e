"""Measures archaeo beside other converters and the floors, on the same dumps, in one run.

    python benchmarks/run.py                                  the synthetic dumps
    python benchmarks/run.py --git ~/src/project              and one made of that git history
    python benchmarks/run.py --dump old.dump --no-synthetic   a dump that is there
    python benchmarks/run.py --dump old.dump --profile        where archaeo's time goes, and nothing else

ARCHAEO_BENCH_HISTORIES names git histories too, separated by colons. What a tool does that is not installed is left
out with a word. Tables are printed and saved in the work folder, as results.md and results.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
from dataclasses import asdict, dataclass
from math import log
from pathlib import Path
from statistics import linear_regression

import contestants
import histories
import synthetic
from contestants import Bench, Row


@dataclass(frozen=True)
class Bar:
    """A ratio that is aimed at: the sum of some rows' figures over that of others."""

    name: str
    column: str
    over: str
    under: tuple[str, ...]
    most: float


BARS = (
    Bar(
        "convert / (svnadmin load + svn-all-fast-export)",
        "cpu_s",
        "archaeo convert",
        ("load + svn-all-fast-export",),
        0.10,
    ),
    Bar("convert / reposurgeon", "cpu_s", "archaeo convert", ("reposurgeon",), 0.20),
    Bar("convert / git fast-import", "cpu_s", "archaeo convert", ("floor: git fast-import",), 0.30),
    Bar(
        "convert / (svnadmin load + svn-all-fast-export), wall",
        "wall_s",
        "archaeo convert",
        ("load + svn-all-fast-export",),
        0.10,
    ),
    Bar("convert / reposurgeon, wall", "wall_s", "archaeo convert", ("reposurgeon",), 0.20),
    Bar("convert / git fast-import, wall", "wall_s", "archaeo convert", ("floor: git fast-import",), 0.30),
    Bar("format 3 / format 2", "cpu_s", "archaeo convert, format 3", ("archaeo convert",), 0.60),
    Bar(
        "update of 100 revisions / convert",
        "cpu_s",
        "archaeo convert --update of 100 revisions",
        ("archaeo convert",),
        0.1,
    ),
    Bar("verify / convert", "cpu_s", "archaeo verify", ("archaeo convert",), 1.0),
    Bar("pack / after git repack -adf", "pack_mb", "archaeo convert", ("git repack -adf of it",), 1.25),
    Bar("git archive HEAD / after a repack", "cpu_s", "git archive HEAD", ("git archive HEAD, repacked",), 1.3),
    Bar("git log -p -50 / after a repack", "cpu_s", "git log -p -50", ("git log -p -50, repacked",), 1.3),
)


def main() -> int:
    """Make the data, run everything, print and save the tables."""
    options = _options()
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    dumps = _data(options, work)
    if options.profile:
        for dump in dumps:
            print(contestants.profile(dump, work))
        return 0
    results: dict[str, list[Row]] = {}
    for dump in dumps:
        bench = Bench(dump, work / "run", repeat=options.repeat, peers=not options.no_peers, slow=options.slow)
        shutil.rmtree(bench.folder, ignore_errors=True)
        bench.folder.mkdir()
        results[dump.stem] = rows = list(
            bench.rows(lambda row: print(f"  {row.name}: {row.cpu_s:.2f} s", file=sys.stderr))
        )
        print(_table(dump, rows))
        for word in bench.skipped:
            print(f"skipped: {word}", file=sys.stderr)
        shutil.rmtree(bench.folder, ignore_errors=True)
        # after each dump, so that an interrupted run leaves what it had
        _save(work, {dump: results[dump.stem] for dump in dumps if dump.stem in results})
    print(_growth(results))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path("benchmarks/work"), help="folder for data and results")
    parser.add_argument("--dump", type=Path, action="append", default=[], help="a dump to measure on")
    parser.add_argument("--git", type=Path, action="append", default=[], help="a git repository to make a dump of")
    parser.add_argument("--limit", type=int, default=0, help="commits to take of each git repository (0: all)")
    parser.add_argument(
        "--synthetic", default=",".join(synthetic.SHAPES), help="shapes, separated by commas: %(default)s"
    )
    parser.add_argument("--no-synthetic", action="store_true")
    parser.add_argument("--scale", default="1", help="sizes of the synthetic dumps, as 1,2,4,8 to see what is linear")
    parser.add_argument("--repeat", type=int, default=1, help="runs of each archaeo command; the least CPU counts")
    parser.add_argument("--no-peers", action="store_true", help="archaeo and the floors alone")
    parser.add_argument("--slow", action="store_true", help="all of git-svn, which takes hours")
    parser.add_argument("--profile", action="store_true", help="profile archaeo's conversion instead of measuring")
    return parser.parse_args()


def _data(options: argparse.Namespace, work: Path) -> list[Path]:
    """Make the dumps that are not there yet; give them all."""
    dumps: list[Path] = list(options.dump)
    named = [Path(path) for path in os.environ.get("ARCHAEO_BENCH_HISTORIES", "").split(":") if path]
    for repository in [*options.git, *named]:
        file = work / f"{repository.resolve().name}{f'-{options.limit}' if options.limit else ''}.dump"
        if not file.exists():
            print(f"making {file} of {repository}", file=sys.stderr)
            histories.make(repository, file, options.limit)
        dumps.append(file)
    if not options.no_synthetic:
        for name in options.synthetic.split(","):
            if name not in synthetic.SHAPES:
                sys.exit(f"shape '{name}' is not known; {', '.join(synthetic.SHAPES)} are")
            for scale in options.scale.split(","):
                file = work / f"{name}-{scale}.dump"
                if not file.exists():
                    print(f"making {file}", file=sys.stderr)
                    synthetic.make(name, int(scale), file)
                dumps.append(file)
    return dumps


def _table(dump: Path, rows: list[Row]) -> str:
    size = dump.stat().st_size / 1e6
    lines = [f"## {dump.name}: {size:,.1f} MB", ""]
    lines += [
        "| what | CPU s | wall s | private MB | pack MB | MB/CPU s |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        memory = "" if row.private_mb is None else f"{row.private_mb:.0f}"
        pack = "" if row.pack_mb is None else f"{row.pack_mb:.2f}"
        speed = f"{size / row.cpu_s:.0f}" if row.cpu_s and row.reads_dump else ""
        failed = f" (failed: {row.status})" if row.status else ""
        lines.append(f"| {row.name}{failed} | {row.cpu_s:.2f} | {row.wall_s:.2f} | {memory} | {pack} | {speed} |")
    known = {row.name: asdict(row) for row in rows if not row.status}
    lines += ["", "| ratio | is | aimed at |", "| --- | ---: | ---: |"]
    for bar in BARS:
        if bar.over not in known or any(name not in known for name in bar.under):
            continue
        below = sum(known[name][bar.column] or 0 for name in bar.under)
        # the clock ticks in hundredths of a second
        if below > 0.05:
            lines.append(f"| {bar.name} | {(known[bar.over][bar.column] or 0) / below:.3f} | {bar.most:.2f} |")
    return "\n".join([*lines, ""])


def _growth(results: dict[str, list[Row]]) -> str:
    """Give how CPU and memory of the commands go with the size of a shape, where it was run in three sizes or more.

    The exponent is the slope of a line through the logarithms: 1 is linear.
    """
    shapes: dict[tuple[str, str], list[tuple[int, Row]]] = {}
    for name, rows in results.items():
        shape, _, scale = name.rpartition("-")
        for row in rows:
            if shape in synthetic.SHAPES and row.name.startswith("archaeo") and not row.status:
                shapes.setdefault((shape, row.name), []).append((int(scale), row))
    lines = ["## Growth", "", "| shape | what | sizes | CPU s | exponent | private MB |", "| --- " * 6 + "|"]
    for (shape, name), sizes in shapes.items():
        if len(sizes) < 3:
            continue
        cpu = [max(row.cpu_s, 0.01) for _, row in sizes]
        slope = linear_regression([log(scale) for scale, _ in sizes], [log(value) for value in cpu]).slope
        scales = ", ".join(f"{scale}x" for scale, _ in sizes)
        shown, memory = (", ".join(f"{value:.1f}" for value in values) for values in (cpu, _memory(sizes)))
        lines.append(f"| {shape} | {name} | {scales} | {shown} | {slope:.2f} | {memory} |")
    return "\n".join([*lines, ""]) if len(lines) > 4 else ""


def _memory(sizes: list[tuple[int, Row]]) -> list[float]:
    return [row.private_mb or 0.0 for _, row in sizes]


def _save(work: Path, results: dict[Path, list[Row]]) -> None:
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    text = f"# {machine}\n\n" + "\n".join(_table(dump, rows) for dump, rows in results.items())
    text += "\n" + _growth({dump.stem: rows for dump, rows in results.items()})
    (work / "results.md").write_text(text, "utf-8")
    plain = {dump.name: [asdict(row) for row in rows] for dump, rows in results.items()}
    (work / "results.json").write_text(json.dumps({"machine": machine, "dumps": plain}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
