"""The manner of packages kept with CMT."""

from datetime import date
from time import process_time

from archaeo.importers import changelog
from archaeo.model import Identity

LOG = b"""2012-05-30 <ethompso>
* getting boostedgoos back into SVNINST after svn disaster of 2012
* Tagging version BoostedGOOS-00-00-05

2011/11/12 Ada Byron < ada -at- example.org >
\t* share/fit_options.py: new cuts, requires OtherTools-01-02-03
\t* tagged as BoostedGOOS-00-00-04

07-11-2011 Ada Byron
\t* BoostedGOOS-00-00-03
"""


def test_login_alone_in_brackets_is_the_author() -> None:
    entry = changelog.parse(LOG, "ChangeLog").entries[0]
    assert entry.authors == (Identity("ethompso"),)
    assert entry.items == (
        "getting boostedgoos back into SVNINST after svn disaster of 2012",
        "Tagging version BoostedGOOS-00-00-05",
    )


def test_announced_tags_and_not_those_mentioned() -> None:
    log = changelog.parse(LOG, "ChangeLog")
    assert log.dialect == "atlas-cmt"
    assert [entry.tags for entry in log.entries] == [
        ("BoostedGOOS-00-00-05",),
        ("BoostedGOOS-00-00-04",),
        ("BoostedGOOS-00-00-03",),
    ]


def test_dates_in_several_orders() -> None:
    dates = [entry.date for entry in changelog.parse(LOG, "ChangeLog").entries]
    assert dates == [date(2012, 5, 30), date(2011, 11, 12), date(2011, 11, 7)]


def test_disguised_address_is_kept_as_written() -> None:
    assert changelog.parse(LOG, "ChangeLog").entries[1].authors[0].email == "ada -at- example.org"


def test_coded_lines_of_an_attachment_take_no_time() -> None:
    """Each sign in them could begin the name of a tag; 60,000 of them took three minutes."""
    begun = process_time()
    found = changelog.parse(b"2003-05-17  Ada Byron\n\n\t* Mail it.\n" + b"Y+" * 30_000 + b"\n", "ChangeLog")
    assert len(found.entries) == 1
    assert process_time() - begun < 5
