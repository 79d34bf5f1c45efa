"""The project's runs in its file: kept, read again, damaged, forgotten, and as a command."""

import json
import os
import shlex
import shutil
import subprocess
from dataclasses import replace

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsProperty,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
)
from tesela.bridge.runs import history
from tesela.bridge.runs.command_line import caveats, command
from tesela.bridge.runs.history import KeptRaster, RunRecord, forget, new_id, record, records, unreadable
from tesela.bridge.runs.kept_values import from_json_values, to_json_values
from tesela.bridge.runs.provenance import Provenance
from tesela.engine.contract.errors import RunError

FULL = RunRecord(
    id="abc123",
    started="2026-03-01T10:00:00+00:00",
    algorithm="tesela:detect",
    parameters={"INPUT": ["layer_1"], "MODEL": "fake-detector", "THRESHOLD": 0.5, "WARP": False, "AREA": None},
    rasters=(KeptRaster("north «é»", "/images/north 1.tif"),),
    model_id="fake-detector",
    model_name="Fake detector",
    model_version="1",
    model_sha256="0" * 64,
    thresholds={"damage": 0.5},
    run_folder="/runs/one",
    results="/runs/one/results.gpkg",
    layer_ids=("a", "b"),
    device="CPU (2 cores)",
    runtime="onnx",
    seconds=12.5,
    windows={"total": 4, "scored": 3, "without_data": 1},
    counts={"detections": 7},
    message="line one\nline <two> & \x07",
    tesela="0.1.0",
)


@pytest.fixture
def project(qgis_new_project):
    return QgsProject.instance()


@pytest.fixture
def reopened(project, tmp_path):
    """Call it to save the project and open it again; `edit` changes the text of the project file in between."""

    def call(edit=None, suffix="qgs"):
        path = tmp_path / f"project.{suffix}"
        assert project.write(str(path))
        if edit is not None:
            path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
        project.clear()
        assert records(project) == []
        assert project.read(str(path))
        return project

    return call


@pytest.mark.parametrize("suffix", ["qgs", "qgz"])
def test_runs_survive_saving_and_opening_whole(project, reopened, suffix):
    record(project, FULL)
    record(project, replace(FULL, id="second", started="2026-03-02T00:00:00+00:00", end="crashed", counts={}))
    found = records(reopened(suffix=suffix))
    assert [run.id for run in found] == ["second", "abc123"]
    assert found[1] == FULL
    assert found[0].end == "crashed"


def test_the_same_run_again_takes_the_place_of_the_earlier_and_changes_nothing_if_it_is_the_same(project, tmp_path):
    record(project, FULL)
    assert project.isDirty()
    assert project.write(str(tmp_path / "p.qgs"))
    record(project, FULL)
    assert not project.isDirty()
    record(project, replace(FULL, layer_ids=("c",)))
    assert project.isDirty()
    assert [run.layer_ids for run in records(project)] == [("c",)]


def test_forgetting_takes_out_one_run_and_an_unknown_one_changes_nothing(project, tmp_path):
    record(project, FULL)
    record(project, replace(FULL, id="other"))
    assert project.write(str(tmp_path / "p.qgs"))
    forget(project, "never")
    assert not project.isDirty()
    forget(project, "abc123")
    assert project.isDirty()
    assert [run.id for run in records(project)] == ["other"]


@pytest.mark.parametrize(
    ("break_it", "reason"),
    [
        (lambda text: text.replace('"algorithm"', '"algorithm', 1), ""),
        (lambda text: text.replace('"end": "done"', '"end": 5', 1), "end"),
        (lambda text: text.replace('"seconds": 12.5', '"seconds": "long"', 1), "seconds"),
        (lambda text: text.replace('"end": "done"', '"end": "lost"', 1), "lost"),
    ],
)
def test_a_damaged_entry_is_told_and_kept_and_harms_no_other(project, reopened, break_it, reason):
    record(project, FULL)
    record(project, replace(FULL, id="zz", started="2026-04-01T00:00:00+00:00", message=""))
    changed = []

    def edit(text):
        changed.append(break_it(text) != text)
        return break_it(text)

    found = reopened(edit)
    assert changed == [True]
    runs, broken = records(found), unreadable(found)
    assert len(runs) == len(broken) == 1
    assert reason in broken[0].reason
    assert "fake-detector" in broken[0].text
    again = reopened()
    assert [entry.text for entry in unreadable(again)] == [broken[0].text]
    forget(again, broken[0].id)
    assert unreadable(again) == []
    assert records(again) == runs


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "[" * 100_000, '{"id": "x", "started": "t", "algorithm": 3}'])
def test_nonsense_in_an_entry_is_only_told(project, text):
    project.writeEntry("tesela", "/history/run_odd", text)
    project.writeEntry("tesela", "/history/run_list", ["a", "b"])
    project.writeEntry("tesela", "/history/other", "not ours")
    assert records(project) == []
    assert {entry.id for entry in unreadable(project)} == {"odd", "list"}


def test_what_a_newer_tesela_adds_does_not_hide_a_run(project):
    record(project, FULL)
    text, _ = project.readEntry("tesela", "/history/run_abc123")
    project.writeEntry("tesela", "/history/run_abc123", json.dumps({**json.loads(text), "mood": "good"}))
    assert records(project) == [FULL]


def test_an_id_that_would_split_the_entry_is_refused():
    with pytest.raises(RunError, match="a/b"):
        replace(FULL, id="a/b")
    assert new_id() != new_id()
    assert replace(FULL, id=new_id()).end == history.DONE


def test_provenance_fills_in_what_it_knows_and_nothing_else():
    known = Provenance(model_version="2", thresholds={"damage": 0.25}, windows={"total": 9})
    run = FULL.with_provenance(known)
    assert (run.model_version, run.thresholds, run.windows) == ("2", {"damage": 0.25}, {"total": 9})
    assert (run.model_name, run.device) == (FULL.model_name, FULL.device)


def make_values(raster):
    layer = QgsRasterLayer(raster, "scene")
    QgsProject.instance().addMapLayer(layer)
    crs = QgsCoordinateReferenceSystem("EPSG:32616")
    sink = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT")
    values = {
        "INPUT": [layer],
        "AREA": QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True, featureLimit=7),
        "WHOLE": QgsProcessingFeatureSourceDefinition("/a.gpkg|layername=x"),
        "EXTENT": QgsReferencedRectangle(QgsRectangle(500000.125, 4099968, 500032, 4100000), crs),
        "ASSIGNED_CRS": crs,
        "OUTPUT": sink,
        "THRESHOLD": QgsProperty.fromValue(0.5),
        "NUMBERS": (1, 2.5, float("nan"), True, None),
    }
    return layer.id(), values


def test_values_of_every_kind_become_json_and_come_back(project, raster):
    layer_id, values = make_values(raster)
    kept = json.loads(json.dumps(to_json_values(values)))
    assert kept["INPUT"] == [layer_id]
    assert kept["EXTENT"] == "500000.125,500032.0,4099968.0,4100000.0 [EPSG:32616]"
    assert (kept["ASSIGNED_CRS"], kept["OUTPUT"], kept["THRESHOLD"]) == ("EPSG:32616", "TEMPORARY_OUTPUT", 0.5)
    assert kept["WHOLE"] == "/a.gpkg|layername=x"
    assert kept["NUMBERS"] == [1, 2.5, None, True, None]
    area = from_json_values(kept)["AREA"]
    assert isinstance(area, QgsProcessingFeatureSourceDefinition)
    assert (area.source.staticValue(), area.selectedFeaturesOnly, area.featureLimit) == (layer_id, True, 7)


def test_a_run_is_kept_with_parameters_as_the_algorithm_had_them(project, raster, reopened):
    _, values = make_values(raster)
    record(project, replace(FULL, parameters=values))
    project.removeAllMapLayers()
    (found,) = records(reopened())
    assert found.parameters == to_json_values(from_json_values(found.parameters))
    assert found.parameters["AREA"]["selected_features_only"] is True


def test_command_names_layers_by_their_sources_even_when_they_are_gone(project, raster):
    layer_id, _ = make_values(raster)
    parameters = {"INPUT": [layer_id, "gone"], "MODEL": "a b", "WARP": True, "AREA": None, "OUTPUT": "TEMPORARY_OUTPUT"}
    rasters = (KeptRaster("scene", raster), KeptRaster("old", "/images/it's old.tif"))
    run = replace(FULL, parameters=parameters, rasters=rasters)
    words = shlex.split(command(run, project))
    assert words[:4] == ["qgis_process", "run", "tesela:detect", "--"]
    assert words[4:] == [
        f"INPUT={raster}",
        "INPUT=/images/it's old.tif",
        "MODEL=a b",
        "WARP=true",
        "OUTPUT=TEMPORARY_OUTPUT",
    ]
    assert "temporary" in " ".join(caveats(run))
    chosen = replace(run, parameters={"AREA": {"source": "x", "selected_features_only": True}})
    assert "selected features" in " ".join(caveats(chosen))
    assert list(caveats(replace(run, parameters={"RUN_FOLDER": "TEMPORARY_OUTPUT"}))) == []


@pytest.mark.skipif(shutil.which("qgis_process.bin") is None, reason="qgis_process.bin is not installed")
def test_qgis_process_understands_the_command(project, tmp_path):
    """With an algorithm of QGIS itself, because the plugin is not installed here; the syntax is the same."""
    output = tmp_path / "a result.gpkg"
    run = replace(FULL, algorithm="native:pointtolayer",
                  parameters={"INPUT": "500000,4100000 [EPSG:32616]", "OUTPUT": str(output)}, rasters=())  # fmt: skip
    words = shlex.split(command(run, project))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "profile")}
    done = subprocess.run(
        ["qgis_process.bin", *words[1:]], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert output.is_file(), done.stdout + done.stderr
