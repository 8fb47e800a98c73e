"""Two mails between news, one with a folded subject, the other from a mailbox."""

from archaeo.importers import changelog

TEXT = b"""\
NEWS of Goos

Date: Sat, 10 Feb 2001 14:22:30 -0800 (PST)
From: Ada Byron <ada@example.org>
To: goos-general@example.org
Subject: [Goos-general]
 5.0.1 is released

The fit takes its step as an argument.
From: that is, not the table any more.

From grace@example.org Sat Jan 13 08:59:42 2001
From: Grace Hopper <grace@example.org>
Subject: 5.0.0
Date: Sat, 13 Jan 2001 08:59:42 -0800

First.
"""


def test_entries() -> None:
    log = changelog.parse(TEXT, "NEWS")
    assert log.dialect == "mail"
    found = [(e.line, str(e.date), e.author_text, e.authors[0].email, e.text) for e in log.entries]
    assert found == [
        (
            3,
            "2001-02-10 14:22:30-08:00",
            "Ada Byron",
            "ada@example.org",
            "[Goos-general] 5.0.1 is released\n\nThe fit takes its step as an argument.\n"
            "From: that is, not the table any more.",
        ),
        (15, "2001-01-13 08:59:42-08:00", "Grace Hopper", "grace@example.org", "5.0.0\n\nFirst."),
    ]


def test_a_date_field_alone_is_no_mail() -> None:
    assert changelog.parse(b"Date: 10 Feb 2001\n\nfirst\n", "NEWS", dialect="mail").entries == ()
