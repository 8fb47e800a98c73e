"""``archaeo init``: see test_config.py for what it writes."""

from pathlib import Path

from tests.cli.test_main import run


def test_folder_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    done = run("init", str(tmp_path / "nowhere"))
    assert done.returncode == 2 and "does not exist" in done.stderr
