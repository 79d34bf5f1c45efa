"""What is refused, and which windows are chosen, before anything slow begins."""

import numpy as np
import pytest
import shapely
from rasterio.crs import CRS
from tesela.engine.contract.card import TASKS
from tesela.engine.contract.errors import JobError, RunError
from tesela.engine.contract.events import Note
from tesela.engine.contract.job import Area, Job, Selection
from tesela.engine.path.plan import MARGIN_WINDOWS, prepare

from tests.engine.conftest import ORIGIN, UTM, make_card, north_up
from tests.engine.path.window_models import label_card, value_card


def test_a_model_for_photographs_is_refused_on_rasters(draw, package, tmp_path):
    card = make_card("photo-classification", selection=Selection(thresholds=(0.5,)))
    job = Job((draw(np.zeros((3, 40, 40), np.uint8)),), str(package(card)), str(tmp_path / "out"))
    with pytest.raises(JobError, match=r"bright classifies photographs at points, not rasters; .*`tesela photos`"):
        prepare(job, lambda event: None)
    assert not (tmp_path / "out").exists()


LOCAL = CRS.from_wkt('LOCAL_CS["site",UNIT["metre",1]]')


@pytest.mark.parametrize("crs", [(LOCAL, UTM), (UTM, LOCAL)], ids=["local first", "local last"])
def test_rasters_whose_crss_nothing_joins_are_refused_before_scoring(draw, package, tmp_path, crs):
    rasters = tuple(draw(np.zeros((3, 40, 40), np.uint8), name=f"{i}.tif", crs=one) for i, one in enumerate(crs))
    with pytest.raises(JobError, match=r"1\.tif has a .* from which nothing leads to that of .*0\.tif.*run them apart"):
        prepare(Job(rasters, str(package()), str(tmp_path / "out")), lambda event: None)


def test_rasters_of_two_crss_that_are_joined_are_taken(draw, package, tmp_path):
    far = north_up().translation(400_000, -3_000_000) @ north_up()
    pixels = np.zeros((3, 40, 40), np.uint8)
    rasters = (draw(pixels), draw(pixels, "b.tif", CRS.from_epsg(32745), far))
    assert len(prepare(Job(rasters, str(package()), str(tmp_path / "out")), lambda event: None).rasters) == 2


def test_a_raster_that_is_named_in_several_ways_is_taken_once_and_said(draw, package, tmp_path, monkeypatch):
    path = draw(np.zeros((3, 40, 40), np.uint8), name="town.tif")
    (tmp_path / "link.tif").symlink_to(path)
    monkeypatch.chdir(tmp_path)
    events = []
    job = Job((path, "town.tif", "./town.tif", str(tmp_path / "link.tif")), str(package()), "out")
    (raster,) = prepare(job, events.append).rasters
    assert raster.grid.source.path == path
    notes = [event.message for event in events if isinstance(event, Note)]
    assert notes[0] == f"town.tif is the same file as {path}; it is taken once."
    assert len(notes) == 3


@pytest.mark.parametrize("name", ["base", "base/out", "base/out/run"])
def test_an_output_whose_place_is_taken_by_a_file_is_refused_before_scoring(draw, package, tmp_path, name):
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("")
    job = Job((draw(np.zeros((3, 40, 40), np.uint8)),), str(package()), str(tmp_path / "base" / "out"))
    with pytest.raises(RunError, match=f"base/out cannot be written: .*{name} is no folder; choose another"):
        prepare(job, lambda event: None)


def test_results_whose_place_is_taken_by_a_folder_are_refused_before_scoring(draw, package, tmp_path):
    (tmp_path / "out" / "results.gpkg").mkdir(parents=True)
    job = Job((draw(np.zeros((3, 40, 40), np.uint8)),), str(package()), str(tmp_path / "out"))
    with pytest.raises(RunError, match=r"results\.gpkg is a folder, .* move the folder away"):
        prepare(job, lambda event: None)


def test_every_task_over_rasters_has_a_margin():
    assert set(MARGIN_WINDOWS) == set(TASKS) - {"photo-classification"}


@pytest.mark.parametrize(("card", "chosen"), [(label_card(), 1), (value_card(), 9)], ids=["labels", "values"])
def test_windows_around_an_area_are_scored_where_the_task_needs_them(draw, package, tmp_path, card, chosen):
    x, y = ORIGIN
    area = Area(shapely.box(x + 70, y - 80, x + 90, y - 70).wkt, "EPSG:32645")
    job = Job((draw(np.zeros((3, 160, 160), np.uint8)),), str(package(card)), str(tmp_path / "out"), area=area)
    (raster,) = prepare(job, lambda event: None).rasters
    assert len(raster.chosen) == chosen
