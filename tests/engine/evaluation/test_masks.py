"""A segmentation against truths drawn by hand: pixels and polygons whose counts are worked out on paper."""

import numpy as np
import pytest
import shapely
from tesela.engine.contract.errors import TruthError
from tesela.engine.contract.job import Area, Selection
from tesela.engine.evaluation.masks import rounds_apart

from tests.engine.conftest import make_card, white_squares
from tests.engine.evaluation.conftest import point, square

PIXELS = white_squares(64, 64, squares=((10, 10, 20), (45, 5, 10)))
TRUE = [(square(15, 10, 35, 30), "a"), (square(40, 40, 50, 50), "b")]
TOWN = {"town": "str"}


def found_right(figures, label="building"):
    return [figures["objects"]["classes"][label][name] for name in ("found", "right", "true", "hit")]


def test_pixels_and_polygons_are_what_paper_says(draw, run_job, truth, judge):
    done, *_ = run_job(draw(PIXELS))
    figures = judge(done.run, truth(TRUE, fields=TOWN), place_field="town")[0].report
    one = figures["classes"]["building"]
    # 20 x 20 found, of which 15 columns are true; 10 x 10 false; 5 columns and 10 x 10 missed
    counts = ("true_positives", "false_positives", "false_negatives", "true_negatives")
    assert [one[name] for name in counts] == [300, 200, 200, 3396]
    assert one["iou"] == pytest.approx(300 / 700)
    assert one["accuracy"] == pytest.approx(3696 / 4096)
    # the scores are 1 and 0, so the curve has one corner: recall 300 / 500 at a false positive rate of 200 / 3596
    assert one["roc_auc"] == pytest.approx((300 / 500 + 1 - 200 / 3596) / 2)
    assert figures["confusions"][0]["counts"] == [[300, 200], [200, 3396]]
    assert found_right(figures) == [2, 1, 2, 1]
    polygons = figures["objects"]["classes"]["building"]
    assert [polygons["covered"][name] for name in ("found", "right", "true", "hit")] == [2, 1, 2, 1]
    counts = {row["place"]: (row["true"], row["found"], row["right"]) for row in figures["places"]}
    # the false polygon lies 15 m from the true one of town a, 25 m from that of town b
    assert counts == {"a": (1, 2, 1), "b": (1, 0, 0)}


@pytest.mark.parametrize(("least_iou", "right"), [(0.6, 1), (0.61, 0)])
def test_polygons_match_from_the_asked_overlap_on(draw, run_job, truth, judge, least_iou, right):
    done, *_ = run_job(draw(PIXELS))
    assert found_right(judge(done.run, truth(TRUE, fields=TOWN), least_iou=least_iou)[0].report)[1] == right


def test_the_crs_of_the_truth_changes_nothing(draw, run_job, truth, judge):
    done, *_ = run_job(draw(PIXELS))
    inner = [(square(15.4, 10.4, 34.6, 29.6), "a"), (square(40.4, 40.4, 49.6, 49.6), "b")]
    here = judge(done.run, truth(inner, fields=TOWN))[0].report
    there = judge(done.run, truth(inner, "there.gpkg", TOWN, moved_to="EPSG:4326"))[0].report
    assert there["confusions"] == here["confusions"]
    assert found_right(there) == found_right(here)
    assert here["confusions"][0]["counts"][0][0] == 300


def test_blocks_of_any_size_count_the_same(draw, run_job, truth, judge, monkeypatch):
    from tesela.engine.evaluation import masks

    done, *_ = run_job(draw(PIXELS))
    whole = judge(done.run, truth(TRUE, fields=TOWN))[0].report
    monkeypatch.setattr(masks, "BLOCK_PX", 13)
    pieces = judge(done.run, truth(TRUE, fields=TOWN))[0].report
    assert (pieces["classes"], pieces["confusions"]) == (whole["classes"], whole["confusions"])
    assert found_right(pieces) == found_right(whole)


def test_an_area_limits_pixels_and_polygons(draw, run_job, truth, judge):
    done, *_ = run_job(draw(PIXELS))
    area = Area(square(0, 0, 64, 35).wkt, "EPSG:32645")
    figures = judge(done.run, truth(TRUE, fields=TOWN), area=area)[0].report
    assert figures["confusions"][0]["counts"] == [[300, 100], [100, 64 * 35 - 500]]
    assert found_right(figures) == [1, 1, 1, 1]


def test_pixels_and_truth_without_data_do_not_count(draw, run_job, truth, judge):
    pixels = np.maximum(PIXELS, 1)
    pixels[:, 36:, 36:] = 0
    done, *_ = run_job(draw(pixels, nodata=0))
    figures = judge(done.run, truth(TRUE, fields=TOWN))[0].report
    assert figures["pixels"]["judged"] == 64 * 64 - 28 * 28
    assert found_right(figures) == [2, 1, 1, 1]
    assert figures["objects"]["classes"]["building"]["not_looked_at"] == 1


def two_classes(**changes):
    return make_card(
        classes=("roof", "road"),
        selection=Selection(thresholds=(0.5, 0.5), min_area_m2=0.0, min_hole_m2=0.0, simplify_m=0.0),
        **changes,
    )


def load_red_green(package, window_px, keep_embeddings):
    """Scores (red, green) of each pixel."""
    del window_px, keep_embeddings
    from tesela.engine.path.model import Model

    return Model(package.card, lambda pixels: (pixels[..., :2], None), "CPU (test)", "NumPy")


def test_several_classes_and_features_without_one(draw, run_job, truth, judge):
    pixels = np.zeros((3, 64, 64), np.uint8)
    pixels[0, :10, :10] = 255
    pixels[1, 20:30, 20:30] = 255
    done, *_ = run_job(draw(pixels), card=two_classes(), load=load_red_green)
    rows = [(square(0, 0, 10, 10), "roof"), (square(20, 20, 30, 30), "roof"), (square(50, 50, 60, 60), None)]
    figures = judge(done.run, truth(rows, fields=TOWN), label_field="town")[0].report
    assert figures["confusions"][0]["labels"] == ["roof", "road", "none of them"]
    assert figures["confusions"][0]["counts"] == [[100, 100, 0], [0, 0, 0], [0, 0, 4096 - 300]]
    assert figures["pixels"]["covered by a feature without label"] == 100
    assert figures["classes"]["road"]["undefined"] == "no true sample"
    assert figures["classes"]["road"]["iou"] is None
    assert found_right(figures, "roof") == [1, 1, 2, 1]


def test_points_are_no_truth_for_masks(draw, run_job, truth, judge):
    done, *_ = run_job(draw(PIXELS))
    with pytest.raises(TruthError, match="give the outlines"):
        judge(done.run, truth([(point(20, 20),)]))


KIND = {"kind": "str"}
PARCEL = (square(0, 0, 40, 40), "building")
UNKNOWN = (square(0, 0, 64, 64), "parcel")
HOUSES = [(square(10, 10, 30, 30), "building"), (square(5, 45, 15, 55), "building")]


@pytest.mark.parametrize(
    ("rows", "true"),
    [
        ([*HOUSES, PARCEL], 3),
        ([PARCEL, *HOUSES], 3),
        ([HOUSES[0], *HOUSES], 3),
        ([*HOUSES, UNKNOWN], 2),
        ([UNKNOWN, *HOUSES], 2),
    ],
)
def test_polygons_that_others_cover_are_judged_in_whatever_order(draw, run_job, truth, judge, rows, true):
    done, *_ = run_job(draw(PIXELS))
    figures = judge(done.run, truth(rows, fields=KIND), label_field="kind")[0].report
    assert found_right(figures) == [2, 2, true, 2]
    assert figures["objects"]["classes"]["building"]["not_looked_at"] == 0


def test_the_share_looked_at_is_that_of_each_polygon_alone(draw, run_job, truth, judge):
    pixels = np.maximum(PIXELS, 1)
    pixels[:, :, 40:] = 0
    done, *_ = run_job(draw(pixels, nodata=0))
    rows = [(square(10, 10, 30, 30),), (square(10, 10, 60, 30),), (square(20, 10, 64, 30),)]
    for ordered in (rows, rows[::-1]):
        figures = judge(done.run, truth(ordered))[0].report
        # 600 of 1000 px of the second polygon have data, 400 of 880 px of the third
        assert figures["objects"]["classes"]["building"]["not_looked_at"] == 1


def test_polygons_of_one_round_never_meet_and_rounds_are_few():
    rng = np.random.default_rng(2)
    left, top = rng.uniform(0, 3000, (2, 20_000))
    shapes = shapely.box(left, top, left + 12, top + 12)
    rounds = rounds_apart(shapes)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    assert (rounds[first] != rounds[second])[first != second].all()
    assert rounds.max() < 10
