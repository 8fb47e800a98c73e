"""How a project asks to be cited."""

from __future__ import annotations

from time import process_time

import pytest

from archaeo.analyzers import citing
from archaeo.model import SourceFile


def _found(**texts: str) -> citing.Citation | None:
    names = {name.replace("__", "/").replace("_dot_", "."): text for name, text in texts.items()}
    return citing.find([SourceFile(name, lambda text=text: text.encode()) for name, text in names.items()])


@pytest.mark.parametrize(
    ("texts", "text", "line", "ids"),
    [
        ({"CITATION": "ASCL.net ID: 1303.099\n"}, "ASCL.net ID: 1303.099", 1, ("ascl:1303.099",)),
        (
            {"CITATION": "# Goos\n\nIf you use it, cite\n\n@article{x,\n author = {Li, E. and Sato, K. and A, B. and C,"
             " D. and E, F.},\n title = {Boosted\n   {JETS} found},\n year = 2009,\n doi = {10.1000/jet1}\n}\n"},
            "Li, E. and Sato, K. and A, B. and C, D. and others, Boosted JETS found, 2009, doi:10.1000/jet1", 3,
            ("doi:10.1000/jet1",),
        ),
        (
            {"CITATION_dot_cff": "cff-version: 1.2.0\ntitle: Goos\nauthors:\n  - family-names: Li\n"
             "preferred-citation:\n  authors:\n    - family-names: Li\n      given-names: E.\n  title: >-\n"
             "    Boosted jets\n  year: 2009\n"
             "  doi: 10.1000/jet1\n"},
            "Li, Boosted jets, 2009, doi:10.1000/jet1", 6, ("doi:10.1000/jet1",),
        ),
        (
            {"README_dot_md": "# Goos\n\n## Reference\n\nIf you use Goos, please cite as:\n\n```\n@article{Li:2009,\n"
             '  title = "{Goos: jets}",\n  eprint = "physics/0306199",\n  year = "2009"\n}\n```\n'},
            "If you use Goos, please cite as: Goos: jets, 2009, eprint physics/0306199", 5, ("arXiv:physics/0306199",),
        ),
        (
            {"README": "Goos\n\nIt is good. Please cite E. Li, Jets (2009), when using Goos.\n"},
            "Please cite E. Li, Jets (2009), when using Goos.", 3, (),
        ),
    ],
    ids=["number of a source library", "BibTeX", "cff", "below a heading", "a sentence"],
)  # fmt: skip
def test_request(texts: dict[str, str], text: str, line: int, ids: tuple[str, ...]) -> None:
    found = _found(**texts)
    assert found is not None
    assert (found.text, found.line, found.ids) == (text, line, ids)


@pytest.mark.parametrize(
    "text",
    [
        "## References\n\n[1] E. Li, Jets in showers, doi:10.1000/jet1 (2009)\n",  # what it rests on, no request
        "Please cite these papers when referring to this method.\n",
        "Please cite the number of the bug of 2009 in your report.\n",
        "The city of Geneva, 2009.\n",
    ],
)
def test_no_request(text: str) -> None:
    assert _found(README=text) is None


def test_part_that_was_put_in_does_not_speak_for_the_whole() -> None:
    assert _found(lib__CITATION="doi:10.1000/jet1\n", src__README="Please cite doi:10.1000/jet1.\n") is None


def test_what_a_library_can_find_goes_before_what_it_cannot() -> None:
    found = _found(CITATION_dot_cff="title: Goos\nyear: 2009\n", README="Please cite it: doi:10.1000/jet1\n")
    assert found is not None and found.path == "README"


def test_blank_lines_without_end_take_no_time() -> None:
    begun = process_time()
    assert _found(CITATION="@article{" + "\n" * 40_000 + "!\n") is None
    assert process_time() - begun < 3
