"""The environment is made once, again when something changed, and problems say what to do."""

import importlib.util
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def bootstrap(tmp_path, monkeypatch):
    """The program, over an empty project, with everything slow recorded instead of done."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "tools" / "bootstrap.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    home = tmp_path / ".venv"
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "HOME", home)
    monkeypatch.setattr(module, "PYTHON", home / "bin" / "python")
    monkeypatch.setattr(module, "LOCKS", tmp_path / "requirements")
    (tmp_path / "requirements").mkdir()
    for name in ("runtime", "build", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    module.done = []
    monkeypatch.setattr(module, "create", lambda: (home.mkdir(), module.done.append("create")))
    monkeypatch.setattr(module, "works", lambda: "create" in module.done)
    monkeypatch.setattr(module, "install", module.done.append)
    monkeypatch.setattr(module, "pip", lambda *words: module.done.append(words[-2]))
    return module


def test_a_fresh_clone_gets_everything(bootstrap):
    bootstrap.main(["dev"])
    assert bootstrap.done == ["create", "dev", "--editable"]


def test_nothing_is_done_when_nothing_changed(bootstrap):
    bootstrap.main(["dev"])
    bootstrap.main(["dev"])
    bootstrap.main(["runtime"])  # served by dev
    assert bootstrap.done == ["create", "dev", "--editable"]


def test_dev_is_installed_over_runtime(bootstrap):
    bootstrap.main(["runtime"])
    bootstrap.main(["dev"])
    assert bootstrap.done == ["create", "runtime", "build", "--editable", "dev", "--editable"]


@pytest.mark.parametrize("file", ["requirements/dev.txt", "pyproject.toml"])
def test_a_change_is_installed(bootstrap, file, tmp_path):
    bootstrap.main(["dev"])
    (tmp_path / file).write_text("other==2\n")
    bootstrap.main(["dev"])
    assert bootstrap.done[3:] == ["dev", "--editable"]


def test_a_moved_folder_is_made_anew(bootstrap, tmp_path, monkeypatch):
    bootstrap.main(["dev"])
    before = bootstrap.fingerprint("dev")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path / "requirements" / "..")
    assert bootstrap.fingerprint("dev") != before


@pytest.mark.parametrize("words", [[], ["all"], ["dev", "runtime"]])
def test_wrong_use_is_explained(bootstrap, words, capsys):
    with pytest.raises(SystemExit):
        bootstrap.main(words)
    assert "usage" in capsys.readouterr().err


def test_an_old_python_is_told_what_to_do(bootstrap, monkeypatch, capsys):
    monkeypatch.setattr("sys.version_info", (3, 10, 0))
    with pytest.raises(SystemExit):
        bootstrap.main(["dev"])
    assert "Python 3.11 or later" in capsys.readouterr().err


def test_missing_venv_is_explained_to_an_ordinary_user(bootstrap, monkeypatch, capsys):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(SystemExit):
        bootstrap.install_debian_venv()
    assert "sudo apt-get install -y python3." in capsys.readouterr().err


def test_missing_venv_is_installed_when_we_are_root(bootstrap, monkeypatch):
    called = []

    def run(words, **_):
        called.append(words[1:])
        return subprocess.CompletedProcess(words, 0)

    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr("subprocess.run", run)
    bootstrap.install_debian_venv()
    assert called[0][0] == "update"
    assert called[1][-1].endswith("-venv")


@pytest.mark.parametrize(("tag", "code"), [("v{}", 0), ("{}", 1), ("v{}.1", 1)])
def test_a_release_is_tagged_with_its_version(tag, code):
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    command = ["python3", ROOT / "tools" / "release_version.py", tag.format(version)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == code
