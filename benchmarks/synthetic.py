"""Makes dumps that strain one thing each: many revisions, many files, many branches, huge directories and files.

Made of numbers alone: the same shape and scale give the same bytes everywhere.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

Shape = Callable[["Dump", int], None]


class Dump:
    """A dump being written."""

    def __init__(self, stream: BinaryIO, format: int = 2) -> None:
        self._write = stream.write
        self._number = -1
        self._write(b"SVN-fs-dump-format-version: %d\n\n" % format)
        self._write(b"UUID: 00000000-0000-4000-8000-000000000000\n\n")
        self.revision("start")

    def revision(self, message: str) -> int:
        """Begin the next revision; give its number."""
        self._number += 1
        day, minute = divmod(self._number, 1440)
        clock = f"{minute // 60:02}:{minute % 60:02}:00.000000Z"
        date = f"{2000 + day // 336}-{1 + day // 28 % 12:02}-{1 + day % 28:02}T{clock}"
        block = _properties({"svn:author": f"author{self._number % 17}", "svn:date": date, "svn:log": message})
        size = len(block)
        self._write(b"Revision-number: %d\nProp-content-length: %d\n" % (self._number, size))
        self._write(b"Content-length: %d\n\n%b\n" % (size, block))
        return self._number

    def folder(self, path: str) -> None:
        """Add a directory."""
        self._write(b"Node-path: %b\nNode-kind: dir\nNode-action: add\n" % path.encode())
        self._write(b"Prop-content-length: 10\nContent-length: 10\n\nPROPS-END\n\n\n")

    def file(self, path: str, text: bytes, *, add: bool = False) -> None:
        """Add or change a file."""
        head = b"Node-path: %b\nNode-kind: file\nNode-action: %b\n" % (path.encode(), b"add" if add else b"change")
        props = b"PROPS-END\n" if add else b""
        if add:
            head += b"Prop-content-length: 10\n"
        head += b"Text-content-length: %d\n" % len(text)
        self._write(head + _checksums(text) + b"Content-length: %d\n\n%b" % (len(text) + len(props), props))
        self._write(text)
        self._write(b"\n\n")

    def delta(self, path: str, old: bytes, new: bytes, *, add: bool = False) -> None:
        """Add or change a file by an svndiff against its old text (format 3)."""
        packed = svndiff(old, new)
        head = b"Node-path: %b\nNode-kind: file\nNode-action: %b\n" % (path.encode(), b"add" if add else b"change")
        if not add:
            head += b"Text-delta-base-md5: %b\n" % hashlib.md5(old).hexdigest().encode()
        head += b"Text-delta: true\nText-content-length: %d\n" % len(packed)
        self._write(head + _checksums(new) + b"Content-length: %d\n\n%b\n\n" % (len(packed), packed))

    def copy(self, source: str, revision: int, path: str, kind: str = "dir") -> None:
        """Copy a directory or file of an earlier revision."""
        self._write(
            f"Node-path: {path}\nNode-kind: {kind}\nNode-action: add\n"
            f"Node-copyfrom-rev: {revision}\nNode-copyfrom-path: {source}\n\n\n".encode()
        )

    def remove(self, path: str) -> None:
        """Delete a path."""
        self._write(f"Node-path: {path}\nNode-action: delete\n\n\n".encode())

    def standard(self) -> None:
        """Add trunk, branches and tags."""
        self.revision("trunk, branches and tags")
        for name in ("trunk", "branches", "tags"):
            self.folder(name)


def svndiff(old: bytes, new: bytes) -> bytes:
    """Give a delta of one common head, a middle and a common tail, in windows of 100 KiB as Subversion makes them."""
    out = [b"SVN\0"]
    step = 102_400
    for at in range(0, len(new), step):
        target, source = new[at : at + step], old[at : at + step]
        head = _common(target, source)
        tail = min(_common(target[head:][::-1], source[head:][::-1]), min(len(source), len(target)) - head)
        middle = target[head : len(target) - tail]
        code = b"".join(
            [
                _instruction(0, head) + _number(0) if head else b"",
                _instruction(2, len(middle)) if middle else b"",
                _instruction(0, tail) + _number(len(source) - tail) if tail else b"",
            ]
        )
        sizes = (at if source else 0, len(source), len(target), len(code), len(middle))
        out += [*map(_number, sizes), code, middle]
    return b"".join(out)


def _common(a: bytes, b: bytes) -> int:
    longest = min(len(a), len(b))
    differing = int.from_bytes(a[:longest], "big") ^ int.from_bytes(b[:longest], "big")
    return (8 * longest - differing.bit_length()) // 8


def _instruction(action: int, size: int) -> bytes:
    return bytes((action << 6 | size,)) if size < 64 else bytes((action << 6,)) + _number(size)


def _number(value: int) -> bytes:
    out = [value & 0x7F]
    while value := value >> 7:
        out.append(value & 0x7F | 0x80)
    return bytes(reversed(out))


def _checksums(text: bytes) -> bytes:
    md5, sha1 = hashlib.md5(text).hexdigest(), hashlib.sha1(text).hexdigest()
    return b"Text-content-md5: %b\nText-content-sha1: %b\n" % (md5.encode(), sha1.encode())


def _properties(values: dict[str, str]) -> bytes:
    out = b""
    for key, value in values.items():
        raw = value.encode()
        out += b"K %d\n%b\nV %d\n%b\n" % (len(key), key.encode(), len(raw), raw)
    return out + b"PROPS-END\n"


def _text(chance: random.Random, lines: int) -> list[bytes]:
    return [
        b"      call step%d (x, %d)   ! %x" % (n, chance.randrange(1000), chance.getrandbits(64)) for n in range(lines)
    ]


def _edits(texts: dict[str, list[bytes]], chance: random.Random, count: int) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield (path, old text, new text) of changes of some lines here and there."""
    paths = list(texts)
    for number in range(count):
        path = chance.choice(paths)
        lines = texts[path]
        old = b"\n".join(lines)
        for _ in range(3):
            lines[chance.randrange(len(lines))] = b"      x = x + %d ! %x" % (number, chance.getrandbits(48))
        yield path, old, b"\n".join(lines)


def revisions(dump: Dump, scale: int) -> None:
    """Many revisions: 10,000 x scale, each a change of one of 200 small files."""
    _small_changes(dump, 10_000 * scale, files=200, lines=12)


def files(dump: Dump, scale: int) -> None:
    """Many files: 20,000 x scale in folders of a hundred, a thousand of them changed one by one."""
    _small_changes(dump, 1000, files=20_000 * scale, lines=4)


def _small_changes(dump: Dump, count: int, *, files: int, lines: int) -> None:
    chance = random.Random(1)
    dump.standard()
    texts: dict[str, list[bytes]] = {}
    for number in range(files):
        if number % 100 == 0:
            dump.revision("more files")
            dump.folder(f"trunk/part{number // 100}")
        path = f"trunk/part{number // 100}/file{number}.f"
        texts[path] = _text(chance, lines)
        dump.file(path, b"\n".join(texts[path]), add=True)
    for path, _, new in _edits(texts, chance, count):
        dump.revision("a small change")
        dump.file(path, new)


def branches(dump: Dump, scale: int) -> None:
    """Many branches and tags: 1,000 x scale of each of a trunk of 500 files, with changes in between on all sides."""
    chance = random.Random(2)
    dump.standard()
    dump.revision("the files")
    texts = {}
    for number in range(500):
        if number % 50 == 0:
            dump.folder(f"trunk/part{number // 50}")
        path = f"part{number // 50}/file{number}.f"
        texts[path] = _text(chance, 20)
        dump.file(f"trunk/{path}", b"\n".join(texts[path]), add=True)
    for number, (path, _, new) in enumerate(_edits(texts, chance, 1000 * scale)):
        last = dump.revision("on trunk")
        dump.file(f"trunk/{path}", new)
        dump.revision("a branch")
        dump.copy("trunk", last, f"branches/b{number}")
        dump.revision("on the branch")
        dump.file(f"branches/b{number}/{path}", new + b"\n      end")
        dump.revision("a tag")
        dump.copy("trunk", last, f"tags/t{number}")
        if number >= 200:
            dump.revision("an old branch is done")
            dump.remove(f"branches/b{number - 200}")


def sides(dump: Dump, scale: int) -> None:
    """Changes on many sides: 2,000 branches of a trunk of 500 files, all alive, and 10,000 x scale changes of any."""
    chance = random.Random(7)
    dump.standard()
    dump.revision("the files")
    texts: dict[str, bytes] = {}
    for number in range(500):
        if number % 50 == 0:
            dump.folder(f"trunk/part{number // 50}")
        path = f"part{number // 50}/file{number}.f"
        texts[path] = b"\n".join(_text(chance, 20))
        dump.file(f"trunk/{path}", texts[path], add=True)
    for number in range(2000):
        dump.copy("trunk", dump.revision("a branch") - 1, f"branches/b{number}")
    paths, changed = list(texts), dict[str, bytes]()
    for number in range(10_000 * scale):
        path = chance.choice(paths)
        below = f"branches/b{chance.randrange(2000)}/{path}"
        changed[below] = changed.get(below, texts[path]) + b"\n      x = x + %d" % number
        dump.revision("on a branch")
        dump.file(below, changed[below])


def directory(dump: Dump, scale: int) -> None:
    """One huge directory: 10,000 x scale files, a thousand revisions that change or add one."""
    chance = random.Random(3)
    dump.standard()
    dump.revision("all of them")
    texts = {f"trunk/file{number:07}.dat": _text(chance, 2) for number in range(10_000 * scale)}
    for path, lines in texts.items():
        dump.file(path, b"\n".join(lines), add=True)
    for number, (path, _, new) in enumerate(_edits(texts, chance, 1000)):
        dump.revision("one of many")
        dump.file(path, new)
        if number % 4 == 0:
            dump.file(f"trunk/new{number:07}.dat", new, add=True)


def huge(dump: Dump, scale: int) -> None:
    """Huge files: one of 20 MB x scale of text and one that cannot be compressed, ten changes of each."""
    chance = random.Random(4)
    dump.standard()
    dump.revision("huge files")
    texts = {"trunk/table.dat": _text(chance, 400_000 * scale)}
    noise = bytearray(chance.randbytes(20_000_000 * scale))
    dump.file("trunk/table.dat", b"\n".join(texts["trunk/table.dat"]), add=True)
    dump.file("trunk/noise.bin", bytes(noise), add=True)
    for path, _, new in _edits(texts, chance, 10):
        dump.revision("some lines, some bytes")
        dump.file(path, new)
        noise[chance.randrange(len(noise))] ^= 1
        dump.file("trunk/noise.bin", bytes(noise))


def copies(dump: Dump, scale: int) -> None:
    """Deep copies: 40 x scale folders in each other, a file in each, copied and changed at the bottom 500 times."""
    chance = random.Random(5)
    dump.standard()
    dump.revision("deep")
    path = "trunk"
    texts = {}
    for number in range(40 * scale):
        path += f"/d{number}"
        dump.folder(path)
        texts[f"{path}/file.f"] = _text(chance, 10)
        dump.file(f"{path}/file.f", b"\n".join(texts[f"{path}/file.f"]), add=True)
    bottom = f"{path}/file.f"
    for number, (_, _, new) in enumerate(_edits({bottom: texts[bottom]}, chance, 500)):
        last = dump.revision("at the bottom")
        dump.file(bottom, new)
        dump.revision("copied within itself")
        dump.copy("trunk/d0", last, f"trunk/copy{number}")


def deltas(dump: Dump, scale: int) -> None:
    """Deltas (format 3): 5,000 x scale changes of 100 files of 1,000 lines."""
    _large_changes(dump, scale, as_deltas=True)


def texts(dump: Dump, scale: int) -> None:
    """The history of ``deltas`` as full texts (format 2)."""
    _large_changes(dump, scale, as_deltas=False)


def _large_changes(dump: Dump, scale: int, *, as_deltas: bool) -> None:
    chance = random.Random(6)
    dump.standard()
    dump.revision("the files")
    texts = {f"trunk/file{number}.f": _text(chance, 1000) for number in range(100)}
    for path, lines in texts.items():
        if as_deltas:
            dump.delta(path, b"", b"\n".join(lines), add=True)
        else:
            dump.file(path, b"\n".join(lines), add=True)
    for path, old, new in _edits(texts, chance, 5000 * scale):
        dump.revision("some lines")
        if as_deltas:
            dump.delta(path, old, new)
        else:
            dump.file(path, new)


SHAPES: dict[str, Shape] = {
    shape.__name__: shape for shape in (revisions, files, branches, sides, directory, huge, copies, texts, deltas)
}


def make(name: str, scale: int, file: Path) -> None:
    """Write the dump of a shape, under its name when it is complete."""
    part = file.with_suffix(".part")
    with part.open("wb") as stream:
        SHAPES[name](Dump(stream, 3 if name == "deltas" else 2), scale)
    part.rename(file)
