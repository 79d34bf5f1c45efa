"""Runs are kept in a lasting folder, under names that a person can read, and go only when they may."""

import fcntl
import json
from datetime import datetime
from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsSettings, QgsVectorLayer
from tesela.bridge import settings
from tesela.bridge.runs import history
from tesela.bridge.runs import kept_folders as module
from tesela.bridge.runs.kept_folders import in_use, kept_runs, new_run_folder, references, remove, runs_folder
from tesela.engine.contract.errors import RunError


@pytest.fixture(autouse=True)
def clean_settings(qgis_app):
    yield
    QgsSettings().remove("tesela")


@pytest.fixture
def keep(home):
    """Write a run as the worker leaves it, of so many bytes beside its description."""

    def write(name, size=1000, raster="/data/town.tif", state="complete", started="2026-03-01T10:00:00+00:00"):
        folder = runs_folder() / name
        (folder / "run").mkdir(parents=True)
        description = {
            "started": started,
            "state": state,
            "job": {"model": "damage-tiles", "rasters": [raster]},
            "model": {"id": "damage-tiles", "name": "Damaged buildings", "version": "1.2.0"},
        }
        (folder / "run" / "run.json").write_text(json.dumps(description))
        (folder / "run" / "part-0.npz").write_bytes(b"x" * size)
        return folder

    return write


def test_runs_are_kept_in_the_data_folder_unless_another_was_chosen(home, tmp_path):
    assert runs_folder() == home / "runs"
    settings.save_runs_folder(tmp_path / "elsewhere")
    assert runs_folder() == tmp_path / "elsewhere"
    settings.save_runs_folder(None)
    assert runs_folder() == home / "runs"


def test_a_new_folder_is_named_after_raster_model_and_date(home):
    today = datetime.now().strftime("%Y-%m-%d")
    first = new_run_folder("Ortho of Málaga/2024: red?", "damage-tiles")
    assert first == home / "runs" / f"Ortho_of_Málaga_2024_red_damage-tiles_{today}"
    assert first.is_dir()
    assert list(first.iterdir()) == []
    assert new_run_folder("Ortho of Málaga/2024: red?", "damage-tiles").name == f"{first.name}_2"


@pytest.mark.parametrize("name", ["", "...", "/", "a" * 300, "CON"])
def test_awkward_names_still_make_a_folder_inside(home, name):
    folder = new_run_folder(name, "m")
    assert folder.parent == home / "runs"
    assert len(folder.name) < 120


def test_a_folder_that_cannot_be_made_says_where_to_choose_another(tmp_path):
    (tmp_path / "file").write_text("")
    settings.save_runs_folder(tmp_path / "file")
    with pytest.raises(RunError, match="Settings > Options > Tesela"):
        new_run_folder("scene", "model")


def test_kept_runs_tell_raster_model_date_and_size_newest_first(keep):
    old = keep("old", size=5000)
    new = keep("new", size=10, raster="C:\\data\\village.tif|layername=x", started="2026-04-01T10:00:00+00:00")
    runs = kept_runs()
    assert [run.folder for run in runs] == [new, old]
    assert [run.rasters for run in runs] == [("village.tif",), ("town.tif",)]
    assert runs[1].model == "Damaged buildings 1.2.0"
    assert runs[1].size_bytes == 5000 + (old / "run" / "run.json").stat().st_size
    expected = datetime.fromisoformat("2026-03-01T10:00:00+00:00").astimezone().replace(tzinfo=None)
    assert runs[1].started == expected


def test_states_of_runs_are_told(keep):
    keep("whole")
    keep("cut", state="scoring")
    new_run_folder("scene", "model")
    (runs_folder() / ".removing-x" / "old").mkdir(parents=True)
    assert {run.folder.name.split("_")[0]: run.state for run in kept_runs()} == {
        "whole": "complete",
        "cut": "interrupted",
        "scene": "empty",
        ".removing-x": "left over",
    }


def test_a_persons_own_files_are_neither_listed_nor_removed(keep, tmp_path):
    keep("run")
    own = runs_folder() / "photos"
    own.mkdir()
    (own / "cat.jpg").write_text("cat")
    (runs_folder() / "link").symlink_to(tmp_path, target_is_directory=True)
    assert [run.folder.name for run in kept_runs()] == ["run"]
    for folder in (own, runs_folder() / "link", tmp_path, runs_folder()):
        with pytest.raises(RunError, match="no run that Tesela keeps"):
            remove(module.KeptRun(folder, datetime.now(), (), "", 0, "complete"))
    assert (own / "cat.jpg").exists()


def test_damaged_descriptions_harm_no_other_run(keep):
    keep("whole")
    (keep("damaged") / "run" / "run.json").write_text('{"job": 1')
    odd = keep("odd")
    (odd / "run" / "run.json").write_text('{"job": {"model": "m"}, "started": 5, "model": []}')
    assert sorted(run.folder.name for run in kept_runs()) == ["odd", "whole"]


def test_a_cancel_ends_the_measuring(keep):
    keep("a")
    assert kept_runs(lambda: True) == []


def test_a_removed_run_is_gone_whole(keep):
    folder = keep("run")
    remove(kept_runs()[0])
    assert not folder.exists()
    assert list(runs_folder().iterdir()) == []


def test_what_an_interrupted_removal_left_can_be_removed(keep):
    keep("run").rename(runs_folder() / ".removing-x")
    remove(kept_runs()[0])
    assert list(runs_folder().iterdir()) == []


def test_a_run_that_is_being_written_is_not_removed(keep):
    folder = keep("run")
    run = kept_runs()[0]
    with (folder / "run" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(RunError, match="being written right now"):
            remove(run)
    assert folder.exists()
    remove(run)
    assert not folder.exists()


def test_a_file_that_another_program_holds_leaves_the_run_whole(keep, monkeypatch):
    folder = keep("run")
    run = kept_runs()[0]

    def refuse(path, target):
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(RunError, match="close what has its files open"):
        remove(run)
    assert (folder / "run" / "part-0.npz").exists()
    assert [path.name for path in runs_folder().iterdir()] == ["run"]


def test_links_are_not_followed_when_sizes_are_measured(keep, tmp_path):
    folder = keep("run", size=10)
    before = kept_runs()[0].size_bytes
    (tmp_path / "large").write_bytes(b"x" * 1_000_000)
    (folder / "link").symlink_to(tmp_path / "large")
    assert kept_runs()[0].size_bytes - before < 1000


def test_references_are_found_in_layers_and_history_and_only_there(keep, qgis_new_project):
    for name in ("scene", "scene_2", "other"):
        keep(name)
    project = QgsProject.instance()
    add_layer(project, f"{runs_folder()}/scene_2/results.gpkg|layername=detections")
    run = history.RunRecord("r1", history.now_utc(), "tesela:detect", {}, run_folder=str(runs_folder() / "other"))
    history.record(project, run)
    used = in_use(kept_runs(), references(project))
    assert {folder.name for folder in used} == {"scene_2", "other"}, "scene is only the start of another name"
    project.removeAllMapLayers()


def add_layer(project, source):
    project.addMapLayer(QgsVectorLayer(source, "detections", "ogr"))
