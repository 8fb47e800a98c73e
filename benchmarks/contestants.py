"""What is measured: archaeo's commands, the floors that no converter gets below, and the peers that are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from measure import Cost, run, run_all

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from archaeo.importers.svn.dump import Revision, read_revisions
from archaeo.importers.svn.source import open_dump

ARCHAEO = (sys.executable, "-m", "archaeo")
_ROOT = Path(__file__).resolve().parent.parent
_UPDATED, _GIT_SVN = 100, 200

# what svn-all-fast-export needs to be told: the standard layout
_RULES = """create repository out
end repository
match /trunk/
  repository out
  branch master
end match
match /branches/([^/]+)/
  repository out
  branch \\1
end match
match /tags/([^/]+)/
  repository out
  branch refs/tags/\\1
end match
match /
end match
"""


@dataclass(frozen=True)
class Row:
    """A line of the table; ``reads_dump`` where its speed over the dump makes sense."""

    name: str
    cpu_s: float
    wall_s: float
    private_mb: float | None
    pack_mb: float | None = None
    reads_dump: bool = False
    status: int = 0


@dataclass
class Bench:
    """Everything measured on one dump.

    Attributes:
        skipped: what was left out, and why.
    """

    dump: Path
    folder: Path
    repeat: int = 1
    peers: bool = True
    slow: bool = False
    skipped: list[str] = field(default_factory=list)

    def rows(self, seen: Callable[[Row], None]) -> Iterator[Row]:
        """Yield the rows in the order of the table; each is shown to ``seen`` at once."""
        for step in (self._archaeo, self._floors, self._reading, self._peers):
            for row in step():
                seen(row)
                yield row

    # -- archaeo

    def _archaeo(self) -> Iterator[Row]:
        target = self.folder / "archaeo.git"
        if (_ROOT / "archaeo/cli/commands/plan.py").exists():
            yield self._row("archaeo plan", self._best("plan", self.dump), reads_dump=True)
        yield self._row("archaeo convert", self._best("convert", self.dump, "-o", target), target, reads_dump=True)
        yield self._row("archaeo verify", self._best("verify", self.dump, target), reads_dump=True)
        yield from self._update()

    def _update(self) -> Iterator[Row]:
        """Measure what the last 100 revisions cost a repository that has all before them."""
        offsets = [revision.offset for revision in _revisions(self.dump)]
        if len(offsets) <= 2 * _UPDATED:
            self.skipped.append(f"an update of {_UPDATED} revisions, of a dump that has {len(offsets)}")
            return
        begun, target = self.folder / "begun.dump", self.folder / "updated.git"
        with self.dump.open("rb") as stream, begun.open("wb") as short:
            left = offsets[-_UPDATED]
            while left and (chunk := stream.read(min(left, 1 << 20))):
                short.write(chunk)
                left -= len(chunk)
        run([*ARCHAEO, "convert", begun, "-o", target], log=self._log("begun"), environment={"PYTHONPATH": str(_ROOT)})
        begun.unlink()
        command = [*ARCHAEO, "convert", "--update", self.dump, "-o", target]
        cost = run(command, log=self._log("update"), environment={"PYTHONPATH": str(_ROOT)})
        yield self._row(f"archaeo convert --update of {_UPDATED} revisions", cost)
        shutil.rmtree(target, ignore_errors=True)

    def _best(self, name: str, *words: str | Path) -> Cost:
        costs = []
        for number in range(self.repeat):
            if name == "convert":
                shutil.rmtree(words[-1], ignore_errors=True)
            command = [*ARCHAEO, name, *map(str, words)]
            costs.append(run(command, log=self._log(f"{name}-{number}"), environment={"PYTHONPATH": str(_ROOT)}))
        return min(costs)

    # -- floors

    def _floors(self) -> Iterator[Row]:
        ours = self.folder / "archaeo.git"
        yield self._row("floor: sha1sum", self._run("sha1sum", ["sha1sum", self.dump]), reads_dump=True)
        packs = sorted((ours / "objects/pack").glob("*.pack"))
        if not packs:
            return
        index = ["git", "index-pack", "-o", self.folder / "x.idx", packs[0]]
        yield self._row("floor: git index-pack", self._run("index-pack", index))
        stream, imported = self.folder / "stream", self.folder / "imported.git"
        export = ["git", "-C", ours, "fast-export", "--all", "--signed-tags=strip"]
        run(export, log=self._log("fast-export"), stdout=stream)
        subprocess.run(["git", "init", "-q", "--bare", imported], check=True)
        cost = self._run(
            "fast-import",
            ["git", "-C", imported, "-c", "fastimport.unpackLimit=1", "fast-import", "--quiet", "--force"],
            stdin=stream,
        )
        yield self._row("floor: git fast-import", cost, imported, reads_dump=True)
        stream.unlink()
        shutil.rmtree(imported)

    def _reading(self) -> Iterator[Row]:
        ours, repacked = self.folder / "archaeo.git", self.folder / "repacked.git"
        if not ours.exists():
            return
        shutil.copytree(ours, repacked)
        yield self._row(
            "git repack -adf of it", self._run("repack", ["git", "-C", repacked, "repack", "-adfq"]), repacked
        )
        for name, words in (("git archive HEAD", ["archive", "HEAD"]), ("git log -p -50", ["log", "-p", "-50"])):
            for suffix, repository in (("", ours), (", repacked", repacked)):
                command = ["git", "-C", repository, *words]
                costs = [self._run("reading", command, stdout=Path(os.devnull)) for _ in range(3)]
                yield self._row(name + suffix, min(costs))
        shutil.rmtree(repacked)

    # -- peers

    def _peers(self) -> Iterator[Row]:
        if not self.peers:
            self.skipped.append("the other converters, as asked for")
            return
        loaded = self.folder / "loaded"
        if not self._has("svnadmin", "subversion"):
            self.skipped.append("what needs a loaded repository: svn-all-fast-export, git-svn, format 3")
        else:
            subprocess.run(["svnadmin", "create", loaded], check=True)
            command = ["svnadmin", "load", "-q", "--no-flush-to-disk", "-M", "512", loaded]
            load = self._run("load", command, stdin=self.dump)
            yield self._row("svnadmin load", load, reads_dump=True)
            if not load.status:
                yield from self._of_repository(loaded, load)
                shutil.rmtree(loaded)
        if self._has("reposurgeon", "reposurgeon"):
            target = self.folder / "reposurgeon.git"
            command = ["reposurgeon", f"read <{self.dump.resolve()}", "prefer git", f"rebuild {target}"]
            yield self._row("reposurgeon", self._run("reposurgeon", command), target / ".git", reads_dump=True)
            shutil.rmtree(target, ignore_errors=True)

    def _of_repository(self, loaded: Path, load: Cost) -> Iterator[Row]:
        if self._has("svn-all-fast-export", "svn-all-fast-export"):
            folder = self.folder / "all-fast-export"
            folder.mkdir()
            (folder / "rules").write_text(_RULES)
            command = ["svn-all-fast-export", "--rules", "rules", loaded.resolve()]
            cost = run_all([load, self._run("svn-all-fast-export", command, folder=folder)])
            yield self._row("load + svn-all-fast-export", cost, folder / "out", reads_dump=True)
            shutil.rmtree(folder)
        if self._has("git-svn", "git-svn"):
            target = self.folder / "git-svn"
            # all of it takes hours, and each revision more than the one before
            some = [] if self.slow else ["-r", f"0:{_GIT_SVN}"]
            command = ["git", "svn", "clone", "-q", "--no-metadata", *some, "-s", f"file://{loaded.resolve()}", target]
            cost = self._run("git-svn", command)
            if self.slow:
                yield self._row("load + git-svn", run_all([load, cost]), target / ".git", reads_dump=True)
            else:
                yield self._row(f"git-svn, {_GIT_SVN} revisions, of what was loaded", cost)
            shutil.rmtree(target, ignore_errors=True)
        third = self.folder / "format3.dump"
        run(["svnadmin", "dump", "-q", "--deltas", loaded], log=self._log("dump"), stdout=third)
        target = self.folder / "format3.git"
        yield self._row("archaeo convert, format 3", self._best("convert", third, "-o", target), target)
        shutil.rmtree(target, ignore_errors=True)

    # -- steps

    def _run(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        stdin: Path | None = None,
        stdout: Path | None = None,
        folder: Path | None = None,
    ) -> Cost:
        return run(command, log=self._log(name), stdin=stdin, stdout=stdout, folder=folder)

    def _row(self, name: str, cost: Cost, repository: Path | None = None, *, reads_dump: bool = False) -> Row:
        packs = list(repository.glob("objects/pack/*.pack")) if repository else []
        size = sum(pack.stat().st_size for pack in packs) / 1e6 if packs else None
        return Row(name, cost.cpu_s, cost.wall_s, cost.private_mb, size, reads_dump, cost.status)

    def _has(self, program: str, package: str) -> bool:
        found = shutil.which(program) or (program == "git-svn" and Path("/usr/lib/git-core/git-svn").exists())
        if not found:
            self.skipped.append(f"{program}, which is not installed (Debian: apt-get install {package})")
        return bool(found)

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"


def _revisions(dump: Path) -> Iterator[Revision]:
    with open_dump(dump) as opened:
        yield from read_revisions(opened.buffer, opened.name)


def profile(dump: Path, folder: Path) -> str:
    """Give the functions that a conversion spends most time in."""
    target = folder / "profile.git"
    shutil.rmtree(target, ignore_errors=True)
    figures = folder / "profile.out"
    command = [
        sys.executable,
        "-m",
        "cProfile",
        "-o",
        str(figures),
        "-m",
        "archaeo",
        "convert",
        str(dump),
        "-o",
        str(target),
    ]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(_ROOT)}, stdout=subprocess.DEVNULL)
    show = f"import pstats; pstats.Stats({str(figures)!r}).sort_stats('tottime').print_stats(40)"
    return subprocess.run([sys.executable, "-c", show], check=True, capture_output=True, text=True).stdout
