"""The filter grammar, by the table that the page's own script must pass too."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archaeo.analyzers import query
from archaeo.analyzers.chronicle import Row

TABLE = json.loads((Path(__file__).parent / "queries.json").read_text(encoding="utf-8"))
ROWS = tuple(
    Row(
        row["id"],
        tuple(row["kinds"]),
        datetime.fromisoformat(row["day"]).replace(tzinfo=UTC),
        row["day"],
        "",
        row["who"],
        row["text"],
        tuple(row["paths"]),
        "",
        row["ref"],
        row["branch"],
        tags=tuple(row["tags"]),
    )
    for row in TABLE["rows"]
)


@pytest.mark.parametrize(("text", "ids"), TABLE["queries"], ids=str)
def test_query_selects(text: str, ids: list[str]) -> None:
    assert [row.id for row in query.select(ROWS, text)] == ids


@pytest.mark.parametrize(("text", "message"), TABLE["errors"], ids=str)
def test_query_not_understood(text: str, message: str) -> None:
    with pytest.raises(query.QueryError) as caught:
        query.parse(text)
    assert str(caught.value) == message


def test_terms_are_written_back_as_they_are_read() -> None:
    text = 'disaster -"two words" who:"k. moto" -kind:release files:>2'
    terms = query.parse(text)
    assert " ".join(map(str, terms)) == text
    assert query.parse(" ".join(map(str, terms))) == terms
