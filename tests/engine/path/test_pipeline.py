"""The data path from end to end, with a drawn raster and a network of three lines."""

import json
import shutil
import sqlite3
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import fiona
import numpy as np
import pytest
import shapely
from shapely.geometry import shape
from tesela.engine.contract.errors import RunCancelled, RunError
from tesela.engine.contract.events import Found, Progress, Warning
from tesela.engine.contract.job import Selection
from tesela.engine.path import decoders, pipeline
from tesela.engine.path.model import Model
from tesela.engine.path.polygonise import outline

from tests.engine.conftest import ORIGIN, load_bright, make_card, messages, read_features, white_squares


def test_a_white_square_becomes_one_building_at_its_place(draw, run_job):
    done, events, layers = run_job(draw(white_squares(squares=((20, 30, 20),))))
    (building,) = layers["buildings"]
    expected = shapely.box(ORIGIN[0] + 30, ORIGIN[1] - 40, ORIGIN[0] + 50, ORIGIN[1] - 20)
    assert shape(building.geometry).symmetric_difference(expected).area < 1e-6
    assert building.properties["area_m2"] == pytest.approx(400, rel=2e-3)
    assert building.properties["score"] == pytest.approx(1.0)
    assert done.features == {"buildings": 1}
    assert done.windows == {
        "total": 16,
        "scored": 16,
        "without_data": 0,
        "without_centre": 0,
        "padded": 0,
        "partly_damaged": 0,
        "failed": 0,
        "outside_area": 0,
    }
    assert any(isinstance(event, Progress) and event.done == event.total for event in events)
    assert any(isinstance(event, Found) for event in events)


def test_the_layer_of_a_segmentation_is_named_by_its_class(draw, run_job):
    done, _, layers = run_job(draw(white_squares()), card=make_card(classes=("Flood water",)))
    assert done.features == {"flood_waters": 1}
    assert "label" not in layers["flood_waters"][0].properties


def test_several_classes_of_a_segmentation_share_a_layer_that_says_which(draw, run_job):
    def load(package, *arguments):
        model = load_bright(package, *arguments)

        def score(pixels):
            return np.stack([pixels[..., 0], pixels[..., 2], 1 - pixels[..., 0]], axis=-1), None

        return Model(model.card, score, model.device, model.runtime)

    pixels = white_squares(squares=((20, 30, 20),))
    pixels[2, 60:70, 60:70] = 255
    selection = Selection(thresholds=(0.5, 0.6, 0.5), min_area_m2=0.0, min_hole_m2=0.0, simplify_m=0.0)
    card = make_card(classes=("flood", "road", "ground"), background="ground", selection=selection)
    done, _, layers = run_job(draw(pixels), card=card, load=load)
    assert done.features == {"polygons": 3}
    found = [(row.properties["label"], round(row.properties["area_m2"])) for row in layers["polygons"]]
    assert sorted(found) == [("flood", 400), ("road", 100), ("road", 400)]


def test_bright_windows_become_boxes_and_centres(draw, run_job):
    pixels = white_squares(96, 96, squares=((24, 24, 32),))
    _, _, layers = run_job(draw(pixels), "tile-classification")
    (box,), (centre,) = layers["detections"], layers["detection_centres"]
    assert shape(box.geometry).bounds == (ORIGIN[0] + 24, ORIGIN[1] - 56, ORIGIN[0] + 56, ORIGIN[1] - 24)
    assert shape(centre.geometry).equals(shape(box.geometry).centroid)
    assert box.properties["label"] == "damaged building"
    assert box.properties["score"] == pytest.approx(1.0)
    assert (box.properties["lon"], box.properties["lat"]) == pytest.approx((85.58, 27.62), abs=0.05)
    assert box.properties["raster"] == "raster.tif"
    assert box.properties["model"] == "bright 1.0.0"


@pytest.mark.parametrize("at_once", [1, 3, 1000])
def test_features_are_the_same_in_however_many_blocks_and_lots_they_come(draw, run_job, monkeypatch, at_once):
    squares = [(row, col, side) for row in range(4, 200, 24) for col, side in ((6, 5), (20, 12), (60, 17), (120, 20))]
    path = draw(white_squares(220, 220, squares))
    _, _, once = run_job(path)
    monkeypatch.setattr(decoders, "OUTLINES_AT_ONCE", at_once)
    monkeypatch.setattr(decoders, "outline", partial(outline, block_px=32))
    _, _, lots = run_job(path, output="lots")
    assert len(lots["buildings"]) == len(once["buildings"]) == len(squares)
    assert _by_place(lots["buildings"]) == _by_place(once["buildings"])


def _by_place(features):
    """Return outlines whatever their first point, with their attributes apart from the run's name."""
    return sorted(
        (shapely.normalize(shape(f.geometry)).wkt, f.properties["area_m2"], round(f.properties["score"], 9))
        for f in features
    )


@pytest.mark.parametrize("task", ["segmentation", "tile-classification"])
def test_nothing_found_gives_empty_valid_layers(draw, run_job, task):
    done, _, layers = run_job(draw(np.zeros((3, 96, 96), np.uint8)), task)
    assert set(done.features.values()) == {0}
    for name in done.features:
        assert layers[name] == []
        with fiona.open(done.results, layer=name) as collection:
            assert collection.crs.to_epsg() == 32645
            assert "score" in collection.schema["properties"]
    assert len(layers["tesela_runs"]) == 1


def test_provenance_names_model_thresholds_device_and_raster(draw, run_job):
    done, _, layers = run_job(draw(white_squares()), selection=Selection(thresholds=(0.25,)))
    (row,) = layers["tesela_runs"]
    assert json.loads(row.properties["thresholds"]) == {"building": 0.25}
    assert row.properties["model"] == "bright"
    assert row.properties["device"] == done.device == "CPU (test)"
    assert "raster.tif" in row.properties["rasters"]


def test_a_new_threshold_never_touches_the_model(draw, run_job):
    pixels = np.maximum(white_squares(squares=((20, 30, 20),)), white_squares(squares=((60, 30, 20),)) // 2)
    done, _, layers = run_job(draw(pixels), selection=Selection(thresholds=(0.9,)))
    assert len(layers["buildings"]) == 1
    again = pipeline.select_run(done.run, Selection(thresholds=(0.4,)), lambda event: None)
    assert again.features == {"buildings": 2}
    assert len(read_features(again.results)["buildings"]) == 2


def test_select_can_write_elsewhere_and_leaves_the_first_result(draw, run_job, tmp_path):
    done, _, _ = run_job(draw(white_squares()))
    before = Path(done.results).read_bytes()
    other = pipeline.select_run(
        done.run, Selection(min_area_m2=1e6), lambda event: None, results=str(tmp_path / "o.gpkg")
    )
    assert other.features == {"buildings": 0}
    assert Path(done.results).read_bytes() == before


def test_several_rasters_give_one_result_in_the_crs_of_the_first(draw, run_job):
    from rasterio.crs import CRS
    from rasterio.warp import transform as move

    here = draw(white_squares(), name="here.tif")
    lon, lat = (value[0] for value in move("EPSG:32645", "EPSG:4326", [ORIGIN[0]], [ORIGIN[1]]))
    from affine import Affine

    step = 1 / 111_000
    there = draw(
        white_squares(), name="there.tif", crs=CRS.from_epsg(4326), transform=Affine(step, 0, lon, 0, -step, lat)
    )
    _, _, layers = run_job([here, there])
    assert sorted(f.properties["raster"] for f in layers["buildings"]) == ["here.tif", "there.tif"]
    a, b = (shape(f.geometry) for f in layers["buildings"])
    assert a.centroid.distance(b.centroid) < 10


def test_rasters_of_the_same_file_name_are_told_apart_by_their_folders(draw, run_job):
    paths = [draw(white_squares(), name=f"{year}/ortho.tif") for year in (2019, 2023)]
    names = ["2019/ortho.tif", "2023/ortho.tif"]
    done, _, layers = run_job([*paths, draw(white_squares(), name="2023/other.tif")])
    assert [f.properties["raster"] for f in layers["buildings"]] == [*names, "other.tif"]
    described = Path(done.run) / "run.json"
    description = json.loads(described.read_text())
    assert [raster["name"] for raster in description["rasters"]] == [*names, "other.tif"]
    for raster in description["rasters"]:
        raster["name"] = Path(raster["fingerprint"]["path"]).name
    described.write_text(json.dumps(description))
    again = pipeline.select_run(done.run, Selection(), lambda event: None)
    # Runs of earlier versions call both ortho.tif; what is selected from them again is told apart too.
    assert [f.properties["raster"] for f in read_features(again.results)["buildings"]] == [*names, "other.tif"]


class Interrupt(Exception):
    pass


@pytest.mark.parametrize("task", ["segmentation", "tile-classification"])
def test_a_run_that_died_goes_on_and_gives_the_identical_result(draw, run_job, task, monkeypatch):
    monkeypatch.setattr("tesela.engine.path.scores.PART_WINDOWS", 8)
    monkeypatch.setattr("tesela.engine.path.blend.PART_WINDOWS", 8)
    monkeypatch.setattr("tesela.engine.path.partwriter.PART_WINDOWS", 8)
    path = draw(np.random.default_rng(1).integers(0, 255, (3, 200, 200), dtype=np.uint8))
    _, _, whole = run_job(path, task, output="whole", selection=Selection(thresholds=(0.49,)))
    scored = []

    def load(package, window_px, keep_embeddings):
        model = load_bright(package, window_px, keep_embeddings)

        def score(pixels):
            scored.append(len(pixels))
            if sum(scored) == 36:
                raise Interrupt
            return model.score(pixels)

        return Model(model.card, score, model.device, model.runtime)

    with pytest.raises(Interrupt):
        run_job(path, task, load=load, batch=4, selection=Selection(thresholds=(0.49,)))
    done, events, resumed = run_job(path, task, load=load, batch=4, selection=Selection(thresholds=(0.49,)))
    assert "finished parts of this job; they are not scored again" in messages(events)
    assert sum(scored) < done.windows["total"] + 36
    names = ["buildings"] if task == "segmentation" else ["detections", "detection_centres"]
    for name in names:
        assert len(whole[name]) > 0
        assert [dict(f.geometry) for f in resumed[name]] == [dict(f.geometry) for f in whole[name]]
        assert [dict(f.properties) for f in resumed[name]] == [dict(f.properties) for f in whole[name]]


def test_the_same_job_again_uses_the_scores_and_another_job_is_refused(draw, run_job):
    path = draw(white_squares())
    run_job(path)

    def never(*_):
        raise AssertionError("the model was loaded")

    _, events, layers = run_job(path, load=never)
    assert "already holds the scores of this very job" in messages(events)
    assert len(layers["buildings"]) == 1
    with pytest.raises(RunError, match="holds another run"):
        run_job(path, window_px=16)


def test_a_raster_that_changed_is_not_resumed(draw, run_job):
    run_job(draw(white_squares()))
    with pytest.raises(RunError, match="a raster that has changed"):
        run_job(draw(white_squares(squares=((21, 30, 20),))))


def side_file(path, *, text):
    Path(f"{path}.aux.xml").write_text(f'<PAMDataset><PAMRasterBand band="1">{text}</PAMRasterBand></PAMDataset>')


def test_statistics_that_qgis_writes_beside_a_raster_do_not_make_it_another_one(draw, run_job):
    path = draw(white_squares())
    run_job(path)
    statistics = '<Metadata><MDI key="STATISTICS_MAXIMUM">255</MDI></Metadata>'
    histograms = "<Histograms><HistItem><HistCounts>1|2</HistCounts></HistItem></Histograms>"
    side_file(path, text=histograms + statistics)
    _, events, _ = run_job(path)
    assert "already holds the scores of this very job" in messages(events)
    side_file(path, text="<NoDataValue>0</NoDataValue>" + statistics)
    with pytest.raises(RunError, match="a raster that has changed"):
        run_job(path)


def test_cancel_keeps_finished_parts_and_says_so(draw, run_job, tmp_path):
    answers = iter([False, False, False])
    with pytest.raises(RunCancelled, match=r"finished parts are kept in .*run; run the same job again"):
        run_job(draw(white_squares(200, 200)), cancelled=lambda: next(answers, True), batch=1)
    assert not (tmp_path / "out" / "results.gpkg").exists()
    with pytest.raises(RunError, match="is not finished"):
        pipeline.select_run(str(tmp_path / "out"), Selection(), lambda event: None)


def test_no_run_folder_is_a_clear_error(tmp_path):
    with pytest.raises(RunError, match=r"is no run folder: it holds no run\.json"):
        pipeline.select_run(str(tmp_path), Selection(), lambda event: None)


@pytest.mark.parametrize("folder", ["URGENT!", "a!b!c", "a;b", "q?x", "in.zip", "a[1]"])
@pytest.mark.parametrize("name", ["results.gpkg", "a;b.gpkg", "q?x.gpkg", "x[1].gpkg", "now!.gpkg"])
def test_features_are_written_where_they_belong_whatever_that_is_called(draw, run_job, folder, name, tmp_path):
    done, _, _ = run_job(draw(white_squares()))
    results = tmp_path / folder / "deep" / name
    before = set(Path("/").iterdir())
    assert pipeline.select_run(done.run, Selection(), lambda event: None, results=str(results)).results == str(results)
    assert list(results.parent.iterdir()) == [results]
    assert set(Path("/").iterdir()) == before
    with closing(sqlite3.connect(results)) as connection:
        assert connection.execute("SELECT count(*) FROM buildings").fetchone() == (1,)


def test_results_open_in_another_program_are_not_replaced(draw, run_job):
    path = draw(white_squares())
    done, _, _ = run_job(path)
    connection = sqlite3.connect(done.results, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("CREATE TABLE edit_under_way (x INTEGER)")
    with pytest.raises(RunError, match="is open in QGIS or another program"):
        run_job(path)
    connection.rollback()
    connection.close()
    assert run_job(path)[0].features == {"buildings": 1}


def review(results, verdict, layer="buildings"):
    """Give the features of a layer a verdict, as QGIS does."""
    with closing(sqlite3.connect(results)) as connection, connection:
        connection.execute(f'ALTER TABLE "{layer}" ADD COLUMN "verdict" TEXT')
        # QGIS has the functions that the triggers of the spatial index call.
        for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            connection.create_function(name, 1, lambda _: 0)
        connection.execute(f'UPDATE "{layer}" SET "verdict" = ?', (verdict,))


def verdicts(results):
    return [feature.properties.get("verdict") for feature in read_features(str(results))["buildings"]]


def test_verdicts_are_kept_beside_what_is_selected_anew(draw, run_job):
    done, _, _ = run_job(draw(white_squares()))
    results = Path(done.results)
    for number in (1, 2):
        review(results, f"accepted {number}")
        events = []
        pipeline.select_run(done.run, Selection(thresholds=(0.9,)), events.append)
        kept = results.with_name(f"results.kept-{number}.gpkg")
        assert verdicts(results) == [None]
        assert [str(kept) in event.message for event in events if isinstance(event, Warning)] == [True]
    assert verdicts(results.with_name("results.kept-1.gpkg")) == ["accepted 1"]
    assert verdicts(results.with_name("results.kept-2.gpkg")) == ["accepted 2"]


@pytest.mark.parametrize("verdict", [None, ""])
def test_columns_without_a_verdict_are_no_reason_to_keep_a_file(draw, run_job, verdict):
    done, _, _ = run_job(draw(white_squares()))
    review(done.results, verdict)
    events = []
    pipeline.select_run(done.run, Selection(), events.append)
    assert "verdict" not in messages(events)
    assert [path.name for path in Path(done.results).parent.glob("*.gpkg")] == ["results.gpkg"]


def test_layers_of_others_in_the_chosen_file_are_kept_beside_it(draw, run_job, tmp_path):
    done, _, _ = run_job(draw(white_squares()))
    own = tmp_path / "project.gpkg"
    fiona_schema = {"geometry": "Point", "properties": {"name": "str"}}
    with fiona.open(own, "w", driver="GPKG", layer="roads", schema=fiona_schema, crs="EPSG:32645") as roads:
        roads.write({"geometry": {"type": "Point", "coordinates": (1, 2)}, "properties": {"name": "mine"}})
    events = []
    pipeline.select_run(done.run, Selection(), events.append, results=str(own))
    assert "buildings" in read_features(str(own))
    assert "(roads)" in messages(events)
    assert [f.properties["name"] for f in read_features(str(tmp_path / "project.kept-1.gpkg"))["roads"]] == ["mine"]


def test_a_verdict_that_is_still_in_the_log_of_a_killed_program_is_kept(draw, run_job, tmp_path):
    done, _, _ = run_job(draw(white_squares()))
    results, killed = Path(done.results), tmp_path / "killed"
    killed.mkdir()
    with closing(sqlite3.connect(results)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("SELECT count(*) FROM buildings").fetchone()
        review(results, "accepted")
        for path in (results, results.with_name("results.gpkg-wal")):
            shutil.copy(path, killed)
    for path in killed.iterdir():
        shutil.copy(path, results.parent)
    assert results.with_name("results.gpkg-wal").stat().st_size
    pipeline.select_run(done.run, Selection(), lambda event: None)
    assert verdicts(results.with_name("results.kept-1.gpkg")) == ["accepted"]


def test_wrong_number_of_thresholds_is_refused_before_the_run(draw, run_job):
    with pytest.raises(Exception, match="2 thresholds were given, but bright has 1 classes"):
        run_job(draw(white_squares()), selection=Selection(thresholds=(0.1, 0.2)))


def test_windows_are_resampled_to_the_models_ground_sampling_distance(draw, run_job):
    from tests.engine.conftest import north_up

    fine = np.repeat(np.repeat(white_squares(), 4, axis=1), 4, axis=2)
    done, _, layers = run_job(draw(fine, transform=north_up(0.25)))
    (building,) = layers["buildings"]
    assert done.windows["total"] == 16
    assert shape(building.geometry).bounds == (ORIGIN[0] + 30, ORIGIN[1] - 40, ORIGIN[0] + 50, ORIGIN[1] - 20)


def test_several_streams_give_what_one_gives_in_the_same_order(draw, run_job):
    path = draw(np.random.default_rng(2).integers(0, 255, (3, 200, 200), dtype=np.uint8))
    one = run_job(path, output="one", selection=Selection(thresholds=(0.49,)))[2]

    def load(*arguments):
        model = load_bright(*arguments)

        def score(pixels):
            time.sleep(0.02 * np.random.default_rng(int(pixels[0, 0, 0, 0] * 255)).random())
            return model.score(pixels)

        return Model(model.card, score, model.device, model.runtime, streams=4)

    four = run_job(path, output="four", load=load, batch=1, selection=Selection(thresholds=(0.49,)))[2]
    assert len(one["buildings"]) > 5
    assert [dict(f.geometry) for f in four["buildings"]] == [dict(f.geometry) for f in one["buildings"]]


def test_an_error_in_a_stream_ends_the_run(draw, run_job):
    def load(*arguments):
        model = load_bright(*arguments)

        def score(pixels):
            raise Interrupt

        return Model(model.card, score, model.device, model.runtime, streams=2)

    with pytest.raises(Interrupt):
        run_job(draw(white_squares(200, 200)), load=load, batch=1)
