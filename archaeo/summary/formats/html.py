"""``summary.html``: one file that needs no network, no server, no script to be read, and obeys a strict CSP.

Text reaches the page through Jinja's autoescape or the chart module's escaping, and nothing else; scripts and styles
are allowed by their hashes, and the page can make no request of any kind. Without JavaScript all sections stand below
one another; with it, one at a time, and the timeline can be searched. Above 25 MB the page is a folder, see `files`.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from archaeo import __version__
from archaeo.inert import clean

from ..blocks import Cell, Ego, Lanes, Layers, Link, Matrix, Series, Table, Treemap, number
from ._atlas import block_of_atlas, block_of_edges, block_of_needs
from ._data import light_of_rows, shards_of_rows
from ._diffs import blocks_of_diffs

if TYPE_CHECKING:
    from jinja2 import Environment

    from .. import Summary

NAME = "html"
FILE = "summary.html"

_PAGE = Path(__file__).parent / "_page"
_SCRIPTS = tuple(f"{name}.js" for name in "base query data atlas diff timeline graph map file compare pages".split())


LARGEST = 25_000_000
"""A page of more bytes is written with its blocks in scripts beside it, which are loaded when they are asked for."""


def render(summary: Summary) -> str:
    """Give the page as one file, however large it gets."""
    return _page(summary, _blocks(summary), False)


def files(summary: Summary) -> dict[str, str]:
    """Give the page as files by name: the one file, or where that is too large, a small one and scripts in ``data/``.

    A page opened from a disk may load scripts that lie beside it, and nothing else.
    """
    blocks = _blocks(summary)
    whole = _page(summary, blocks, False)
    if len(whole) <= LARGEST:
        return {FILE: whole}
    scripts = {block.file: f'archaeoBase.give("{block.file}", "{block.text}");\n' for block in blocks}
    return {FILE: _page(summary, blocks, True), **scripts}


class _Block(NamedTuple):
    """A block of data of the page; ``text`` is base64."""

    id: str
    text: str
    kind: str = ""

    @property
    def file(self) -> str:
        """Its name where it lies beside the page."""
        return f"data/{self.id}.js"


def _blocks(summary: Summary) -> list[_Block]:
    """Give the blocks that may lie beside the page: all but the light one."""
    found = []
    if summary.atlas:
        found.append(_Block("atlas", block_of_atlas(summary.atlas, summary.rows, summary.left)))
    if summary.atlas and summary.needs:
        found.append(_Block("needs", block_of_needs(summary.needs, summary.atlas)))
    if summary.edges:
        found.append(_Block("edges", block_of_edges(summary.edges)))
    index, diffs = blocks_of_diffs(summary.diffs, summary.rows)
    if index:
        found += [_Block("diffs", index), *(_Block(f"diff-{n}", text) for n, text in enumerate(diffs))]
    return found + [_Block(f"shard-{n}", text, "shard") for n, text in enumerate(shards_of_rows(summary.rows))]


def _page(summary: Summary, blocks: Sequence[_Block], outside: bool) -> str:
    style = (_PAGE / "page.css").read_text(encoding="utf-8")
    script = "\n".join((_PAGE / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    ids = {row.ref: row.id for row in summary.rows if row.ref and "change" in row.kinds}
    paths = {place.path for place in summary.atlas.places} if summary.atlas else set()
    template = _environment().get_template("page.html.j2")
    return template.render(
        summary=summary,
        style=style,
        script=script,
        csp=_csp(style, script, outside),
        light=light_of_rows(summary.rows, summary.nobodies),
        blocks=blocks,
        outside=outside,
        version=__version__,
        href=lambda target: _href(target, ids, paths),
    )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_PAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # text of the project is made visible before it is escaped: controls, overrides, what was not UTF-8
        finalize=_finalize,
    )
    environment.globals.update(kind=lambda block: type(block).__name__.lower(), picture=_picture, cell_text=_cell)
    environment.globals.update(table_of=_table_of, is_number=_is_number, number=number, link=Link)
    environment.filters["own"] = _own
    return environment


def _finalize(value: Any) -> Any:
    return clean(value) if type(value) is str else value


def _own(text: str) -> Any:
    """Let one of the page's own files (style, script) through as it is; never text of a project."""
    from markupsafe import Markup

    return Markup(text)


def _csp(style: str, script: str, outside: bool) -> str:
    beside = " 'self'" if outside else ""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'{beside}; style-src '{_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _href(target: str, ids: dict[str, str], paths: set[str]) -> str | None:
    """Give the address of a block's target within the page, None for nowhere or an address that could do harm."""
    known = target.startswith("file:") and target[5:] in paths
    target = clean(target)
    kind, _, rest = target.partition(":")
    if target.startswith("#"):
        return "#/" + quote(target[1:], safe="-")
    if target.startswith("?"):
        return "#/timeline?q=" + quote(target[1:], safe="")
    if kind == "rev":
        id = ids.get(rest, "")
        return "#/timeline?sel=" + quote(id, safe="") if id else None
    if known:
        return "#/file?path=" + quote(rest, safe="")
    if kind == "file":
        return "#/timeline?q=" + quote(f'path:"{rest}"', safe="")
    return target if kind in ("https", "http") else None


def _picture(block: Series | Lanes | Treemap | Layers | Matrix | Ego) -> Any:
    from ..charts import graphs, lanes, series, treemap

    match block:
        case Series():
            return series.draw(block)
        case Lanes():
            return lanes.draw(block)
        case Treemap():
            return treemap.draw(block)
        case Layers():
            return graphs.draw_layers(block)
        case Matrix():
            return graphs.draw_matrix(block)
        case Ego():
            return graphs.draw_ego(block)


def _table_of(block: Series | Lanes | Treemap | Layers | Matrix | Ego) -> Table:
    """Give the numbers of a picture, for those who do not see it."""
    match block:
        case Series():
            names = tuple(name for name, _ in block.layers)
            columns = zip(*(values for _, values in block.layers), strict=True)
            rows: Any = tuple((label, *values) for label, values in zip(block.labels, columns, strict=True))
            return Table(block.title, ("when", *names), tuple(row for row in rows if any(row[1:])))
        case Lanes():
            return Table(block.title, ("who", *block.labels), tuple((link, *values) for link, values in block.lanes))
        case Treemap():
            largest = sorted(block.leaves, key=lambda leaf: (-leaf.size, leaf.path))[:50]
            rows = tuple((leaf.path, leaf.size, leaf.group) for leaf in largest)
            return Table(block.title, ("file", block.unit, "group"), rows)
        case Layers():
            edges = tuple(sorted(block.edges, key=lambda edge: (-edge[2], edge))[:100])
            return Table(block.title, ("folder", "uses", "how often"), edges)
        case Matrix():
            cells = zip(block.names, block.cells, strict=True)
            used = [(name, block.names[n], value) for name, row in cells for n, value in enumerate(row) if value]
            return Table(block.title, ("this", "uses", "how often"), tuple(used[:300]))
        case Ego():
            sides = (("is used by", block.used_by), ("uses", block.uses), ("uses, outside", block.outside))
            return Table(block.title, ("how", "file"), tuple((how, name) for how, names in sides for name in names))


def _cell(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool() | str() | date():
            return str(cell)
        case int():
            return number(cell)
        case float():
            return f"{cell:.1f}"
        case Link():
            return cell.text


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)
