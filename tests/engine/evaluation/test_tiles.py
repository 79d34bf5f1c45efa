"""A tile classifier against truths drawn by hand: nine windows of known scores, every figure worked out on paper."""

import json
from pathlib import Path

import fiona
import numpy as np
import pytest
from tesela.engine.contract.errors import AreaError, JobError, RunError, TruthError
from tesela.engine.contract.events import Warning
from tesela.engine.contract.job import Area, Selection
from tesela.engine.path import pipeline

from tests.engine.conftest import make_card, messages
from tests.engine.evaluation.conftest import point, square

GREYS = np.array([[255, 204, 0], [102, 51, 0], [0, 0, 0]])
STATE = {"state": "str", "town": "str"}


def grey_windows(greys=GREYS):
    """Windows of 32 pixels, each of one grey; the model scores a window by its grey / 255."""
    return np.repeat(np.repeat(np.asarray(greys, np.uint8), 32, axis=0), 32, axis=1)[None].repeat(3, axis=0)


@pytest.fixture
def run(draw, run_job):
    def go(greys=GREYS, card=None, **job):
        card = card or make_card("tile-classification", overlap_px=0)
        return Path(run_job(draw(grey_windows(greys)), card=card, **job)[0].run)

    return go


THINGS = [
    (point(16, 16), "gone", "a"),
    (point(16, 48), "gone", "b"),
    (square(75, 30, 85, 36), "gone", "b"),
]


def test_windows_boxes_and_places_are_what_paper_says(run, truth, judge):
    done, _ = judge(run(), truth(THINGS, fields=STATE), place_field="town")
    figures = done.report
    one = figures["classes"]["damaged building"]
    # right: the windows of grey 255 and 102 hold a point; the two at the right hold or touch the polygon's edge
    assert [one[name] for name in ("true_positives", "false_positives", "false_negatives", "true_negatives")] == [
        1,
        1,
        1,
        4,
    ]
    assert one["doubtful"] == 2
    assert one["roc_auc"] == pytest.approx(9 / 10)
    assert one["average_precision"] == pytest.approx(1 / 2 * 1 + 1 / 2 * 2 / 3)
    assert figures["overall"]["accuracy"] == pytest.approx(5 / 7)
    assert figures["overall"]["balanced_accuracy"] == pytest.approx((1 / 2 + 4 / 5) / 2)
    assert figures["confusions"][0]["labels"] == ["damaged building", "not damaged building"]
    assert figures["confusions"][0]["counts"] == [[1, 1], [1, 4]]
    boxes = figures["objects"]["classes"]["damaged building"]
    assert figures["objects"]["rule"] == "place"
    assert [boxes[name] for name in ("found", "right", "true", "hit")] == [2, 1, 3, 1]
    assert boxes["average_precision"] == pytest.approx(1 / 3 * 1 + 1 / 3 * 2 / 3)
    counts = {
        row["place"]: [row[name] for name in ("true", "found", "right", "hit", "missed", "false")]
        for row in figures["places"]
    }
    assert counts == {"a": [1, 1, 1, 1, 0, 0], "b": [2, 1, 0, 0, 2, 1]}
    assert figures["verdict"][0]["value"] == figures["overall"]["balanced_accuracy"]


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:32644"])
def test_the_crs_of_the_truth_changes_nothing(run, truth, judge, crs):
    folder = run()
    here = judge(folder, truth(THINGS, fields=STATE))[0].report
    there = judge(folder, truth(THINGS, "there.gpkg", STATE, moved_to=crs))[0].report
    assert there["classes"] == {
        **here["classes"],
        "damaged building": {
            **here["classes"]["damaged building"],
            "evidence": {**here["classes"]["damaged building"]["evidence"], "data": "there.gpkg: truth"},
        },
    }
    assert there["objects"] == here["objects"]


def test_boxes_as_large_as_the_truth_are_matched_by_overlap(run, truth, judge):
    rows = [(square(2, 0, 34, 32),), (square(0, 52, 32, 84),)]
    folder = run()
    boxes = judge(folder, truth(rows))[0].report["objects"]
    # the first shares 30 of 34 columns with its box (0.88); the second lies 20 rows off (12 / 52)
    assert boxes["rule"] == "overlap"
    one = boxes["classes"]["damaged building"]
    assert [one[name] for name in ("found", "right", "true", "hit")] == [2, 1, 2, 1]
    strict = judge(folder, truth(rows), least_iou=0.9)[0].report["objects"]["classes"]["damaged building"]
    assert [strict[name] for name in ("found", "right", "true", "hit")] == [2, 0, 2, 0]


def test_what_the_run_wrote_counts_and_another_threshold_can_be_asked_for(run, truth, judge):
    folder = run()
    pipeline.select_run(str(folder), Selection(thresholds=(0.3,)), lambda event: None)
    figures = judge(folder, truth(THINGS, fields=STATE))[0].report
    assert figures["provenance"]["thresholds"] == {"damaged building": 0.3}
    assert figures["objects"]["classes"]["damaged building"]["found"] == 3
    asked = judge(folder, truth(THINGS, fields=STATE), selection=Selection(thresholds=(0.9,)))[0].report
    assert asked["objects"]["classes"]["damaged building"]["found"] == 1
    with fiona.open(folder.parent / "results.gpkg", layer="detections") as written:
        assert len(written) == 3


def test_a_run_whose_results_are_gone_is_judged_by_its_job(run, truth, judge):
    folder = run(selection=Selection(thresholds=(0.9,)))
    (folder.parent / "results.gpkg").unlink()
    done, events = judge(folder, truth(THINGS, fields=STATE))
    assert done.report["objects"]["classes"]["damaged building"]["found"] == 1
    assert "is not there" in messages(events)


def test_an_area_limits_windows_boxes_and_truth(run, truth, judge):
    area = Area(square(1, 1, 31, 60).wkt, "EPSG:32645")
    folder = run()
    figures = judge(folder, truth(THINGS, fields=STATE), area=area)[0].report
    one = figures["classes"]["damaged building"]
    assert [one["true_positives"], one["false_negatives"], one["samples"]] == [1, 1, 2]
    boxes = figures["objects"]["classes"]["damaged building"]
    assert [boxes[name] for name in ("found", "right", "true", "hit")] == [1, 1, 2, 1]
    assert figures["truth"]["counts"]["outside the ground that is judged"] == 1
    with pytest.raises(AreaError, match="meets no raster"):
        judge(folder, truth(THINGS, fields=STATE), area=Area(square(900, 900, 950, 950).wkt, "EPSG:32645"))


def test_windows_that_only_touch_the_area_are_not_judged(draw, run_job, truth, judge):
    damaged_beyond = np.array([[0, 0, 255]] * 3)
    done, *_ = run_job(draw(grey_windows(damaged_beyond)), card=make_card("tile-classification", overlap_px=16))
    area = Area(square(0, 0, 50, 96).wkt, "EPSG:32645")
    figures = judge(done.run, truth([(point(8, 8),)]), area=area)[0].report
    one = figures["classes"]["damaged building"]
    # of the columns of windows with their middles at 16, 32, 48, 64 and 80, three are judged, of five windows each
    assert figures["windows"]["judged"] == 15
    assert figures["windows"]["outside the area"] == 10
    assert one["false_positives"] == 0


def test_an_area_without_the_middle_of_a_window_judges_none(run, truth, judge):
    area = Area(square(1, 1, 9, 9).wkt, "EPSG:32645")
    figures = judge(run(), truth([(point(5, 5),)]), area=area)[0].report
    assert (figures["windows"]["judged"], figures["overall"]["accuracy"]) == (0, None)
    assert figures["classes"]["damaged building"]["undefined"] == "no true sample"


def test_truth_where_nothing_was_scored_does_not_count(draw, run_job, truth, judge):
    greys = GREYS.copy()
    greys[2] = 1
    pixels = np.maximum(grey_windows(greys), 1)
    pixels[:, :, 64:] = 0
    path = draw(pixels, nodata=0)
    done, *_ = run_job(path, card=make_card("tile-classification", overlap_px=0))
    figures = judge(done.run, truth(THINGS, fields=STATE))[0].report
    boxes = figures["objects"]["classes"]["damaged building"]
    assert (boxes["true"], boxes["not_looked_at"]) == (2, 1)
    assert figures["windows"]["judged"] == 6


def several_classes(**changes):
    return make_card(
        "tile-classification",
        classes=("low", "high"),
        overlap_px=0,
        selection=Selection(thresholds=(0.5, 0.5), suppression_iou=0.1),
        **changes,
    )


def load_low_high(package, window_px, keep_embeddings):
    """Scores (1 - grey, grey): "low" is dark."""
    del keep_embeddings
    from tesela.engine.path.model import Model

    def score(pixels):
        grey = pixels.mean(axis=(1, 2, 3))
        return np.stack([1 - grey, grey], axis=1).astype(np.float32), None

    return Model(package.card, score, "CPU (test)", "NumPy")


def test_several_classes_an_unknown_one_and_one_without_truth(run, truth, judge):
    folder = run(card=several_classes(), load=load_low_high)
    rows = [(point(16, 16), "HIGH", ""), (point(48, 16), "high", ""), (point(16, 80), "flooded", "")]
    done, events = judge(folder, truth(rows, fields=STATE), label_field="state")
    figures = done.report
    assert figures["truth"]["unknown"] == {"flooded": 1}
    assert "flooded (1)" in messages([event for event in events if isinstance(event, Warning)])
    low, high = figures["classes"]["low"], figures["classes"]["high"]
    assert (high["recall"], high["precision"]) == (1.0, 1.0)
    assert (low["undefined"], low["recall"], low["roc_auc"]) == ("no true sample", None, None)
    assert figures["confusions"][0]["labels"] == ["low", "high", "none of them"]
    assert figures["confusions"][0]["counts"] == [[0, 0, 0], [0, 2, 0], [7, 0, 0]]
    assert "No true sample of low" in messages(events)


def test_a_background_class_is_what_is_true_elsewhere(run, truth, judge):
    folder = run(card=several_classes(background="low"), load=load_low_high)
    rows = [(point(16, 16), "high", ""), (point(48, 48), "low", "")]
    figures = judge(folder, truth(rows, fields=STATE), label_field="state")[0].report
    assert list(figures["classes"]) == ["high"]
    assert figures["confusions"][0]["labels"] == ["high", "low"]
    assert figures["confusions"][0]["counts"] == [[1, 0], [1, 7]]


def test_features_without_class_leave_their_windows_out(run, truth, judge):
    rows = [(point(16, 16), "damaged building", ""), (point(48, 16), None, "")]
    done, events = judge(run(), truth(rows, fields=STATE), label_field="state")
    one = done.report["classes"]["damaged building"]
    assert (one["samples"], one["doubtful"], one["false_positives"]) == (8, 1, 0)
    assert "1 true features have no class" in messages(events)


def test_two_rasters_are_judged_together(draw, run_job, truth, judge):
    first = draw(grey_windows(), "west.tif")
    from tests.engine.conftest import north_up

    second = draw(grey_windows(), "east.tif", transform=north_up() @ north_up().translation(200, 0))
    done, *_ = run_job([first, second], card=make_card("tile-classification", overlap_px=0))
    figures = judge(done.run, truth([*THINGS, (point(216, 16), "gone", "c")], fields=STATE))[0].report
    one = figures["classes"]["damaged building"]
    assert [one["true_positives"], one["false_positives"], one["false_negatives"]] == [2, 2, 1]
    assert {row["place"]: row["true"] for row in figures["places"]} == {"east.tif": 1, "west.tif": 3}


def test_two_rasters_of_the_same_file_name_are_two_places(draw, run_job, truth, judge):
    paths = [draw(grey_windows(), f"{year}/ortho.tif") for year in (2019, 2023)]
    done, *_ = run_job(paths, card=make_card("tile-classification", overlap_px=0))
    figures = judge(done.run, truth(THINGS, fields=STATE))[0].report
    assert {row["place"]: row["true"] for row in figures["places"]} == {"2019/ortho.tif": 3, "2023/ortho.tif": 3}
    assert figures["provenance"]["rasters"] == ["2019/ortho.tif", "2023/ortho.tif"]


@pytest.mark.parametrize(
    ("rows", "options", "error", "message"),
    [
        ([(point(5000, 5000), "x", "")], {}, TruthError, "lies elsewhere"),
        ([(point(16, 16), "x", "")], {"label_field": "kind"}, TruthError, "it has state, town"),
        ([(point(16, 16), "x", "")], {"rasters": ("a.tif",)}, JobError, "leave the rasters out"),
    ],
)
def test_what_does_not_fit_is_told(run, truth, judge, tmp_path, rows, options, error, message):
    with pytest.raises(error, match=message):
        judge(run(), truth(rows, fields=STATE), **options)
    assert not (tmp_path / "evaluation").exists()


def test_a_truth_without_crs_is_refused(run, truth, judge):
    with pytest.raises(TruthError, match="assign one to it"):
        judge(run(), truth(THINGS, fields=STATE, crs=None))


def test_several_classes_need_a_field(run, truth, judge):
    with pytest.raises(JobError, match=r"low, high\); say which field"):
        judge(run(card=several_classes(), load=load_low_high), truth(THINGS, fields=STATE))


def test_a_small_truth_is_warned_of(run, truth, judge):
    _, events = judge(run(), truth([(square(10, 10, 14, 14), "", "")], fields=STATE))
    assert "spans only" in messages([event for event in events if isinstance(event, Warning)])


def test_a_model_is_run_first(draw, package, truth, judge, tmp_path):
    folder = package(make_card("tile-classification", overlap_px=0))
    done, _ = judge(folder, truth(THINGS, fields=STATE), rasters=(draw(grey_windows()),))
    assert (tmp_path / "evaluation" / "results.gpkg").is_file()
    assert Path(done.run) == tmp_path / "evaluation" / "run"
    assert done.report["classes"]["damaged building"]["true_positives"] == 1
    with pytest.raises(JobError, match="no finished run"):
        judge(folder, truth(THINGS, fields=STATE))


def test_an_unfinished_run_is_refused(run, truth, judge):
    folder = run()
    description = json.loads((folder / "run.json").read_text())
    (folder / "run.json").write_text(json.dumps({**description, "state": "scoring"}))
    with pytest.raises(RunError, match="not finished"):
        judge(folder, truth(THINGS, fields=STATE))


def test_pixel_results_are_compared_in_pixels(draw, run_job, truth, judge):
    import shapely
    from tesela.engine.contract.job import Reading

    path = draw(grey_windows(), crs=None)
    card = make_card("tile-classification", overlap_px=0)
    done, *_ = run_job(path, card=card, reading=Reading(pixel_results=True))
    rows = [(shapely.Point(16, -16),), (shapely.Point(16, -48),)]
    figures = judge(done.run, truth(rows, crs=None))[0].report
    assert figures["classes"]["damaged building"]["true_positives"] == 1
    with pytest.raises(TruthError, match="pixel coordinates"):
        judge(done.run, truth(THINGS, fields=STATE))


def test_places_without_a_name_are_counted_as_such(run, truth, judge):
    rows = [(*THINGS[0][:2], None), *THINGS[1:]]
    places = {row["place"] for row in judge(run(), truth(rows, fields=STATE), place_field="town")[0].report["places"]}
    assert places == {"(no place)", "b"}
