"""Which encoding a whole file was written in, where its lines alone do not say.

A line of Cyrillic in KOI8-R is a line of CP1252 too, and a name in kanji is one in hanzi: what the words look like in
each encoding decides, and for kanji without kana the addresses.
"""

from __future__ import annotations

import re
from collections import Counter

_LEAST = 20
"""Bytes beyond ASCII; fewer say nothing."""

_RUN = re.compile(rb"[\x80-\xff]+")
_CYRILLIC = ("koi8_r", "cp1251", "cp866")
# in the order of those who write: a capital at most in front, or capitals alone
_WORD = re.compile(r"[А-ЯЁ]?[а-яё]+\Z|[А-ЯЁ]+\Z")
_FREQUENT = frozenset("аеоинтср")
_RUN_OF_LETTERS = re.compile(r"[^\W\d_]*[^\x00-\x7f][^\W\d_]*|[^\x00-\x7f]+")
_COUNTRY = re.compile(rb"@[\w.-]+\.(jp|cn|kr)\b", re.I)
_BY_COUNTRY = {b"jp": "euc_jp", b"cn": "gb18030", b"kr": "euc_kr"}


def encoding_of(content: bytes) -> str:
    """Give the encoding that a file's bytes beyond ASCII speak for, or "" where nothing does.

    >>> encoding_of("исправлена ошибка в чтении дампа".encode("koi8-r")), encoding_of("déjà vu".encode("latin-1") * 9)
    ('koi8_r', '')
    """
    lines = (line for line in content.split(b"\n") if not line.isascii() and not _is_utf8(line))
    runs = [run for line in lines for run in _RUN.findall(line)]
    if sum(map(len, runs)) < _LEAST:
        return ""
    text = b" ".join(runs)
    best = max(_CYRILLIC, key=lambda name: _cyrillic(text, name))
    if 2 * len(runs) < sum(map(len, runs)) and _cyrillic(text, best) > 0.9:
        return best
    long = sum(len(run) > 2 for run in runs)
    return _by_addresses(content) if 2 * long >= len(runs) and all(map(_is_kanji, runs)) else ""


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _cyrillic(text: bytes, name: str) -> float:
    """Give the share of words that could be Russian; 0 where their letters are not its frequent ones.

    Greek has its small letters where CP1251 has, and others are frequent.
    """
    words = _RUN_OF_LETTERS.findall(text.decode(name, "replace"))
    letters = "".join(words).lower()
    if not letters or 100 * sum(letter in _FREQUENT for letter in letters) < 45 * len(letters):
        return 0.0
    return sum(_WORD.match(word) is not None for word in words) / len(words)


def _is_kanji(run: bytes) -> bool:
    """Tell whether bytes pair up as signs of EUC, most of them kanji."""
    leads = run[::2]
    own = len(run) % 2 == 0 and all(0xA1 <= byte <= 0xFE for byte in run)
    return own and 10 * sum(0xB0 <= lead <= 0xF7 for lead in leads) >= 7 * len(leads)


def _by_addresses(content: bytes) -> str:
    countries = Counter(country.lower() for country in _COUNTRY.findall(content))
    return _BY_COUNTRY[countries.most_common(1)[0][0]] if countries else ""
