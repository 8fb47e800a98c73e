"""People as a person confirmed them, for whoever has one name at a time and not a whole history."""

from __future__ import annotations

from collections.abc import Callable

from archaeo.model import Identity

from .names import fold, names_of
from .records import Confirmed


def renamer(confirmed: Confirmed | None) -> Callable[[Identity], Identity]:
    """Give the function from an identity as written to the person it was confirmed to be; others stay as they are."""
    if confirmed is None or not confirmed.together:
        return lambda identity: identity
    people: dict[str, Identity] = {}
    for names in confirmed.together:
        mail = next((name for name in names if "@" in name), "")
        people.update({fold(name): Identity(names[0], mail) for name in names})

    def rename(identity: Identity) -> Identity:
        known = next((people[name] for name in sorted(names_of(identity)) if name in people), None)
        return identity if known is None else Identity(known.name, identity.email or known.email)

    return rename


def logins(confirmed: Confirmed | None) -> dict[str, Identity]:
    """Give what a conversion takes for authors: each name that a person also has, to that person."""
    rename = renamer(confirmed)
    together = confirmed.together if confirmed is not None else ()
    return {name: rename(Identity(name)) for names in together for name in names[1:] if "@" not in name}
