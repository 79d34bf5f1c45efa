"""Layers of web services: planned and limited before anything is fetched, fetched exactly, and never silently black."""

import contextlib
import importlib.util
import json
import math
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsGeometry,
    QgsProcessing,
    QgsProcessingException,
    QgsProject,
    QgsRasterBlockFeedback,
    QgsRasterLayer,
    QgsSettings,
    QgsVectorLayer,
)
from tesela.bridge import settings
from tesela.bridge.inputs import web_grid
from tesela.bridge.inputs.web_fetch import Fetch
from tesela.bridge.inputs.web_grid import BLOCK_PX, Offer, blocks_meeting, choose_grid, runs, sheet_px
from tesela.bridge.inputs.web_rasters import is_fetched, plan_fetch, plan_text
from tesela.engine.contract import schema
from tesela.engine.contract.card import ModelCard, ModelInput, Weights
from tesela.engine.contract.check import CheckReport
from tesela.engine.contract.errors import AreaError, RasterError
from tesela.engine.contract.job import Area, Selection

_spec = importlib.util.spec_from_file_location("map_server", Path(__file__).with_name("map_server.py"))
map_server = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(map_server)
EDGE, PIXEL, ZOOM = map_server.EDGE, map_server.PIXEL, map_server.ZOOM

ROOT = Path(__file__).parents[2]
WORKER_PYTHON = ROOT / ".venv" / "bin" / "python"
TEMPORARY = QgsProcessing.TEMPORARY_OUTPUT
COL, ROW = 2**17 * 256 - 15_000_000 // 4, 2**17 * 256 - 7_400_123
"""A pixel of zoom level 18 in the middle of a sheet of tiles, at about 37 degrees north."""


@pytest.fixture
def server():
    server = map_server.MapServer()
    yield server
    server.close()


@pytest.fixture
def tiles(qgis_app, server):
    """The XYZ layer; the server has not been asked for anything yet."""
    layer = QgsRasterLayer(server.xyz, "tiles", "wms")
    assert layer.isValid()
    return layer


def card(**changes):
    values = {
        "id": "finder",
        "version": "1",
        "name": "Finder",
        "summary": "",
        "licence": "CC0-1.0",
        "task": "segmentation",
        "classes": ("building",),
        "activation": "sigmoid",
        "weights": Weights("weights.keras", "0" * 64),
        "input": ModelInput(("red", "green", "blue"), ("uint8",), (0, 255), (-1, 1)),
        "ground_sampling_distance_m": 0.5,
        "selection": Selection((0.5,), min_area_m2=4.0, min_hole_m2=1.0, simplify_m=0.2),
        "window_px": 64,
        "overlap_px": 16,
    }
    rest = {"data": (), "split": "none", "recipe": "", "figures": (), "limits": ()}
    return ModelCard(**{**values, **rest, **changes})


def rectangle(left_px=0, top_px=0, width_px=200, height_px=200):
    """An area in pixels of the tiles, from the pixel (COL, ROW) on."""
    left, top = -EDGE + (COL + left_px) * PIXEL, EDGE - (ROW + top_px) * PIXEL
    right, bottom = left + width_px * PIXEL, top - height_px * PIXEL
    corners = f"{left} {bottom}, {right} {bottom}, {right} {top}, {left} {top}, {left} {bottom}"
    return Area(f"POLYGON(({corners}))", "EPSG:3857")


def extent(area):
    box = QgsGeometry.fromWkt(area.wkt).boundingBox()
    return f"{box.xMinimum()},{box.xMaximum()},{box.yMinimum()},{box.yMaximum()} [{area.crs}]"


def fetched(layer, area, folder, cancelled=lambda: False, model=None):
    fetch = Fetch.of_layer(layer, model or card(), area, None, folder)
    warning = fetch.run(lambda done, total: None, cancelled, QgsRasterBlockFeedback())
    return fetch, warning


def pixels_of(fetch):
    """(block row, block column) -> (4, 512, 512) uint8 of what is in the file."""
    dataset = gdal.Open(str(fetch.path))
    return {
        (row, col): dataset.ReadAsArray(col * BLOCK_PX, row * BLOCK_PX, BLOCK_PX, BLOCK_PX)
        for row, col in fetch.plan.blocks
    }


def first_pixel(fetch, row, col):
    """Column and row, on the grid of the tiles, of a block's upper left pixel."""
    left, _, _, top = fetch.plan.grid.bounds(row, col)
    return round((left + EDGE) / PIXEL), round((EDGE - top) / PIXEL)


def test_plan_says_what_would_be_fetched_and_fetches_nothing(tiles, server):
    plan = plan_fetch(tiles, card(), rectangle())
    note = plan_text(plan)
    assert plan.zoom == ZOOM
    latitude = 2 * math.atan(math.exp(math.pi * (1 - 2 * ROW / (256 * 2**ZOOM)))) - math.pi / 2
    assert plan.pixel_m == pytest.approx(PIXEL * math.cos(latitude), rel=0.005)
    assert plan.megapixels == len(plan.blocks) * 512 * 512 / 1e6
    assert plan.tiles == 4 * len(plan.blocks)
    assert f"{plan.megapixels:.1f} megapixels (about {plan.tiles} tiles of zoom level 18)" in note
    assert server.asked == []


def test_area_and_its_margin_lie_within_the_blocks(tiles):
    plan = plan_fetch(tiles, card(), rectangle())
    boxes = [QgsGeometry.fromRect(_rect(plan.grid.bounds(row, col))) for row, col in plan.blocks]
    covered = QgsGeometry.unaryUnion(boxes)
    margin_px = 2 * 64 * 0.5 / plan.pixel_m
    wanted = QgsGeometry.fromWkt(rectangle(-margin_px, -margin_px, 200 + 2 * margin_px, 200 + 2 * margin_px).wkt)
    assert wanted.difference(covered).area() < 1e-3 * wanted.area()
    assert len(plan.blocks) <= 9


def _rect(bounds):
    from qgis.core import QgsRectangle

    return QgsRectangle(*bounds)


def test_xyz_layer_needs_an_area(tiles):
    with pytest.raises(AreaError, match="covers the whole world; choose an area"):
        plan_fetch(tiles, card(), None)


def test_too_much_is_refused_with_what_to_do_before_anything_is_fetched(tiles, server, monkeypatch):
    monkeypatch.setattr(settings, "LEAST_FETCH_LIMIT", 0.1)
    QgsSettings().setValue(settings.FETCH_LIMIT_SETTING, 2.0)
    try:
        large = rectangle(0, 0, 4000, 4000)
        with pytest.raises(AreaError, match=r"up to 2 megapixels are allowed.*smaller area"):
            plan_fetch(tiles, card(), large)
        plan_fetch(tiles, card(), rectangle())
        continent = Area("POLYGON((-120 30, -70 30, -70 50, -120 50, -120 30))", "EPSG:4326")
        with pytest.raises(AreaError, match="too long to fetch"):
            plan_fetch(tiles, card(), continent)
    finally:
        QgsSettings().remove(settings.FETCH_LIMIT_SETTING)
    assert server.asked == []


def test_area_off_the_layer_is_refused(qgis_app, server):
    layer = QgsRasterLayer(server.wms, "map", "wms")
    assert layer.isValid()
    far = Area("POLYGON((10 50, 10.001 50, 10.001 50.001, 10 50.001, 10 50))", "EPSG:4326")
    with pytest.raises(AreaError, match="does not meet 'map'"):
        plan_fetch(layer, card(), far)


def test_coarse_service_is_read_at_its_finest_and_said(tiles):
    plan = plan_fetch(tiles, card(ground_sampling_distance_m=0.1), rectangle(0, 0, 50, 50))
    assert plan.zoom == ZOOM
    assert "finest it offers" in plan_text(plan)


def test_coarser_model_gets_a_coarser_level(tiles):
    assert plan_fetch(tiles, card(ground_sampling_distance_m=2.0), rectangle()).zoom == ZOOM - 2


def test_file_layer_needs_no_fetching(qgis_app, raster):
    layer = QgsRasterLayer(raster, "scene")
    assert not is_fetched(layer)


def test_pixels_are_those_of_the_tiles(tiles, server, tmp_path):
    fetch, warning = fetched(tiles, rectangle(), tmp_path)
    assert warning == ""
    for (row, col), pixels in pixels_of(fetch).items():
        expected = map_server.drawn(*first_pixel(fetch, row, col), BLOCK_PX, BLOCK_PX)
        assert (pixels[:3] == expected).all()
        assert (pixels[3] == 255).all()
    dataset = gdal.Open(str(fetch.path))
    assert dataset.GetRasterBand(1).GetBlockSize() == [BLOCK_PX, BLOCK_PX]
    assert dataset.GetMetadata("IMAGE_STRUCTURE")["COMPRESSION"] == "DEFLATE"
    assert fetch.path.stat().st_size < 4_000_000
    assert [path.name for path in fetch.path.parent.iterdir()] == ["tiles.tif"]


def test_second_time_nothing_is_fetched(tiles, server, tmp_path):
    fetched(tiles, rectangle(), tmp_path)
    server.asked.clear()
    fetch, _ = fetched(tiles, rectangle(), tmp_path)
    assert server.asked == []
    again = Fetch.of_layer(tiles, card(), rectangle(), None, tmp_path)
    assert "was fetched before" in again.note
    other = Fetch.of_layer(tiles, card(), rectangle(width_px=900), None, tmp_path)
    assert other.path != fetch.path


def test_tiles_that_fail_are_no_data_and_counted(tiles, server, tmp_path):
    broken = []

    def fails(zoom, col, row):
        return (col, row) in broken

    server.fails = fails
    plan = plan_fetch(tiles, card(), rectangle())
    first = plan.blocks[0]
    left, _, _, top = plan.grid.bounds(*first)
    broken.append((round((left + EDGE) / PIXEL) // 256, round((EDGE - top) / PIXEL) // 256))
    fetch, warning = fetched(tiles, rectangle(), tmp_path)
    assert f"1 of {plan.tiles} tiles of 'tiles'" in warning
    assert "no data" in warning
    pixels = pixels_of(fetch)[first]
    assert (pixels[3, :256, :256] == 0).all()
    assert (pixels[3, 256:] == 255).all()
    assert (pixels[3, :, 256:] == 255).all()
    _, again = fetched(tiles, rectangle(), tmp_path)
    assert again == warning


def test_tile_that_fails_once_is_asked_for_again(tiles, server, tmp_path):
    failed = []

    def fails(zoom, col, row):
        first = not failed
        failed.append((col, row))
        return first

    server.fails = fails
    _, warning = fetched(tiles, rectangle(), tmp_path)
    assert warning == ""


def test_server_that_gives_nothing_is_an_error_and_leaves_no_file(tiles, server, tmp_path):
    server.fails = lambda zoom, col, row: True
    with pytest.raises(RasterError, match="No pixel of 'tiles' could be fetched"):
        fetched(tiles, rectangle(), tmp_path)
    assert list(tmp_path.rglob("*.tif")) == []


def test_what_the_server_said_is_told_without_the_key(tiles, server, tmp_path, qtbot):
    server.fails = lambda zoom, col, row: True
    ended = []
    fetch = Fetch.of_layer(tiles, card(), rectangle(), None, tmp_path)

    def work():
        try:
            fetch.run(lambda done, total: None, lambda: False, QgsRasterBlockFeedback())
        except RasterError as error:
            ended.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    qtbot.waitUntil(lambda: bool(ended), timeout=15_000)
    thread.join()
    assert "Internal Server Error" in ended[0]
    assert "secret" not in ended[0]


def test_cancel_ends_the_fetch_within_two_seconds_and_leaves_no_file(run_in_background, tiles, server, tmp_path, qtbot):
    server.delay_s = 30.0
    QgsProject.instance().addMapLayer(tiles)
    ended, feedback, begin = run_in_background(
        {"INPUT": [tiles.id()], "EXTENT": extent(rectangle()), "RUN_FOLDER": str(tmp_path / "run")}
    )
    qtbot.waitUntil(lambda: bool(server.asked), timeout=15_000)
    begin = time.monotonic()
    feedback.cancel()
    qtbot.waitUntil(lambda: bool(ended), timeout=15_000)
    assert time.monotonic() - begin < 2.0
    assert not ended[0]
    assert any("Cancelled while 'tiles' was fetched" in error for error in feedback.errors)
    assert list(tmp_path.rglob("*.tif")) == []


@pytest.fixture
def run_in_background(provider, models, worker, qgis_new_project, Feedback):
    """Call it with values for tesela:segment; it returns a list that gets the end, the feedback and the start."""
    from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingContext

    worker("done")
    kept = []

    def begin(values):
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("tesela:segment")
        context, feedback, ended = QgsProcessingContext(), Feedback(), []
        context.setProject(QgsProject.instance())
        values = {"MODEL": "fake-segmenter", "OUTPUT": TEMPORARY, **values}
        task = QgsProcessingAlgRunnerTask(algorithm, values, context, feedback)
        task.executed.connect(lambda successful, results: ended.append(successful))
        kept.append((task, context, feedback))
        QgsApplication.taskManager().addTask(task)
        return ended, feedback, time.monotonic()

    yield begin
    QgsProject.instance().removeAllMapLayers()


def test_layer_may_be_removed_while_it_is_fetched(run_in_background, tiles, server, tmp_path, qtbot):
    server.delay_s = 0.2
    QgsProject.instance().addMapLayer(tiles)
    ended, feedback, _ = run_in_background(
        {"INPUT": [tiles.id()], "EXTENT": extent(rectangle()), "RUN_FOLDER": str(tmp_path / "run")}
    )
    qtbot.waitUntil(lambda: bool(server.asked), timeout=15_000)
    QgsProject.instance().removeAllMapLayers()
    qtbot.waitUntil(lambda: bool(ended), timeout=30_000)
    assert ended[0], feedback.errors
    assert len(list(tmp_path.rglob("tiles.tif"))) == 1
    assert feedback.steps == sorted(feedback.steps)


def test_check_fetches_nothing(provider, models, worker, tiles, server, qgis_new_project, tmp_path):
    import processing

    worker("done")
    values = {
        "INPUT": [tiles],
        "MODEL": "fake-segmenter",
        "EXTENT": extent(rectangle()),
        "RUN_FOLDER": str(tmp_path / "run"),
    }
    with contextlib.suppress(QgsProcessingException):  # the fake worker answers no check
        processing.run("tesela:check", values)
    assert server.asked == []
    assert list(tmp_path.rglob("*.tif")) == []


def test_run_without_area_over_tiles_is_refused(run, worker, server, tmp_path):
    worker("done")
    values = {"INPUT": [f"wms://{server.xyz}"], "MODEL": "fake-segmenter", "OUTPUT": TEMPORARY}
    with pytest.raises(QgsProcessingException):
        run("segment", values)
    assert server.asked == []


def test_wms_is_read_at_the_models_own_resolution(qgis_app, server, tmp_path):
    layer = QgsRasterLayer(server.wms, "map", "wms")
    assert layer.isValid()
    area = Area(
        "POLYGON((499800 4099800, 500100 4099800, 500100 4100100, 499800 4100100, 499800 4099800))", "EPSG:32616"
    )
    fetch, warning = fetched(layer, area, tmp_path)
    assert warning == ""
    grid = fetch.plan.grid
    assert (grid.pixel_x, grid.pixel_y) == pytest.approx((0.5, 0.5), rel=1e-3)
    assert fetch.plan.pixel_m == pytest.approx(0.5, rel=1e-3)
    for (row, col), pixels in pixels_of(fetch).items():
        left, bottom, right, top = grid.bounds(row, col)
        query = {"BBOX": f"{left},{bottom},{right},{top}", "WIDTH": "512", "HEIGHT": "512"}
        assert (pixels[0] == map_server._map(query)).mean() > 0.999
        assert (pixels[3] == 255).all()


def test_map_that_the_wms_refuses_is_an_error(qgis_app, server, tmp_path):
    def fetch():
        layer = QgsRasterLayer(server.wms, "map", "wms")
        server.refuses_maps = True
        area = Area("POLYGON((499800 4099800, 499900 4099800, 499900 4099900, 499800 4099800))", "EPSG:32616")
        fetched(layer, area, tmp_path)

    with pytest.raises(RasterError, match="No pixel of 'map' could be fetched"):
        fetch()


def test_values_of_a_calculated_raster_are_kept_as_they_are(qgis_app, tmp_path):
    if "virtualraster" not in _providers():
        pytest.skip("this QGIS has no calculated rasters")
    path = tmp_path / "values.tif"
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 600, 600, 1, gdal.GDT_Float32)
    dataset.SetGeoTransform((500000, 0.5, 0, 4100000, 0, -0.5))
    dataset.SetProjection(QgsVectorLayer("Point?crs=EPSG:32616", "", "memory").crs().toWkt())
    values = np.arange(600 * 600, dtype=np.float32).reshape(600, 600) + 1
    dataset.GetRasterBand(1).WriteArray(values)
    dataset = None
    shape = "crs=EPSG:32616&extent=500000,4099700,500300,4100000&width=600&height=600"
    uri = f'?{shape}&formula="scene@1" * 2&scene:uri={path}&scene:provider=gdal'
    layer = QgsRasterLayer(uri, "calculated", "virtualraster")
    assert layer.isValid()
    assert is_fetched(layer)
    fetch, _ = fetched(layer, None, tmp_path / "run")
    dataset = gdal.Open(str(fetch.path))
    assert dataset.RasterCount == 1
    read = dataset.GetRasterBand(1).ReadAsArray(0, 0, 500, 500)
    assert np.abs(read - 2 * values[:500, :500]).max() < 1300


def _providers():
    from qgis.core import QgsProviderRegistry

    return QgsProviderRegistry.instance().providerList()


# The grid


SHEET_PX = 2**16


def flat(x, y):
    return 1.0, 1.0


WORLD = Offer((-1e7, -1e7, 1e7, 1e7), (0.0, 0.0))


def test_grid_does_not_depend_on_the_area():
    side = SHEET_PX * 0.5
    areas = [(1000.0, 2000.0, 1500.0, 2600.0), (side - 900, 100.0, side - 100, 300.0)]
    assert len({choose_grid(WORLD, area, 0.5, flat, 1.0, SHEET_PX) for area in areas}) == 1


def test_area_across_the_border_of_sheets_gets_a_sheet_without_a_seam():
    side = SHEET_PX * 0.5
    grid = choose_grid(WORLD, (side - 100, -50.0, side + 100, 50.0), 0.5, flat, 1.0, SHEET_PX)
    left, bottom, right, top = grid.bounds(0, 0, grid.rows // BLOCK_PX, grid.cols // BLOCK_PX)
    assert (left < side - 100, right > side + 100, bottom < -50, top > 50) == (True, True, True, True)


def test_area_longer_than_a_sheet_gets_a_larger_one_and_then_none():
    side = SHEET_PX * 0.5
    grid = choose_grid(WORLD, (0.0, 0.0, 1.4 * side, 10.0), 0.5, flat, 1.0, SHEET_PX)
    assert grid.cols == 2 * SHEET_PX
    assert choose_grid(WORLD, (0.0, 0.0, 3 * side, 10.0), 0.5, flat, 1.0, SHEET_PX) is None


def test_small_layer_is_its_own_sheet():
    grid = choose_grid(
        Offer((100.0, 200.0, 1100.0, 900.0), (0.0, 0.0)), (300.0, 300.0, 400.0, 400.0), 0.5, flat, 1.0, SHEET_PX
    )
    assert (grid.left, grid.top, grid.pixel_x) == (100.0, 900.0, 0.5)
    assert (grid.cols, grid.rows) == (2048, 1536)


def test_blocks_are_those_that_meet_the_shape():
    grid = web_grid.PixelGrid(0.0, 0.0, 1.0, 1.0, 32 * BLOCK_PX, 32 * BLOCK_PX)
    shape = QgsGeometry.fromWkt("POLYGON((700 -900, 14000 -3000, 9000 -15000, 700 -900))")

    def box(bounds):
        return QgsGeometry.fromRect(_rect(bounds))

    bounds = (700.0, -15000.0, 14000.0, -900.0)
    meets, contains = (lambda b: shape.intersects(box(b))), (lambda b: shape.contains(box(b)))
    expected = [(row, col) for row in range(32) for col in range(32) if shape.intersects(box(grid.bounds(row, col)))]
    assert blocks_meeting(grid, bounds, meets, contains, 10_000) == expected
    assert blocks_meeting(grid, bounds, meets, contains, 50) is None


def test_sheets_hold_a_bounded_number_of_windows():
    for stride in (1, 48, 192, 209, 768, 5000):
        side = sheet_px(stride)
        assert side % BLOCK_PX == 0
        assert side <= 512 * stride or side == 2**13
        assert 2**13 <= side <= 2**17


def test_runs_are_blocks_side_by_side():
    blocks = ((0, 0), (0, 1), (0, 2), (0, 4), (1, 5))
    assert list(runs(blocks, 2)) == [(0, 0, 2), (0, 2, 1), (0, 4, 1), (1, 5, 1)]


# With the real worker


@pytest.fixture
def real(tiny_scene, monkeypatch, provider, qgis_new_project):
    if not WORKER_PYTHON.exists():
        pytest.skip("The worker's environment .venv is not there; 'make setup' makes it.")
    monkeypatch.setenv("TESELA_HOME", str(tiny_scene))
    monkeypatch.setenv("TESELA_PYTHON", str(WORKER_PYTHON))


def features(layer):
    kept = [name for name in layer.fields().names() if name not in ("fid", "run")]
    return sorted((f.geometry().asWkt(6), *(str(f[name]) for name in kept)) for f in layer.getFeatures())


def tiny_card(tiny_scene, name):
    text = (tiny_scene / "models" / name / "card.json").read_text()
    return schema.from_json(ModelCard, json.loads(text), "card", ValueError)


def draw_file(path, plan):
    """A GeoTIFF of the same pixels on the same grid, drawn without the server."""
    grid = plan.grid
    options = ["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "SPARSE_OK=TRUE", "PHOTOMETRIC=RGB", "BIGTIFF=YES"]
    dataset = gdal.GetDriverByName("GTiff").Create(
        str(path), grid.cols, grid.rows, 3, gdal.GDT_Byte, [*options, "INTERLEAVE=PIXEL", "COMPRESS=DEFLATE"]
    )
    dataset.SetGeoTransform((grid.left, grid.pixel_x, 0, grid.top, 0, -grid.pixel_y))
    dataset.SetProjection(QgsVectorLayer("Point?crs=EPSG:3857", "", "memory").crs().toWkt())
    for row, col in plan.blocks:
        left, _, _, top = grid.bounds(row, col)
        greys = map_server.drawn(round((left + EDGE) / PIXEL), round((EDGE - top) / PIXEL), BLOCK_PX, BLOCK_PX)
        for band in (1, 2, 3):
            dataset.GetRasterBand(band).WriteArray(greys, col * BLOCK_PX, row * BLOCK_PX)
    return str(path)


@pytest.mark.parametrize(("algorithm", "model"), [("segment", "tiny-segmenter"), ("detect", "tiny-detector")])
def test_tiles_give_the_features_of_a_file_of_the_same_pixels(real, tiles, tiny_scene, tmp_path, algorithm, model):
    import processing

    values = {"MODEL": model, "EXTENT": extent(rectangle(0, 0, 400, 300)), "OUTPUT": TEMPORARY}
    from_tiles = processing.run(f"tesela:{algorithm}", {**values, "INPUT": [tiles]})
    plan = plan_fetch(tiles, tiny_card(tiny_scene, model), rectangle(0, 0, 400, 300))
    path = draw_file(tmp_path / "tiles.tif", plan)
    from_file = processing.run(f"tesela:{algorithm}", {**values, "INPUT": [path]})
    assert len(features(from_tiles["OUTPUT"])) >= 3
    assert features(from_tiles["OUTPUT"]) == features(from_file["OUTPUT"])


def test_building_is_found_the_same_from_another_area(real, tiles):
    import processing

    def found(area):
        values = {"MODEL": "tiny-segmenter", "EXTENT": extent(area), "OUTPUT": TEMPORARY, "INPUT": [tiles]}
        return processing.run("tesela:segment", values)["OUTPUT"]

    common = QgsGeometry.fromWkt(rectangle(300, 100, 500, 500).wkt)
    seen = []
    for area in (rectangle(0, 0, 800, 600), rectangle(300, 100, 900, 800)):
        inside = [f for f in found(area).getFeatures() if common.contains(f.geometry())]
        seen.append(sorted((f.geometry().asWkt(6), f["score"]) for f in inside))
    assert len(seen[0]) >= 3
    assert seen[0] == seen[1]


def test_check_tells_what_would_be_fetched(real, tiles, server):
    import processing

    values = {"MODEL": "tiny-segmenter", "EXTENT": extent(rectangle()), "INPUT": [tiles]}
    report = CheckReport.from_json(json.loads(processing.run("tesela:check", values)["REPORT"]))
    print(json.dumps(report.to_json(), indent=1))
    assert server.asked == []
    assert report.windows > 9
    assert [finding for finding in report.findings if finding.severity == "error"] == []
    assert any("tiles of zoom level 18" in finding.message for finding in report.findings)
