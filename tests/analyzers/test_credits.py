"""Who is named and never committed."""

from __future__ import annotations

import pytest

from archaeo.analyzers import credits
from archaeo.analyzers.heads import Head
from archaeo.analyzers.identities import Person, Seen
from archaeo.model import Identity, SourceFile


def _person(name: str) -> Person:
    return Person(name, (Seen(Identity(name), ("commits",), 9, None, None),), "recorded")


def _found(
    message: str = "", committers: tuple[str, ...] = (), heads: dict[str, Head] | None = None, **files: str
) -> list[str]:
    sources = [SourceFile(path, lambda text=text: text.encode()) for path, text in files.items()]
    made = credits.find(sources, heads or {}, [("k1", message)], map(_person, committers))
    return [one.name for one in made.others]


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ("patch by Nils Berg", ["Nils Berg"]),
        ("Fixed a leak. Thanks to Ada Stone.", ["Ada Stone"]),
        ("cleanup\n\nReported-by: Eve van Dyck <e@lab.example>", ["Eve van Dyck"]),
        ("patch by Nils Berg Fixes the leak", []),  # where the name ends is not known
        ("patch by Niklas Wikstr\udcf6m", []),  # a letter that could not be read
        ("x\n\nCo-authored-by: Goos Helper <noreply@goos.example>", []),  # a program
        ("x\n\nCo-authored-by: Goos Helper 4.5 (large) <a@goos.example>", []),
        ("x\n\nCo-authored-by: Ada Stone <1+ada@users.noreply.forge.example>", ["Ada Stone"]),
        ("thanks to GNU Make, code from Numerical Recipes Software", []),
        ("written by hand, fix from The Team", []),
    ],
)
def test_messages(message: str, names: list[str]) -> None:
    assert _found(message) == names


def test_lists_and_descriptions() -> None:
    described = (
        "Package: qtl\nAuthor: Karl Weiss [aut, cre] (<https://x.example>), Hao Wu [aut],\n  with code by Eve Stone\n"
    )
    assert _found(DESCRIPTION=described) == ["Eve Stone", "Hao Wu", "Karl Weiss"]
    prose = "The model was written by Tony Payne.\n\nSchool of Geography\nWest Mains\nGreat Britain\n"
    assert _found(AUTHORS=prose) == ["Tony Payne"]
    cff = "authors:\n- family-names: Stone\n  given-names: Eve\n"
    assert _found(**{"CITATION.cff": cff}) == ["Eve Stone"]


def test_who_may_be_a_committer_is_not_named() -> None:
    listed = "Hao Wu\n\nBill Stone\n\nDebby Swayne\n\nEve Lee-Berg\n\nKenji Motohashi\n\nMiguel Rojas\n\nKai Hoppe\n"
    known = ("H. Wu", "William Stone", "dfs", "kmoto", "Miguel Rojas Cherto", "kahoppe")
    assert _found(committers=known, AUTHORS=listed) == ["Eve Lee-Berg"]


def test_given_names_cut_short_are_one_person() -> None:
    assert _found(AUTHORS="Dan Gezelter\n", heads={"a.c": Head("", ("J. Daniel Gezelter",))}) == ["J. Daniel Gezelter"]


def test_one_person_under_two_spellings_is_named_once_with_all_places() -> None:
    heads = {"a.c": Head("", ("K. Weiss",)), "b.c": Head("", ("Konrad Weiss",))}
    (one,) = credits.find([], heads, [("k1", "patch by Konrad Weiss")], []).others
    assert (one.name, one.heads, one.thanked) == ("Konrad Weiss", ("b.c", "a.c"), ("k1",))


def test_a_login_may_be_the_only_name_that_fits() -> None:
    listed = "C. David Sherrill\n\nMatt Leininger\n\nAda Stone\n\nBob Stone\n\nEve Berger\n"
    people = [_person(name) for name in ("sherrill", "mlleinin", "stone", "Eve Berger")]
    made = credits.find([SourceFile("AUTHORS", lambda: listed.encode())], {}, [], people)
    # which Stone is not known
    assert made.logins == (("sherrill", "C. David Sherrill"), ("mlleinin", "Matt Leininger"))
    assert made.others == ()
