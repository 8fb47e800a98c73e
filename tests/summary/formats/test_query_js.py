"""The page's filter grammar under node, by the table that the Python one passes."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from archaeo.summary.formats import html

ROOT = Path(__file__).parents[3]
NODE = shutil.which("node") or shutil.which("nodejs")
_PROGRAM = """
const query = require(process.argv[1]);
const table = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
const selected = table.queries.map(([text]) => {
  const terms = query.parse(text);
  return table.rows.filter((row) => query.matches(terms, row)).map((row) => row.id);
});
const errors = table.errors.map(([text]) => {
  try { query.parse(text); return ""; } catch (error) { return error.message; }
});
console.log(JSON.stringify({selected, errors}));
"""


@pytest.mark.skipif(NODE is None, reason="node is not installed: the page's filter is not run")
def test_page_and_command_line_understand_the_same() -> None:
    table = ROOT / "tests/analyzers/queries.json"
    script = Path(html.__file__).parent / "_page/query.js"
    done = subprocess.run([NODE, "-e", _PROGRAM, str(script), str(table)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    wanted = json.loads(table.read_text(encoding="utf-8"))
    for (text, ids), selected in zip(wanted["queries"], found["selected"], strict=True):
        assert selected == ids, text
    assert found["errors"] == [message for _, message in wanted["errors"]]
