"""Python's ``setup.py``, and the files beside it that hold its arguments.

Reads::

    setup(name='pyraf', packages=['pyraf'], package_dir={'pyraf': 'lib'},
          ext_modules=[Extension('pyraf.sscanf', ['src/sscanfmodule.c'], libraries=['X11'])],
          install_requires=['numpy>=1.0'])

Source: distutils and setuptools manuals. Only literal arguments are read; the file is never run.
Not understood: lists put together by code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import SourceText, Statement

NAME = "setup.py"

_PACKAGE_DIR = re.compile(r"""['"]?package_dir['"]?\s*[=:]\s*(?:dict\s*\()?\{?([^})]*)""")
_PAIR = re.compile(r"""['"]?([\w.]*)['"]?\s*[:=]\s*['"]([^'"]*)['"]""")
_EXTENSION = re.compile(r"\bExtension\s*\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")
_LIST = re.compile(r"\b(sources|include_dirs|libraries)\s*=\s*\[([^\]]*)\]")
_POSITIONAL = re.compile(r"""\s*['"][^'"]*['"]\s*,\s*\[([^\]]*)\]""")
_REQUIRES = re.compile(r"\b(?P<key>install_requires|requires|setup_requires|tests_require)\s*=\s*\[(?P<needs>[^\]]*)\]")
_EXTRAS = re.compile(r"\bextras_require\s*=\s*(?:dict\s*\()?\{?(?P<extras>[^{}]*)")
_EXTRA = re.compile(r"""(?<![\w-])(?P<key>[\w-]++)['"]?\s*+[:=]\s*\[(?P<needs>[^\]]*)\]""")
_STRING = re.compile(r"""['"]([^'"\n]*)['"]""")
_NEED = re.compile(r"\s*(?P<name>[\w.-]+)")
_LIMIT = re.compile(r"(?P<how>(?<![<>=!~])[<>=!~]++|\((?=\s*\d))\s*(?P<version>[\w.*]+)")
_BESIDE = re.compile(r"(?:^|[-_])(?:tests?|testing|docs?|dev|develop\w*|lint|examples?|ci|typing)(?:$|[-_])", re.I)


def matches(path: str) -> bool:
    """Tell whether a file is a setup script, or the file that stsci_python kept its arguments in."""
    return path.rpartition("/")[2] in ("setup.py", "defsetup.py", "setup_egg.py", "setupegg.py")


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield package folders, extension modules with their sources and libraries, and requirements."""
    text = re.sub(r"^[ \t]*#[^\n]*", "", file.text, flags=re.M)

    def line(at: int) -> int:
        return text.count("\n", 0, at) + 1

    for match in _PACKAGE_DIR.finditer(text):
        for name, folder in _PAIR.findall(match[1]):
            yield Statement("package directory", name, folder, line(match.start()))
    for match in _EXTENSION.finditer(text):
        yield from _extension(match[1], line(match.start()))
    for match in _REQUIRES.finditer(text):
        role = "beside " if match["key"] == "tests_require" else ""
        for need in _STRING.findall(match["needs"]):
            yield from asked(need, role, line(match.start()))
    for match in _EXTRAS.finditer(text):
        for extra in _EXTRA.finditer(match["extras"]):
            for need in _STRING.findall(extra["needs"]):
                yield from asked(need, role_of(extra["key"]), line(match.start("extras") + extra.start()))


def role_of(extra: str) -> str:
    """Give what stands before ``package`` for a group of requirements that are installed only by its name.

    >>> role_of("test"), role_of("plotting")
    ('beside ', 'optional ')
    """
    return "beside " if _BESIDE.search(extra) else "optional "


def asked(need: str, role: str, line: int) -> Iterator[Statement]:
    """Yield what a requirement asks for; a version that is too new stands with its sign.

    >>> [(said.name, said.value) for said in asked("numpy>=1.9,<2", "", 1)], [s.value for s in asked("six <2", "", 1)]
    ([('numpy', '1.9 <2')], ['<2'])
    """
    found = _NEED.match(need)
    if found:
        limits = dict(reversed(_LIMIT.findall(need.partition(";")[0])))
        least = next((limits[how] for how in (">=", "==", "~=", "===", ">", "(") if how in limits), "")
        most = f"<{limits['<']}" if "<" in limits else ""
        yield Statement(f"{role}package", found["name"], f"{least} {most}".strip(), line)


def _extension(arguments: str, line: int) -> Iterator[Statement]:
    name = _STRING.search(arguments)
    lists = {key: _STRING.findall(value) for key, value in _LIST.findall(arguments)}
    positional = _POSITIONAL.match(arguments)
    sources = lists.get("sources") or (_STRING.findall(positional[1]) if positional else [])
    if name:
        linked = [f"-l{library}" for library in lists.get("libraries", ())]
        yield Statement("library", name[1], " ".join([*sources, *linked]), line)
    for folder in lists.get("include_dirs", ()):
        yield Statement("include path", "", folder, line)
