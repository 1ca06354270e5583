"""`make test`: stops at the first failing stage, loses no folder, and counts what ran."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def suite(tmp_path, monkeypatch):
    """The program, over a small project of its own."""
    spec = importlib.util.spec_from_file_location("suite_under_test", ROOT / "tools" / "suite.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(__import__("sys").modules, "suite_under_test", module)
    spec.loader.exec_module(module)
    # Our plugins take a second to load and none is needed here.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "RESULTS", tmp_path / "var" / "test")
    (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\nmarkers = ['slow: x']\n")
    return module


def stages(suite, monkeypatch, tmp_path, **folders):
    for folder, body in folders.items():
        file = tmp_path / "tests" / folder / f"test_{folder}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body)
    listed = tuple(
        suite.Stage(each, (f"tests/{each}",), workers=0, measured=False) for each in folders
    )
    monkeypatch.setattr(suite, "STAGES", listed)


PASSES = "def test_a(): pass\n"
FAILS = "def test_a(): assert False\n"


def test_all_stages_pass_and_are_summed_up(suite, monkeypatch, tmp_path, capfd):
    stages(suite, monkeypatch, tmp_path, one=PASSES + "def test_b(): pass\n", two=PASSES)
    assert suite.main() == 0
    shown = capfd.readouterr().out
    assert shown.splitlines()[-1] == "3 passed, 0 failed, 0 skipped"
    assert "2 passed in" in shown  # pytest's own closing line


def test_the_first_failing_stage_ends_the_run(suite, monkeypatch, tmp_path, capfd):
    stages(suite, monkeypatch, tmp_path, one=FAILS + "def test_b(): pass\n", two=PASSES)
    assert suite.main() == 1
    shown = capfd.readouterr().out
    assert shown.splitlines()[-1] == "1 passed, 1 failed, 0 skipped"
    assert "two          not run" in shown
    assert "again: " in shown


def test_the_run_goes_on_when_asked(suite, monkeypatch, tmp_path, capfd):
    stages(suite, monkeypatch, tmp_path, one=FAILS, two=PASSES)
    assert suite.main(["--keep-going"]) == 1
    assert capfd.readouterr().out.splitlines()[-1] == "1 passed, 1 failed, 0 skipped"


def test_one_stage_can_be_run_alone(suite, monkeypatch, tmp_path, capfd):
    stages(suite, monkeypatch, tmp_path, one=FAILS, two=PASSES)
    assert suite.main(["two"]) == 0
    assert suite.main(["three"]) == 2
    assert "no stage three: one, two" in capfd.readouterr().out


@pytest.mark.parametrize(("bound", "code"), [(85, 0), (95, 1)])
def test_coverage_is_judged_over_the_sum(suite, monkeypatch, tmp_path, capfd, bound, code):
    """Two stages cover 90 % together and 75 % each."""
    config = f"[tool.coverage.run]\nparallel = true\n[tool.coverage.report]\nfail_under = {bound}\n"
    (tmp_path / "pyproject.toml").write_text(config)
    source = "".join(f"def {name}(): return 1\n" for name in ("a", "b", "c"))
    (tmp_path / "code.py").write_text(source.replace(": ", ":\n    "))
    for name in ("a", "b"):
        file = tmp_path / "tests" / name / f"test_{name}.py"
        file.parent.mkdir(parents=True)
        file.write_text(
            "import runpy\n\n"
            f"def test_it(): runpy.run_path({str(tmp_path / 'code.py')!r})[{name!r}]()\n"
        )
    listed = tuple(suite.Stage(each, (f"tests/{each}",), workers=0) for each in ("a", "b"))
    monkeypatch.setattr(suite, "STAGES", listed)
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p pytest_cov.plugin")
    assert suite.main() == code
    shown = capfd.readouterr().out
    assert shown.splitlines()[-1] == "2 passed, 0 failed, 0 skipped"
    assert ("coverage is below the bound" in shown) == bool(code)


def test_a_stage_that_breaks_before_its_report_fails(suite, monkeypatch, tmp_path, capfd):
    stages(suite, monkeypatch, tmp_path, one="import os\nos._exit(3)\n")
    assert suite.main() == 1
    assert capfd.readouterr().out.splitlines()[-1] == "0 passed, 1 failed, 0 skipped"


def test_a_hanging_stage_is_ended(suite, monkeypatch, tmp_path, capfd):
    stages(suite, monkeypatch, tmp_path, one="import time\n\ndef test_a(): time.sleep(600)\n")
    monkeypatch.setattr(
        suite,
        "STAGES",
        (suite.Stage("one", ("tests/one",), workers=0, measured=False, minutes=0.05),),
    )
    assert suite.main() == 1
    assert "one ended after 0.05 minutes" in capfd.readouterr().out


def test_nothing_tested_is_no_success(suite, monkeypatch, tmp_path, capfd):
    stages(suite, monkeypatch, tmp_path, one="", two="")
    assert suite.main() == 1
    assert "no tests" in capfd.readouterr().out


def test_tests_see_no_setting_of_the_developers(suite, monkeypatch, tmp_path, capfd):
    monkeypatch.setenv("OPEN_CSMS_API_PORT", "wrong")
    body = "import os\n\ndef test_a(): assert 'OPEN_CSMS_API_PORT' not in os.environ\n"
    stages(suite, monkeypatch, tmp_path, one=body)
    assert suite.main() == 0, capfd.readouterr().out


def test_a_folder_that_no_stage_names_is_run_once(suite, monkeypatch, tmp_path, capfd):
    stages(suite, monkeypatch, tmp_path, one=PASSES, two=PASSES, three=PASSES)
    listed = (
        suite.Stage("one", ("tests/one",), workers=0, measured=False),
        suite.Stage("others", ("tests",), workers=0, measured=False),
    )
    monkeypatch.setattr(suite, "STAGES", listed)
    assert suite.main() == 0
    assert capfd.readouterr().out.splitlines()[-1] == "3 passed, 0 failed, 0 skipped"


@pytest.mark.parametrize(
    ("paths", "error"),
    [
        ("tests/one", TypeError),
        (("/",), ValueError),
        (("tests/../..",), ValueError),
        ((".",), ValueError),
        (("",), ValueError),
    ],
)
def test_no_stage_reaches_outside_the_project(suite, paths, error):
    with pytest.raises(error):
        suite.Stage("one", paths)


def test_every_folder_of_tests_is_reached(suite):
    paths = [path for stage in suite.STAGES for path in stage.paths]
    assert "tests" in paths
    assert "features" in paths
    assert len({(stage.paths, stage.words) for stage in suite.STAGES}) == len(suite.STAGES)
