"""How it is tried."""

from __future__ import annotations

from archaeo.analyzers import dependencies, recipes, trials
from archaeo.analyzers.trials import Examples, Trials
from tests.analyzers.sources_of import source_files


def tried(files: dict[str, str]) -> Trials:
    sources = source_files(files)
    return trials.find(sources, recipes.find(sources, dependencies.scan(sources)).tests)


def test_outcome_expected_results_data_and_machines():
    found = tried(
        {
            "CMakeLists.txt": "add_test(NAME a COMMAND b)\n",
            "tests/a.c": "",
            "tests/ref/a.txt": "1",
            "tests/in.dat": "1",
            ".travis.yml": "install:\n - pip install pytest\nscript:\n  - make && ctest -V # all\n# - ctest\n",
        }
    )
    assert "--output-on-failure" in found.outcome
    assert (found.expected, found.data) == ((1, "tests/ref/a.txt"), (1, "tests"))
    assert found.machines == (("make && ctest -V # all", ".travis.yml:4"),)


def test_programs_of_perl_are_no_data():
    found = tried({"Build.PL": "", "t/a.t": "use Test::More;\n", "t/b.t": "", "t/in.dat": ""})
    assert found.data == (1, "t") and found.outcome == "it ends with Result: PASS or FAIL"


def test_program_of_its_own_and_examples():
    found = tried({"goosruntests.m": "", "extern/x/runtests.m": "", "demos/demo_simple.m": "", "demos/b.m": ""})
    assert found.script == "goosruntests.m"
    assert found.examples == (Examples("demos", 2, "demos/demo_simple.m"),)
    assert found.outcome == "" and found.machines == ()


def test_states_of_branches_are_no_examples():
    assert tried({"tags/1.0/samples/a": "", "trunk/samples/README": ""}).examples == (
        Examples("trunk/samples", 1, "trunk/samples/README"),
    )


def test_commands_of_a_pipeline():
    text = "node {\n  test_cmds = [\"with_env pytest -v\"]\n  sh 'pip install pytest'\n  - run: ctest\n"
    assert tried({"Jenkinsfile": text, "a.c": ""}).machines == (
        ('test_cmds = ["with_env pytest -v"]', "Jenkinsfile:2"),
        ("ctest", "Jenkinsfile:4"),
    )
