"""A plan says what the conversion then does, on dumps of other projects; and finds the layouts that people gave them.

Needs ARCHAEO_CORPUS, as test_svn.py beside this.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from archaeo.errors import FormatError
from archaeo.importers import svn
from archaeo.importers.svn import plan
from archaeo.model import Commit, ImportOptions, Ref
from tests.corpus.dumps_of import CORPUS, DUMPS
from tests.importers.svn.dumps import Texts

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DUMPS, reason="ARCHAEO_CORPUS is not set, or has no svn/: no dumps of other projects"),
]


def name(dump: Path) -> str:
    return str(dump.relative_to(CORPUS))


@pytest.mark.parametrize("dump", DUMPS, ids=name)
def test_plan_and_conversion_agree(dump: Path) -> None:
    try:
        found = plan.build([dump], ImportOptions())
    except FormatError:
        with pytest.raises(FormatError):
            list(svn.read(dump, Texts(), ImportOptions()))
        return
    records = list(svn.read(dump, Texts(), ImportOptions()))
    commits = [record for record in records if isinstance(record, Commit) and not record.key.startswith("/plain/")]
    refs = {record.name for record in records if isinstance(record, Ref) and record.project is not None}
    assert found.commits == len(commits)
    assert {line.ref for line in found.lines if line.ref} == refs


@pytest.mark.skipif(not (CORPUS / "LAYOUTS.tsv").is_file(), reason="the corpus has no LAYOUTS.tsv")
def test_layouts_that_people_gave_are_found() -> None:
    rows = [line.split("\t") for line in (CORPUS / "LAYOUTS.tsv").read_text("utf-8").splitlines() if line[:1] != "#"]
    for file, given in rows:
        found = plan.build([CORPUS / file], ImportOptions())
        by_hand = plan.build([CORPUS / file], ImportOptions(given))
        places = {line.path for line in by_hand.lines if line.ref}
        assert places <= {line.path for line in found.lines if line.ref}, file
