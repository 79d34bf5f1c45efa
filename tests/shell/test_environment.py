"""Which Python runs the worker, and what of QGIS's environment it must not see."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tesela.bridge.worker import environment as env
from tesela.engine.contract.errors import EnvironmentMissing
from tesela.engine.contract.surroundings import clean_environment


@pytest.fixture
def no_checkout(monkeypatch):
    monkeypatch.setattr(env, "checkout_folder", lambda: None)


def make_complete(folder):
    env.python_in(folder).parent.mkdir(parents=True)
    env.python_in(folder).write_text("")
    (folder / env.STAMP_FILE).write_text(env.lock_digest())


def test_clean_environment_drops_what_leads_astray_and_keeps_the_rest():
    names = ["PYTHONHOME", "PYTHONPATH", "PYTHONEXECUTABLE", "PYTHONSTARTUP", "LD_LIBRARY_PATH"]
    names += ["GDAL_DATA", "GDAL_DRIVER_PATH", "GDAL_PAM_PROXY_DIR", "PROJ_LIB", "PROJ_DATA"]
    harmful = dict.fromkeys(names, "x")
    kept = {"PATH": "/bin", "HOME": "/root", "CUDA_VISIBLE_DEVICES": "0", "GDAL_CACHEMAX": "64", "HTTPS_PROXY": "p"}
    assert clean_environment({**harmful, **kept}) == kept


def test_cleaned_environment_starts_the_worker_python_under_hostile_variables(monkeypatch):
    python = Path(__file__).parents[2] / ".venv" / "bin" / "python"
    if not python.exists():
        pytest.skip("The worker's environment .venv is not there.")
    hostile = {**os.environ, "PYTHONHOME": "/nowhere", "PYTHONPATH": "/usr/lib/python3/dist-packages"}
    hostile |= {"PROJ_DATA": "/usr/share/proj", "PROJ_LIB": "/usr/share/proj", "GDAL_DATA": "/nowhere"}
    code = "import rasterio; print(rasterio.crs.CRS.from_epsg(4326).to_epsg())"
    command = [str(python), "-I", "-c", code]
    answer = subprocess.run(command, env=clean_environment(hostile), capture_output=True, text=True)
    assert answer.stdout.strip() == "4326", answer.stderr


def test_named_python_comes_first(no_checkout):
    make_complete(env.managed_folder())
    found = env.find_python(configured=sys.executable, environ={"TESELA_PYTHON": "/usr/bin/python3"})
    assert found.path == Path("/usr/bin/python3")


def test_setting_comes_before_the_managed_environment(no_checkout):
    make_complete(env.managed_folder())
    assert env.find_python(configured=sys.executable, environ={}).path == Path(sys.executable)


@pytest.mark.parametrize(
    ("configured", "environ", "named"),
    [("", {"TESELA_PYTHON": "/nowhere/a"}, "TESELA_PYTHON"), ("/nowhere/b", {}, "tesela/python")],
)
def test_a_named_python_that_is_missing_is_never_passed_over(configured, environ, named):
    make_complete(env.managed_folder())
    with pytest.raises(EnvironmentMissing, match=named):
        env.find_python(configured, environ)


def test_checkout_is_found_through_symbolic_links(tmp_path, monkeypatch):
    checkout = tmp_path / "checkout"
    for folder in ("plugin/bridge/worker", ".venv/bin"):
        (checkout / folder).mkdir(parents=True)
    (checkout / "pyproject.toml").write_text("")
    env.python_in(checkout / ".venv").write_text("")
    (checkout / "plugin/bridge/worker/environment.py").write_text("")
    staged = tmp_path / "profile" / "tesela"
    staged.mkdir(parents=True)
    (staged / "bridge").symlink_to(checkout / "plugin/bridge")
    monkeypatch.setattr(env, "__file__", str(staged / "bridge/worker/environment.py"))
    assert env.checkout_folder() == checkout
    assert env.find_python(environ={}).path == env.python_in(checkout / ".venv")


def test_installed_plugin_has_no_checkout(tmp_path, monkeypatch):
    monkeypatch.setattr(env, "__file__", str(tmp_path / "plugins/tesela/bridge/worker/environment.py"))
    assert env.checkout_folder() is None


def test_complete_environment_is_found_and_half_made_one_is_not(no_checkout):
    folder = env.managed_folder()
    with pytest.raises(EnvironmentMissing, match=r"does not exist yet.*tesela:setup"):
        env.find_python(environ={})
    make_complete(folder)
    assert env.find_python(environ={}).path == env.python_in(folder)
    (folder / env.STAMP_FILE).unlink()
    with pytest.raises(EnvironmentMissing, match="is incomplete"):
        env.find_python(environ={})


def test_environment_of_another_lock_is_not_complete():
    folder = env.managed_folder()
    make_complete(folder)
    (folder / env.STAMP_FILE).write_text("0" * 64)
    assert not env.is_complete(folder)


@pytest.mark.parametrize("name", ["with space", "Málaga ✓", "/".join(["a" * 90] * 4)])
def test_environment_and_worker_work_in_awkward_folders(name, no_checkout, monkeypatch, tmp_path, fake_command, raster):
    from tesela.bridge.worker.session import WorkerSession

    home = tmp_path / name
    monkeypatch.setenv("TESELA_HOME", str(home))
    make_complete(env.managed_folder())
    assert env.find_python(environ={}).path.is_relative_to(home)
    script = home / "worker.py"
    shutil.copy(fake_command("done")[1], script)
    copied = home / "scene é.tif"
    shutil.copy(raster, copied)
    job = {"rasters": [str(copied)], "model": "fake-detector", "output": str(home / "out put")}
    with WorkerSession([sys.executable, str(script), "done"]) as worker:
        done = worker.ask({"request": "run", "job": job}, lambda event: None, lambda: False)
    assert Path(done.results).is_relative_to(home)
    assert worker.log_path.is_relative_to(home)
