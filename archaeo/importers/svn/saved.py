"""What a conversion has to remember so that another one can go on behind its last revision.

In a folder, beside the trees of all revisions (`past`): the lives of the branches in words (``lives``: JSON, packed)
and in numbers (``states``, packed: of each life its commits' revisions, its states' revisions and its states' ids).
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from archaeo.errors import ArchaeoError, Location
from archaeo.model import Identity

from .journal import Journal
from .life import Birth, Life, Memory, Recorded, States
from .past import Past

LIVES, STATES = "lives", "states"
_SCHEMA = "archaeo/lives/1"


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved of a conversion.

    Attributes:
        uuid: of the repository; ``first`` and ``last`` revision of what was converted.
        memories: of the layout's reading and, where it has one, of the plain one.
    """

    uuid: str
    first: int
    last: int
    memories: tuple[Memory, ...]
    past: Past


def write(folder: Path, uuid: str, first: int, memories: Sequence[Memory], journal: Journal) -> None:
    """Write what has to be remembered of histories that have been followed to their ends; finishes the journal."""
    births = _Births()
    said = [_stated(memory, births, journal) for memory in memories]
    made = {"schema": _SCHEMA, "uuid": uuid, "first": first, "births": births.rows, "histories": said}
    text = json.dumps(made, separators=(",", ":")).encode("ascii")
    (folder / LIVES).write_bytes(zlib.compress(text, 1))
    packer = zlib.compressobj(1)
    with (folder / STATES).open("wb") as file:
        for memory in memories:
            for life in memory.lives:
                numbers = array("q", [len(life.revisions), len(life.states)])
                for part in (numbers, life.revisions, life.states.revisions, life.states.ids):
                    file.write(packer.compress(part))
        file.write(packer.flush())
    journal.finish()


def read(folder: Path) -> Saved | None:
    """Give what was saved in a folder, None where nothing was.

    Raises:
        ArchaeoError: it cannot be read.
    """
    if not (folder / LIVES).is_file():
        return None
    try:
        said = json.loads(zlib.decompress((folder / LIVES).read_bytes()))
        if said["schema"] != _SCHEMA:
            return None
        past = Past(folder)
        numbers = _Numbers(zlib.decompress((folder / STATES).read_bytes()))
        births = [_birth(row) for row in said["births"]]
        memories = tuple(_memory(stated, births, numbers, past) for stated in said["histories"])
        return Saved(said["uuid"], said["first"], past[len(past) - 1].revision, memories, past)
    except (OSError, ValueError, KeyError, IndexError, TypeError, zlib.error):
        where = Location(str(folder))
        raise ArchaeoError("is not what was saved", hint="convert anew, with --force", location=where) from None


class _Births:
    """Numbers the revisions that made or ended branches; a revision may make many."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self._known: dict[Birth, int] = {}

    def number(self, birth: Birth | None) -> int | None:
        if birth is None:
            return None
        if birth not in self._known:
            self._known[birth] = len(self.rows)
            self.rows.append([birth.author.name, birth.author.email, birth.date.isoformat(), birth.message])
        return self._known[birth]


def _birth(row: Sequence[str]) -> Birth:
    name, email, date, message = row
    return Birth(Identity(name, email), datetime.fromisoformat(date), message)


def _stated(memory: Memory, births: _Births, journal: Journal) -> dict[str, Any]:
    numbers = {id(life): number for number, life in enumerate(memory.lives)}
    return {
        "last": memory.last,
        "date": memory.date.isoformat() if memory.date else None,
        "said": sorted(memory.said),
        "lives": [_row(life, numbers, births, journal) for life in memory.lives],
    }


def _row(life: Life, numbers: Mapping[int, int], births: _Births, journal: Journal) -> list[Any]:
    origin = life.origin_life
    # a directory that was filled later may come from a branch that began after it, and is read before that one
    is_earlier = origin is not None and numbers[id(origin[0])] < numbers[id(life)]
    inherited = origin[0].recorded.at(origin[1]) if origin is not None and is_earlier else None
    return [
        life.path,
        life.kind,
        life.start,
        births.number(life.born),
        life.origin,
        life.end,
        life.copied_unchanged,
        births.number(life.died),
        journal.place(life.last_tree) if life.last_tree is not None else None,
        life.merged,
        life.moved,
        [numbers[id(origin[0])], origin[1]] if origin is not None else None,
        [[at, numbers[id(source)], newest] for at, source, newest in life.merges],
        life.recorded.stated(inherited),
    ]


class _Numbers:
    """Takes numbers and bytes from a long string, in the order in which they were put."""

    def __init__(self, text: bytes) -> None:
        self._text, self._at = text, 0

    def take(self, size: int) -> bytes:
        found = self._text[self._at : self._at + size]
        if size < 0 or len(found) < size:
            raise IndexError
        self._at += size
        return found

    def numbers(self, count: int) -> array[int]:
        found = array("q")
        found.frombytes(self.take(8 * count))
        return found


def _memory(stated: Mapping[str, Any], births: Sequence[Birth], numbers: _Numbers, past: Past) -> Memory:
    rows = stated["lives"]
    lives = [_life(row, births, past) for row in rows]
    for life, row in zip(lives, rows, strict=True):
        *_, began, merged, recorded = row
        life.origin_life = (lives[began[0]], began[1]) if began is not None else None
        life.merges = [(at, lives[number], newest) for at, number, newest in merged]
        inherited = life.origin_life[0].recorded.at(began[1]) if life.origin_life is not None else {}
        life.recorded = Recorded.of(recorded, inherited)
        count, states = numbers.numbers(2)
        life.revisions = numbers.numbers(count)
        life.states = States(numbers.numbers(states), numbers.take(20 * states))
    date = datetime.fromisoformat(stated["date"]) if stated["date"] else None
    return Memory(lives, stated["last"], date, {(kind, path, value) for kind, path, value in stated["said"]})


def _life(row: Sequence[Any], births: Sequence[Birth], past: Past) -> Life:
    path, kind, start, born, origin, end, copied, died, tree, merged, moved, *_ = row
    return Life(
        path,
        kind,
        start,
        births[born],
        origin,
        end,
        copied_unchanged=copied,
        died=births[died] if died is not None else None,
        last_tree=past.tree(tree) if tree is not None else None,
        merged=tuple(merged),
        moved=moved,
    )
