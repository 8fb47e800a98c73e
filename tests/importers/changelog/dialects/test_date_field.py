"""Forms with a field for the date."""

from archaeo.importers import changelog

TEXT = b"""\
/*! \\page history History of the Fitter

\\section fitter_v3r3_history Fitter Version v3r3

Freeze information:
   - Freeze Date: Fri May 11 13:17:07 2007
   - Freeze User: ada
   - Freeze Host: engine.local

This freeze takes the step as an argument.

\\section fitter_v3r5_history Fitter Version v3r5

Freeze information:
   - Freeze Date: Fri Jul 27 21:53:56 2007
   - Freeze User: grace

For the run of December 2007.

\\section fitter_v3r7_history Fitter Version v3r7

   - Freeze Date: Wed Sep  5 10:14:56 2007
   - Freeze User: ada

Less memory.
*/
"""


def test_entries() -> None:
    log = changelog.parse(TEXT, "history.dox")
    assert log.dialect == "date-field"
    found = [(e.line, str(e.date), e.author_text, e.tags) for e in log.entries]
    assert found == [
        (6, "2007-05-11 13:17:07", "ada", ("v3r3",)),
        (15, "2007-07-27 21:53:56", "grace", ("v3r5",)),
        (22, "2007-09-05 10:14:56", "ada", ("v3r7",)),
    ]
    assert "This freeze takes the step as an argument." in log.entries[0].text
    assert "v3r5" not in log.entries[0].text


def test_dates_that_are_fields_of_nothing_else_make_no_entry() -> None:
    text = b"".join(b"Sample %d\nDate: 2003-05-%02d\n\nsome words about it\n\n" % (n, n) for n in range(10, 20))
    assert changelog.parse(text, "samples.txt").dialect != "date-field"


def test_two_forms_are_too_few() -> None:
    text = b"Date: 2003-05-17\nAuthor: Ada Byron\n\nfirst\n\nDate: 2003-05-16\nAuthor: Ada Byron\n\nsecond\n"
    assert changelog.parse(text, "notes.txt").dialect != "date-field"


def test_field_in_capitals() -> None:
    log = changelog.parse(TEXT.replace(b"Freeze Date", b"FREEZE DATE"), "history.dox")
    assert [str(entry.date)[:10] for entry in log.entries] == ["2007-05-11", "2007-07-27", "2007-09-05"]
