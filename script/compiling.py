"""Compiles the core of archaeo by mypyc, as a step of what setuptools builds.

Where that cannot be done, for want of a compiler, of Python's headers or for any other reason, the same modules run as
plain Python, and `archaeo doctor` says why. ``ARCHAEO_PLAIN=1`` asks for that.
"""

from __future__ import annotations

import importlib.util
import os
import shlex
import shutil
import sys
import sysconfig
import tempfile
import textwrap
from pathlib import Path
from typing import ClassVar

from setuptools import Command, Distribution

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "archaeo"

_spec = importlib.util.spec_from_file_location("archaeo_core_list", PACKAGE / "core.py")
assert _spec and _spec.loader
core = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(core)


def why_not() -> str:
    """Give why compiling need not even be tried, "" where it is worth trying."""
    if os.environ.get(core.PLAIN, "0") not in ("", "0"):
        return f"{core.PLAIN} was set when it was installed"
    compiler = os.environ.get("CC") or sysconfig.get_config_var("CC")
    command = shlex.split(compiler)[:1] if compiler else []
    if not command or not shutil.which(command[0]):
        return "there was no C compiler when it was installed (Debian, Ubuntu: apt-get install gcc)"
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        return "Python's headers were missing when it was installed (Debian, Ubuntu: apt-get install python3-dev)"
    return ""


REASON = why_not()
# what is to be there when it is compiled
NEEDED = [] if REASON else ["mypy>=1.19"]


def compile_core(work: Path) -> list[Path]:
    """Compile the modules in a work folder; give the files made, named as they are to be installed.

    Raises:
        Exception, SystemExit: mypy, mypyc or the compiler did not like something.
    """
    from mypyc.build import mypycify
    from setuptools.command.build_ext import build_ext

    files = [os.path.relpath(core.source(PACKAGE, module), ROOT) for module in core.MODULES]
    options = [
        "--config-file=",  # pyproject.toml's is strict, and wants the types of all libraries
        "--ignore-missing-imports",
        "--follow-imports=silent",
        f"--cache-dir={work / 'cache'}",
    ]
    extensions = mypycify(
        [*options, *files], opt_level="3", debug_level="0", target_dir=str(work / "c"), group_name=core.SHARED
    )
    for extension in extensions:
        # what a newer compiler warns of is no reason to do without
        extension.extra_compile_args = [flag for flag in extension.extra_compile_args if flag != "-Werror"]
    inner = Distribution({"name": "archaeo-core", "ext_modules": extensions})
    command = build_ext(inner)
    command.build_lib, command.build_temp, command.parallel = str(work / "lib"), str(work / "temp"), True
    command.ensure_finalized()
    command.run()
    made = []
    for module, name in [(f"archaeo.{module}", module) for module in core.MODULES] + [
        (f"{core.SHARED}__mypyc", core.SHARED)
    ]:
        file = work / (name + core.SUFFIX)
        Path(command.get_ext_fullpath(module)).rename(file)
        made.append(file)
    return made


class BuildCore(Command):
    """A step of ``build``: puts the compiled modules, or the reason for none, into their folder."""

    description = "compile the core"
    user_options: ClassVar = [("inplace", "i", "put them into the checkout")]
    boolean_options: ClassVar = ["inplace"]
    editable_mode = False
    inplace = False
    build_lib: str | None = None

    def initialize_options(self) -> None:
        """Take what `build` says."""
        self.build_lib = None

    def finalize_options(self) -> None:
        """Take what `build` says."""
        self.set_undefined_options("build_py", ("build_lib", "build_lib"))

    def get_source_files(self) -> list[str]:
        """Name what a source distribution needs for it."""
        return ["script/backend.py", "script/compiling.py"]

    def get_outputs(self) -> list[str]:
        """Name what was made."""
        return [] if self.editable_mode else [str(file) for file in self._folder().glob("*")]

    def get_output_mapping(self) -> dict[str, str]:
        """Name what stands for a source: nothing."""
        return {}

    def _folder(self) -> Path:
        package = PACKAGE if self.editable_mode or self.inplace else Path(self.build_lib or "", "archaeo")
        return package / core.FOLDER

    def run(self) -> None:
        """Make them."""
        folder = self._folder()
        folder.mkdir(parents=True, exist_ok=True)
        for old in [*folder.glob("*" + core.SUFFIX), folder / core.REASON]:
            old.unlink(missing_ok=True)
        reason = REASON or self._compile(folder)
        if reason:
            print(f"archaeo: the core is not compiled and runs as plain Python: {reason}", file=sys.stderr)
            (folder / core.REASON).write_text(reason + "\n", "utf-8")

    def _compile(self, folder: Path) -> str:
        made_of = core.checksum(PACKAGE)
        here = Path.cwd()
        with tempfile.TemporaryDirectory(prefix="archaeo-core-") as work:
            try:
                os.chdir(ROOT)  # mypy names modules by where they lie
                files = compile_core(Path(work))
            except (Exception, SystemExit) as error:
                said = textwrap.shorten(str(error) or type(error).__name__, 100)
                return f"compiling it failed ({said}); pip install -v shows all"
            finally:
                os.chdir(here)
            for file in files:
                shutil.move(file, folder)
        (folder / (core.MADE_OF + core.SUFFIX)).write_text(made_of + "\n", "utf-8")
        return ""


class WithCore(Distribution):
    """A distribution for one kind of machine, if something is compiled for it."""

    def has_ext_modules(self) -> bool:
        """Tell whether it is."""
        return not REASON
