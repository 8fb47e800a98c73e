"""``people.toml``: who was taken for whom, for a person to correct.

[[person]]
name = "Ellen Thompson"
also = ["ethompso"]

Suggestions stand in it as comments with their reasons. What is right goes into ``archaeo.toml`` beside the sources,
which every command reads. Addresses are left out: the file lies beside the page that is mailed to others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archaeo.analyzers.identities import write_people

if TYPE_CHECKING:
    from .. import Summary

NAME = "people"
FILE = "people.toml"


def render(summary: Summary) -> str:
    """Give the file, with a note alone where every person has one name."""
    return write_people(summary.people, with_addresses=False)
