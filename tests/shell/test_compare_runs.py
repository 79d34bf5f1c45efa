"""What is new, gone, moved, relabelled or the same between two layers; each expectation is worked out by hand."""

import math
import time

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

METRIC = "EPSG:32616"
WHERE = (500_000.0, 4_100_000.0)
FIELDS = "field=label:string&field=score:double"


def box(x, y, side=10.0):
    """A square with its lower left corner so many metres from a fixed place."""
    x, y = WHERE[0] + x, WHERE[1] + y
    return QgsGeometry.fromRect(QgsRectangle(x, y, x + side, y + side))


def layer_of(features, crs=METRIC, fields=FIELDS, name="run"):
    """A layer of (geometry, label, score)."""
    layer = QgsVectorLayer(f"Polygon?crs={crs or METRIC}&{fields}", name, "memory")
    if not crs:
        layer.setCrs(QgsCoordinateReferenceSystem())
    made = []
    for geometry, *values in features:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(geometry)
        feature.setAttributes(values)
        made.append(feature)
    assert layer.dataProvider().addFeatures(made)[0]
    layer.updateExtents()
    return layer


def in_crs(layer, crs):
    """The layer's features in another CRS."""
    to = QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem(crs), QgsProject.instance())
    moved = []
    for feature in layer.getFeatures():
        geometry = feature.geometry()
        geometry.transform(to)
        moved.append((geometry, *feature.attributes()))
    return layer_of(moved, crs)


@pytest.fixture
def compared(run):
    """Call it with two layers, and options, for the outputs and the rows of the result by kind of change."""

    def call(before, after, **values):
        outputs = run("compareruns", {"BEFORE": before, "AFTER": after, "OUTPUT": "TEMPORARY_OUTPUT", **values})
        rows = {}
        for feature in outputs["OUTPUT"].getFeatures():
            row = {field.name(): feature[field.name()] for field in feature.fields()}
            rows.setdefault(row["change"], []).append((row, feature.geometry()))
        return outputs, rows

    return call


def figures(outputs):
    return {name: outputs[name] for name in ("NEW", "GONE", "MOVED", "RELABELLED", "SAME", "COUNT")}


def test_each_kind_of_change_is_told(compared):
    before = layer_of(
        [(box(0, 0), "a", 0.5), (box(100, 0), "a", 0.6), (box(200, 0), "a", 0.7), (box(300, 0), "a", 0.8)]
    )
    after = layer_of(
        [(box(0, 0), "a", 0.75), (box(100, 8), "a", 0.6), (box(200, 0), "b", 0.7), (box(400, 0), "a", 0.9)]
    )
    outputs, rows = compared(before, after)
    assert figures(outputs) == {"NEW": 1, "GONE": 1, "MOVED": 1, "RELABELLED": 1, "SAME": 1, "COUNT": 5}
    (same, _), (moved, moved_to) = rows["same"][0], rows["moved"][0]
    assert (same["score_before"], same["score_after"], same["score_change"]) == (0.5, 0.75, 0.25)
    assert same["iou"] == pytest.approx(1)
    assert same["distance_m"] == 0
    assert same["area_before_m2"] == pytest.approx(100, rel=2e-3)
    assert same["area_change_m2"] == pytest.approx(0, abs=1e-6)
    assert moved["distance_m"] == pytest.approx(8, rel=2e-3)
    assert min(moved["bearing_deg"], 360 - moved["bearing_deg"]) < 1.0
    assert moved["iou"] == pytest.approx(20 / 180)
    assert moved_to.boundingBox().yMinimum() == WHERE[1] + 8
    relabelled = rows["relabelled"][0][0]
    assert (relabelled["label_before"], relabelled["label_after"]) == ("a", "b")
    new, gone = rows["new"][0], rows["gone"][0]
    assert (new[0]["score_after"], gone[0]["score_before"]) == (0.9, 0.8)
    assert gone[1].boundingBox().xMinimum() == WHERE[0] + 300
    for column in ("score_before", "area_before_m2", "iou", "distance_m", "label_before"):
        assert not isinstance(new[0][column], (float, str)), column


def test_bearing_and_distance_of_boxes_that_do_not_overlap(compared):
    _, rows = compared(layer_of([(box(0, 0, 4), "a", 1.0)]), layer_of([(box(6, 0, 4), "a", 1.0)]))
    row = rows["moved"][0][0]
    # 500 km is the central meridian of the zone: one metre of the grid is 1 / 0.9996 m, and east is 90 degrees.
    assert row["distance_m"] == pytest.approx(6 / 0.9996, abs=1e-3)
    assert row["bearing_deg"] == pytest.approx(90, abs=0.01)
    assert row["iou"] == 0


def test_beyond_reach_is_new_and_gone_and_no_reach_moves_nothing(compared):
    before, after = layer_of([(box(0, 0, 4), "a", 1.0)]), layer_of([(box(6, 0, 4), "a", 1.0)])
    for reach in (5.9, 0):
        assert figures(compared(before, after, REACH=reach)[0]) == {
            "NEW": 1, "GONE": 1, "MOVED": 0, "RELABELLED": 0, "SAME": 0, "COUNT": 2
        }  # fmt: skip


def test_iou_decides_between_same_and_moved(compared):
    # 10 x 10 m shifted by 2 m: 80 m2 common of 120 m2, two thirds.
    before, after = layer_of([(box(0, 0), "a", 1.0)]), layer_of([(box(2, 0), "a", 1.0)])
    _, rows = compared(before, after, LEAST_IOU=0.66)
    assert rows["same"][0][0]["iou"] == pytest.approx(2 / 3)
    assert rows["same"][0][0]["distance_m"] == pytest.approx(2, rel=2e-3)
    _, rows = compared(before, after, LEAST_IOU=0.67)
    assert list(rows) == ["moved"]


def test_matches_are_one_to_one_and_the_best_pairs_come_first(compared):
    before = layer_of([(box(0, 0), "a", 0.1), (box(3, 0), "a", 0.2)])
    after = layer_of([(box(2, 0), "a", 0.3)])
    outputs, rows = compared(before, after, LEAST_IOU=0.3)
    assert figures(outputs)["SAME"] == figures(outputs)["GONE"] == 1
    assert rows["same"][0][0]["score_before"] == 0.2
    assert rows["gone"][0][0]["score_before"] == 0.1


def test_own_class_is_preferred_to_a_better_overlap_of_another(compared):
    before = layer_of([(box(0, 0), "a", 1.0)])
    after = layer_of([(box(0, 0), "b", 1.0), (box(2, 0), "a", 1.0)])
    outputs, rows = compared(before, after)
    assert rows["same"][0][0]["label_after"] == "a"
    assert rows["new"][0][0]["label_after"] == "b"
    assert figures(outputs)["RELABELLED"] == 0


def test_moved_features_keep_their_class(compared):
    outputs, _ = compared(layer_of([(box(0, 0, 4), "a", 1.0)]), layer_of([(box(6, 0, 4), "b", 1.0)]))
    assert (outputs["MOVED"], outputs["NEW"], outputs["GONE"]) == (0, 1, 1)


def test_classes_are_left_out_where_one_layer_has_none(compared):
    after = layer_of([(box(0, 0), 1.0)], fields="field=score:double")
    assert compared(layer_of([(box(0, 0), "a", 1.0)]), after)[0]["SAME"] == 1


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:2264"])
def test_layers_in_other_crs_give_the_same_answer(compared, crs):
    """Degrees, Mercator's stretched metres, and feet (North Carolina's, tens of degrees off its own area)."""
    before = layer_of([(box(0, 0), "a", 1.0), (box(100, 0, 4), "a", 1.0), (box(200, 0), "a", 1.0)])
    after = layer_of([(box(0, 0), "a", 1.0), (box(106, 0, 4), "a", 1.0), (box(300, 0), "a", 1.0)])
    for one, other in (
        (in_crs(before, crs), after),
        (before, in_crs(after, crs)),
        (in_crs(before, crs), in_crs(after, crs)),
    ):
        outputs, rows = compared(one, other)
        assert figures(outputs) == {"NEW": 1, "GONE": 1, "MOVED": 1, "RELABELLED": 0, "SAME": 1, "COUNT": 4}
        assert outputs["OUTPUT"].crs() == other.crs()
        row = rows["moved"][0][0]
        assert row["distance_m"] == pytest.approx(6 / 0.9996, abs=0.01)
        assert row["bearing_deg"] == pytest.approx(90, abs=0.2)
        assert row["area_after_m2"] == pytest.approx(16 / 0.9996**2, rel=1e-3)
        assert rows["same"][0][0]["iou"] == pytest.approx(1, abs=1e-3)


def test_polygons_with_holes_and_broken_ones_are_compared_by_their_area(compared):
    ring = "POLYGON((500000 4100000, 500020 4100000, 500020 4100020, 500000 4100020, 500000 4100000){})"
    hole = ", (500005 4100005, 500005 4100015, 500015 4100015, 500015 4100005, 500005 4100005)"
    before = layer_of([(QgsGeometry.fromWkt(ring.format("")), "a", 1.0)])
    after = layer_of([(QgsGeometry.fromWkt(ring.format(hole)), "a", 1.0)])
    row = compared(before, after)[1]["same"][0][0]
    assert row["iou"] == pytest.approx(300 / 400)
    bow_tie = QgsGeometry.fromWkt(
        "POLYGON((500000 4100000, 500010 4100010, 500010 4100000, 500000 4100010, 500000 4100000))"
    )
    _, rows = compared(layer_of([(bow_tie, "a", 1.0)]), layer_of([(box(0, 0), "a", 1.0)]))
    assert rows["same"][0][0]["iou"] == pytest.approx(50 / 100)


def test_features_without_a_polygon_are_counted_and_left_out(run, Feedback):
    feedback = Feedback()
    before = layer_of([(QgsGeometry(), "a", 1.0), (box(0, 0), "a", 1.0)], name="older")
    outputs = run("compareruns", {"BEFORE": before, "AFTER": layer_of([(box(0, 0), "a", 1.0)]),
                                  "OUTPUT": "TEMPORARY_OUTPUT"}, feedback)  # fmt: skip
    assert outputs["COUNT"] == 1
    assert [text for text in feedback.warnings if "'older': 1 " in text]


def test_empty_layers_are_fine(compared):
    assert compared(layer_of([]), layer_of([]))[0]["COUNT"] == 0
    assert compared(layer_of([]), layer_of([(box(0, 0), "a", 1.0)]))[0]["NEW"] == 1


def test_without_a_crs_shapes_are_compared_and_nothing_is_said_in_metres(run, Feedback):
    feedback = Feedback()
    before = layer_of([(box(0, 0), "a", 1.0), (box(100, 0), "a", 1.0)], crs="")
    after = layer_of([(box(1, 0), "a", 1.0), (box(111, 0), "a", 1.0)], crs="")
    outputs = run("compareruns", {"BEFORE": before, "AFTER": after, "OUTPUT": "TEMPORARY_OUTPUT"}, feedback)
    assert (outputs["SAME"], outputs["MOVED"], outputs["NEW"], outputs["GONE"]) == (1, 0, 1, 1)
    row = next(feature for feature in outputs["OUTPUT"].getFeatures() if feature["change"] == "same")
    assert row["iou"] == pytest.approx(90 / 110)
    assert not isinstance(row["area_after_m2"], float)
    assert not isinstance(row["distance_m"], float)
    assert "no CRS" in feedback.warnings[0]


def refusal(run, feedback, after, **values):
    """What is said when it does not run."""
    with pytest.raises(QgsProcessingException):
        run("compareruns", {"BEFORE": layer_of([(box(0, 0), "a", 1.0)]), "AFTER": after(),
                            "OUTPUT": "TEMPORARY_OUTPUT", **values}, feedback)  # fmt: skip
    return feedback.errors[0]


def test_one_layer_without_a_crs_is_refused_by_name(run, Feedback):
    said = refusal(run, Feedback(), lambda: layer_of([(box(0, 0), "a", 1.0)], "", name="odd"))
    assert "'odd' has no CRS" in said


def test_a_field_that_one_layer_lacks_is_refused_with_the_fields_that_are_there(run, Feedback):
    other = "field=kind:string&field=score:double"
    said = refusal(run, Feedback(), lambda: layer_of([(box(0, 0), "a", 1.0)], fields=other), LABEL_FIELD="kind")
    assert "no field 'kind'" in said
    assert "label, score" in said


def test_coordinates_that_do_not_fit_their_crs_have_no_measures(compared):
    wrong = layer_of([(box(0, 0), "a", 1.0)], "EPSG:4326")
    row = compared(wrong, wrong)[1]["same"][0][0]
    assert row["iou"] == 1
    assert not isinstance(row["area_after_m2"], float)


def test_selected_features_alone_are_compared_where_asked(compared):
    before = layer_of([(box(0, 0), "a", 1.0), (box(100, 0), "a", 1.0)])
    QgsProject.instance().addMapLayer(before)
    before.selectByIds([1])
    outputs, _ = compared(QgsProcessingFeatureSourceDefinition(before.id(), True), layer_of([(box(0, 0), "a", 1.0)]))
    assert figures(outputs) == {"NEW": 0, "GONE": 0, "MOVED": 0, "RELABELLED": 0, "SAME": 1, "COUNT": 1}


def test_result_is_styled_not_by_colour_alone_and_tells_in_map_tips(run, provider, qgis_new_project):
    from tesela.bridge.results.kinds import CHANGES
    from tesela.bridge.results.styles import style

    before, after = layer_of([(box(0, 0, 4), "a<b", 0.5)]), layer_of([(box(6, 0, 4), "a<b", 0.75)])
    layer = run("compareruns", {"BEFORE": before, "AFTER": after, "OUTPUT": "TEMPORARY_OUTPUT"})["OUTPUT"]
    assert style(layer, CHANGES)
    renderer = layer.renderer()
    assert [category.value() for category in renderer.categories()] == ["new", "gone", "moved", "relabelled", "same"]
    signs = set()
    for category in renderer.categories():
        parts = [category.symbol().symbolLayer(i) for i in range(category.symbol().symbolLayerCount())]
        outline = parts[-1] if parts[-1].layerType() == "SimpleLine" else parts[-2]
        signs.add((parts[0].layerType(), parts[-1].layerType(), str(outline.properties().get("customdash")),
                   str(outline.properties().get("use_custom_dash")), parts[0].properties().get("angle")))  # fmt: skip
    assert len(signs) == 5
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(next(layer.getFeatures()))
    text = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
    assert "[%" not in text
    for part in ("Moved", "a&lt;b → a&lt;b", "0.500 → 0.750", "16.0 m² → 16.0 m²", "6.00 m, 90°"):
        assert part in text, text
    label = QgsExpression(layer.labeling().settings().fieldName)
    assert label.evaluate(context) == "6.0 m"


def crowd(count, shift_m=0.0, label="a"):
    """`count` squares of 10 m on a grid of 20 m."""
    side = math.ceil(math.sqrt(count))
    return layer_of([(box(20 * (i % side) + shift_m, 20 * (i // side)), label, 0.5) for i in range(count)])


def test_cancel_is_honoured_within_two_seconds_and_leaves_nothing(run, tmp_path):
    class Impatient(QgsProcessingFeedback):
        begun = 0.0

        def isCanceled(self):
            self.begun = self.begun or time.monotonic()
            return True

    feedback = Impatient()
    path = tmp_path / "changes.gpkg"
    with pytest.raises(QgsProcessingException, match="cancelled; nothing was written"):
        run("compareruns", {"BEFORE": crowd(2000), "AFTER": crowd(2000), "OUTPUT": str(path)}, feedback)
    assert time.monotonic() - feedback.begun < 2
    assert not path.exists()


def test_thousands_of_features_take_seconds(compared):
    """20,000 against 20,000 took about ten times what this does; the bound is generous for a busy machine."""
    before, after = crowd(2000), crowd(2000, 1.0)
    started = time.monotonic()
    outputs, _ = compared(before, after)
    assert outputs["SAME"] == 2000
    assert time.monotonic() - started < 10


def test_bearings_of_all_quarters():
    from tesela.bridge.results.changes import Ground

    ground = Ground(QgsCoordinateReferenceSystem(METRIC), QgsProject.instance().transformContext())
    middle = (-87.0, 37.0)
    for (dx, dy), expected in {(0, 1): 0, (1, 0): 90, (0, -1): 180, (-1, 0): 270}.items():
        found = ground.bearing(middle, (-87 + dx * 1e-4, 37 + dy * 1e-4))
        assert (found - expected + 180) % 360 - 180 == pytest.approx(0, abs=0.01)
    # A minute of latitude is 1849.7 m at 37 degrees north on WGS 84 (M = 6,358.7 km).
    assert ground.distance(middle, (-87, 37 + 1 / 60)) == pytest.approx(1849.7, abs=1)
