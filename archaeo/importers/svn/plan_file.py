"""A plan as a TOML file, to be read and edited by people and converted by.

::

    schema = "archaeo/plan/1"
    uuid = "aaf6ee41-..."

    [[root]]
    pattern = "trunk"
    kind = "trunk"

    [refs]
    "branches/ann-fix@17" = "refs/heads/ann-fix"

Only ``root``, ``plain`` and ``refs`` decide; the rest says where the plan came from. In patterns and names a percent
sign is ``%25``, and a byte that is not UTF-8 is ``%`` and its two hexadecimal digits.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from archaeo.errors import ArchaeoError, Location
from archaeo.inert import clean

from . import layout as layouts
from .draft import IF_EVER
from .layout import Layout, Root
from .plan import Plan
from .refs import escape

SCHEMA = "archaeo/plan/1"
_KINDS = ("trunk", "branch", "tag", "leave out")
_KEYS = frozenset({"schema", "source", "uuid", "revisions", "plain", "overlapping", "root", "refs"})
_ROOT_KEYS = frozenset({"pattern", "kind", "first", "last", "inverted", "project", "why"})


def write(plan: Plan) -> str:
    """Give the file's text."""
    return "\n".join(_lines(plan)) + "\n"


def read(file: Path) -> str:
    """Give what a plan decides as the text of a layout, which `ImportOptions.layout` takes.

    Raises:
        ArchaeoError: the file cannot be read, or says something that is none of a plan. All defects are named.
    """
    try:
        found = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise _wrong(file, [f"cannot be read: {(error.strerror or 'unknown').lower()}"]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(file, [f"is no TOML: {error}"]) from None
    wrong = list(_defects(found))
    if wrong:
        raise _wrong(file, wrong)
    roots = tuple(
        Root(
            _plain_text(root["pattern"]).strip("/"),
            root["kind"],
            root.get("why", ""),
            root.get("first", 0),
            root.get("last"),
            root.get("inverted", False),
            root.get("project"),
        )
        for root in found["root"]
    )
    plain = layouts.parse(found["plain"]) if found.get("plain") else None
    names = {_plain_text(life): name for life, name in found.get("refs", {}).items()}
    planned = Layout(roots, "as planned", plain, names, overlapping=found.get("overlapping", False))
    return layouts.text(planned, found.get("uuid", ""))


def _lines(plan: Plan) -> Iterator[str]:
    known = plan.survey
    yield "# What archaeo would do. Edit it, then convert by it:"
    yield f"#     archaeo convert --plan THIS-FILE {_comment(plan.source)}"
    yield "#"
    yield f"# Found: {_comment(plan.layout.reason)}."
    size, unit = (
        (plan.expected_bytes // 1000, "kB")
        if plan.expected_bytes < 1_000_000
        else (plan.expected_bytes // 1_000_000, "MB")
    )
    yield f"# Expected: {plan.commits} commits, about {max(1, size)} {unit}."
    yield ""
    yield f"schema = {_quoted(SCHEMA)}"
    yield f"source = {_quoted(plan.source)}"
    yield f"uuid = {_quoted(known.uuid)}"
    yield f"revisions = [{known.first}, {known.last}]"
    yield ""
    yield "# Beside the branches, keep what a simpler layout would give, under refs/archaeo/plain:"
    yield '# "std" (trunk, branches/*, tags/*), "single" (the whole repository as one branch) or "" for neither.'
    yield f"plain = {_quoted(layouts.text(plan.layout.plain) if plan.layout.plain else '')}"
    yield ""
    if plan.layout.overlapping:
        yield "# A root that lies in another one is a part of that one, too:"
        yield "overlapping = true"
        yield ""
    yield '# Branch roots: a path belongs to the deepest one above it; * stands for one name, "" is the top.'
    yield '# kind: "trunk" becomes main, "branch" a branch, "tag" a tag; "leave out" makes no commits of what is there.'
    yield "# first, last: the revisions that a root holds for; without them, all."
    yield "# What lies below no root is kept under refs/archaeo/outside."
    for root in plan.layout.roots:
        yield ""
        yield "[[root]]"
        yield f"pattern = {_quoted(_safe_text(root.pattern))}"
        yield f"kind = {_quoted(root.kind)}"
        if root.first:
            yield f"first = {root.first}"
        if root.last is not None:
            yield f"last = {root.last}"
        if root.inverted:
            yield "inverted = true  # the project's name follows trunk, branches or tags"
        if root.of is not None:
            yield f"project = {_quoted(_safe_text(root.of))}"
        yield f"why = {_quoted(root.why or IF_EVER)}"
    yield ""
    yield "# Names for the lives of branches and tags (path@revision that made it); remove a line for the default."
    yield "# Those that were deleted are kept under refs/archaeo/deleted, and need no name here."
    yield "[refs]"
    for line in plan.lines:
        if line.ref and line.last is None:
            yield f"# {line.commits} commit{'s' * (line.commits != 1)}; {_comment(line.origin)}; {_comment(line.fate)}"
            yield f"{_quoted(_safe_text(line.name))} = {_quoted(line.ref)}"


def _defects(found: Mapping[str, Any]) -> Iterator[str]:
    if found.get("schema") != SCHEMA:
        yield f"schema is '{found.get('schema', '')}', '{SCHEMA}' is known"
        return
    roots = found.get("root")
    if not isinstance(roots, list) or not roots:
        yield "has no [[root]]"
        roots = []
    for number, root in enumerate(roots, 1):
        if isinstance(root, dict) and isinstance(root.get("pattern"), str):
            yield from (f"root '{root['pattern']}': {defect}" for defect in _root_defects(root))
        else:
            yield f"root {number} has no pattern"
    unknown = sorted(found.keys() - _KEYS)
    if unknown:
        yield f"'{unknown[0]}' is not known; {', '.join(sorted(_KEYS))} are"
    if not isinstance(found.get("uuid", ""), str):
        yield f"uuid is '{found['uuid']}', a text belongs there"
    if found.get("plain", "") not in ("", "std", "single"):
        yield f"plain is '{found['plain']}', one of std, single and '' is known"
    if not isinstance(found.get("overlapping", False), bool):
        yield f"overlapping is '{found['overlapping']}', one of true and false is known"
    yield from _ref_defects(found.get("refs", {}))


def _root_defects(root: Mapping[str, Any]) -> Iterator[str]:
    wrong = layouts.defect(_plain_text(root["pattern"]).strip("/"))
    if wrong:
        yield wrong
    if root.get("kind") not in _KINDS:
        yield f"kind is '{root.get('kind', '')}', one of {', '.join(_KINDS)} is known"
    first, last = (root.get(key, 0) for key in ("first", "last"))
    for key, value in (("first", first), ("last", last)):
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            yield f"{key} is '{value}', a revision number belongs there"
            return
    if "last" in root and last < first:
        yield f"it ends in revision {last}, before it begins in {first}"
    if not isinstance(root.get("inverted", False), bool) or not isinstance(root.get("project", ""), str):
        yield "inverted is true or false, project a directory"
    unknown = sorted(root.keys() - _ROOT_KEYS)
    if unknown:
        yield f"'{unknown[0]}' is not known; {', '.join(sorted(_ROOT_KEYS))} are"


def _ref_defects(refs: object) -> Iterator[str]:
    if not isinstance(refs, dict):
        yield "refs is no table of names"
        return
    given: dict[str, str] = {}
    for life, name in refs.items():
        if not isinstance(name, str) or not name.startswith(("refs/heads/", "refs/tags/", "refs/archaeo/")):
            yield f"refs '{life}': '{name}' does not begin with refs/heads/, refs/tags/ or refs/archaeo/"
        elif name != name.replace("//", "/").rstrip("/") or escape(name.replace("%", "")) != name.replace("%", ""):
            yield f"refs '{life}': git refuses the name '{name}'"
        elif name in given:
            yield f"refs '{given[name]}' and '{life}' are both to be '{name}'"
        else:
            given[name] = life


def _wrong(file: Path, defects: list[str]) -> ArchaeoError:
    return ArchaeoError("; ".join(defects), hint="make one with archaeo plan -o", location=Location(str(file)))


def _quoted(text: str) -> str:
    """Give a TOML basic string."""
    marked = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f-\x9f]", lambda match: f"\\u{ord(match[0]):04X}", marked) + '"'


def _comment(text: str) -> str:
    return clean(text).replace("\n", " ").replace("\r", " ")


def _safe_text(text: str) -> str:
    marked = text.replace("%", "%25")
    return re.sub("[\udc80-\udcff]", lambda match: f"%{ord(match[0]) - 0xDC00:02X}", marked)


def _plain_text(text: str) -> str:
    def letter(match: re.Match[str]) -> str:
        value = int(match[1], 16)
        return chr(value if value < 0x80 else 0xDC00 + value)

    return re.sub("%([0-9A-Fa-f]{2})", letter, text)
