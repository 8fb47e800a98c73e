"""What C and C++ have in common: comments, directives, braces.

No parser: two thirds of the files of old C trees are in error for today's grammars (K&R definitions, macros that open
braces), and the edges do not need one. What is needed is to know comments from code, and the outermost level from the
bodies of functions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ..mentions import Dependency, Lines, Module, SourceText

# An include keeps its quotes; every other string and each comment is emptied, its line ends stay.
_WORDLESS = re.compile(
    r"""^[ \t]*\#[ \t]*(?:include|import|include_next)[ \t]*(?:"[^"\n]*"|<[^>\n]*>)
      | //(?:[^\n\\]|\\.)*
      | /\*(?:.*?\*/|.*\Z)
      | "(?:[^"\\\n]|\\.)*"
      | '(?:[^'\\\n]|\\.)*'""",
    re.S | re.M | re.X,
)
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*(?:include|import|include_next)[ \t]*(["<])([^">\n]+)[">]', re.M)
_CONDITION = re.compile(
    r"^[ \t]*#[ \t]*(ifdef|ifndef|if|elif|else|endif|define|include|import|include_next)\b([^\n]*)", re.M
)
_GUARD = re.compile(r"\s*#[ \t]*ifndef[ \t]+(\w+)\s*\n\s*#[ \t]*define[ \t]+\1\b")
_BRACE_OR_DIRECTIVE = re.compile(r"^[ \t]*#[ \t]*(\w*)(?:[^\n]*\\\n)*[^\n]*|[{}]", re.M)
_TRANSPARENT = re.compile(r'(?:extern\s*""|\bnamespace(?:\s+[\w:]+)?)\s*$')
_HEAD = re.compile(
    r"((?:[A-Za-z_~][\w~]*(?:<[^<>]*>)?\s*::\s*)*(?:~?[A-Za-z_]\w*|operator\s*[^\s\w(]{1,3}))\s*"
    r"\(([^()]*+(?:\([^()]*+\)[^()]*+)*+)\)\s*"
    r"((?:const|volatile|throw\s*\([^()]*\)|noexcept)\s*)*(:[^;{}]*|(?:[^;(){}=#:]+;\s*)*+)$"
)
_CALL = re.compile(r"(?<![\w.])(?<!->)([A-Za-z_]\w*)\s*\(")
_NAME = re.compile(r"(?<![\w.])(?<!->)[A-Za-z_]\w*+(?!\s*\()")
_ANY_NAME = re.compile(r"[A-Za-z_]\w*")
_DECLARED = re.compile(r"(?:^|[;{})])\s*((?:[A-Za-z_]\w*[ \t\n*]+)+[*\s]*[A-Za-z_]\w*[^;(){}]*);")
_INITIAL = re.compile(r"=[^,;]*")
_TYPE = re.compile(r"\b(?:class|struct|union)\s+(?:[A-Z_]+\s+)?([A-Za-z_]\w*)\s*(?:final\s*)?(?::[^;{}()]*)?\{")
_MACRO = re.compile(r"^[ \t]*#[ \t]*define[ \t]+([A-Za-z_]\w*)(\(?)((?:[^\n]*\\\n)*[^\n]*)", re.M)
_LINKDEF = re.compile(
    r"^[ \t]*#[ \t]*pragma[ \t]+link[ \t]+C\+\+[ \t]+(?:class|struct|function|global|namespace)[ \t]+([\w:]+)", re.M
)
_LOAD = re.compile(
    r"(?:gSystem\s*->\s*Load|gROOT\s*->\s*(?:LoadMacro|ProcessLine|Macro)|dlopen)\s*\(\s*"
    r'"(?:\.[LxX]\s+)?([^"\n(]+)'
)
_WORDS = frozenset(
    (
        "if for while switch return sizeof do else case default goto break continue typedef struct union enum class "
        "extern static register const volatile auto unsigned signed int char float double long short void defined "
        "new delete throw catch try template typename using namespace operator public private protected virtual "
        "inline explicit friend this bool true false NULL mutable static_cast dynamic_cast const_cast "
        "reinterpret_cast typeid main asm __asm__ __attribute__ va_arg va_start va_end"
    ).split()
)


def scan(file: SourceText) -> Iterator[Module | Dependency]:
    """Yield what a C or C++ file includes, defines and refers to; each name once, at its first line."""
    text = file.text
    code = _WORDLESS.sub(_emptied, text)
    lines = Lines(code)
    conditional: dict[int, str] = {}
    yield from _includes(code, lines, conditional)
    yield from _root(text, code, lines)
    if file.path.endswith(".C") and code.lstrip()[:1] == "{":
        yield Module("unnamed macro", "main", 1)  # ROOT runs a file that is nothing but a block
    outer, inner = _levels(code)
    yield from _definitions(outer, lines)
    for match in _TYPE.finditer(code):
        yield Module(match[1], "class", lines.at(match.start(1)))
    yield from _references(code, inner, lines, conditional)


def _emptied(match: re.Match[str]) -> str:
    found = match[0]
    first = found[0]
    if first == '"' or first == "'":
        return first * 2 + "\n" * found.count("\n")
    if first == "/":
        return "\n" * found.count("\n") or " "
    return found


def _includes(code: str, lines: Lines, conditional: dict[int, str]) -> Iterator[Dependency]:
    """Yield the includes with their conditions; note the lines of macros that stand under one."""
    guard = _GUARD.match(code)
    conditions: list[str] = []
    for match in _CONDITION.finditer(code):
        word, rest = match[1], match[2].strip()
        if word in ("if", "ifdef", "ifndef"):
            own = "" if guard and match.start() < guard.end() else _condition(word, rest)
            conditions.append(own)
        elif word in ("else", "elif"):
            if conditions:
                conditions[-1] = f"not ({conditions[-1]})" if word == "else" else _condition("if", rest)
        elif word == "endif":
            if conditions:
                conditions.pop()
        else:
            condition = " and ".join(part for part in conditions if part)
            if word == "define":
                if condition:
                    conditional[lines.at(match.start(1))] = condition[:200]
                continue
            found = _INCLUDE.match(match[0])
            if found:
                yield Dependency(found[2].strip(), "include", lines.at(match.start(1)), found[1], condition[:200])


def _condition(word: str, rest: str) -> str:
    return {"ifdef": "defined ", "ifndef": "not defined "}.get(word, "") + rest


def _root(text: str, code: str, lines: Lines) -> Iterator[Dependency]:
    """Yield what is said to ROOT: classes with a dictionary, libraries and macros loaded at run time."""
    if "pragma" in code:
        for match in _LINKDEF.finditer(code):
            yield Dependency(match[1], "dictionary", lines.at(match.start(1)))
    if "oad" in text or "dlopen" in text or "Macro" in text:
        for match in _LOAD.finditer(text):
            yield Dependency(match[1].strip().rstrip("+"), "load", text.count("\n", 0, match.start()) + 1, "dynamic")


def _levels(code: str) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Give the pieces (offset, text) outside all braces, each ending before a brace or directive, and those inside.

    Of ``#if`` and its ``#else`` only the first branch counts its braces, or both would open the same function.
    A closing brace in the first column is taken as the end of everything open: macros may have opened what they never
    close. ``extern "C" {`` and ``namespace x {`` are no level.
    """
    outer: list[tuple[int, str]] = []
    inner: list[tuple[int, str]] = []
    depth = at = 0
    open_transparent: list[int] = []
    skipped: list[bool] = []
    skips = 0
    for match in _BRACE_OR_DIRECTIVE.finditer(code):
        start = match.start()
        piece = code[at:start]
        skipping = skips > 0
        if piece:
            (inner if depth or skipping else outer).append((at, piece))
        at = match.end()
        token = match[0]
        if token == "{":
            if skipping:
                continue
            if not depth and _TRANSPARENT.search(piece[-200:]):
                open_transparent.append(depth)
                outer.append((start, ";"))
                continue
            if not depth:
                outer.append((start, "{"))
            depth += 1
        elif token == "}":
            if skipping:
                continue
            if depth and (code[start - 1 : start] == "\n" and not open_transparent):
                depth = 1
            if depth:
                depth -= 1
                if not depth:
                    outer.append((start, "}"))
            elif open_transparent:
                open_transparent.pop()
                outer.append((start, ";"))
        else:
            word = match[1]
            if word.startswith("if"):
                skipped.append(False)
            elif word in ("else", "elif") and skipped:
                skips += not skipped[-1]
                skipped[-1] = True
            elif word == "endif" and skipped:
                skips -= skipped.pop()
    (inner if depth else outer).append((at, code[at:]))
    return outer, inner


_STATEMENT = re.compile(r"[^;]+;")
# `extern int far;`, `int f(x)`, `int f PROTO((int))`, each also behind a macro: libjpeg's `EXTERN(void) f JPP((int))`
_DECLARATION = re.compile(
    r"\s*(?:[A-Z_]+\s*\([^()]*\)\s*)?(?:extern\s+[^;(]*?([A-Za-z_]\w*)\s*(?:\[[^\]]*\]\s*)*[;,]"
    r"|(?!typedef|static)[^;(=]*?\b([A-Za-z_]\w*+)\s*+(?:\b[A-Za-z_]\w*\s*\(\(|\())"
)
_NO_VARIABLE = re.compile(
    r"^\s*(?:typedef|extern|using|template|friend|static|class|struct\s+\w+\s*;|enum\b|return|namespace)\b"
)
_DECLARATOR = re.compile(r"[\s*&]([A-Za-z_]\w*)\s*(?:\[[^\]]*\]\s*)*(?:=[^,;]*)?(?=[,;])")


class _Stretch:
    """Text put together from pieces of the outermost level; knows each character's line."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._offsets: list[int] = []
        self._length = 0

    def add(self, offset: int, piece: str) -> None:
        self._pieces.append(piece)
        self._starts.append(self._length)
        self._offsets.append(offset)
        self._length += len(piece)

    def text(self) -> str:
        return "".join(self._pieces)

    def tail(self) -> tuple[int, str]:
        """Give the end of the text, some 2,000 characters, and its offset: the longest K&R head seen fits in."""
        parts: list[str] = []
        length = 0
        for piece in reversed(self._pieces):
            parts.append(piece)
            length += len(piece)
            if length > 2000:
                break
        text = "".join(reversed(parts))
        return self._length - len(text), text

    def line(self, at: int) -> int:
        piece = bisect_right(self._starts, at) - 1
        return self._lines.at(self._offsets[piece] + at - self._starts[piece])


def _definitions(outer: list[tuple[int, str]], lines: Lines) -> Iterator[Module]:
    """Yield functions and variables with a definition, and declarations of what others define.

    The declarations of a K&R definition's parameters stand between its head and its body, and so are never looked at.
    """
    stretch = _Stretch(lines)
    was_body = False
    for offset, piece in outer:
        if piece == "{":
            start, text = stretch.tail()
            head = _head(text)
            was_body = head is not None
            if head is not None:
                yield from _variables(stretch.text()[: start + head.start()] + ";", stretch)
                yield from _function(text, head, stretch.line(start + head.start(1)))
                stretch = _Stretch(lines)
        elif piece == "}":
            if not was_body:
                stretch.add(offset, " {} ")
            was_body = False
        else:
            stretch.add(offset, piece)
    yield from _variables(stretch.text() + ";", stretch)


def _head(text: str) -> re.Match[str] | None:
    """Find the head of a function at the end of the text."""
    if not text.rstrip().endswith((")", ";", "const", "volatile", "noexcept")):
        return None  # of an initializer, a struct, an enum: asking the expression costs 0.6 ms each
    found = _HEAD.search(text, max(0, len(text) - 2000))
    if found is None:
        return None
    short = re.sub(r"\s", "", found[1]).rpartition("::")[2]
    return None if short in _WORDS and short != "main" else found


def _function(text: str, head: re.Match[str], line: int) -> Iterator[Module]:
    name = re.sub(r"\s", "", head[1])
    owner, _, short = name.rpartition("::")
    before = text[max(0, head.start() - 200) : head.start()].rpartition(";")[2].rpartition("}")[2]
    if owner:
        yield Module(short, "method", line, owner.rpartition("::")[2].partition("<")[0])
    elif short == "main":
        yield Module("main", "main", line)
    else:
        is_own = re.search(r"\b(static|template|inline)\b", before)
        yield Module(short, "static function" if is_own else "function", line)


def _variables(text: str, stretch: _Stretch) -> Iterator[Module]:
    for statement in _STATEMENT.finditer(text):
        said = statement[0]
        if len(said) > 3000:
            continue
        declared = _DECLARATION.match(said)
        if declared:
            name = declared[1] or declared[2]
            if name not in _WORDS:
                yield Module(name, "declaration", stretch.line(statement.start() + declared.end() - 1))
        if "(" in said or _NO_VARIABLE.match(said) or len(said.split(None, 1)) < 2:
            continue
        for match in _DECLARATOR.finditer(said):
            if match[1] not in _WORDS:
                yield Module(match[1], "variable", stretch.line(statement.start() + match.start(1)))


def _references(
    code: str, inner: list[tuple[int, str]], lines: Lines, conditional: dict[int, str]
) -> Iterator[Module | Dependency]:
    """Yield each symbol that the bodies mention: called ones as they are, others with the form ``name``."""
    seen: dict[str, int] = {}
    names: dict[str, int] = {}
    local: set[str] = set()
    for offset, piece in inner:
        for match in _CALL.finditer(piece):
            seen.setdefault(match[1], offset + match.start())
        for match in _NAME.finditer(piece):
            names.setdefault(match[0], offset + match.start())
    for match in _MACRO.finditer(code):
        line = lines.at(match.start(1))
        yield Module(match[1], "macro", line)
        for name in dict.fromkeys(_ANY_NAME.findall(match[3])):
            if name not in _WORDS:
                yield Dependency(name, "call", line, f"macro {match[1]}", conditional.get(line, ""))
    body = "".join("{" + piece + "}" for _, piece in inner)
    for match in _DECLARED.finditer(body):
        if "extern" not in match[1]:
            local.update(_ANY_NAME.findall(_INITIAL.sub("", match[1])))
    for name, offset in seen.items():
        if name not in _WORDS:
            yield Dependency(name, "call", lines.at(offset))
    for name, offset in names.items():
        if name not in seen and name not in local and name not in _WORDS:
            yield Dependency(name, "call", lines.at(offset), "name")
