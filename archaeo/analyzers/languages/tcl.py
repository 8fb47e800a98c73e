"""Tcl and Tk: files sourced, packages required, libraries loaded, procedures defined and called.

Reads::

    package require Itcl 3.0
    source $env(STADTCL)/tk_utils/init.tcl
    load $env(STADLIB)/libgap.so
    proc ShowTrace {io args} { trace_load $io; return [db_info num $io] }

Source: Tcl manual, Tcl(n), source(n), package(n).
Not understood: commands put together in strings, procedures renamed; names in ``tclIndex`` files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import Dependency, Lines, Module, SourceText

NAME = "tcl"
SUFFIXES = (".tcl", ".tk", ".itcl", ".itk", ".test", ".exp")
INTERPRETERS = ("tclsh", "wish", "expect", "itclsh", "itkwish", "stash")

_COMMENT = re.compile(r"(?:^|;)[ \t]*#(?:[^\n\\]|\\.)*", re.M | re.S)
_SOURCE = re.compile(
    r"(?:^|[;{\[]|\bcatch[ \t]+\{?)[ \t]*source[ \t]+(?:\[file join ([^\]]+)\]|\"([^\"]+)\"|([^\s;\]}]+))", re.M
)
_PACKAGE = re.compile(r"\bpackage[ \t]+(require|provide)[ \t]+(?:-exact[ \t]+)?([A-Za-z][\w:]*)(?:[ \t]+([\d.]+))?")
_LOAD = re.compile(
    r"(?:^|[;{\[])[ \t]*(?:load|load_package|package ifneeded \S+ \S+ \[list load)[ \t]+([^\s;\]}]+)", re.M
)
_PROC = re.compile(r"^[ \t]*(?:proc|itcl_class|class|itcl::class)[ \t]+(?:::)?([\w:.-]+)", re.M)
_COMMAND = re.compile(r"(?:^|[;\[{\"])[ \t]*(?:::)?([A-Za-z_][\w:.]*)(?=[ \t\n\]};]|$)", re.M)
_ARGUMENT = re.compile(
    r"-(?:command|cmd|postcommand|yscrollcommand|xscrollcommand|validatecommand)[ \t]+[\"{]?(?:\[list[ \t]+)?"
    r"([A-Za-z_]\w*)"
)

# commands of Tcl and Tk, and subcommands that a line of a switch begins with: a tree's own `exit` overrides nothing
_BUILT_IN = frozenset(
    "after append array bind bindtags break button canvas case catch cd checkbutton close component concat "
    "console constructor continue default destroy destructor else elseif entry eof error eval exec exit expr "
    "fconfigure file fileevent flush focus for foreach format frame get gets glob global grab grid history if "
    "image incr info inherit inherited insert interp join keep label lappend lindex linsert list listbox "
    "llength load lower lrange lreplace lsearch lsort menu menubutton message method namespace open option pack "
    "package place private proc protected public puts pwd radiobutton raise read regexp regsub rename return "
    "scale scan scrollbar seek selection send set socket source split string subst switch tell text time tk "
    "tkwait toplevel trace unknown unset update uplevel upvar usual variable vwait while winfo wm bbox "
    "configure cget delete index add itk_component itk_option itk_initialize itcl_class tk_popup tk_messageBox "
    "tk_dialog".split()
)


def scan(file: SourceText) -> Iterator[Module | Dependency]:
    """Yield procedures, packages provided and required, files sourced and loaded, commands called."""
    code = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), file.text)
    lines = Lines(code)
    for match in _SOURCE.finditer(code):
        name = match[1] or match[2] or match[3]
        yield Dependency("/".join(name.split()) if match[1] else name, "include", lines.at(match.end() - 1), "source")
    for match in _PACKAGE.finditer(code):
        line = lines.at(match.start(2))
        yield (
            Module(match[2], "package", line)
            if match[1] == "provide"
            else Dependency(match[2], "import", line, match[3] or "")
        )
    for match in _LOAD.finditer(code):
        yield Dependency(match[1], "load", lines.at(match.start(1)))
    for match in _PROC.finditer(code):
        yield Module(match[1].rpartition("::")[2], "function", lines.at(match.start(1)))
    seen: dict[str, int] = {}
    for pattern in (_COMMAND, _ARGUMENT):
        for match in pattern.finditer(code):
            seen.setdefault(match[1].rpartition("::")[2], match.start(1))
    for name, at in seen.items():
        if name in _BUILT_IN:
            continue
        yield Dependency(name, "call", lines.at(at), "name")
