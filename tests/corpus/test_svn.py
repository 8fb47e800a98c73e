"""Real and adversarial dumps of other projects, when ARCHAEO_CORPUS names the folder that has them under ``svn/``.

Truth from outside: what `svnadmin load` accepts must convert without damage, and every living branch must be what `svn
export` gives; what it refuses must be refused, or be converted in part with exit status 3. ``LAYOUTS.tsv`` beside the
dumps names the layouts that are not the standard one.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from archaeo import verify
from archaeo.convert import convert, read_options
from archaeo.errors import ArchaeoError
from archaeo.git import revmap
from archaeo.model import ImportOptions
from tests.corpus.dumps_of import CORPUS, DUMPS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DUMPS, reason="ARCHAEO_CORPUS is not set, or has no svn/: no dumps of other projects"),
    pytest.mark.skipif(not shutil.which("svnadmin"), reason="svnadmin is not installed: no truth from Subversion"),
]
EXPORT = ["svn", "export", "-q", "--ignore-externals", "--ignore-keywords", "--native-eol", "LF"]


def layouts() -> dict[str, str]:
    """Dump to layout, for those that LAYOUTS.tsv names."""
    lines = (CORPUS / "LAYOUTS.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and line[0] != "#")


def name(dump: Path) -> str:
    return str(dump.relative_to(CORPUS))


def load(dump: Path, repository: Path) -> bool:
    """Load a dump into a new repository; tell whether Subversion accepts it."""
    subprocess.run(["svnadmin", "create", repository], check=True)
    raw = gzip.decompress(dump.read_bytes()) if dump.read_bytes()[:2] == b"\x1f\x8b" else dump.read_bytes()
    command = ["svnadmin", "load", "-q", "--bypass-prop-validation", "--no-flush-to-disk", repository]
    return subprocess.run(command, input=raw, capture_output=True).returncode == 0


def listing(folder: Path) -> dict[str, tuple[str, bytes]]:
    """Path to kind and content of every file, the ignores that the conversion makes aside."""
    found = {}
    for file in folder.rglob("*"):
        if file.is_symlink():
            found[str(file.relative_to(folder))] = ("link", bytes(file.readlink()))
        elif file.is_file():
            kind = "run" if os.access(file, os.X_OK) else "file"
            found[str(file.relative_to(folder))] = (kind, file.read_bytes().replace(b"\r\n", b"\n"))
    return found


@pytest.mark.parametrize("dump", DUMPS, ids=name)
def test_dump(dump: Path, tmp_path: Path) -> None:
    options = ImportOptions(layouts().get(name(dump), "auto"))
    repository, target = tmp_path / "svn", tmp_path / "r.git"
    if not load(dump, repository):
        try:
            assert convert([dump], target, options).is_damaged
        except ArchaeoError as error:
            assert str(error)
        return
    report = convert([dump], target, options)
    assert not report.is_damaged, [str(diagnostic) for diagnostic in report.diagnostics if diagnostic.grave]
    assert report.identical == report.states
    fsck = subprocess.run(["git", "-C", target, "fsck", "--strict", "--no-dangling"], capture_output=True, text=True)
    # git gives notice of a repository without a branch
    complaints = [line for line in (fsck.stdout + fsck.stderr).splitlines() if not line.startswith("notice: ")]
    assert (fsck.returncode, complaints) == (0, [])
    proof = verify.verify([dump], target, read_options(target))
    assert proof.identical == proof.states == report.states
    compared = compare_tips(repository, target, tmp_path)
    assert compared or not any(row.ref.startswith("refs/heads/") and row.commit for row in revmap.read(target))


def compare_tips(repository: Path, target: Path, tmp_path: Path) -> int:
    """Compare each living branch with what Subversion exports; give the number of branches compared."""
    refs = subprocess.run(["git", "-C", target, "for-each-ref", "--format=%(refname)"], capture_output=True, text=True)
    living = {ref for ref in refs.stdout.splitlines() if ref.startswith(("refs/heads/", "refs/tags/"))}
    paths = {row.ref: row.path for row in revmap.read(target) if row.ref in living}
    escaped = (target / "archaeo" / "paths.tsv").exists()
    kinds: Counter[str] = Counter()
    for number, (ref, path) in enumerate(sorted(paths.items())):
        exported, checked_out = tmp_path / f"s{number}", tmp_path / f"g{number}"
        url = f"{repository.as_uri()}/{path}@" if path else repository.as_uri()
        done = subprocess.run([*EXPORT, url, exported], capture_output=True, text=True)
        if done.returncode or escaped:
            kinds["not exported"] += 1  # a name that this disk, or git, cannot hold
            continue
        checked_out.mkdir()
        archive = subprocess.run(["git", "-C", target, "archive", ref], capture_output=True, check=True).stdout
        subprocess.run(["tar", "x", "-C", checked_out], input=archive, check=True)
        ours, theirs = listing(checked_out), listing(exported)
        generated = {file for file in ours.keys() - theirs.keys() if file.rpartition("/")[2] == ".gitignore"}
        assert {file: ours[file] for file in ours.keys() - generated} == theirs, f"{ref} is not '{path}'"
        kinds["equal"] += 1
    return kinds.total()
