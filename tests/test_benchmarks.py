"""The benchmarks' own dumps are sound: what they are made of comes back."""

from __future__ import annotations

import io
import random
import subprocess
import sys
from pathlib import Path

import pytest

from archaeo import convert
from archaeo.importers.svn import svndiff
from archaeo.model import ImportOptions

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture(autouse=True)
def _path(monkeypatch: pytest.MonkeyPatch):
    # a folder of scripts, no package
    monkeypatch.syspath_prepend(str(BENCHMARKS))


def test_svndiffs_make_the_new_text():
    import synthetic

    chance = random.Random(1)
    for size in (0, 1, 70, 5000, 250_000):
        old = chance.randbytes(size)
        new = old[: size // 3] + b"in between" + old[size // 2 :]
        assert svndiff.apply(old, synthetic.svndiff(old, new))[0] == new


@pytest.mark.parametrize("version", [2, 3])
def test_dumps_convert_to_what_was_written(tmp_path: Path, version: int):
    import synthetic

    stream = io.BytesIO()
    dump = synthetic.Dump(stream, version)
    dump.standard()
    dump.revision("a file")
    (dump.delta("trunk/a", b"", b"one\n", add=True) if version == 3 else dump.file("trunk/a", b"one\n", add=True))
    last = dump.revision("changed")
    (dump.delta("trunk/a", b"one\n", b"two\n") if version == 3 else dump.file("trunk/a", b"two\n"))
    dump.revision("a branch")
    dump.copy("trunk", last, "branches/b")
    (tmp_path / "x.dump").write_bytes(stream.getvalue())
    report = convert.convert([tmp_path / "x.dump"], tmp_path / "x.git", ImportOptions())
    assert not report.diagnostics
    shown = subprocess.run(["git", "-C", tmp_path / "x.git", "show", "b:a"], capture_output=True, check=True)
    assert shown.stdout == b"two\n"


def test_a_git_history_comes_back_as_it_was(tmp_path: Path):
    import histories

    source, dump, target = tmp_path / "source", tmp_path / "s.dump", tmp_path / "s.git"
    run = ["git", "-C", str(source), "-c", "user.name=u", "-c", "user.email=u@x"]
    subprocess.run(["git", "init", "-q", str(source)], check=True)
    for number, files in enumerate([{"d/e/a": "1", "b": "2"}, {"d/e/a": None, "b": "3"}, {"d/c": "4"}]):
        for name, text in files.items():
            path = source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text)
        subprocess.run([*run, "add", "-A"], check=True)
        subprocess.run([*run, "commit", "-qm", f"step {number}"], check=True)
    histories.make(source, dump)
    report = convert.convert([dump], target, ImportOptions())
    assert report.identical == report.states == 3
    tree = ["rev-parse", "HEAD^{tree}"]
    ids = [
        subprocess.run(["git", "-C", str(where), *tree], capture_output=True, check=True) for where in (source, target)
    ]
    assert ids[0].stdout == ids[1].stdout


def test_cost_counts_children(tmp_path: Path):
    import measure

    work = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(10**7))'], check=True)"
    cost = measure.run([sys.executable, "-c", work], log=tmp_path / "log")
    assert cost.status == 0
    assert cost.cpu_s > 0.05


def test_what_is_linear_grows_with_the_exponent_1():
    import contestants
    import run

    rows = {f"texts-{n}": [contestants.Row("archaeo convert", 2.0 * n, 1.0, 50.0)] for n in (1, 2, 4, 8)}
    assert "| texts | archaeo convert | 1x, 2x, 4x, 8x | 2.0, 4.0, 8.0, 16.0 | 1.00 |" in run._growth(rows)
    del rows["texts-1"], rows["texts-2"]
    assert run._growth(rows) == ""
