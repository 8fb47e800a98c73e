"""Bytes become text: UTF-8, else what Windows and Unix wrote before it, one line at a time."""

from __future__ import annotations

import pytest

from archaeo.decoding import decoded


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        (b"plain\r\n", "plain\r\n"),
        ("Grüße".encode(), "Grüße"),
        ("Grüße".encode("latin-1"), "Grüße"),
        (b"\x93quoted\x94", "“quoted”"),
        (b"\x81", "\x81"),  # which CP1252 leaves undefined
        ("ü\n".encode() + "ü\n".encode("latin-1") + "ü".encode(), "ü\nü\nü"),
        ("ü\n".encode("latin-1") + "üü".encode()[:3], "ü\nü"),
    ],
)
def test_decoded(content: bytes, text: str) -> None:
    assert decoded(content) == text
