"""The lines of a ChangeLog: bytes to text, line by line, because one file was often written in several encodings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from . import dates, guesses

_PIECE = 4096
_JAPANESE_ESCAPE = b"\x1b$"
_COOKIE = re.compile(rb"coding:\s*([\w-]+)")
# names that Emacs gives to encodings, and what Python calls them
_EMACS = {"iso-2022-7bit": "iso2022_jp_2", "junet": "iso2022_jp_2", "euc-japan": "euc_jp", "ctext": "iso2022_jp_2"}
_KEYWORD = re.compile(r"\$(?:Id|Header|Date|Revision|Author|RCSfile|Source|LastChanged\w+)(?::|\$)")


class Lines(Sequence[str]):
    """The lines of a file without their ends.

    Attributes:
        texts: the lines; form feeds and trailing white space are gone, leading white space is kept.
        encodings: how many lines were read in which encoding; plain ASCII is not counted.
        name: the file's name, for dialects that know their files.
    """

    def __init__(self, texts: list[str], encodings: Counter[str] | None = None, name: str = "") -> None:
        self.texts, self.encodings, self.name = texts, encodings or Counter(), name

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        """Give a line, or a list of lines for a slice."""
        return self.texts[index]

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    @cached_property
    def stamps(self) -> dict[int, dates.Stamp]:
        """Give the first date of every line that has one, by index."""
        found = ((index, dates.find(text)) for index, text in enumerate(self.texts) if text)
        # the date of a keyword is that of the file, and of no entry
        stamps = {
            i: stamp for i, stamp in found if stamp and not ("$" in self.texts[i] and _KEYWORD.search(self.texts[i]))
        }
        return self._with_short(stamps) if sum(map(_is_dotted, stamps.values())) >= _DOTTED else stamps

    def _with_short(self, stamps: dict[int, dates.Stamp]) -> dict[int, dates.Stamp]:
        """Take in dates such as 9.8.98 at the beginning of lines: among others with dots they are no versions."""
        short = ((i, dates.find_short(text)) for i, text in enumerate(self.texts) if text and i not in stamps)
        return dict(sorted({**stamps, **{i: stamp for i, stamp in short if stamp}}.items()))

    @cached_property
    def filled(self) -> int:
        """Give the number of lines that are not blank."""
        return sum(1 for text in self.texts if text)


_DOTTED = 3


def _is_dotted(stamp: dates.Stamp) -> bool:
    """Tell whether a date is one such as 27.12.99."""
    return stamp.separator == "." and stamp.form == "numeric" and (stamp.year or 0) < 100


def read(content: bytes, name: str = "") -> Lines:
    """Decode a file line by line.

    UTF-8 where a line is UTF-8; else ISO-2022-JP where its escapes stand, EUC-JP where the bytes pair up as kana and
    kanji, Shift JIS likewise, an encoding that the whole file speaks for, else CP1252. A byte order mark is dropped,
    and UTF-16 is read where it says so.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Lines(_split(content.decode("utf-16", "replace")), Counter({"utf-16": 1}), name)
    content = content.removeprefix(b"\xef\xbb\xbf")
    if _JAPANESE_ESCAPE not in content:
        try:
            text = content.decode("utf-8")
            return Lines(_split(text), Counter() if text.isascii() else Counter({"utf-8": 1}), name)
        except UnicodeDecodeError:
            pass
    encodings: Counter[str] = Counter()
    beside = _beside_kana(content)
    told = _declared(content) or ("cp932" if _is_shift_jis(content[:100_000]) else "")
    declared = told or guesses.encoding_of(content[:100_000])
    decoded = "\n".join([_decode_piece(piece, declared, encodings, beside) for piece in _pieces(content)])
    return Lines(_split(decoded), encodings, name)


def _pieces(content: bytes) -> Iterator[bytes]:
    """Yield some lines at a time, without the end of the last."""
    start = 0
    while (end := content.find(b"\n", start + _PIECE)) >= 0:
        yield content[start:end]
        start = end + 1
    yield content[start:]


def _decode_piece(piece: bytes, declared: str, encodings: Counter[str], beside: frozenset[bytes]) -> str:
    if piece.isascii() and _JAPANESE_ESCAPE not in piece:
        return piece.decode("ascii")
    return "\n".join([_decode(line, declared, encodings, beside) for line in piece.split(b"\n")])


def _split(text: str) -> list[str]:
    if "\r" in text:
        # carriage returns alone end lines in files of old Macs only; elsewhere they are dirt
        text = text.replace("\r\n", "\n")
        text = text.replace("\r", "" if "\n" in text else "\n")
    if "\f" in text:
        text = text.replace("\f", "")
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return [line.rstrip() for line in lines]


def _declared(content: bytes) -> str:
    cookie = _COOKIE.search(content[:300]) or _COOKIE.search(content[-3000:])
    name = cookie[1].decode("ascii").lower() if cookie else ""
    return _EMACS.get(name, _EMACS.get(name.removesuffix("-unix"), name.removesuffix("-unix")))


def _decode(line: bytes, declared: str, encodings: Counter[str], beside: frozenset[bytes]) -> str:
    if line.isascii() and _JAPANESE_ESCAPE not in line:
        return line.decode("ascii")
    for encoding in _candidates(line, declared, line in beside):
        try:
            text = line.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        encodings[encoding] += 1
        return text
    encodings["latin-1"] += 1
    return line.decode("latin-1")


def _candidates(line: bytes, declared: str, beside: bool) -> Iterator[str]:
    if _JAPANESE_ESCAPE in line:
        yield from ("iso2022_jp_2", "iso2022_jp_ext")
    yield "utf-8"
    if declared:
        yield declared
    if beside or _looks_like_euc(line):
        yield "euc_jp"
    elif _looks_like_shift_jis(line):
        yield "cp932"
    yield "cp1252"


def _looks_like_euc(line: bytes) -> bool:
    """Tell whether the high bytes pair up, with kana (rows 4 and 5) among them: Latin-1 accents stand alone."""
    high = re.findall(rb"[\x80-\xff]+", line)
    pairs = [run[i : i + 2] for run in high for i in range(0, len(run), 2)]
    return all(len(run) % 2 == 0 for run in high) and any(pair[0] in (0xA4, 0xA5) for pair in pairs)


_SHIFT_JIS_KANA = re.compile(rb"(?:\x82[\x9f-\xf1]|\x83[\x40-\x96])")
_SHIFT_JIS = re.compile(rb"(?:[\x00-\x7f]|[\xa1-\xdf]|[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc])*+\Z")


def _looks_like_shift_jis(line: bytes) -> bool:
    """Tell whether the bytes pair up with kana among them, two at least: CP1252 has quotes and capitals there."""
    return len(_SHIFT_JIS_KANA.findall(line)) >= 2 and bool(_SHIFT_JIS.match(line))


def _is_shift_jis(content: bytes) -> bool:
    """Tell whether that goes for a whole file: a good part of its high bytes is kana, and no line is UTF-8."""
    high = sum(byte > 0x7F for byte in content)
    if high < 20 or 5 * len(_SHIFT_JIS_KANA.findall(content)) < high:
        return False
    told = [line for line in content.split(b"\n") if not line.isascii()]
    return 20 * sum(bool(_SHIFT_JIS.match(line)) for line in told) >= 19 * len(told)


_BESIDE = 4
_KANA_PAIR = re.compile(rb"[\xa4\xa5][\xa1-\xf6]")


def _beside_kana(content: bytes) -> frozenset[bytes]:
    """Give the lines that are EUC-JP because one near them has kana: a name in a header is kanji alone."""
    found: set[bytes] = set()
    seen = -1
    for match in _KANA_PAIR.finditer(content):
        if match.start() < seen:
            continue
        start, seen = content.rfind(b"\n", 0, match.start()) + 1, _end(content, match.start())
        line = content[start:seen]
        if _looks_like_euc(line) and not _is_utf8(line):
            above, below = start, seen
            for _ in range(_BESIDE):
                above = content.rfind(b"\n", 0, max(0, above - 1)) + 1
                below = _end(content, below + 1)
            near = content[above:below].split(b"\n")
            found.update(row for row in near if _JAPANESE_ESCAPE not in row and _pairs_up(row))
    return frozenset(found)


def _end(content: bytes, at: int) -> int:
    end = content.find(b"\n", at)
    return end if end >= 0 else len(content)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _pairs_up(line: bytes) -> bool:
    """Tell whether the high bytes come in pairs of kanji, two at least: accents stand alone."""
    runs = re.findall(rb"[\x80-\xff]+", line)
    paired = all(len(run) % 2 == 0 and all(0xA1 <= byte <= 0xFE for byte in run) for run in runs)
    return paired and max(map(len, runs), default=0) > 2
