"""The dumps of the corpus, where ARCHAEO_CORPUS names one."""

from __future__ import annotations

import os
from pathlib import Path

CORPUS = Path(os.environ.get("ARCHAEO_CORPUS", "")) / "svn"
DUMPS = (
    sorted(path for path in CORPUS.rglob("*") if path.is_file() and path.name not in ("README", "LAYOUTS.tsv"))
    if os.environ.get("ARCHAEO_CORPUS")
    else []
)
