"""Which institutes people came from."""

from __future__ import annotations

import pytest

from archaeo.analyzers import institutes


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("f@desy.de", "desy.de"),
        ("f@flc03.desy.de", "desy.de"),
        ("eve@cs.goos.edu", "goos.edu"),
        ("eve@physics.ox.ac.uk", "ox.ac.uk"),
        ("eve@lab.uni-goos.de", "uni-goos.de"),
        ("eve@unigo.it", "unigo.it"),
        ("EVE@CERN.CH", "cern.ch"),
        ("eve@gmail.com", ""),
        ("eve@gmx.de", ""),
        ("eve@debian.org", ""),
        ("eve@alum.goos.edu", ""),
        ("eve@users.noreply.github.com", ""),
        ("eve@78af9ac7-a427-0410-bb4e-f14e8bf1d2bf", ""),
        ("eve@desy.de.example.com", ""),
        ("eve@mydesy.de", ""),
        ("eve@machine.local", ""),
        ("eve", ""),
    ],
)
def test_domain(address: str, domain: str) -> None:
    assert institutes.domain_of(address) == domain


def test_those_whose_people_did_most_come_first() -> None:
    rows = [("e@desy.de", "Eve", 3), ("k@fl03.desy.de", "Kenji", 9), ("a@cern.ch", "Ada", 5), ("x@gmx.de", "Xu", 99)]
    assert institutes.by_address(rows) == (
        institutes.Institute("desy.de", ("Kenji", "Eve"), 12),
        institutes.Institute("cern.ch", ("Ada",), 5),
    )


def test_laboratory_is_called_by_its_own_name_where_most_was_done_under_it() -> None:
    rows = [("e@slac.goos.edu", "Eve", 3), ("k@goos.edu", "Kenji", 1)]
    assert institutes.by_address(rows) == (institutes.Institute("slac.goos.edu", ("Eve", "Kenji"), 4),)
    assert institutes.called([("tnt.uni-goos.de", 7), ("uni-goos.de", 8), ("gmx.de", 9)]) == (("uni-goos.de", 15),)


def test_holders_of_rights_that_are_no_persons() -> None:
    named = [("Eve Li", 9), ("TNT, Uni Goos", 8), ("The Cernunnos Group", 7), ("Institut für Jets", 2)]
    assert institutes.holders(named) == (("TNT, Uni Goos", 8), ("Institut für Jets", 2))
