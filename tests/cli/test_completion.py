"""``archaeo completion``, run by the shells that are here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from archaeo.cli import archaeo

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_script_is_valid_for_its_shell(shell: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(archaeo, ["completion", shell])
    assert "_ARCHAEO_COMPLETE" in done.stdout
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here to read the script")
    script = tmp_path / "script"
    script.write_text(done.stdout)
    subprocess.run([shell, "-n", str(script)], check=True)


def test_bash_completes_a_command() -> None:
    """What the script asks of archaeo, asked directly."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "COMP_WORDS": "archaeo doc", "COMP_CWORD": "1"}
    env["_ARCHAEO_COMPLETE"] = "bash_complete"
    done = subprocess.run([sys.executable, "-m", "archaeo"], env=env, capture_output=True, text=True, check=False)
    assert done.stdout == "plain,doctor\n"


def test_unknown_shell_names_the_known() -> None:
    done = CliRunner().invoke(archaeo, ["completion", "tcsh"])
    assert done.exit_code == 2
    assert "'bash', 'zsh', 'fish'" in done.output
