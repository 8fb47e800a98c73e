"""Opens what a Subversion history may come as: a dump, plain or compressed, standard input, a repository, a URL.

Whatever cannot be seeked in is written to a temporary file once; a plain dump is mapped into memory where it lies.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import mmap
import os
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from archaeo.errors import ArchaeoError, FormatError, Location
from archaeo.model import Progress, no_progress

from .dump import MAGIC, Buffer

_CHUNK = 1 << 20


class Dump(NamedTuple):
    """An opened dump: its name for messages, its bytes, and where it broke off if it could not be unpacked whole.

    Attributes:
        file: descriptor of the file that the bytes are of.
    """

    name: str
    buffer: Buffer
    broken: str = ""
    file: int = -1


def _zstd(stream: IO[bytes]) -> Any:
    import zstandard

    return zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)


# each opener takes the packed stream and gives one to read the plain bytes from
_PACKED: tuple[tuple[bytes, Callable[[Any], Any]], ...] = (
    (b"\x1f\x8b", gzip.open),
    (b"BZh", bz2.open),
    (b"\xfd7zXZ\0", lzma.open),
    (b"\x28\xb5\x2f\xfd", _zstd),
)


def head(path: Path) -> bytes:
    """Give the first 64 KiB of a file, unpacked when it is compressed; b"" where nothing can be read."""
    try:
        with path.open("rb") as stream, _unpacked(stream) as plain:
            return bytes(plain.read(1 << 16))
    except (OSError, EOFError, ArchaeoError, lzma.LZMAError, zlib.error):
        return b""


def beginning(path: Path, size: int) -> bytes:
    """Give the first bytes of a compressed file, unpacked; those before the damage where it is damaged, b"" else."""
    found = bytearray()
    try:
        with path.open("rb") as stream, _unpacked(stream) as plain:
            while len(found) < size and (piece := plain.read(1 << 16)):
                found += piece
    except (OSError, EOFError, ArchaeoError, lzma.LZMAError, zlib.error):
        pass
    return bytes(found[:size])


def youngest(repository: Path) -> int:
    """Give the number of a repository's last revision; -1 where it is not said."""
    try:
        first = (repository / "db" / "current").read_text(encoding="ascii").split()[:1]
    except (OSError, ValueError):
        return -1
    return int(first[0]) if first and first[0].isdigit() else -1


def is_repository(path: Path) -> bool:
    """Tell whether a folder is a Subversion repository (not a working copy)."""
    return (path / "format").is_file() and (path / "db").is_dir() and (path / "db" / "uuid").is_file()


def is_url(source: str) -> bool:
    """Tell whether a source is a Subversion URL."""
    return source.startswith(("http://", "https://", "svn://", "svn+ssh://", "file://"))


@contextmanager
def open_dump(source: str | Path, since: int | None = None, progress: Progress = no_progress) -> Iterator[Dump]:
    """Open a dump file, ``-`` for standard input, a repository folder or a URL.

    Args:
        since: ask a repository for what came with and after this revision only; a file is what it is.
        progress: told how many megabytes are unpacked, of those there are where it is known.

    Raises:
        ArchaeoError: it cannot be read.
        FormatError: it is empty.
    """
    name = str(source)
    if name == "-":
        with _spooled(sys.stdin.buffer, "standard input", progress) as dump:
            yield dump
    elif is_url(name):
        with _piped(["svnrdump", "dump", "-q", *_range(since), name], name, progress) as dump:
            yield dump
    elif is_repository(Path(source)):
        with _piped(["svnadmin", "dump", "-q", "--deltas", *_range(since), name], Path(source).name, progress) as dump:
            yield dump
    else:
        path = Path(source)
        try:
            stream = path.open("rb")
        except OSError as error:
            raise ArchaeoError(
                f"cannot be read: {(error.strerror or 'unknown').lower()}", location=Location(name)
            ) from None
        with stream:
            if stream.read(len(MAGIC)) == MAGIC:
                with _mapped(stream, path.name) as dump:
                    yield dump
            else:
                stream.seek(0)
                with _spooled(stream, path.name, progress) as dump:
                    yield dump


def _range(since: int | None) -> list[str]:
    return ["--incremental", "-r", f"{since}:HEAD"] if since is not None else []


@contextmanager
def _mapped(stream: IO[bytes], name: str, broken: str = "") -> Iterator[Dump]:
    if not os.fstat(stream.fileno()).st_size:
        raise FormatError("the file is empty", location=Location(name))
    with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as buffer:
        yield Dump(name, buffer, broken, stream.fileno())


@contextmanager
def _spooled(stream: IO[bytes], name: str, progress: Progress) -> Iterator[Dump]:
    """Write a stream that cannot be mapped, unpacked, to a temporary file."""
    broken = ""
    with tempfile.TemporaryFile(prefix="archaeo-") as spool:
        with _unpacked(stream) as plain:
            try:
                _copy(plain, spool, stream, progress)
            except (EOFError, OSError, lzma.LZMAError, zlib.error) as error:
                broken = f"the compressed data break off after {spool.tell()} bytes of dump ({error})"
            except Exception as error:
                if type(error).__module__.partition(".")[0] != "zstandard":
                    raise
                broken = f"the compressed data break off after {spool.tell()} bytes of dump ({error})"
        spool.flush()
        with _mapped(spool, name, broken) as dump:
            yield dump


def _copy(plain: IO[bytes], spool: IO[bytes], packed: IO[bytes], progress: Progress) -> None:
    """Copy to the end, and tell how far it is: by the packed bytes where there is a file of them."""
    seekable = packed.seekable()
    total = os.fstat(packed.fileno()).st_size >> 20 if seekable else 0
    while piece := plain.read(_CHUNK):
        spool.write(piece)
        progress("unpacking, MB", (packed.tell() if seekable else spool.tell()) >> 20, total)


@contextmanager
def _unpacked(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    peekable = stream if hasattr(stream, "peek") else None
    first = peekable.peek(6)[:6] if peekable else b""
    for magic, opener in _PACKED:
        if first.startswith(magic):
            with opener(stream) as plain:
                yield plain
            return
    yield stream


@contextmanager
def _piped(command: list[str], name: str, progress: Progress) -> Iterator[Dump]:
    """Spool what a program of Subversion's writes."""
    try:
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError:
        raise ArchaeoError(
            f"{command[0]} is needed to read it, and is not installed",
            hint="install Subversion (Debian: apt-get install subversion)",
            location=Location(name),
        ) from None
    assert process.stdout and process.stderr
    with tempfile.TemporaryFile(prefix="archaeo-") as spool:
        _copy(process.stdout, spool, process.stdout, progress)
        said = process.stderr.read().decode("utf-8", "replace").strip().splitlines()
        failed = process.wait() != 0
        spool.flush()
        if failed and not spool.tell():
            reason = said[-1] if said else "no reason given"
            raise ArchaeoError(f"{command[0]} cannot read it: {reason}", location=Location(name))
        broken = f"{command[0]} stopped early: {said[-1] if said else 'no reason given'}" if failed else ""
        with _mapped(spool, name, broken) as dump:
            yield dump
