"""Verdicts in a layer: the order of the review, what is left of it, where they are kept, and how the map shows them."""

import sqlite3
import time

import numpy as np
import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsGeometry,
    QgsHeatmapRenderer,
    QgsPointXY,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from tesela.bridge.results.kinds import DETECTIONS
from tesela.bridge.results.layer_notes import keep_chosen_thresholds, keep_written_thresholds
from tesela.bridge.results.styles import style
from tesela.bridge.review import map as review_map
from tesela.bridge.review.index import IndexReader
from tesela.bridge.review.reviewed_layer import is_result_layer, mark_of, thresholds_of
from tesela.bridge.review.verdict_fields import ReviewError, add_fields, missing_fields, obstacle, write_mark
from tesela.bridge.review.verdicts import Choice, Mark, Order

SCORES = {"a": 0.9, "b": 0.55, "c": None, "d": 0.7, "e": 0.3}


def found(scores, geometry="Polygon"):
    """A memory layer of detections: squares of 4 m, 10 m apart from (500002, 4099990) on, labelled by their key."""
    fields = "&field=label:string&field=score:double&field=raster:string&field=model:string&field=run:string"
    layer = QgsVectorLayer(f"{geometry}?crs=EPSG:32616{fields}", "Detections", "memory")
    features = []
    for number, (label, score) in enumerate(scores.items()):
        feature = QgsFeature(layer.fields())
        x = 500002 + 10 * number
        shape = QgsGeometry.fromRect(QgsRectangle(x, 4099986, x + 4, 4099990))
        feature.setGeometry(shape if geometry == "Polygon" else QgsGeometry.fromPointXY(QgsPointXY(x, 4099990)))
        feature.setAttributes([label, score, "scene.tif", "fake 1", "run1"])
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    return layer


def saved(layer, path):
    """The layer as a layer of a GeoPackage."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", "detections"
    from qgis.core import QgsCoordinateTransformContext

    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsCoordinateTransformContext(), options)
    stored = QgsVectorLayer(f"{path}|layername=detections", "Detections", "ogr")
    assert stored.isValid()
    return stored


@pytest.fixture(params=["memory", "GeoPackage"])
def layer(request, qgis_app, tmp_path):
    made = found(SCORES)
    return made if request.param == "memory" else saved(made, tmp_path / "results.gpkg")


def index_of(layer, order=Order.HIGH_FIRST, thresholds=None):
    reader = IndexReader(layer, order, thresholds or {})
    while not reader.read(0.01):
        pass
    return reader.index()


def labels(layer, ids):
    return "".join(layer.getFeature(feature_id)["label"] for feature_id in ids)


def by_label(layer, label):
    return next(feature for feature in layer.getFeatures() if feature["label"] == label)


def test_order_is_by_score_or_by_distance_from_the_threshold(layer):
    def order(*args):
        return labels(layer, index_of(layer, *args).ids())

    assert order(Order.HIGH_FIRST) == "adbec"
    assert order(Order.LOW_FIRST) == "ebdac"
    # Distances from 0.5: a 0.4, b 0.05, d 0.2, e 0.2; equal ones stay in the order of the layer.
    assert order(Order.UNCERTAIN_FIRST) == "bdeac"
    # From 0.8: a 0.1, b 0.25, d 0.1, e 0.5.
    assert order(Order.UNCERTAIN_FIRST, {"damage": 0.8}) in ("adbec", "dabec")
    # A threshold a label: a 0.9 - 0.1, b |0.55 - 0.9|, d |0.7 - 0.65|, e |0.3 - 0.31|.
    assert order(Order.UNCERTAIN_FIRST, {"a": 0.1, "b": 0.9, "d": 0.65, "e": 0.31}) == "edbac"


def test_windows_with_labels_go_by_the_score_of_their_labels(qgis_app):
    layer = QgsVectorLayer(
        "Polygon?crs=EPSG:32616&field=bare_soil:double&field=cars:double&field=labels:string&field=count:integer"
        "&field=data_share:double&field=raster:string&field=model:string&field=run:string",
        "Labels",
        "memory",
    )
    rows = [(0.1, 0.95, "cars"), (0.9, 0.05, "bare soil"), (0.62, 0.05, "bare soil")]
    features = []
    for soil, cars, held in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([soil, cars, held, 1, 1.0, "scene.tif", "fake 1", "run1"])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    assert is_result_layer(layer)
    assert [layer.getFeature(i)["cars"] for i in index_of(layer).ids()] == [0.95, 0.05, 0.05]
    uncertain = index_of(layer, Order.UNCERTAIN_FIRST, {"Bare soil": 0.65, "cars": 0.5})
    # Nearest threshold: |0.95 - 0.5|, |0.9 - 0.65|, |0.62 - 0.65|.
    assert [layer.getFeature(i)["bare_soil"] for i in uncertain.ids()] == [0.62, 0.9, 0.1]


def test_thresholds_come_from_the_runs_in_the_same_geopackage(qgis_app, tmp_path):
    layer = saved(found(SCORES), tmp_path / "results.gpkg")
    assert thresholds_of(layer) == {}
    with sqlite3.connect(tmp_path / "results.gpkg") as connection:
        connection.execute("CREATE TABLE tesela_runs (fid INTEGER PRIMARY KEY, thresholds TEXT)")
        connection.execute("""INSERT INTO tesela_runs (thresholds) VALUES ('{"damage": 0.62, "other": null}')""")
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('tesela_runs', 'attributes', 'runs')"
        )
    connection.close()
    assert thresholds_of(layer) == {"damage": 0.62}
    assert thresholds_of(found(SCORES)) == {}


def test_only_layers_with_results_are_offered(qgis_app):
    assert is_result_layer(found(SCORES))
    assert not is_result_layer(QgsVectorLayer("Polygon?field=score:double", "roads", "memory"))
    assert not is_result_layer(
        QgsVectorLayer("None?field=score:double&field=run:string&field=model:string", "", "memory")
    )
    assert not is_result_layer(None)


def test_steps_follow_the_verdicts(layer):
    index = index_of(layer)
    a, d, b, e, c = index.ids()
    assert index.from_place(0, Choice.OPEN) == a
    index.say(a, "accept")
    index.say(b, "reject")
    index.say(12345, "reject")
    assert [index.count(choice) for choice in Choice] == [5, 3, 1, 1, 0]
    assert index.reviewed() == 2
    assert index.from_place(0, Choice.OPEN) == d
    assert index.from_place(2, Choice.OPEN) == e
    assert index.from_place(2, Choice.OPEN, -1) == d
    assert index.from_place(5, Choice.OPEN) is None
    assert index.from_place(-1, Choice.ALL, -1) is None
    assert index.from_place(0, Choice.UNSURE) is None
    assert (index.rank(e, Choice.OPEN), index.rank(a, Choice.OPEN), index.rank(e, Choice.ALL)) == (2, None, 4)
    assert index.near(d, Choice.ALL, 2) == [b, e, a]
    index.drop([d, 777])
    assert index.ids() == [a, b, e, c]
    assert d not in index
    index.say(a, "")
    assert index.reviewed() == 1


def test_verdict_is_kept_in_the_layer_with_who_and_when(layer, tmp_path):
    assert missing_fields(layer) == ["verdict", "reviewer", "reviewed"]
    assert obstacle(layer) is None
    add_fields(layer)
    assert missing_fields(layer) == []
    feature_id = by_label(layer, "b").id()
    heard = []
    layer.attributeValueChanged.connect(lambda *change: heard.append(change))
    write_mark(layer, feature_id, Mark("reject", "Jané O'Neill", "2026-05-04T13:37:00Z"))
    assert mark_of(layer.getFeature(feature_id)) == Mark("reject", "Jané O'Neill", "2026-05-04T13:37:00Z")
    assert len(heard) == 3
    assert index_of(layer).count(Choice.REJECTED) == 1
    if layer.providerType() == "ogr":
        with sqlite3.connect(tmp_path / "results.gpkg") as connection:
            rows = connection.execute("SELECT label, verdict FROM detections WHERE verdict IS NOT NULL").fetchall()
        connection.close()
        assert rows == [("b", "reject")]
    write_mark(layer, feature_id, Mark())
    assert mark_of(layer.getFeature(feature_id)) == Mark()
    assert index_of(layer).reviewed() == 0


def test_layer_that_is_edited_gets_verdicts_with_its_edits(layer):
    layer.startEditing()
    add_fields(layer)
    feature_id = by_label(layer, "a").id()
    write_mark(layer, feature_id, Mark("accept", "Jo", "2026-05-04T13:37:00Z"))
    assert mark_of(layer.getFeature(feature_id)).verdict == "accept"
    assert layer.dataProvider().fields().lookupField("verdict") == -1
    assert layer.commitChanges()
    assert mark_of(layer.getFeature(feature_id)).verdict == "accept"


def test_rolled_back_edits_take_the_columns_along_and_the_next_verdict_says_so(layer):
    layer.startEditing()
    add_fields(layer)
    layer.rollBack()
    with pytest.raises(ReviewError, match="add them again"):
        write_mark(layer, by_label(layer, "a").id(), Mark("accept"))


def test_layer_that_cannot_be_written_says_what_to_do(qgis_app, tmp_path, layer):
    layer.setReadOnly(True)
    assert "read-only" in obstacle(layer)
    assert "copy as GeoPackage" in obstacle(layer)
    table = tmp_path / "found.csv"
    table.write_text("x,y,label,score,raster,model,run\n1,2,a,0.5,r,m,n\n")
    text = QgsVectorLayer(f"file://{table}?xField=x&yField=y&crs=EPSG:4326", "found", "delimitedtext")
    assert is_result_layer(text)
    assert "cannot be written" in obstacle(text)


def test_write_that_the_source_refuses_is_told(layer, monkeypatch):
    add_fields(layer)
    feature_id = by_label(layer, "a").id()
    provider = type(layer.dataProvider())
    monkeypatch.setattr(provider, "changeAttributeValues", lambda self, values: False)
    with pytest.raises(ReviewError, match="was not stored in the layer 'Detections'"):
        write_mark(layer, feature_id, Mark("accept"))
    assert mark_of(layer.getFeature(feature_id)) == Mark()


def label_text(layer, feature):
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    return QgsExpression(layer.labeling().settings().fieldName).evaluate(context)


def test_signs_stand_before_the_labels_and_go_away_again(layer):
    style(layer, DETECTIONS)
    before, tip = layer.labeling().settings().fieldName, layer.mapTipTemplate()
    add_fields(layer)
    assert review_map.show_signs(layer, True)
    assert review_map.show_signs(layer, True)
    for label, verdict, wanted in (
        ("a", "accept", "✓ a 0.90"),
        ("b", "reject", "✗ b 0.55"),
        ("d", "unsure", "? d 0.70"),
        ("e", "", "e 0.30"),
    ):
        write_mark(layer, by_label(layer, label).id(), Mark(verdict, "Jo" if verdict else ""))
        assert label_text(layer, by_label(layer, label)) == wanted
    assert "✗" in layer.mapTipTemplate()
    assert review_map.show_signs(layer, False)
    assert (layer.labeling().settings().fieldName, layer.mapTipTemplate()) == (before, tip)


def test_signs_are_added_to_a_layer_without_labels(layer):
    add_fields(layer)
    assert review_map.show_signs(layer, True)
    write_mark(layer, by_label(layer, "a").id(), Mark("accept"))
    assert label_text(layer, by_label(layer, "a")) == "✓ "
    assert review_map.show_signs(layer, False)
    assert not layer.labelsEnabled()


def drawn(layer):
    """The labels of the features that the renderer of the layer draws."""
    from qgis.core import QgsRenderContext

    context = QgsRenderContext()
    context.expressionContext().appendScopes(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    result = ""
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        if renderer.willRenderFeature(feature, context):
            result += feature["label"]
    renderer.stopRender(context)
    return result


def test_map_is_limited_to_a_verdict_without_touching_the_subset(layer):
    layer.setSubsetString("\"label\" <> 'e'")
    style(layer, DETECTIONS)
    own = layer.renderer().type()
    assert review_map.show_only(layer, Choice.ACCEPTED) is False
    add_fields(layer)
    write_mark(layer, by_label(layer, "a").id(), Mark("accept"))
    write_mark(layer, by_label(layer, "b").id(), Mark("reject"))
    for choice, wanted in (
        (Choice.ACCEPTED, "a"),
        (Choice.REJECTED, "b"),
        (Choice.OPEN, "cd"),
        (Choice.UNSURE, ""),
        (Choice.ALL, "abcd"),
    ):
        assert review_map.show_only(layer, choice)
        assert review_map.shown_on_map(layer) is choice
        assert drawn(layer) == wanted
    assert layer.renderer().type() == own
    assert layer.subsetString() == "\"label\" <> 'e'"


def test_a_renderer_that_a_person_chose_meanwhile_is_kept(layer):
    from qgis.core import QgsNullSymbolRenderer

    add_fields(layer)
    review_map.show_only(layer, Choice.ACCEPTED)
    layer.setRenderer(QgsNullSymbolRenderer())
    assert review_map.shown_on_map(layer) is Choice.ALL
    assert review_map.show_only(layer, Choice.ALL)
    assert isinstance(layer.renderer(), QgsNullSymbolRenderer)


def test_threshold_and_verdict_limit_the_map_together(layer):
    from tesela.bridge.live.threshold import filter_map

    style(layer, DETECTIONS)
    add_fields(layer)
    for label in "abe":
        write_mark(layer, by_label(layer, label).id(), Mark("accept"))
    filter_map(layer, '"score" >= 0.5', "threshold")
    assert drawn(layer) == "abd"
    review_map.show_only(layer, Choice.ACCEPTED)
    assert drawn(layer) == "ab"
    filter_map(layer, '"score" >= 0.6', "threshold")
    assert drawn(layer) == "a"
    review_map.show_only(layer, Choice.OPEN)
    assert drawn(layer) == "d"
    review_map.show_only(layer, Choice.ALL)
    assert drawn(layer) == "ad"
    filter_map(layer, '"score" >= 0', "threshold")
    assert drawn(layer) == "abde"


def test_threshold_that_came_after_the_verdict_stays_when_it_goes(layer):
    from tesela.bridge.live.threshold import filter_map

    style(layer, DETECTIONS)
    add_fields(layer)
    write_mark(layer, by_label(layer, "e").id(), Mark("accept"))
    write_mark(layer, by_label(layer, "a").id(), Mark("accept"))
    review_map.show_only(layer, Choice.ACCEPTED)
    filter_map(layer, '"score" >= 0.6', "threshold")
    assert drawn(layer) == "a"
    assert review_map.shown_on_map(layer) is Choice.ACCEPTED
    review_map.show_only(layer, Choice.ALL)
    assert drawn(layer) == "ad"


def test_heat_map_cannot_be_limited_and_stays_as_it_is(qgis_app):
    layer = found(SCORES, "Point")
    add_fields(layer)
    layer.setRenderer(QgsHeatmapRenderer())
    assert review_map.show_only(layer, Choice.ACCEPTED) is False
    assert isinstance(layer.renderer(), QgsHeatmapRenderer)


def test_uncertain_are_scores_near_the_thresholds_that_the_layer_notes(qgis_app):
    layer = found(SCORES)
    assert thresholds_of(layer) == {}
    keep_written_thresholds(layer, {"a": 0.7})
    assert thresholds_of(layer) == {"a": 0.7}
    keep_chosen_thresholds(layer, {"a": 0.9})
    assert thresholds_of(layer) == {"a": 0.9}
    layer.setCustomProperty("tesela/thresholds", "[1")
    assert thresholds_of(layer) == {"a": 0.7}
    reader = IndexReader(layer, Order.UNCERTAIN_FIRST, thresholds_of(layer))
    assert reader.read(1.0)
    labels = [layer.getFeature(feature_id)["label"] for feature_id in reader.index().ids()]
    # |score - 0.7|: d 0, b 0.15, a 0.2, e 0.4; c has no score.
    assert labels == ["d", "b", "a", "e", "c"]


def test_hundred_thousand_features_are_read_in_short_turns_and_stepped_at_once(qgis_app, tmp_path):
    count = 100_000
    path = tmp_path / "many.gpkg"
    saved(found({"a": 0.5}), path)
    scores = np.random.default_rng(1).random(count)
    with sqlite3.connect(path) as connection:
        for name in ("rtree_detections_geom_insert", "trigger_insert_feature_count_detections"):
            connection.execute(f"DROP TRIGGER IF EXISTS {name}")
        rows = ((f"n{i}", float(score)) for i, score in enumerate(scores))
        connection.executemany("INSERT INTO detections (label, score) VALUES (?, ?)", rows)
    connection.close()
    layer = QgsVectorLayer(f"{path}|layername=detections", "many", "ogr")
    reader, longest = IndexReader(layer, Order.HIGH_FIRST, {}), 0.0
    done = False
    while not done:
        begin = time.thread_time()
        done = reader.read(0.012)
        longest = max(longest, time.thread_time() - begin)
    begin = time.perf_counter()
    index = reader.index()
    sorting = time.perf_counter() - begin
    begin = time.perf_counter()
    for feature_id in index.ids()[:100]:
        index.say(feature_id, "accept")
        index.from_place(0, Choice.OPEN)
    step = (time.perf_counter() - begin) / 100
    print(f"longest turn {longest * 1e3:.0f} ms, sorting {sorting * 1e3:.0f} ms, step {step * 1e3:.2f} ms")
    assert len(index) == count + 1
    first = layer.getFeature(index.ids()[0])
    assert first["score"] == pytest.approx(scores.max())
    assert index.from_place(0, Choice.OPEN) == index.ids()[100]
    # Time that this thread worked; on the clock, a busy machine would count too.
    assert longest < 0.05
    assert step < 0.05
