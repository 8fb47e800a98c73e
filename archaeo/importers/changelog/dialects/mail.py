"""Mails that were kept as news: announcements in a file of NEWS, a mailbox that somebody saved.

::

    Date: Sat, 10 Feb 2001 14:22:30 -0800 (PST)
    From: Ada Byron <ada@example.org>
    Subject: [Goos-general] 5.0.1 is released

    The fit takes its step as an argument.

A block of header lines that has ``Date`` and either ``From`` or ``Subject`` begins an entry; its text is the subject,
and the body up to the next block. Mailboxes (``From ada@example.org Sat Feb 10 ...``) are read by the same blocks.

Source: RFC 5322, "Message format"; RFC 4155, mbox.

Not understood: attachments and quoted-printable text, which stand as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import dates
from ..details import dedent
from ..heads import Head
from ..lines import Lines

NAME = "mail"

_FIELD = re.compile(
    r"(Date|From|To|Cc|Bcc|Subject|Sender|Reply-To|Organi[sz]ation|Message-Id|In-Reply-To|References|Newsgroups|Approved|"
    r"Return-Path|Received|Delivered-To|Mime-Version|Content-[\w-]+|User-Agent|X-[\w-]+|Status|Lines|Path|Keywords):(?:\s+(.*))?$",
    re.I,
)
_POSTMARK = re.compile(r"From \S+\s+(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the mails."""
    found = list(_blocks(lines.texts))
    for (start, body, fields), after in zip(found, [row[0] for row in found[1:]] + [len(lines)], strict=False):
        line, said = fields["date"]
        stamp = dates.find(said)
        if stamp:
            subject, sender = fields.get("subject", (0, ""))[1], fields.get("from", (0, ""))[1]
            told = dedent("\n".join(lines.texts[body:after]).strip("\n"))
            text = "\n\n".join(part for part in (subject, told) if part)
            yield Head(line, body, stamp, sender, start=start, stop=after, text=text, strength=1.2)


def _blocks(texts: list[str]) -> Iterator[tuple[int, int, dict[str, tuple[int, str]]]]:
    """Yield (first line, first line behind it, field in small letters to its line and text) of headers."""
    index = 0
    while index < len(texts):
        if ":" not in texts[index] or not _FIELD.match(texts[index]):
            index += 1
            continue
        start, fields, name = index, dict[str, tuple[int, str]](), ""
        while index < len(texts):
            if field := _FIELD.match(texts[index]):
                name = field[1].lower()
                fields.setdefault(name, (index, field[2] or ""))
            elif name and texts[index][:1] in (" ", "\t") and texts[index].strip():
                fields[name] = (fields[name][0], f"{fields[name][1]} {texts[index].strip()}")
            else:
                break
            index += 1
        if "date" in fields and fields["date"][1] and ("from" in fields or "subject" in fields):
            marked = start and _POSTMARK.match(texts[start - 1])
            yield start - 1 if marked else start, index, fields
