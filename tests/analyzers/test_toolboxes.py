"""Toolboxes of MATLAB and packages of Octave."""

from __future__ import annotations

from archaeo.analyzers import dependencies, toolboxes
from tests.analyzers.sources_of import source_files


def test_toolboxes_by_their_functions():
    files = {
        "a.m": "pkg load signal\nx = nanmean(y); z = prctile(y, 5); % butter\nb = butter(3, 1);\n",
        "b.m": "x = nanmean(y);\n",
        "own/spm_mine.m": "function spm_mine\n",
        "c.m": "spm_mine; spm_defaults;\n",
    }
    sources = source_files(files)
    found = toolboxes.find(dependencies.scan(sources), sources)
    assert [(one.name, one.functions, one.files, one.place) for one in found] == [
        ("Statistics", ("nanmean", "prctile"), 2, "a.m:2"),
        ("Octave's package signal", (), 1, "a.m:1"),
    ]
