"""What a sceptic asks."""

from __future__ import annotations

from archaeo.summary.sections import provenance
from tests.summary.projects import empty, project


def test_inputs_counts_oddities() -> None:
    inputs, sought, counts, kinds, each = provenance.section(project()).blocks[:5]
    (sentence,) = sought.sentences
    assert sentence.text.startswith("Looked for and not found: publications, LaTeX documents and figures")
    assert inputs.rows == (("goos.dump", "Subversion dump", "7 revisions", "sha256 00"),)
    assert counts.rows[:2] == (
        ("commits read", 7, "every branch and tag"),
        ("counted as work", 7, "the changes of all other pages"),
    )
    assert kinds.rows == (("odd thing", 1, "kept as it is"),)
    assert each.rows == (("goos.dump: revision 7", "it is odd", "kept as it is"),)


def test_nothing_odd_is_said() -> None:
    section = provenance.section(empty())
    assert "Nothing odd was found in what was read." in str(section)
