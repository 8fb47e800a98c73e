"""Signs of old dialects in sources, and what a compiler of today has to be told about each.

A sign is a regular expression that is looked for once in a file; the first place is the evidence. It is a sign and no
proof: a comment can show it too, which is why files are counted and a place is named. Comments of C, C++ and Java, and
the docstrings of Python, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .languages._fortranform import is_free
from .languages.python import wordless
from .mentions import Lines, SourceText


class Sign(NamedTuple):
    """A habit of a dialect.

    Attributes:
        langs: the languages it is looked for in.
        advice: what it takes today.
        unless: a text that has this as well asks before, and does without.
    """

    langs: tuple[str, ...]
    name: str
    pattern: re.Pattern[str]
    advice: str
    unless: re.Pattern[str] | None = None


_C = ("c", "cpp")
_FORTRAN = ("fortran",)
_PYTHON = ("python",)


def _sign(langs: tuple[str, ...], name: str, pattern: str, advice: str, flags: int = re.M, unless: str = "") -> Sign:
    return Sign(langs, name, re.compile(pattern, flags), advice, re.compile(unless) if unless else None)


_I = re.M | re.I
SIGNS: tuple[Sign, ...] = (
    _sign(_PYTHON, "print statement", r"^[ \t]*print[ \t]+(?![=(])[\"'\w%`>]", "Python 2.7, or 2to3"),
    _sign(_PYTHON, "except X, e", r"^[ \t]*except[ \t]+[\w.()]+(?:[ \t]*,[ \t]*\w+)+[ \t]*:", "Python 2.7, or 2to3"),
    _sign(_PYTHON, "raise X, text", r"^[ \t]*raise[ \t]+[\w.]+[ \t]*,", "Python 2.7, or 2to3"),
    _sign(_PYTHON, "exec statement", r"^[ \t]*exec[ \t]+[\"'\w]", "Python 2.7, or 2to3"),
    _sign(_PYTHON, "backquotes", r"`[^`\n]+`", "Python 2.7, or repr()"),
    _sign(_PYTHON, "<> for unequal", r"\w[ \t]*<>[ \t]*[\w\"']", "Python 2.7, or !="),
    _sign(_PYTHON, "has_key, xrange, raw_input, unicode", r"\.has_key\(|\bxrange\(|\braw_input\(|\bunicode\(", "Python 2.7, or 2to3"),
    _sign(_PYTHON, "string exceptions", r"^[ \t]*raise[ \t]+[\"']", "Python 2.5 or older, or classes"),
    _sign(_PYTHON, "distutils", r"^(?:from|import)[ \t]+distutils\b", "gone from Python 3.12: setuptools"),
    _sign(_PYTHON, "numpy.distutils", r"^[ \t]*(?:from|import)[ \t]+numpy\.distutils\b", "not on Python 3.12 and later: Meson, or Python 3.11"),
    _sign(_PYTHON, "imp", r"^[ \t]*import[ \t]+imp\b", "gone from Python 3.12: importlib"),
    _sign(_PYTHON, "use_2to3", r"\buse_2to3[ \t]*=[ \t]*True", "refused since setuptools 58: Python 2.7, or 2to3 by hand"),
    _sign(_PYTHON, "names of Python 2's library", r"^(?:from|import)[ \t]+(?:urllib2|ConfigParser|StringIO|cStringIO|cPickle|Tkinter|tkMessageBox|tkFileDialog|httplib|Queue|__builtin__|urlparse|SocketServer|BaseHTTPServer|xmlrpclib|popen2)\b", "renamed in Python 3"),
    _sign(_PYTHON, "collections' abstract classes", r"\bcollections\.(?:Mapping|MutableMapping|Iterable|Callable|Sequence|Hashable|MutableSequence)\b", "gone from Python 3.10: collections.abc"),
    _sign(_PYTHON, "inspect.getargspec", r"\bgetargspec[ \t]*\(", "gone from Python 3.11: getfullargspec"),
    _sign(_PYTHON, "np.float, np.int, np.object", r"\b(?:np|numpy)\.(?:float|int|object|complex)\b(?![\w.])", "gone from NumPy 1.24: float, int, object"),
    _sign(_PYTHON, "weave", r"^[ \t]*(?:from[ \t]+scipy[ \t]+import[^\n]*\bweave\b|(?:import|from)[ \t]+(?:scipy\.)?weave\b)", "gone from SciPy; weave alone is for Python 2"),
    _sign(_PYTHON, "images of scipy.misc", r"\b(?:scipy\.)?misc\.(?:imread|imsave|imresize|toimage|fromimage|bytescale)\b|^[ \t]*from[ \t]+scipy\.misc[ \t]+import[^\n]*\b(?:imread|imsave|imresize|toimage)\b", "gone from SciPy 1.2: imageio"),
    _sign(_C, "Python 2's C interface", r"\bPy_InitModule[34]?[ \t]*\(", "Python 2.7 headers, or PyModule_Create", unless=r"\bPY_MAJOR_VERSION\b|\bPyModule_Create\b|\bPY_VERSION_HEX\b|\bIS_PY3K?\b"),
    _sign(_C, "sys_errlist", r"\bsys_(?:errlist|nerr)\b", "gone from glibc 2.32: strerror", unless=r"\bstrerror\b"),
    _sign(_C, "Sun RPC of the C library", r"#[ \t]*include[ \t]*<rpc/(?:rpc|xdr|types|clnt|svc)\.h>", "libtirpc: gone from glibc 2.32"),
    _sign(_C, "errno by hand", r"^[ \t]*extern[ \t]+int[ \t]+errno[ \t]*;", "errno.h", unless=r"#[ \t]*include[ \t]*<errno\.h>"),
    _sign(_C, "insides of libpng", r"\bpng_ptr[ \t]*->[ \t]*jmpbuf\b|\binfo_ptr[ \t]*->[ \t]*(?:width|height|bit_depth|color_type|valid)\b", "hidden since libpng 1.5: png_get_*, png_jmpbuf", unless=r"\bPNG_LIBPNG_VER\b|\bpng_jmpbuf\b"),
    _sign(_C, "FFmpeg's old names", r"\bCODEC_ID_\w+|\bavcodec_(?:decode_video|encode_video|decode_audio\d?)[ \t]*\(|\bavcodec_alloc_frame\b", "FFmpeg 2 or older, or its new names", unless=r"\bLIBAV\w+_VERSION_"),
    _sign(("cpp",), "exception specifications", r"\)[ \t\n]*(?:const[ \t\n]*)?throw[ \t]*\([ \t]*(?:\w+::|[A-Z])[\w:]*(?:[ \t]*,[ \t]*[\w:]+)*[ \t]*\)[ \t\n]*[;{]", "g++ -std=c++14: refused from C++17 on, g++ 11's default"),
    _sign(("java",), "javax.xml.bind and kin", r"^import[ \t]+javax\.(?:xml\.bind|xml\.ws|jws|activation)\b", "gone from Java 11: jakarta packages"),
    _sign(("java",), "JavaFX", r"^import[ \t]+javafx\.", "OpenJFX: not in the JDK since Java 11"),
    _sign(("java",), "com.apple.eawt, com.apple.mrj", r"^import[ \t]+com\.apple\.(?:eawt|mrj|eio)\b", "gone from Java 9: java.awt.Desktop"),
    _sign(("java",), "insides of Sun's Java", r"^import[ \t]+(?:com\.sun\.image\.codec\.jpeg|sun\.misc\.BASE64|sun\.audio)", "gone from Java 9: javax.imageio, java.util.Base64"),
    _sign(("matlab",), "wavread, wavwrite", r"^[^%\n'\"]*\bwav(?:read|write)[ \t]*\(", "gone from MATLAB R2015b: audioread, audiowrite"),
    _sign(("matlab",), "matlabpool", r"^[^%\n'\"]*\bmatlabpool\b", "gone from MATLAB R2015a: parpool"),
    _sign(("matlab",), "aviread, avifile", r"^[^%\n'\"]*\b(?:aviread|avifile)[ \t]*\(", "gone from MATLAB R2014b: VideoReader, VideoWriter"),
    _sign(("matlab",), "the netCDF toolbox before MATLAB's own", r"^[^%\n'\"]*=[ \t]*netcdf[ \t]*\(", "that toolbox, or ncread and ncwrite since R2011a"),
    _sign(("r",), ".First.lib", r"^[ \t]*\.First\.lib\b", "not run since R 3.0: .onLoad"),
    _sign(
        *(("c",), "K&R function definitions"),
        r"^[A-Za-z_][\w \t*]{0,80}\([\w \t,\n]{1,300}\)[ \t]*\n(?:[ \t]*[A-Za-z_][\w \t*,\[\]]{0,200};[ \t]*\n){1,30}[ \t]*\{",
        "gcc -std=gnu89; not C23",
    ),
    _sign(("c",), "functions without a type", r"(?:\A|(?<=\A\n)|(?<=\n\n)|(?<=[;}]\n))(?!if|for|while|switch|return|else|do\b)[a-z_]\w*\([\w, \t]*\)[ \t]*\n(?:[ \t]+\w[^;{}()\n]{0,200};[ \t]*\n){0,30}\{", "gcc -std=gnu89"),
    _sign(_C, "varargs.h", r"#[ \t]*include[ \t]*<varargs\.h>", "stdarg.h; gcc refuses varargs.h"),
    _sign(_C, "gets()", r"(?<![\w.>])gets[ \t]*\(", "fgets; gone since C11"),
    _sign(("cpp",), "iostream.h and kin", r"#[ \t]*include[ \t]*<(?:iostream|fstream|iomanip|strstream|list|map|vector|set)\.h>", "<iostream> and using namespace std"),
    _sign(_C, "ROOT's CINT", r"#[ \t]*if(?:n?def|[ \t]+!?defined)[ \t(]*__(?:CINT|MAKECINT)__|\bClassImp\b|#pragma[ \t]+link[ \t]+C\+\+", "rootcling of ROOT 6"),
    _sign(_FORTRAN, "REAL*8 and other lengths", r"^[^!\n]*\b(?:real|integer|logical|complex)[ \t]*\*[ \t]*\d", "gfortran takes it", _I),
    _sign(_FORTRAN, "Cray pointers", r"^[ \t]+pointer[ \t]*\([ \t]*\w+[ \t]*,[ \t]*\w+[ \t]*[()]", "gfortran -fcray-pointer", _I),
    _sign(_FORTRAN, "STRUCTURE and RECORD", r"^[ \t]+(?:structure|record)[ \t]*/", "gfortran -fdec-structure", _I),
    _sign(_FORTRAN, "%VAL, %REF, %LOC", r"%(?:val|ref|loc)[ \t]*\(", "gfortran takes %VAL and %REF", _I),
    _sign(_FORTRAN, "ENCODE and DECODE", r"^[ \t]+(?:encode|decode)[ \t]*\(", "internal READ and WRITE", _I),
    _sign(_FORTRAN, "TYPE and ACCEPT", r"^[ \t]+(?:type|accept)[ \t]*(?:\*|\d+)[ \t]*,", "gfortran -fdec for TYPE; READ for ACCEPT", _I),
    _sign(_FORTRAN, "Hollerith constants", r"^[ \t]++(?!format)[^!'\n]*[(,=/][ \t]*\d{1,2}h[A-Za-z ]", "gfortran -std=legacy", _I),
    _sign(_FORTRAN, "assigned GOTO", r"^[ \t]+assign[ \t]+\d+[ \t]+to[ \t]+\w+", "gfortran -std=legacy", _I),
    _sign(_FORTRAN, "PAUSE", r"^[ \t\d]+pause\b", "gfortran -std=legacy", _I),
    _sign(_FORTRAN, "arithmetic IF", r"^[ \t\d]+if[ \t]*\([^\n]*\)[ \t]*\d+[ \t]*,[ \t]*\d+[ \t]*,[ \t]*\d+", "gfortran -std=legacy", _I),
    _sign(_FORTRAN, "tab form", r"^\t(?:\d|[ \t]*(?:call|if|do|integer|real|write)\b)", "gfortran takes it", _I),
    _sign(_FORTRAN, "code beyond column 72", r"^[ ]{6}(?! *!)[^\n!']{67,}[\w)(,+*/=]", "gfortran -ffixed-line-length-132"),
    _sign(_FORTRAN, "debug lines", r"^[dD][ \t]+(?:write|print|type|call)\b", "gfortran -fd-lines-as-comments"),
    _sign(_FORTRAN, "VMS names with $", r"\b(?:lib|sys|str|smg)\$\w+", "rewrite: VMS only", _I),
    _sign(_FORTRAN, "logical units by default", r"^[ \t]+(?:common)[ \t]*/[ \t]*/", "gfortran takes it", _I),
    _sign(_FORTRAN, "PATCHY or CMZ cards", r"^\+(?:DECK|KEEP|PATCH|SEQ|SELF|CDE)\b", "ypatchy or cmz of CERNLIB, or the expanded source"),
    _sign(("perl",), "Perl 4 libraries", r"^[ \t]*require[ \t]+[\"'](?:getopts|ctime|cacheout|find|timelocal|bigint)\.pl", "modules of Perl 5"),
    _sign(("perl",), "defined(@array)", r"\bdefined[ \t]*\(?[ \t]*[@%]", "fatal since Perl 5.22: drop defined"),
    _sign(("java",), "applets", r"\bextends[ \t]+J?Applet\b", "gone since Java 11: an application"),
    _sign(("java",), "enum or assert as a name", r"\b(?:Enumeration|int|String)[ \t]+(?:enum|assert)\b", "javac -source 1.3 is gone: rename"),
    _sign(("tcl",), "itcl_class", r"^[ \t]*itcl_class\b", "[incr Tcl] 1: itcl::class"),
    _sign(("tcl",), "interp->result", r"interp->result", "Tcl_GetStringResult"),
    _sign(("c",), "interp->result", r"interp[ \t]*->[ \t]*result\b", "Tcl 8.6 wants Tcl_GetStringResult"),
    _sign(("shell",), "C shell", r"\A#![^\n]*csh\b|^[ \t]*setenv[ \t]+\w+[ \t]+\S", "csh or tcsh"),
)  # fmt: skip


_FIXED_ONLY = frozenset(("code beyond column 72", "tab form", "debug lines"))
_FIXED_SUFFIXES = (".f", ".F", ".for", ".FOR", ".ftn", ".fpp")
_FREE_FORM = _sign(_FORTRAN, "free form under a suffix of fixed form", r"\A", "gfortran -ffree-form")


_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.S)

_LINE_END = re.compile(r"(?<![ \t])[ \t]++$", re.M)


class Found(NamedTuple):
    """A sign and where it was seen first in a file."""

    sign: Sign
    line: int


def signs(file: SourceText, lang: str) -> Iterator[Found]:
    """Yield the signs that a file shows, each once."""
    free = lang == "fortran" and is_free(file.text, file.path)
    if free and file.path.endswith(_FIXED_SUFFIXES):
        yield Found(_FREE_FORM, 1)
    # the backquotes of a docstring are no code
    text = wordless(file.text) if lang == "python" else file.text
    if lang in ("c", "cpp", "java"):
        text = _COMMENT.sub(lambda hit: re.sub(r"[^\n]", " ", hit[0]), text)
        # the line above a function tells whether its type stands there
        text = _LINE_END.sub("", text)
    lines = Lines(text)
    for sign in SIGNS:
        if lang in sign.langs and not (free and sign.name in _FIXED_ONLY):
            match = sign.pattern.search(text)
            if match and not (sign.unless and sign.unless.search(text)):
                yield Found(sign, lines.at(match.start()))
