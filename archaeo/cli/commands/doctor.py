"""``archaeo doctor``: what archaeo needs and could use on this machine, and how to get it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import click

from .. import terminal

NAME = "doctor"
ORDER = 90

# command, Debian package, what it is good for; none of them is needed to dig
_TOOLS = (
    ("git", "git", "to work with the repository that archaeo writes"),
    ("svn", "subversion", "to check a conversion against Subversion itself"),
    ("ctags", "universal-ctags", "more definitions for the dependency graph"),
    ("tmux", "tmux", "the tests of the timeline on a real terminal"),
)


@dataclass(frozen=True, slots=True)
class _Finding:
    """One line of the answer: what was looked for, what was found (or None), what to do."""

    name: str
    found: str | None
    needed: bool
    advice: str


@click.command(NAME, short_help="Say what is installed, what is missing, how to get it.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of lines.")
def command(as_json: bool) -> int:
    """Say what is installed here, what is missing, and how to get it.

    Exit status 1 if something is missing that archaeo cannot work without.

    \b
    Examples:
      archaeo doctor
      archaeo doctor --json
    """
    import json

    findings = [*_libraries(), _core(), *_tools(), _browser(), _encoding()]
    if as_json:
        items = [asdict(finding) for finding in findings]
        terminal.write(json.dumps({"schema": "archaeo/doctor/1", "items": items}, indent=2) + "\n")
    else:
        for finding in findings:
            mark = "ok" if finding.found else "MISSING" if finding.needed else "-"
            terminal.out(f"{mark:8}{finding.name:12}{finding.found or finding.advice}")
    missing = [finding.name for finding in findings if finding.needed and not finding.found]
    without = [finding.name for finding in findings if not finding.needed and not finding.found]
    said = f"missing: {', '.join(missing)}" if missing else "all that is needed is here"
    terminal.summed_up(said + (f"; it could also use: {', '.join(without)}" if without else ""))
    return int(any(finding.needed and not finding.found for finding in findings))


def _libraries() -> list[_Finding]:
    import platform
    import re
    from importlib import metadata

    findings = [_Finding("python", platform.python_version(), True, "")]
    for requirement in metadata.requires("archaeo") or []:
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        if "extra ==" in requirement:
            continue
        try:
            found: str | None = metadata.version(name)
        except metadata.PackageNotFoundError:
            found = None
        findings.append(_Finding(name, found, True, f"python -m pip install '{requirement}'"))
    return findings


def _core() -> _Finding:
    from archaeo import core

    why_not = core.FINDER.why_not()
    found = None if why_not else f"compiled, {len(core.MODULES)} modules"
    return _Finding("core", found, False, f"plain Python, which converts in a quarter more time: {why_not}")


def _tools() -> list[_Finding]:
    import shutil
    import subprocess

    findings = []
    for tool, package, purpose in _TOOLS:
        found = None
        if file := shutil.which(tool):
            flag = "-V" if tool == "tmux" else "--version"
            shown = subprocess.run([file, flag], capture_output=True, text=True, errors="replace", check=False).stdout
            found = shown.partition("\n")[0].strip() or file
        findings.append(_Finding(tool, found, False, f"{purpose} (Debian, Ubuntu: apt-get install {package})"))
    return findings


def _browser() -> _Finding:
    import webbrowser

    try:
        found: str | None = webbrowser.get().__class__.__name__
    except webbrowser.Error:
        found = None
    return _Finding("browser", found, False, "none found here; summary.html opens on any machine that has one")


def _encoding() -> _Finding:
    import locale
    import sys

    here = sys.stdout.encoding or locale.getpreferredencoding(False)
    good = here.lower().replace("-", "") == "utf8"
    advice = f"{here}: names in other scripts are shown as escapes (export LC_ALL=C.UTF-8)"
    return _Finding("encoding", here if good else None, False, advice)
