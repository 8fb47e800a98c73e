"""The people that a file like AUTHORS lists."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from archaeo.model import Identity

_AUTHORS_LINE = re.compile(
    r"^[^\w\n]*(?P<name>[^\W\d_][^<>@:;,\n]*?)[ \t,:;]+[<(]?(?P<email>[\w.+-]+@[\w.-]+\w)[>)]?", re.M
)

# a sentence that ends with a name: "Original developers are Jie Chen"
_WORDS_BEFORE = re.compile(r"^.*\b(?:are|is|by|was|were|from|and|to|contact|thanks)\s+", re.I)


def listed_people(text: str) -> tuple[Identity, ...]:
    """Give the names with an address in an AUTHORS, CREDITS or MAINTAINERS file, in order.

    >>> listed_people("* Kenji Motohashi   kmoto@hep.example (fits)")
    (Identity(name='Kenji Motohashi', email='kmoto@hep.example'),)
    >>> listed_people("Original developers are Jie Chen <chen@lab.example>")
    (Identity(name='Jie Chen', email='chen@lab.example'),)
    """
    named = ((_WORDS_BEFORE.sub("", hit["name"]).strip(), hit["email"]) for hit in _AUTHORS_LINE.finditer(text))
    found = (Identity(name, email) for name, email in named if name)
    return tuple(dict.fromkeys(identity for identity in found if len(identity.name.split()) <= 5))


def is_authors_name(path: str) -> bool:
    """Whether a file is one that lists people, by its name."""
    return PurePosixPath(path).stem.upper() in {"AUTHORS", "CREDITS", "MAINTAINERS", "CONTRIBUTORS", "THANKS"}
