"""File names that git or a common disk refuses: escaped so that they can be read back, and by whom.

An escape is ``%`` and two hexadecimal digits, as in a URL. Only names that `git fsck` refuses are escaped unasked; with
`portable`, also those that Windows or macOS cannot hold. A name that merely looks like an escape made here has its own
``%`` escaped, so that every name can be read back.

Source of what git refuses: git, ``fsck_tree`` in fsck.c, ``is_ntfs_dotgit`` and ``is_ntfs_dot_str`` in path.c,
``is_hfs_dot_generic`` in utf8.c. Source of what Windows refuses: Microsoft, "Naming Files, Paths, and Namespaces".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote_to_bytes

# a first look, for speed: no name that passes it is refused by git or looks like an escape of one that is
_SUSPECT = re.compile(r"^\.{0,2}$|^\.?g|^\.?G|[%\\\u0080-\U0010ffff]").search
_NTFS_END = r"[. ]*(?:[\\/:].*)?$"
_NTFS_GIT = re.compile(r"(?:\.git|git~1)" + _NTFS_END, re.I | re.S)
_HFS_IGNORED = re.compile("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")
_HFS_GIT = re.compile(r"\.git(?:$|/|[\udc80-\udcff])", re.I)
_OWN_FILES = {
    "modules": (r"\.gitmodules", "gitmod", "gi7eba"),
    "attributes": (r"\.gitattributes", "gitatt", "gi7d29"),
}
_NOT_ON_WINDOWS = re.compile(r'[\x00-\x1f<>:"|?*\\\x7f]|[. ]$')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(?:$|[. ])", re.I)
_BROKEN_BYTE = re.compile("[\udc80-\udcff]")
# a first look at what `trouble` looks for
_TROUBLE = re.compile(r'[\x00-\x1f<>:"|?*\\\x7f\udc80-\udcff]|[. ]$|^(?:con|prn|aux|nul|com|lpt)', re.I).search


def _short(first: str, hashed: str) -> str:
    """Give the pattern of the 8.3 names that NTFS may make of a name."""
    tails = [f"{hashed[:length]}~[1-9][0-9]{{{6 - length}}}" for length in range(7)]
    return "|".join([f"{first}~[1-4]", *tails])


_OWN_NTFS = {
    own: re.compile(f"(?:{name}|{_short(first, hashed)})[. ]*(?:$|:.*$)", re.I | re.S)
    for own, (name, first, hashed) in _OWN_FILES.items()
}
_OWN_HFS = {own: re.compile(f"{name}(?:$|[\udc80-\udcff])", re.I) for own, (name, _, _) in _OWN_FILES.items()}


# most names of a history come again and again
_remembered = lru_cache(maxsize=1 << 13)


@_remembered
def is_suspect(name: str) -> bool:
    """Tell whether a name deserves a second look; quick, and wrong only on the safe side."""
    return _SUSPECT(name) is not None


@_remembered
def is_refused(name: str) -> bool:
    """Tell whether git refuses a name for whatever it is the name of.

    >>> [is_refused(name) for name in (".GIT", "git~1", ".git. .", ".g\u200cit", "a\\\\.git", ".git::$X")]
    [True, True, True, True, True, True]
    >>> is_refused(".gitk"), is_refused("git")
    (False, False)
    """
    if name in ("", ".", "..") or any(_NTFS_GIT.match(part) for part in name.split("\\")):
        return True
    return _HFS_GIT.match(_HFS_IGNORED.sub("", name)) is not None


@_remembered
def means(name: str) -> str:
    """Give which of git's own files a name means on some disk: ``modules``, ``attributes`` or "".

    >>> means(".GitModules "), means("gi7eba~1"), means(".gitattributes"), means("modules")
    ('modules', 'modules', 'attributes', '')
    """
    for own in _OWN_FILES:
        ntfs, hfs = _OWN_NTFS[own], _OWN_HFS[own]
        if any(ntfs.match(part) for part in name.split("\\")) or hfs.match(_HFS_IGNORED.sub("", name)):
            return own
    return ""


def escape(name: str) -> str:
    """Give what stands in git for a name that git refuses.

    >>> escape(".git"), escape("git~1"), escape(".."), escape("")
    ('%2Egit', 'git%7E1', '%2E%2E', '%')
    """
    return name.replace("%", "%25").replace(".", "%2E").replace("~", "%7E") or "%"


def looks_escaped(name: str) -> bool:
    """Tell whether a name could be one that `escape` made, so that it needs an escape itself.

    >>> looks_escaped("%2Egit"), looks_escaped("%252Egit"), looks_escaped("100%25.txt"), looks_escaped("%2egit")
    (True, True, False, False)
    """
    if "%" not in name:
        return False
    inner = _unescape(name)
    return escape(inner) == name and (is_refused(inner) or means(inner) != "" or looks_escaped(inner))


def may_be_escaped(name: str) -> bool:
    """Tell whether a name may have to be escaped, whatever it is the name of."""
    return is_suspect(name) and (is_refused(name) or means(name) != "" or looks_escaped(name))


def original(name: str, *, portable: bool) -> str:
    """Give the name in the source of a name in git.

    >>> original("%2Egit", portable=False), original("%41b", portable=False), original("%41b", portable=True)
    ('.git', '%41b', 'Ab')
    """
    if portable or looks_escaped(name):
        return _unescape(name)
    return name


@_remembered
def trouble(name: str) -> str:
    """Give why a name that git takes makes trouble elsewhere, "" where it does not.

    >>> trouble("aux.c"), trouble("a. "), trouble("what?")
    ('is a device on Windows', 'ends in a dot or a space', 'has characters that Windows refuses')
    """
    if _TROUBLE(name) is None:
        return ""
    if _BROKEN_BYTE.search(name):
        return "is not UTF-8"
    if _DEVICE.match(name):
        return "is a device on Windows"
    if name[-1:] in (".", " "):
        return "ends in a dot or a space"
    if any(ord(letter) < 32 or letter == "\x7f" for letter in name):
        return "has control characters"
    return "has characters that Windows refuses" if _NOT_ON_WINDOWS.search(name) else ""


def folded(name: str) -> str:
    """Give what a disk that ignores case and composition takes a name for."""
    return unicodedata.normalize("NFC", name).lower()


def portable(names: Iterable[str]) -> dict[str, str]:
    """Give name to the name that every common disk can hold, for all names of a directory.

    >>> portable(["Makefile", "makefile", "nul", "a:b", "50%"])
    {'Makefile': '%4Dakefile', 'makefile': 'makefile', 'nul': '%6Eul', 'a:b': 'a%3Ab', '50%': '50%25'}
    """
    listed = list(names)
    count: dict[str, int] = {}
    for name in listed:
        count[folded(name)] = count.get(folded(name), 0) + 1
    return {name: _portable(name, clashes=count[folded(name)] > 1) for name in listed}


def _portable(name: str, *, clashes: bool) -> str:
    if is_refused(name) or means(name):
        return escape(name) if is_refused(name) else name.replace("%", "%25")
    made = _NOT_ON_WINDOWS.sub(_percent, name.replace("%", "%25"))
    made = _BROKEN_BYTE.sub(_percent, made)
    if _DEVICE.match(made):
        made = _percent_all(made[0]) + made[1:]
    if clashes:
        composed = unicodedata.normalize("NFC", made) == made
        made = "".join(
            _percent_all(letter) if letter != letter.lower() or (not composed and ord(letter) > 127) else letter
            for letter in _units(made)
        )
    return made


def _units(text: str) -> list[str]:
    """Split a text into letters, an escape being one."""
    return re.findall(r"%[0-9A-F]{2}|.", text, re.S)


def _percent(match: re.Match[str]) -> str:
    return _percent_all(match[0])


def _percent_all(text: str) -> str:
    if len(text) == 3 and text[0] == "%":
        return text
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogateescape"))


def _unescape(name: str) -> str:
    return (
        ""
        if name == "%"
        else unquote_to_bytes(name.encode("utf-8", "surrogateescape")).decode("utf-8", "surrogateescape")
    )


_UNSOUND_MODULES = re.compile(
    rb"""^[^\S\n]*+(?:url|path)\s*=\s*"?-          # would be taken for an option
    | ^[^\S\n]*+update\s*=\s*"?!                     # would be run
    | ^[^\S\n]*+url\s*=.*(?:%0a|\\n|:///)            # a second line, or a URL without a host
    | ^[^\S\n]*+url\s*=\s*"?(?:\.\.?/)+:
    | ^[^\S\n]*+\[submodule\s+"(?:[^"\n]*[/\\])?\.\.(?:[/\\][^"\n]*)?"\]
    | ^[^\S\n]*+\[submodule\s+""\]""",
    re.I | re.M | re.X,
)
LONGEST_ATTRIBUTES_LINE = 2047


def is_sound(own: str, text: bytes) -> bool:
    """Tell whether git takes a text as its own file of this meaning; see `means`.

    Source: git, ``fsck_gitmodules_fn`` and ``fsck_blob`` in fsck.c.
    """
    if own == "modules":
        return _UNSOUND_MODULES.search(text) is None
    return all(len(line) <= LONGEST_ATTRIBUTES_LINE for line in text.split(b"\n"))
