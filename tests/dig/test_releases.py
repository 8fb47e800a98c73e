"""A folder without a history, in which releases were kept."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
from pathlib import Path

from archaeo.dig import dig, sites
from archaeo.look import look


def _tar(path: Path, moment: int, **files: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name.replace("__", "/").replace("_dot_", "."))
            member.size, member.mtime = len(content), moment
            archive.addfile(member, io.BytesIO(content.encode("ascii")))
    return path


def _sites(folder: Path) -> dict[str, list[str]]:
    return {site.name: [path.name for path in site.releases] for site in sites(look([folder]))}


def test_archives_of_one_package_become_its_history(tmp_path: Path) -> None:
    old = tmp_path / "old"
    _tar(old / "fit-1.0.tar.gz", 1_020_000_000, fit__a_dot_c="int a;\n")
    _tar(old / "fit-1.1.tar.gz", 1_030_000_000, fit__a_dot_c="int b;\n", fit__README="Fit fits.\n")
    (old / "ChangeLog").write_text("2002-08-20  Ada  <a@b>\n\n\t* a.c: b.\n\n2002-04-20  Ada  <a@b>\n\n\t* a.c: a.\n")
    (dug,) = dig([old], tmp_path / "dug")
    assert (dug.site.name, dug.report.states if dug.report else 0) == ("fit", 2)
    git = ["git", "-C", str(tmp_path / "dug" / "repo.git")]
    log = subprocess.run([*git, "log", "--format=%s %as"], capture_output=True, text=True, check=True).stdout
    assert log == "Release fit-1.1 2002-08-22\nRelease fit-1.0 2002-04-28\n"
    facts = json.loads((tmp_path / "dug" / "summary.json").read_text())["facts"]
    assert (facts["changes"], facts["changelog_entries"], facts["releases"]) == (2, 2, 2)


def test_packages_get_a_folder_each_and_data_none(tmp_path: Path) -> None:
    _tar(tmp_path / "fit-1.0.tgz", 1_020_000_000, a_dot_c="int a;\n")
    _tar(tmp_path / "plot_v2.tgz", 1_020_000_000, p_dot_py="print 1\n")
    _tar(tmp_path / "run-7.tgz", 1_020_000_000, run_dot_dat="1 2 3\n")
    assert _sites(tmp_path) == {"fit": ["fit-1.0.tgz"], "plot": ["plot_v2.tgz"]}


def test_folders_called_like_releases_are_releases(tmp_path: Path) -> None:
    for name in ("fit-1.0", "fit-1.1", "plot-2"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.c").write_text("int a;\n")
    assert _sites(tmp_path) == {"fit": ["fit-1.0", "fit-1.1"]}


def test_folder_called_like_the_package_is_its_last_state(tmp_path: Path) -> None:
    _tar(tmp_path / "fit-1.0.tgz", 1_020_000_000, a_dot_c="int a;\n")
    (tmp_path / "Fit").mkdir()
    (tmp_path / "Fit" / "a.c").write_text("int b;\n")
    assert _sites(tmp_path) == {"fit": ["fit-1.0.tgz", "Fit"]}


def test_archive_inside_a_source_tree_is_one_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text("all:\n")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.c").write_text("int a;\n")
    _tar(tmp_path / "external" / "clhep-1.9.tgz", 1_020_000_000, b_dot_c="int b;\n")
    (site,) = sites(look([tmp_path]))
    assert (site.releases, site.sources is not None) == ((), True)


def test_archives_beside_a_history_are_left(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path / "fit")], check=True)
    _tar(tmp_path / "fit-1.0.tgz", 1_020_000_000, a_dot_c="int a;\n")
    (site,) = sites(look([tmp_path]))
    assert (site.history is not None, site.releases) == (True, ())


def test_releases_are_by_nobody_that_is_known(tmp_path: Path) -> None:
    _tar(tmp_path / "old" / "fit-1.0.tgz", 1_020_000_000, a_dot_c="int a;\n")
    _tar(tmp_path / "old" / "fit-1.1.tgz", 1_030_000_000, a_dot_c="int b;\n")
    (dug,) = dig([tmp_path / "old"], tmp_path / "dug")
    assert dug.summary.facts["people"] == 0
    cover = (tmp_path / "dug" / "summary.md").read_text().partition("## ")[0]
    assert "2 changes, by whom is not recorded" in cover
    assert "unknown" not in cover.partition("Three things")[0]
