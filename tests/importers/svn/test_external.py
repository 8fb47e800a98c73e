"""Tests for archaeo/importers/svn/external.py: one manner of writing each."""

from __future__ import annotations

import pytest

from archaeo.importers.svn.external import External, parse


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"lib http://h/lib", External("lib", "http://h/lib")),
        (b"lib -r148 http://h/lib@7", External("lib", "http://h/lib@7", "148", "148")),
        (b"-r 148 http://h/lib@7 lib", External("lib", "http://h/lib", "148", "7")),
        (b"^/sounds@HEAD third-party/sounds", External("third-party/sounds", "^/sounds")),
        (b"../skins my\\ skins", External("my skins", "../skins")),
        (b'//h/lib "my lib"', External("my lib", "//h/lib")),
        (b"lib -r{2009-01-01} http://h/lib", External("lib", "http://h/lib", "{2009-01-01}", "{2009-01-01}")),
        (b"lib", External("", "", problem="'lib' is not a directory and a URL")),
        (b"lib other", External("", "", problem="'lib other' has no URL")),
    ],
)
def test_definition(line: bytes, expected: External):
    assert parse(b"# comment\r\n\n" + line + b"\r\n") == [expected]
