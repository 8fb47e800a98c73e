"""Tests for archaeo/git/packing.py, and for what archaeo/git/pack.py makes of it."""

from __future__ import annotations

import mmap
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from archaeo.beside import Beside
from archaeo.git import packing as packing_module
from archaeo.git.pack import BLOB, COMMIT, PackWriter
from archaeo.git.packing import Job, Packing, pack
from archaeo.model import Place
from archaeo.tree import object_id


def versions(count: int) -> list[bytes]:
    """Texts of which each differs a little from the one before, but for some that are all new."""
    chance = random.Random(7)
    lines = [b"      call step%d (%d)" % (number, chance.getrandbits(40)) for number in range(60)]
    texts = []
    for number in range(count):
        if number % 70 == 69:
            lines = [b"%x" % chance.getrandbits(120) for _ in range(60)]
        lines[chance.randrange(60)] = b"      x = x + %d" % chance.getrandbits(40)
        texts.append(b"\n".join(lines))
    return texts


@pytest.fixture
def places(tmp_path: Path) -> Iterator[list[Place]]:
    texts = versions(200)
    file = tmp_path / "texts"
    file.write_bytes(b"".join(texts))
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as buffer:
        found = []
        at = 0
        for text in texts:
            found.append(Place(buffer, stream.fileno(), at, len(text)))
            at += len(text)
        yield found


def written(folder: Path, places: list[Place], *, at_their_place: bool) -> bytes:
    """Write the texts, a commit after each, and give the pack's bytes."""
    folder.mkdir()
    writer = PackWriter(folder / "x.pack")
    before: tuple[bytes, Place] | None = None
    for number, place in enumerate(places):
        base = before[0] if before else None
        if at_their_place:
            id = object_id(b"blob", place.text())
            writer.add_at(id, place, base, before[1] if before else None)
        else:
            id = writer.add(BLOB, place.text(), base)
        writer.add(COMMIT, b"commit %d" % number)
        before = (id, place)
        if number % 50 == 20:
            assert writer.content(id) == place.text()
    writer.finish()
    return (folder / "x.pack").read_bytes() + (folder / "x.idx").read_bytes()


def test_pack_is_the_same_whoever_packs(tmp_path: Path, places: list[Place]):
    here = written(tmp_path / "here", places, at_their_place=False)
    assert written(tmp_path / "beside", places, at_their_place=True) == here


def test_pack_is_the_same_when_the_other_process_dies(
    tmp_path: Path, places: list[Place], monkeypatch: pytest.MonkeyPatch
):
    here = written(tmp_path / "here", places, at_their_place=False)
    sent = []

    class Dying(Beside):
        @property
        def jobs(self) -> int:
            sent.append(self)
            if len(sent) == 3:
                self._process.kill()
            return super().jobs

    monkeypatch.setattr(packing_module, "Beside", Dying)
    assert written(tmp_path / "beside", places, at_their_place=True) == here


def test_answers_come_in_order(places: list[Place]):
    packing = Packing(places[0].file)
    jobs = [Job(after, before, 2000) for before, after in pairwise(places)]
    for job in jobs:
        packing.give(job)
    expected = [pack(job.place.text(), job.base.text() if job.base else None, 2000) for job in jobs]
    assert [packing.take(wait=True) for _ in jobs] == expected
    packing.close()


def test_many_jobs_before_the_first_answer_is_taken(tmp_path: Path):
    """Both sides would wait for the other for ever, if jobs or answers were not bounded."""
    file = tmp_path / "texts"
    texts = [random.Random(number).randbytes(3000) for number in range(2000)]
    file.write_bytes(b"".join(texts))
    writer = PackWriter(tmp_path / "x.pack")
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as buffer:
        for number, text in enumerate(texts):
            writer.add_at(object_id(b"blob", text), Place(buffer, stream.fileno(), 3000 * number, 3000), None, None)
        assert writer.content(object_id(b"blob", texts[-1])) == texts[-1]
        writer.close()
