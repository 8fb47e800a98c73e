"""What C and C++ have in common: comments, directives, braces.

No parser: two thirds of the files of old C trees are in error for today's grammars (K&R definitions, macros that open
braces), and the edges do not need one. What is needed is to know comments from code, and the outermost level from the
bodies of functions.
"""

from __future__ import annotations

import re
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
_CONDITION = re.compile(r"^[ \t]*#[ \t]*(ifdef|ifndef|if|elif|else|endif|include|import|include_next)\b([^\n]*)", re.M)
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
    yield from _includes(code, lines)
    yield from _root(text, code, lines)
    outer, inner = _levels(code)
    yield from _definitions(outer, lines)
    for match in _TYPE.finditer(code):
        yield Module(match[1], "class", lines.at(match.start(1)))
    yield from _references(code, outer, inner, lines)


def _emptied(match: re.Match[str]) -> str:
    found = match[0]
    first = found[0]
    if first == '"' or first == "'":
        return first * 2 + "\n" * found.count("\n")
    if first == "/":
        return "\n" * found.count("\n") or " "
    return found


def _includes(code: str, lines: Lines) -> Iterator[Dependency]:
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
            found = _INCLUDE.match(match[0])
            if found:
                condition = " and ".join(part for part in conditions if part)
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
    for match in _BRACE_OR_DIRECTIVE.finditer(code):
        start = match.start()
        piece = code[at:start]
        skipping = any(skipped)
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
                skipped[-1] = True
            elif word == "endif" and skipped:
                skipped.pop()
    (inner if depth else outer).append((at, code[at:]))
    return outer, inner


def _definitions(outer: list[tuple[int, str]], lines: Lines) -> Iterator[Module]:
    """Yield functions and variables with a definition; a static one has the kind's name with ``static`` before it."""
    chunk: list[tuple[int, str]] = []
    was_body = False
    for offset, piece in outer:
        if piece == "{":
            found = _function(chunk, lines)
            was_body = found is not None
            if found is not None:
                yield found
                chunk = []
        elif piece == "}":
            if was_body:
                chunk = []
            else:
                chunk.append((offset, " {} "))
        else:
            chunk.append((offset, piece))
            if ";" in piece:
                if not was_body or len(chunk) > 1 or piece.strip() != ";":
                    yield from _variables(chunk, lines)
                last = piece.rfind(";") + 1
                # the declarations of a K&R definition's parameters stand between its head and its body
                keep = "".join(text for _, text in chunk)
                if not re.search(r"\)[^;{}()=]*;[^{}()=]*$", keep[-400:]):
                    chunk = [(offset + last, piece[last:])]
    yield from _variables(chunk, lines)


def _function(chunk: list[tuple[int, str]], lines: Lines) -> Module | None:
    text = "".join(piece for _, piece in chunk)[-1500:]
    match = _HEAD.search(text)
    if match is None:
        return None
    name = re.sub(r"\s", "", match[1])
    short = name.rpartition("::")[2]
    if short in _WORDS and short != "main":
        return None
    before = text[: match.start()].rpartition(";")[2].rpartition("}")[2]
    line = _line_of(chunk, len("".join(piece for _, piece in chunk)) - len(text) + match.start(1), lines)
    if "::" in name:
        return Module(short, "method", line, name.rpartition("::")[0].rpartition("::")[2].partition("<")[0])
    if short == "main":
        return Module("main", "main", line)
    return Module(short, "static function" if re.search(r"\b(static|template|inline)\b", before) else "function", line)


_STATEMENT = re.compile(r"[^;]+;")
_NO_VARIABLE = re.compile(
    r"^\s*(?:typedef|extern|using|template|friend|static|class|struct\s+\w+\s*;|enum\b|return|namespace)\b"
)
_DECLARATOR = re.compile(r"[\s*&]([A-Za-z_]\w*)\s*(?:\[[^\]]*\]\s*)*(?:=[^,;]*)?(?=[,;])")


def _variables(chunk: list[tuple[int, str]], lines: Lines) -> Iterator[Module]:
    text = "".join(piece for _, piece in chunk)
    for statement in _STATEMENT.finditer(text):
        said = statement[0]
        if "(" in said or _NO_VARIABLE.match(said) or len(said) > 3000:
            continue
        words = said.split(None, 1)
        if len(words) < 2:
            continue
        for match in _DECLARATOR.finditer(said):
            if match[1] not in _WORDS:
                yield Module(match[1], "variable", _line_of(chunk, statement.start() + match.start(1), lines))


def _line_of(chunk: list[tuple[int, str]], offset: int, lines: Lines) -> int:
    for at, piece in chunk:
        if offset < len(piece):
            return lines.at(at + offset)
        offset -= len(piece)
    return lines.at(chunk[-1][0]) if chunk else 1


def _references(
    code: str, outer: list[tuple[int, str]], inner: list[tuple[int, str]], lines: Lines
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
        yield Module(match[1], "macro", lines.at(match.start(1)))
        for call in _CALL.finditer(match[3]):
            seen.setdefault(call[1], match.start(3) + call.start())
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
