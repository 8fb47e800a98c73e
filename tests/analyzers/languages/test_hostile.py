"""No text makes a scanner fail, or take more than linear time: each plug on texts that go on for ever."""

from __future__ import annotations

import random
import time

import pytest

from archaeo import registry
from archaeo.analyzers.mentions import SourceText

PIECES = (
    *('(', '{', '[', '"', "'", ' ', '\n', '\t', ' \n', 'a ', 'a,', 'a(', 'a;\n', 'x.', 'a.b.', 'a b ', '*'),
    *('\\\n', '=', '$', '${', '#if\n', '#define X(\\\n', '/*', '//', '::', '&\n', '      & ', 'use a\n'),
    *('integer a(', "'''", 'from a import (', 'import ', 'class ', 'struct a {', 'call a(b,', 'function '),
    *('proc a {', '=pod\n', 'package ', 'int a,', 'f(a)\n', "include '", '\udce9', '<use ', 'setenv A '),
    *('set(', 'add_library(', 'Program(', 'Extension(', 'requires => {', 'AC_CHECK_LIB(', '-I', 'a = '),
)  # fmt: skip
SIZE = 20_000
PLUGS = [
    (f"{package}.{name}", plug)
    for package in ("languages", "builds")
    for name, plug in registry.load(f"archaeo.analyzers.{package}").items()
]


@pytest.mark.parametrize("plug", [plug for _, plug in PLUGS], ids=[name for name, _ in PLUGS])
def test_time_stays_linear_and_nothing_is_raised(plug):
    """20,000 characters of one piece take milliseconds where time is linear, and a second where it is not."""
    chance = random.Random(1)
    texts = [piece * (SIZE // len(piece)) for piece in PIECES]
    texts += ["".join(chance.choice(PIECES) for _ in range(3000)) for _ in range(3)]
    for text in texts:
        begun = time.process_time()
        list(plug.scan(SourceText("dir/a.f", text)))
        assert time.process_time() - begun < 0.5, repr(text[:20])
