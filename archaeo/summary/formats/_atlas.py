"""The atlas and the dependencies as the page holds them: columns of numbers, small differences first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from archaeo.analyzers.atlas import Atlas, Place
from archaeo.analyzers.chronicle import Row
from archaeo.analyzers.needs import Needs
from archaeo.inert import clean

from ._data import packed, places, steps


def block_of_atlas(
    atlas: Atlas, rows: Sequence[Row], left: Mapping[str, Sequence[tuple[str, int]]], most_left: int = 5
) -> str:
    """Give the block; a commit is named by its number, and its day and person are its row's.

    Args:
        left: path to (person, lines of theirs that are left), most first.
    """
    row_of = {row.ref: place for place, row in enumerate(rows) if row.ref and "change" in row.kinds}
    languages = sorted({place.language for place in atlas.places})
    people = sorted({who for held in left.values() for who, _ in held[:most_left]})
    number = {who: place for place, who in enumerate(people)}
    at = {place.path: index for index, place in enumerate(atlas.places)}
    return packed(
        {
            "row": steps([row_of[key] for key in atlas.commits]),
            "flags": [on + 2 * work for on, work in zip(atlas.on_line, atlas.is_work, strict=True)],
            "samples": [day.isoformat() for day in atlas.samples],
            "paths": [clean(place.path) for place in atlas.places],
            "languages": languages,
            "language": places([place.language for place in atlas.places], languages),
            "at": [steps([touch.commit for touch in place.touches]) for place in atlas.places],
            "act": ["".join(touch.action for touch in place.touches) for place in atlas.places],
            "from": {
                str(index): [at.get(place.came_from[0], -1), place.came_from[1]]
                for index, place in enumerate(atlas.places)
                if place.came_from
            },
            "lines": [_changes(place) for place in atlas.places],
            "people": [clean(name) for name in people],
            "left": {
                str(at[path]): [value for who, lines in held[:most_left] for value in (number[who], lines)]
                for path, held in sorted(left.items())
                if path in at
            },
        }
    )


def _changes(place: Place) -> list[int]:
    """Give sample and lines wherever they differ from the sample before; -1 where the path is not there."""
    values = [-1 if lines is None else lines for lines in place.lines]
    return [
        value
        for sample, (before, now) in enumerate(pairwise([-1, *values]))
        if before != now
        for value in (sample, now)
    ]


def block_of_needs(needs: Needs, atlas: Atlas) -> str:
    """Give the block: of a path, state, number of names that came, these, number of those that went, these, ..."""
    at = {place.path: index for index, place in enumerate(atlas.places)}
    kinds = sorted({kind for kind, _ in needs.names})
    return packed(
        {
            "states": steps(list(needs.states)),
            "names": [clean(name) for _, name in needs.names],
            "kinds": kinds,
            "kind": [kinds.index(kind) for kind, _ in needs.names],
            "own": [int(own) for own in needs.is_own],
            "path": steps([at[path] for path in needs.of]),
            "of": [
                [value for state, came, went in told for value in (state, len(came), *came, len(went), *went)]
                for told in needs.of.values()
            ],
        }
    )


def block_of_edges(edges: Sequence[tuple[str, str, str, str]]) -> str:
    """Give the block of (user, used, kind, kind of the used one: ``file`` or ``external``)."""
    nodes = sorted({(user, "file") for user, *_ in edges} | {(used, what) for _, used, _, what in edges})
    kinds = sorted({kind for _, _, kind, _ in edges})
    number = {node: place for place, node in enumerate(nodes)}
    joined = sorted({(number[user, "file"], number[used, what], kinds.index(kind)) for user, used, kind, what in edges})
    document: dict[str, Any] = {
        "names": [clean(name) for name, _ in nodes],
        "outside": [place for place, (_, what) in enumerate(nodes) if what != "file"],
        "kinds": [clean(kind) for kind in kinds],
        "users": steps([user for user, _, _ in joined]),
        "used": [used for _, used, _ in joined],
        "kind": [kind for _, _, kind in joined],
    }
    return packed(document)
