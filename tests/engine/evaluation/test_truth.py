"""Truth layers are read whole, mended and counted; what cannot be used is named."""

import numpy as np
import pytest
import shapely
from rasterio.crs import CRS
from rasterio.warp import transform
from tesela.engine.contract.errors import RunCancelled, TruthError
from tesela.engine.evaluation.truth import TruthSource, label_truth, mover, read_truth, values_of

from tests.engine.conftest import UTM
from tests.engine.evaluation.conftest import at, point, square

BOWTIE = shapely.Polygon([at(0, 0), at(10, 10), at(10, 0), at(0, 10)])


def test_geometries_are_mended_and_counted(truth):
    rows = [
        (square(0, 0, 5, 5), "a"),
        (None, "b"),
        (BOWTIE, "c"),
        (shapely.MultiPoint([at(1, 1), at(2, 2)]), "d"),
        (shapely.LineString([at(0, 0), at(9, 9)]), "e"),
        (shapely.Polygon(), "f"),
    ]
    layer = read_truth(truth(rows, fields={"kind": "str"}), ["kind"])
    assert layer.counts["features"] == 6
    assert layer.counts["without geometry"] + layer.counts["empty"] == 2
    assert layer.counts["repaired"] == 1
    assert layer.counts["neither point nor polygon"] == 1
    assert layer.fields["kind"].tolist() == ["a", "c", "c", "d", "d"]
    assert shapely.area(layer.shapes).sum() == pytest.approx(25 + 2 * 25)
    assert layer.crs == UTM


def test_a_layer_without_crs_has_none(truth):
    assert read_truth(truth([(point(1, 1),)], crs=None), []).crs is None


def test_a_layer_is_chosen_by_name_and_narrowed_by_a_condition(truth):
    rows = [(point(1, 1), "intact"), (point(2, 2), "destroyed")]
    path = truth(rows, fields={"state": "str"}, layer="houses")
    layer = read_truth(f"{path}|layername=houses|subset=state = 'destroyed'", ["state"])
    assert layer.fields["state"].tolist() == ["destroyed"]
    assert layer.name == "truth.gpkg: houses"


def test_a_source_is_read_as_qgis_writes_it():
    parsed = TruthSource.parse("a.gpkg|layerid=2|geometrytype=Polygon|subset=a = 'b=c'")
    assert parsed == TruthSource("a.gpkg", 2, "a = 'b=c'")
    with pytest.raises(TruthError, match=r"'colour=red'.*is not understood"):
        TruthSource.parse("a.gpkg|colour=red")


@pytest.mark.parametrize(
    ("suffix", "fields", "message"),
    [
        ("|layername=roads", [], "no layer 'roads'; it has truth"),
        ("|layerid=3", [], "no layer number 3; it has truth"),
        ("", ["kind"], "no field 'kind'; it has state"),
        ("|subset=state = 'gone'", [], "holds no feature that fulfils state = 'gone'"),
        ("|subset=nonsense = 1", [], "cannot be read"),
    ],
)
def test_what_is_missing_is_named(truth, suffix, fields, message):
    path = truth([(point(1, 1), "intact")], fields={"state": "str"})
    with pytest.raises(TruthError, match=message):
        read_truth(path + suffix, fields)


def test_an_empty_layer_and_a_missing_or_foreign_file_are_told(truth, tmp_path):
    with pytest.raises(TruthError, match="holds no feature"):
        read_truth(truth([]), [])
    with pytest.raises(TruthError, match="does not exist"):
        read_truth(str(tmp_path / "nowhere.gpkg"), [])
    (tmp_path / "text.gpkg").write_text("no layer at all")
    with pytest.raises(TruthError, match="cannot be opened as a vector layer"):
        read_truth(str(tmp_path / "text.gpkg"), [])
    with pytest.raises(TruthError, match="no point and no polygon"):
        read_truth(truth([(None,)]), [])


def test_a_cancel_is_heard_while_reading(truth):
    with pytest.raises(RunCancelled):
        read_truth(truth([(point(1, 1),)]), [], lambda: True)


def test_labels_are_found_whatever_their_case_and_unknown_ones_are_counted(truth):
    rows = [(point(i, i), name) for i, name in enumerate(["Roof", " roof ", "road", None, "road", "tree"])]
    layer = read_truth(truth(rows, fields={"kind": "str"}), ["kind"])
    labels = label_truth(layer, "kind", ("tree", "roof"), several=False)
    assert labels.held.tolist() == [
        [False, True],
        [False, True],
        [False, False],
        [False, False],
        [False, False],
        [True, False],
    ]
    assert labels.known.tolist() == [True, True, True, False, True, True]
    assert labels.unknown == {"road": 2}


@pytest.mark.parametrize("text", ["tree, roof", '["tree", "roof"]', "roof;tree"])
def test_lists_of_labels_are_read(truth, text):
    layer = read_truth(truth([(point(1, 1), text), (point(2, 2), "")], fields={"kind": "str"}), ["kind"])
    labels = label_truth(layer, "kind", ("tree", "roof", "road"), several=True)
    assert labels.held.tolist() == [[True, True, False], [False, False, False]]
    assert labels.known.all()


def test_labels_that_are_all_unknown_are_an_error_that_names_both_sides(truth):
    layer = read_truth(truth([(point(1, 1), "destroyed")], fields={"state": "str"}), ["state"])
    with pytest.raises(TruthError, match="it holds destroyed, the model knows damaged building"):
        label_truth(layer, "state", ("damaged building",), several=False)


def test_values_are_numbers_or_unknown(truth):
    path = truth([(point(1, 1), 0.25), (point(2, 2), None)], fields={"share": "float"})
    values = values_of(read_truth(path, ["share"]), "share")
    assert values[0] == 0.25
    assert np.isnan(values[1])
    words = truth([(point(1, 1), "many")], name="words.gpkg", fields={"share": "str"})
    with pytest.raises(TruthError, match=r"'share'.*no number"):
        values_of(read_truth(words, ["share"]), "share")


def test_points_move_exactly_between_crs():
    geographic = CRS.from_epsg(4326)
    x, y = at(40, 70)
    (lon,), (lat,) = transform(UTM, geographic, [x], [y])
    move = mover(geographic, UTM, (x - 100, y - 100, x + 100, y + 100), "truth")
    moved = move(np.array([shapely.Point(lon, lat)], dtype=object))[0]
    assert (moved.x, moved.y) == pytest.approx((x, y), abs=1e-6)


def test_a_long_edge_follows_the_curve_of_its_own_crs():
    geographic = CRS.from_epsg(4326)
    west, south, east, north = 85.0, 27.0, 88.0, 28.0
    (x0, x1), (y0, y1) = transform(geographic, UTM, [west, east], [south, north])
    (middle_x,), (middle_y,) = transform(geographic, UTM, [(west + east) / 2], [south])
    move = mover(geographic, UTM, (x0, y0, x1, y1), "truth")
    moved = move(np.array([shapely.box(west, south, east, north)], dtype=object))[0]
    assert moved.exterior.distance(shapely.Point(middle_x, middle_y)) < 10
    ends_x, ends_y = transform(geographic, UTM, [west, east], [south, south])
    straight = shapely.LineString(list(zip(ends_x, ends_y, strict=True)))
    assert straight.distance(shapely.Point(middle_x, middle_y)) > 500


def test_a_truth_without_crs_does_not_fit_a_run_with_one():
    with pytest.raises(TruthError, match="has no coordinate reference system, but the run has"):
        mover(None, UTM, (0, 0, 1, 1), "truth.gpkg")
    with pytest.raises(TruthError, match="pixel coordinates"):
        mover(UTM, None, (0, 0, 1, 1), "truth.gpkg")
