"""Who is who: logins, names and addresses of one person brought together, or suggested to be.

What proves itself is merged: the same login, the same address, an address that begins with the login, the same full
name; and a login that can be made of one name only, where its days speak for it too. What only looks so is a suggestion
with its reasons, for a person to confirm in a small text file (``archaeo.toml``), which is read on the next run:

    [[person]]
    name = "Ellen Thompson"
    also = ["ethompso", "ethompso@hep.northfield.example"]

    [[apart]]                         # two that look alike and are not one
    names = ["yeti", "yeti-dn"]
"""

from __future__ import annotations

from .confirmed import logins, renamer
from .listed import is_authors_name, listed_people
from .merging import identify, namer
from .names import NO_NAMES, NOBODY, alike, fold, full_name, is_nobody, is_whole_login_of, login_of, same_name
from .people_file import read_people, write_people
from .records import Confirmed, People, Person, Seen, Suggestion

__all__ = [
    "NOBODY",
    "NO_NAMES",
    "Confirmed",
    "People",
    "Person",
    "Seen",
    "Suggestion",
    "alike",
    "fold",
    "full_name",
    "identify",
    "is_authors_name",
    "is_nobody",
    "is_whole_login_of",
    "listed_people",
    "login_of",
    "logins",
    "namer",
    "read_people",
    "renamer",
    "same_name",
    "write_people",
]
