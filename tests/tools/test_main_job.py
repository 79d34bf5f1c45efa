"""What `make run` makes of its variables and of results."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path

import accuracy
import main_job
import pytest
from tesela.engine.contract.errors import JobError


def test_raster_with_spaces_in_its_name_is_one_raster(tmp_path: Path) -> None:
    path = tmp_path / "flight of may.tif"
    path.touch()
    assert main_job.find_rasters(str(path)) == (str(path),)


def test_patterns_and_several_paths_are_expanded_in_order(tmp_path: Path) -> None:
    for name in ("b.tif", "a.tif", "c.png"):
        (tmp_path / name).touch()
    found = main_job.find_rasters(f"{tmp_path}/c.png {tmp_path}/*.tif")
    assert [Path(path).name for path in found] == ["c.png", "a.tif", "b.tif"]


def test_a_pattern_without_a_match_is_named(tmp_path: Path) -> None:
    with pytest.raises(JobError, match=r"missing\*\.tif"):
        main_job.find_rasters(f"{tmp_path}/missing*.tif")


def test_truth_table_has_one_cell_a_column() -> None:
    rows = [
        main_job.Row("destroyed buildings", "damage-tiles", accuracy.Accuracy(8, 10, 9, 12)),
        main_job.Row("building area, ha", "building-footprints", accuracy.Accuracy(50, 60, 50, 100), 1000.0),
    ]
    table = main_job.truth_table(rows)
    assert {len(row) for row in table} == {7}
    assert table[1] == ["destroyed buildings", "10", "12", "0.800", "0.750", "0.774", ""]
    assert table[2][:3] == ["building area, ha", "6.00", "10.00"]
    assert table[2][-1] == "0.455"


def test_without_pyqgis_the_job_says_so_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QGIS_PYTHON", str(tmp_path / "no-such-python"))
    assert main_job.draw_map({}, tmp_path) is False
    assert "has no PyQGIS" in capsys.readouterr().err


def test_sample_scene_is_drawn_once_for_a_recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []

    def write_scene(_: object, folder: Path) -> tuple[Path, Path]:
        drawn.append(1)
        folder.mkdir(exist_ok=True)
        for name in ("scene.tif", "truth.gpkg"):
            (folder / name).touch()
        return folder / "scene.tif", folder / "truth.gpkg"

    monkeypatch.setattr(main_job.draw, "draw_scene", lambda recipe: recipe)
    monkeypatch.setattr(main_job.draw, "write_scene", write_scene)
    assert main_job.draw_sample(tmp_path / "scene") == main_job.draw_sample(tmp_path / "scene")
    assert len(drawn) == 1
    (tmp_path / "scene" / main_job.TRUTH_KEY_FILE).write_text("of another recipe")
    main_job.draw_sample(tmp_path / "scene")
    assert len(drawn) == 2


def test_project_and_map_are_made_by_qgis(tmp_path: Path) -> None:
    if subprocess.run(
        ["/usr/bin/python3", "-I", "-c", "import qgis.core"], capture_output=True, check=False
    ).returncode:
        pytest.skip("/usr/bin/python3 has no PyQGIS")
    specification = specify_small_map(tmp_path)
    assert main_job.draw_map(specification, tmp_path) is True
    assert (tmp_path / "map.png").stat().st_size > 20_000
    with zipfile.ZipFile(tmp_path / "project.qgz") as archive:
        project = archive.read("project.qgs").decode()
    assert "./results.gpkg|layername=detections" in project
    assert str(tmp_path) not in project


def specify_small_map(folder: Path) -> dict:
    import fiona
    import numpy as np
    import rasterio
    from shapely.geometry import box, mapping

    profile = {"driver": "GTiff", "count": 3, "dtype": "uint8", "height": 60, "width": 80, "crs": "EPSG:32645"}
    transform = rasterio.transform.from_origin(354600, 3057000, 0.5, 0.5)
    with rasterio.open(folder / "scene.tif", "w", transform=transform, **profile) as dataset:
        dataset.write(np.random.default_rng(1).integers(0, 255, (3, 60, 80), dtype=np.uint8))
    schema = {"geometry": "Polygon", "properties": {"label": "str", "score": "float"}}
    layer = {"driver": "GPKG", "layer": "detections", "crs": "EPSG:32645", "schema": schema}
    with fiona.open(folder / "results.gpkg", "w", **layer) as sink:
        outline = mapping(box(354610, 3056980, 354620, 3056990))
        sink.write({"geometry": outline, "properties": {"label": "damage", "score": 0.9}})
    style = Path(main_job.ROOT) / "resources" / "styles" / "detections.qml"
    entry = {"group": "Damage", "name": "Detections", "path": str(folder / "results.gpkg"), "layer": "detections"}
    layers = [{**entry, "style": str(style), "shown": True}, {**entry, "style": None, "shown": False}]
    places = {"project": str(folder / "project.qgz"), "picture": str(folder / "map.png")}
    rasters = [str(folder / "scene.tif")]
    return {"title": "Map", "subtitle": "", "table": [], "notes": [], **places, "rasters": rasters, "layers": layers}


def test_figures_of_a_run_are_kept_without_paths(tmp_path: Path) -> None:
    row = main_job.Row("buildings", "building-footprints", accuracy.Accuracy(1, 2, 1, 4))
    main_job.write_figures(tmp_path / "figures.json", [], [row])
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert figures["truth"][0]["accuracy"] == {"right": 1, "found": 2, "hit": 1, "true": 4}
    assert figures["table"][1] == ["buildings", "2", "4", "0.500", "0.250", "0.333", ""]
    assert str(tmp_path) not in json.dumps(figures)
