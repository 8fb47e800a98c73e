"""``people.toml`` and the tables of ``archaeo.toml``: who was taken for whom, and what a person says to it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from archaeo.errors import FormatError, Location

from .records import Confirmed, People, Person


def read_people(text: str, file: str = "people.toml") -> Confirmed:
    """Read what was confirmed.

    Raises:
        FormatError: it is no TOML, or a table lacks its names.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormatError(f"no TOML: {error}", location=Location(file)) from None
    together: list[tuple[str, ...]] = []
    apart: list[tuple[str, ...]] = []
    for number, table in enumerate(_tables(content, "person", file), 1):
        name, also = table.get("name"), _strings(table.get("also", []))
        if not isinstance(name, str) or also is None:
            raise FormatError(f'person {number} needs name = "..." and also = ["..."]', location=Location(file))
        together.append((name, *also))
    for number, table in enumerate(_tables(content, "apart", file), 1):
        names = _strings(table.get("names"))
        if names is None:
            raise FormatError(f'apart {number} needs names = ["...", "..."]', location=Location(file))
        apart.append(names)
    return Confirmed(tuple(together), tuple(apart))


def write_people(people: People, with_addresses: bool = True) -> str:
    """Give ``people.toml``: persons with more than one name, and the suggestions as comments to be uncommented."""
    parts = ["# Who is who, as it was found. What you correct goes into archaeo.toml, beside the sources.\n"]
    for person in people.persons:
        also = sorted(name for name in set(_also(person)) if with_addresses or "@" not in name)
        if also:
            reasons = "".join(f"# {_comment(reason)}\n" for reason in person.reasons)
            parts.append(
                f"{reasons}[[person]]\nname = {_quoted(person.name)}\nalso = [{', '.join(map(_quoted, also))}]\n"
            )
    for suggestion in people.suggestions:
        reasons = "".join(f"# {suggestion.degree}: {_comment(reason)}\n" for reason in suggestion.reasons)
        one, other = _quoted(suggestion.one), _quoted(suggestion.other)
        parts.append(f"{reasons}# [[person]]\n# name = {_comment(one)}\n# also = [{_comment(other)}]\n")
    return "\n".join(parts)


def _also(person: Person) -> Iterator[str]:
    for item in person.known_as:
        for text in (item.identity.name, item.identity.email):
            if text and text != person.name:
                yield text


def _tables(content: dict[str, object], name: str, file: str) -> list[dict[str, object]]:
    tables = content.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise FormatError(f"'{name}' is no list of tables", hint=f"write [[{name}]]", location=Location(file))
    return tables


def _strings(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list):
        return None
    strings = tuple(item for item in value if isinstance(item, str))
    return strings if len(strings) == len(value) else None


def _quoted(text: str) -> str:
    """A TOML basic string; everything that is not plain text is escaped."""
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char.isprintable():
        return char
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"  # TOML has no word for a byte that was not UTF-8
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _comment(text: str) -> str:
    """Text that stays on its comment's line."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
