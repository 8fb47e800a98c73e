"""The process that packs beside a conversion; see `packing`."""

from __future__ import annotations

import gc
import mmap
import os
import sys

from archaeo.footprint import Passed

from .packing import ANSWER, CHUNK, JOB, pack


def main() -> None:
    """Do the jobs on standard input until it ends."""
    gc.disable()  # there are no cycles; what a text has in common with its base is thousands of tuples
    with mmap.mmap(int(sys.argv[1]), 0, access=mmap.ACCESS_READ) as buffer:
        passed = Passed(buffer)
        waiting = b""
        while chunk := os.read(0, CHUNK):
            waiting += chunk
            end = len(waiting) - len(waiting) % JOB.size
            for offset, length, base, base_length, limit in JOB.iter_unpack(waiting[:end]):
                around = buffer[base : base + base_length] if base_length else None
                done = pack(buffer[offset : offset + length], around, limit)
                passed.take(length)
                sys.stdout.buffer.write(ANSWER.pack(done.size, len(done.content), done.is_delta) + done.content)
            waiting = waiting[end:]
            try:
                sys.stdout.buffer.flush()
            except BrokenPipeError:
                return


if __name__ == "__main__":
    main()
