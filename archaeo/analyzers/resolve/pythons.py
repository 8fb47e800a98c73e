"""Which file a Python import means: Python 2's search, beginning beside the importing file."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence

from ..mentions import Dependency
from ..records import Scan
from .records import FileIndex, Target, nearest

_SUFFIXES = (".py", "/__init__.py", ".pyx", ".pyw")
_OLD_LIBRARY = frozenset(
    (
        "anydbm audiodev BaseHTTPServer Bastion bsddb Canvas CGIHTTPServer commands compiler ConfigParser Cookie "
        "cookielib copy_reg cPickle cStringIO dbhash Dialog dircache dl dumbdbm dummy_thread dummy_threading "
        "exceptions fcntl FileDialog fpformat future_builtins gdbm gopherlib hotshot htmlentitydefs htmllib "
        "HTMLParser httplib ihooks imageop imputil itertools linuxaudiodev macpath md5 mhlib mimetools MimeWriter "
        "mimify multifile mutex new nturl2path os2emxpath popen2 posixfile Queue regex regsub rexec rfc822 "
        "robotparser ScrolledText sets sgmllib sha SimpleDialog SimpleHTTPServer SimpleXMLRPCServer SocketServer "
        "statvfs strop StringIO stringold sunaudio symbol thread timing Tix Tkconstants Tkdnd Tkinter "
        "tkColorChooser tkCommonDialog tkFileDialog tkFont tkMessageBox tkSimpleDialog toaiff ttk turtle urllib2 "
        "urlparse user UserDict UserList UserString whichdb whrandom xmllib xmlrpclib xreadlines asynchat asyncore "
        "binhex distutils formatter imp parser smtpd __builtin__ __main__ builtins string_io macfs MacOS Carbon ic "
        "aepack aetools findertools EasyDialogs FrameWork W _tkinter _winreg msilib"
    ).split()
)


def is_standard(name: str) -> bool:
    """Tell whether a top-level module belongs to Python 2's or 3's own library."""
    return name in _OLD_LIBRARY or name in sys.stdlib_module_names


class PythonImports:
    """Finds imported modules among the files of a tree.

    Args:
        packages: from ``package_dir`` of a setup script: package name to the folder that holds it.
    """

    def __init__(self, files: FileIndex, packages: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        self._files, self._packages = files, packages
        self._tops: dict[str, list[str]] = {}
        for path in sorted(files.paths):
            if path.endswith((".py", ".pyx", ".pyw")):
                self._tops.setdefault(_module_name(path), []).append(path)

    def find(self, source: str, mention: Dependency) -> tuple[tuple[Target, ...], str]:
        """Give the files that an import runs, and the name of the external where there is none.

        ``from a import b`` runs ``a`` and, if it is a module, ``a.b``; of a package and a module of it only the module
        is given: that running it runs the package's ``__init__`` too goes without saying.
        """
        name, form = mention.name, mention.form
        if "/" in name or name.endswith(".py"):
            found = self._files.ending(name)
            return ((nearest(source, found, "files of that name"),) if found else ()), name
        base = self._module(source, name)
        if base is None:
            return (), name.lstrip(".").partition(".")[0]
        wanted = form.removeprefix("from ") if form.startswith("from ") else ""
        if (
            wanted
            and wanted != "*"
            and (base.path.endswith("/__init__.py") or base.path == "__init__.py" or not base.path)
        ):
            folder = base.path.rpartition("/")[0] if base.path else base.reason
            inner = self._file(f"{folder}/{wanted}" if folder else wanted)
            if inner:
                return (Target(inner, base.certainty if base.path else "recorded", f"module of {name}"),), ""
        return ((base,) if base.path else ()), ""

    def _file(self, stem: str) -> str | None:
        for suffix in _SUFFIXES:
            found = self._files.at(stem + suffix)
            if found:
                return found
        return None

    def _module(self, source: str, name: str) -> Target | None:
        folder = source.rpartition("/")[0]
        if name.startswith("."):
            return self._relative(folder, name)
        steps = name.replace(".", "/")
        beside = self._file(f"{folder}/{steps}" if folder else steps)
        if beside and beside != source:
            return Target(beside, "recorded", "stands beside the file that imports it")
        head, _, rest = name.partition(".")
        for place, evidence in self._packages.get(head, ()):
            stem = "/".join(part for part in (place, rest.replace(".", "/")) if part)
            found = (
                self._file(stem) if rest else self._file(place) or self._files.at(f"{place}/__init__.py".lstrip("/"))
            )
            if found:
                where = f"in '{place}'" if place else "the root of the tree"
                return Target(found, "path", f"package {head} is {where}, {evidence}")
        fitting = [path for path in self._absolute(name) if path != source]
        if not fitting:
            return None
        if len(fitting) == 1:
            return Target(fitting[0], "path", "only module of that name")
        return nearest(source, fitting, "modules of that name")

    def _relative(self, folder: str, name: str) -> Target | None:
        rest = name.lstrip(".")
        for _ in range(len(name) - len(rest) - 1):
            folder = folder.rpartition("/")[0]
        if not rest:
            found = self._files.at(f"{folder}/__init__.py" if folder else "__init__.py")
            # a package without __init__ is a folder: the reason then carries it to the names imported from it
            return Target(found, "recorded", "its own package") if found else Target("", "recorded", folder)
        found = self._file(f"{folder}/{rest.replace('.', '/')}" if folder else rest.replace(".", "/"))
        return Target(found, "recorded", "named relative to the file") if found else None

    def _absolute(self, name: str) -> list[str]:
        """Give the files that are a module of this full name from some folder that is no package itself."""
        last = name.rpartition(".")[2]
        steps = name.replace(".", "/")
        fitting = []
        for path in self._tops.get(last, ()):
            stem = path.rpartition(".")[0].removesuffix("/__init__")
            if stem != steps and not stem.endswith("/" + steps):
                continue
            root = stem[: len(stem) - len(steps)].rstrip("/")
            if f"{root}/__init__.py".lstrip("/") not in self._files.paths:
                fitting.append(path)
        return fitting


def _module_name(path: str) -> str:
    stem = path.rpartition(".")[0]
    return stem.removesuffix("/__init__").rpartition("/")[2]


def installed_elsewhere(scan: Scan, files: FileIndex) -> dict[str, list[tuple[str, str]]]:
    """Give packages that the tree keeps under another name: ``pyraf``, whose modules lie in ``lib``.

    A name of which no file has the modules is taken for a folder with ``__init__.py`` that has at least two, and more
    than half, of the modules imported from it; evidence is their number. The root of the tree may be such a folder: it
    was checked out under the package's name.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    for file in scan.files:
        if file.lang == "python":
            for mention in file.dependencies:
                top, _, rest = mention.name.partition(".")
                module = rest.partition(".")[0] or mention.form.removeprefix("from ")
                if mention.kind == "import" and top and module not in ("", "*", "dynamic"):
                    wanted[top].add(module)
    folders = [path.removesuffix("/__init__.py") for path in sorted(files.paths) if path.endswith("/__init__.py")]
    if "__init__.py" in files.paths:
        folders.append("")
    names = {folder.rpartition("/")[2] for folder in folders}
    found: dict[str, list[tuple[str, str]]] = {}
    for top, modules in sorted(wanted.items()):
        if top in names or is_standard(top) or files.ending(f"{top}.py"):
            continue
        counts = [(sum(_has(files, folder, module) for module in modules), folder) for folder in folders]
        count, folder = max(counts, default=(0, ""), key=lambda row: (row[0], -len(row[1])))
        if count >= 2 and count * 2 > len(modules):
            found[top] = [(folder, f"which has {count} of the {len(modules)} modules imported from it")]
    return found


def _has(files: FileIndex, folder: str, module: str) -> bool:
    stem = f"{folder}/{module}" if folder else module
    return any(stem + suffix in files.paths for suffix in _SUFFIXES)
