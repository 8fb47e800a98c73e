"""C++, with what ROOT adds to it: dictionaries in LinkDef files, macros, libraries loaded at run time.

Reads::

    #include <TH1F.h>
    #pragma link C++ class genie::Algorithm;
    void Track::Fit(int n) { gSystem->Load("libPhysics"); }

Source: ISO C++98; ROOT user's guide, chapters "Adding a class" and "CINT".
Not understood: templates' instances, overloads (a method is known by its class and name).
"""

from __future__ import annotations

from . import _clike

NAME = "cpp"
SUFFIXES = (
    *(".cc", ".cpp", ".cxx", ".C", ".c++", ".cp", ".cu", ".ccc", ".cint"),
    *(".hh", ".hpp", ".hxx", ".H", ".h++", ".icc", ".ipp", ".tcc", ".tpp", ".inl", ".lcc"),
)

scan = _clike.scan
