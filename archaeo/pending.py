"""Puts what an update made into the repository that it extends: all of it, or nothing.

Objects come first; without a ref they are as good as not there. Then everything else (refs, revision map, tables,
proof) is put under ``archaeo/pending`` at once, by one rename: from there on the update is made, and what is left to
do is done by whoever finds the folder.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from archaeo.errors import ArchaeoError, Location

PENDING = Path("archaeo", "pending")
_REFS = "refs.json"
_MEMORY = "memory"


def move_objects(new: Path, target: Path) -> None:
    """Move the packs of a repository into another one; git looks for the index, so that comes last."""
    for suffix in (".pack", ".idx"):
        for file in sorted((new / "objects" / "pack").glob(f"*{suffix}")):
            file.replace(target / "objects" / "pack" / file.name)


def begin(new: Path, target: Path, refs: Mapping[str, str], gone: Mapping[str, str]) -> None:
    """Make an update take effect, whose objects are there; `finish` does the rest.

    Args:
        new: a repository folder whose ``archaeo`` is to take the place of the target's.
        refs: full name to the id of the object that it is to name; ``gone`` those to remove, with what they name.
    """
    head = (new / "HEAD").read_text("utf-8", "surrogateescape").removeprefix("ref: ").strip()
    said = {"refs": refs, "gone": gone, "head": head, "memory": (new / "archaeo" / _MEMORY).is_dir()}
    (new / "archaeo" / _REFS).write_text(json.dumps(said), "ascii")
    (new / "archaeo").rename(target / PENDING)


def finish(target: Path) -> None:
    """Do what an update that took effect has left to do; nothing where there is none."""
    pending = target / PENDING
    if not pending.is_dir():
        return
    if (pending / _REFS).is_file():
        said = json.loads((pending / _REFS).read_text("ascii"))
        _move_refs(target, said["refs"], said["gone"])
        if not _git(target, ["for-each-ref", _git(target, ["symbolic-ref", "HEAD"])]):
            # it named a branch that never was, or is gone
            _git(target, ["symbolic-ref", "HEAD", said["head"]])
        if not said["memory"]:
            shutil.rmtree(target / "archaeo" / _MEMORY, ignore_errors=True)
        for file in sorted(file for file in pending.rglob("*") if file.is_file() and file.name != _REFS):
            place = target / "archaeo" / file.relative_to(pending)
            place.parent.mkdir(exist_ok=True)
            file.replace(place)
    shutil.rmtree(pending)


def _move_refs(target: Path, refs: Mapping[str, str], gone: Mapping[str, str]) -> None:
    listed = _git(target, ["for-each-ref", "--format=%(objectname) %(refname)"])
    now = {name: id for id, _, name in (line.partition(" ") for line in listed.split("\n"))}
    # a name may be a folder's now, so what goes must go first
    _git(target, ["update-ref", "--stdin"], [f"delete {name} {id}" for name, id in gone.items() if now.get(name) == id])
    moved = [f"update {name} {id} {now.get(name, '0' * 40)}" for name, id in refs.items() if now.get(name) != id]
    _git(target, ["update-ref", "--stdin"], moved)


def _git(repository: Path, arguments: list[str], lines: list[str] | None = None) -> str:
    text = "".join(line + "\n" for line in lines or ())
    done = subprocess.run(
        ["git", "-C", str(repository), *arguments],
        input=text.encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise ArchaeoError(
            f"git says: {done.stderr.decode('utf-8', 'replace').strip()}", location=Location(str(repository))
        )
    return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")
