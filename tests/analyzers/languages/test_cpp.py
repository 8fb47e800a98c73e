"""Tests for archaeo/analyzers/languages/cpp.py."""

from __future__ import annotations

from archaeo.analyzers.languages import cpp
from archaeo.analyzers.mentions import Dependency, Module, SourceText


def scan(text: str) -> list[Module | Dependency]:
    return list(cpp.scan(SourceText("a.cxx", text)))


def test_methods_have_their_class_also_inside_a_namespace():
    text = "namespace goos {\nTrack::Track(int n) : fN(n) { Init(); }\ndouble Track::Chi2() const\n{ return 1; }\n}\n"
    defined = [mention for mention in scan(text) if isinstance(mention, Module)]
    assert defined == [Module("Track", "method", 2, "Track"), Module("Chi2", "method", 3, "Track")]


def test_linkdef_registers_classes_with_root():
    text = "#ifdef __CINT__\n#pragma link off all classes;\n#pragma link C++ class genie::Alg+;\n#endif\n"
    assert Dependency("genie::Alg", "dictionary", 3) in scan(text)


def test_libraries_and_macros_loaded_at_run_time():
    text = 'void go() {\n  gSystem->Load("libPhysics");\n  gROOT->ProcessLine(".L fit.C+");\n}\n'
    loads = [mention for mention in scan(text) if mention.kind == "load"]
    assert [(load.name, load.line) for load in loads] == [("libPhysics", 2), ("fit.C", 3)]


def test_class_definitions_but_not_declarations():
    assert [
        m.name for m in scan("class A;\nclass B : public A {\n};\nstruct C { int x; };\n") if m.kind == "class"
    ] == ["B", "C"]
