"""From a layer of points to results.gpkg: fields, places, counts, and nothing lost on the way."""

import json
import sqlite3
import threading
import time
from contextlib import closing

import fiona
import numpy as np
import pytest
from PIL import Image
from tesela.engine.contract.errors import CardError, JobError, RunCancelled, RunError
from tesela.engine.contract.events import Found, Note, Progress, Warning
from tesela.engine.contract.evidence import Curve
from tesela.engine.contract.job import PhotoJob, Selection
from tesela.engine.photos import reading, scoring
from tesela.engine.photos.classify import classify, select_photos
from tesela.engine.photos.image import PhotoError, read_photo
from tesela.engine.run.answer import answer
from tesela.engine.run.command_line import main

from tests.engine.conftest import make_card, messages, read_features
from tests.engine.photos.conftest import COLOURS, Loader, colour_card, shares

PLACES = {"school": (360_000.0, 3_056_000.0), "bridge": (360_200.0, 3_056_100.0), "gone": (360_400.0, 3_056_000.0)}


@pytest.fixture
def street(photo, layer):
    """Two places with photographs at headings, one whose photograph is not there."""
    for name in ("red", "green", "blue", "mixed"):
        photo(f"photos/{name} façade.png", name)
    rows = [
        (PLACES["school"], {"photo": "photos/red façade.png", "heading": 0.0, "place": "school"}),
        (PLACES["school"], {"photo": "photos\\green façade.png", "heading": 90.0, "place": "school"}),
        (PLACES["school"], {"photo": "photos/mixed façade.png", "heading": None, "place": "school"}),
        (PLACES["bridge"], {"photo": "photos/blue façade.png", "heading": 450.0, "place": "bridge"}),
        (PLACES["bridge"], {"photo": "", "heading": 180.0, "place": "bridge"}),
        (PLACES["gone"], {"photo": "photos/absent.png", "heading": 0.0, "place": "gone"}),
    ]
    return layer(rows)


def by_place(features):
    return {feature.properties["place"]: feature for feature in features["places"]}


def test_photographs_get_scores_and_places_their_mean(run, street):
    done, _, features = run(street, heading_field="heading", place_field="place")
    assert done.features == {"photos": 6, "places": 3}
    first = features["photos"][0].properties
    assert list(first) == [
        *("class", "score", "red", "green", "blue"),
        *("photo", "heading", "place", "model", "run"),
    ]
    for feature, colour in zip(features["photos"], ("red", "green", "mixed", "blue"), strict=False):
        expected = shares(COLOURS[colour])
        properties = feature.properties
        np.testing.assert_allclose([properties[name] for name in ("red", "green", "blue")], expected, atol=1e-6)
        assert properties["score"] == pytest.approx(max(expected), abs=1e-6)
    assert [feature.properties["class"] for feature in features["photos"]] == ["red", "green", None, "blue", None, None]
    assert [feature.properties["heading"] for feature in features["photos"]] == [0, 90, None, 90, 180, 0]
    assert first["photo"].endswith("photos/red façade.png")
    assert first["model"] == "colours 1.0.0"

    school = by_place(features)["school"].properties
    mean = np.mean([shares(COLOURS[name]) for name in ("red", "green", "mixed")], axis=0)
    np.testing.assert_allclose([school[name] for name in ("red", "green", "blue")], mean, atol=1e-6)
    assert (school["class"], school["count"], school["failed"]) == (None, 3, 0)
    assert (school["headings"], school["agreement"]) == ("0, 90", None)
    bridge = by_place(features)["bridge"].properties
    assert (bridge["class"], bridge["count"], bridge["failed"]) == ("blue", 1, 1)
    assert (bridge["headings"], bridge["agreement"]) == ("90", 1.0)


def test_a_place_whose_photographs_all_failed_is_kept_without_a_class(run, street):
    _, _, features = run(street, place_field="place")
    gone = by_place(features)["gone"]
    assert [gone.properties[name] for name in ("class", "score", "red", "count", "failed", "headings")] == [
        *(None, None, None, 0, 1, None)
    ]
    assert gone.geometry.coordinates == PLACES["gone"]


def test_what_is_lost_is_counted_and_told(run, street):
    done, events, _ = run(street)
    assert done.windows == {
        "total": 6,
        "scored": 4,
        "failed": 2,
        "missing": 1,
        "unreadable": 0,
        "without_path": 1,
        "without_geometry": 0,
        "repeated": 0,
    }
    told = [event.message for event in events if isinstance(event, Warning)]
    assert len(told) == 2
    assert "the photograph of 1 of 6 rows is not there" in told[0]
    assert "photos/absent.png" in told[0]
    assert "'photo' is empty in 1 of 6 rows. These rows have no class." in told[1]
    progress = [(event.stage, event.done, event.total) for event in events if isinstance(event, Progress)]
    assert (progress[0], progress[-1]) == (("load", 0, 1), ("score", 5, 5))
    assert events[-1] == Found(3)


@pytest.mark.parametrize("crs", ["EPSG:32645", "EPSG:4326", "EPSG:2263", "+proj=laea +lat_0=27 +lon_0=85", None])
def test_the_crs_of_the_layer_stays(run, layer, photo, crs):
    photo("a.png")
    points = layer([((85.25, 27.5), {"photo": "a.png"})], crs=crs)
    done, events, features = run(points)
    for name in ("photos", "places"):
        assert features[name][0].geometry.coordinates == (85.25, 27.5)
        with fiona.open(points) as before, fiona.open(done.results, layer=name) as after:
            assert after.crs == before.crs
    assert ("no coordinate reference system" in messages(events)) == (crs is None)


def test_points_of_the_same_coordinates_are_one_place_where_no_field_names_it(run, layer, photo):
    for name in ("red", "green", "blue"):
        photo(f"{name}.png", name)
    points = layer([((0.0, 0.0), {"photo": "red.png"}), ((5.0, 5.0), {"photo": "blue.png"}),
                    ((0.0, 0.0), {"photo": "green.png"})])  # fmt: skip
    _, _, features = run(points)
    assert [feature.properties["place"] for feature in features["photos"]] == ["1", "2", "1"]
    first = by_place(features)["1"].properties
    assert first["count"] == 2
    assert first["red"] == pytest.approx((shares(COLOURS["red"])[0] + shares(COLOURS["green"])[0]) / 2, abs=1e-6)


def test_rows_that_repeat_a_photograph_count_once_a_place(run, layer, photo):
    photo("red.png", "red")
    photo("green.png", "green")
    rows = [((0.0, 0.0), {"photo": name}) for name in ("red.png", "red.png", "./red.png", "green.png")]
    load = Loader()
    done, events, features = run(layer([*rows, ((9.0, 9.0), {"photo": "red.png"})]), load=load)
    assert done.windows["repeated"] == 2
    assert "2 of 5 rows only repeat a photograph of their place" in messages(events)
    assert len(features["photos"]) == 5
    assert [feature.properties["class"] for feature in features["photos"]] == ["red"] * 3 + ["green", "red"]
    first, second = (feature.properties for feature in features["places"])
    assert (first["count"], second["count"]) == (2, 1)
    assert first["red"] == pytest.approx((shares(COLOURS["red"])[0] + shares(COLOURS["green"])[0]) / 2, abs=1e-6)
    assert load.batches == 1


def test_rows_without_a_point_are_left_out_and_told(run, layer, photo):
    photo("a.png")
    done, events, features = run(layer([(None, {"photo": "a.png"}), ((1.0, 2.0), {"photo": "a.png"})]))
    assert len(features["photos"]) == 1
    assert (done.windows["total"], done.windows["without_geometry"]) == (2, 1)
    assert "1 of 2 rows have no point" in messages(events)


def test_rows_without_a_place_are_classified_but_in_none(run, layer, photo):
    photo("a.png")
    rows = [((1.0, 2.0), {"photo": "a.png", "place": None}), ((1.0, 2.0), {"photo": "a.png", "place": "b"})]
    _, events, features = run(layer(rows), place_field="place")
    assert [feature.properties["class"] for feature in features["photos"]] == ["red", "red"]
    assert [feature.properties["place"] for feature in features["places"]] == ["b"]
    assert "'place' is empty in 1 of 2 rows" in messages(events)


def test_broken_photographs_are_named_and_the_rest_is_scored(run, layer, photo, tmp_path):
    photo("good.png")
    for number in range(8):
        (tmp_path / f"broken {number}.jpg").write_text("not an image")
    rows = [((1.0, 2.0), {"photo": f"broken {number}.jpg"}) for number in range(8)]
    done, events, _features = run(layer([*rows, ((1.0, 2.0), {"photo": "good.png"})]))
    assert (done.windows["unreadable"], done.windows["scored"]) == (8, 1)
    told = next(event.message for event in events if isinstance(event, Warning))
    assert "the photograph of 8 of 9 rows cannot be read" in told
    assert "broken 4.jpg" in told
    assert "broken 5.jpg" not in told
    assert told.count("…") == 1


def test_all_photographs_lost_is_an_error_and_leaves_no_results(run, layer, tmp_path):
    points = layer([((1.0, 2.0), {"photo": "absent.jpg"}), ((1.0, 2.0), {"photo": None})])
    load = Loader()
    with pytest.raises(PhotoError, match=r"None of the 2 rows .*absent\.jpg is not there\. Check the field 'photo'"):
        run(points, load=load)
    assert not (tmp_path / "out" / "results.gpkg").exists()
    assert load.loaded == 0


def test_an_empty_layer_is_an_error(run, layer):
    with pytest.raises(JobError, match="holds no row with a point"):
        run(layer([]))


def test_panoramas_are_told_to_be_cut(run, layer, photo):
    photo("wide.png", size=(90, 30))
    _, events, _ = run(layer([((1.0, 2.0), {"photo": "wide.png"})]))
    assert "1 photographs are more than twice as long" in messages(events)


def test_the_folder_of_photographs_may_lie_elsewhere(run, layer, photo, tmp_path):
    photo("elsewhere/a.png")
    points = layer([((1.0, 2.0), {"photo": "a.png"})])
    done, _, _ = run(points, photo_folder=str(tmp_path / "elsewhere"))
    assert done.windows["scored"] == 1


def test_a_model_for_rasters_is_refused_and_the_way_told(run, layer):
    with pytest.raises(JobError, match=r"bright is a model for rasters \(segmentation\).*tesela run"):
        run(layer([((1.0, 2.0), {"photo": "a"})]), card=make_card())


def test_a_model_of_other_bands_is_refused(run, layer):
    wanted = colour_card().input
    card = colour_card(input=type(wanted)(("red", "near infrared"), ("uint8",), (0.0, 255.0), (0.0, 1.0)))
    with pytest.raises(JobError, match="wants the bands red, near infrared"):
        run(layer([((1.0, 2.0), {"photo": "a"})]), card=card)


def test_bands_come_in_the_order_of_the_card(run, layer, photo):
    photo("red.png", "red")
    wanted = colour_card().input
    card = colour_card(input=type(wanted)(("blue", "green", "red"), ("uint8",), (0.0, 255.0), (0.0, 1.0)))
    _, _, features = run(layer([((1.0, 2.0), {"photo": "red.png"})]), card=card)
    assert features["photos"][0].properties["blue"] == pytest.approx(shares(COLOURS["red"])[0], abs=1e-6)


def test_classes_with_the_names_of_fields_get_fields_of_their_own(run, layer, photo):
    photo("red.png", "red")
    card = colour_card(classes=("photo", "Class", "Façade 2"))
    _, _, features = run(layer([((1.0, 2.0), {"photo": "red.png"})]), card=card)
    properties = features["photos"][0].properties
    assert (properties["class"], properties["photo"].endswith("red.png")) == ("photo", True)
    assert [properties[name] for name in ("photo_2", "class_2", "facade_2")] == pytest.approx(
        shares(COLOURS["red"]), abs=1e-6
    )


def test_labels_lists_classes_that_do_not_exclude_each_other(run, layer, photo):
    photo("mixed.png", "mixed")
    card = colour_card(activation="sigmoid", selection=Selection(thresholds=(0.3, 0.3, 0.3)))
    _, _, features = run(layer([((1.0, 2.0), {"photo": "mixed.png"})]), card=card)
    for name in ("photos", "places"):
        assert features[name][0].properties["labels"] == "red,green"


def test_thresholds_may_be_given_or_chosen_from_the_evidence(run, street):
    _, _, features = run(street, selection=Selection(thresholds=(0.9,)))
    assert {feature.properties["class"] for feature in features["photos"]} == {None}
    curve = {"data": "drawn", "part": "validation", "positives": 2, "negatives": 2, "thresholds": (0.2, 0.6)}
    evidence = tuple(
        Curve(label, true_positives=(2, 1), false_positives=(2, 0), **curve) for label in ("red", "green", "blue")
    )
    card = colour_card(evidence=evidence)
    _, _, features = run(street, card=card, selection=Selection(rule="no-false-positives"))
    assert [feature.properties["class"] for feature in features["photos"]] == ["red", "green", None, "blue", None, None]
    with pytest.raises(CardError, match="no evidence"):
        run(street, selection=Selection(rule="best-f1"))


def test_provenance_stands_beside_the_features(run, street):
    done, _, _ = run(street, heading_field="heading")
    with sqlite3.connect(done.results) as database:
        rows = database.execute(
            "SELECT run, model, rasters, thresholds, job, windows, device FROM tesela_runs"
        ).fetchall()
    assert len(rows) == 1
    run_id, model, points, thresholds, job, windows, device = rows[0]
    assert (model, device) == ("colours", "CPU (test)")
    assert json.loads(points) == [{"path": street, "rows": 6, "photographs": 5}]
    assert json.loads(thresholds) == {"red": 0.5, "green": 0.5, "blue": 0.5}
    assert json.loads(job)["heading_field"] == "heading"
    assert json.loads(windows)["missing"] == 1
    with fiona.open(done.results, layer="photos") as photos:
        assert {feature.properties["run"] for feature in photos} == {run_id}


def test_what_was_scored_is_not_scored_again(run, street, layer, photo):
    first = run(street)
    again = Loader()
    done, events, features = run(street, load=again, selection=Selection(thresholds=(0.9,)))
    assert again.loaded == 0
    assert "4 photographs were scored by this model before" in messages(events)
    assert (done.device, done.runtime) == (first[0].device, first[0].runtime)
    assert [f.properties["red"] for f in features["photos"]] == [f.properties["red"] for f in first[2]["photos"]]
    photo("photos/red façade.png", "blue", size=(30, 30))
    done, _, features = run(street, load=again)
    assert again.loaded == again.batches == 1
    assert features["photos"][0].properties["class"] == "blue"


def test_points_may_be_added_without_scoring_the_others_again(run, layer, photo):
    for number in range(3):
        photo(f"{number}.png", "red")
    rows = [((float(number), 0.0), {"photo": f"{number}.png"}) for number in range(3)]
    _first, _, _ = run(layer(rows[:2]))
    load = Loader()
    done, events, _ = run(layer(rows), load=load)
    assert "2 photographs were scored by this model before" in messages(events)
    assert (load.batches, done.windows["scored"]) == (1, 3)


def test_another_model_never_gets_the_scores_of_the_first(run, street, tmp_path):
    run(street)
    load = Loader()
    run(street, load=load, card=colour_card(window_px=8))
    assert load.loaded == 1


def test_a_killed_run_goes_on_and_ends_the_same(run, layer, photo, tmp_path):
    colours = np.random.default_rng(5).integers(0, 255, (30, 3)).tolist()
    for number, colour in enumerate(colours):
        photo(f"{number}.png", tuple(colour))
    points = layer([((float(number // 3), 0.0), {"photo": f"{number}.png"}) for number in range(30)])
    _, _, whole = run(points, output="whole")
    with pytest.raises(KeyboardInterrupt):
        run(points, load=Loader(dies_after=2))
    assert not (tmp_path / "out" / "results.gpkg").exists()
    journal = next((tmp_path / "out" / "run").glob("photos-*.jsonl"))
    lines = journal.read_bytes()
    assert lines.count(b'"scores"') == 2 * scoring.BATCH_PHOTOS
    journal.write_bytes(lines[:-30])
    load = Loader()
    _, events, resumed = run(points, load=load)
    assert f"{2 * scoring.BATCH_PHOTOS - 1} photographs were scored by this model before" in messages(events)
    assert load.batches == -(-(30 - 15) // scoring.BATCH_PHOTOS)
    for name in ("photos", "places"):
        assert [dict(f.properties) for f in resumed[name]] == [dict(f.properties) for f in whole[name]]
    assert all(json.loads(line) for line in journal.read_bytes().splitlines() if line.endswith(b"}"))


def test_cancel_keeps_what_is_done_and_says_so(run, layer, photo, tmp_path):
    for number in range(40):
        photo(f"{number}.png")
    points = layer([((float(number), 0.0), {"photo": f"{number}.png"}) for number in range(40)])
    load = Loader()
    with pytest.raises(RunCancelled, match=r"Cancelled\. The scores of \d+ photographs are kept in .*run the same job"):
        run(points, load=load, cancelled=lambda: load.batches >= 2)
    assert not (tmp_path / "out" / "results.gpkg").exists()
    journal = next((tmp_path / "out" / "run").glob("photos-*.jsonl"))
    assert journal.read_text().count('"scores"') >= scoring.BATCH_PHOTOS
    done, _, _ = run(points)
    assert done.windows["scored"] == 40


def test_cancel_is_heard_while_a_file_hangs(run, layer, photo, monkeypatch):
    photo("a.png")
    released = threading.Event()
    monkeypatch.setattr(reading, "read_photo", lambda path, side: (released.wait(10), read_photo(path, side))[1])
    started = time.monotonic()
    with pytest.raises(RunCancelled):
        run(layer([((0.0, 0.0), {"photo": "a.png"})]), cancelled=lambda: time.monotonic() - started > 0.3)
    assert time.monotonic() - started < 2
    released.set()


def test_cancel_is_heard_while_the_model_loads(run, layer, photo):
    photo("a.png")
    released = threading.Event()
    started = time.monotonic()

    def slow(package, window_px, keep_embeddings):
        released.wait(10)
        return Loader()(package, window_px, keep_embeddings)

    with pytest.raises(RunCancelled):
        run(layer([((0.0, 0.0), {"photo": "a.png"})]), load=slow, cancelled=lambda: time.monotonic() - started > 0.3)
    assert time.monotonic() - started < 2
    released.set()


def test_a_failed_run_leaves_older_results_alone(run, layer, photo, tmp_path):
    photo("a.png")
    points = layer([((0.0, 0.0), {"photo": "a.png"})])
    _done, _, _ = run(points)
    before = (tmp_path / "out" / "results.gpkg").read_bytes()
    (tmp_path / "a.png").unlink()
    with pytest.raises(PhotoError):
        run(points)
    assert (tmp_path / "out" / "results.gpkg").read_bytes() == before


def test_results_are_never_written_over_the_points(tmp_path, layer, package):
    points = layer([((0.0, 0.0), {"photo": "a.png"})], name="results.gpkg")
    job = PhotoJob(f"{points}|layername=results", str(package(colour_card())), str(tmp_path))
    with pytest.raises(JobError, match="lies where the results would be written"):
        classify(job, lambda _: None, load=Loader())


def test_two_runs_at_once_into_one_folder_are_refused(run, layer, photo, tmp_path):
    photo("a.png")
    points = layer([((0.0, 0.0), {"photo": "a.png"})])
    problems = []

    def load(package, window_px, keep_embeddings):
        with pytest.raises(RunError, match="is being written by another Tesela") as error:
            run(points)
        problems.append(error)
        return Loader()(package, window_px, keep_embeddings)

    run(points, load=load)
    assert len(problems) == 1


def test_a_finished_run_is_selected_again_without_the_model(run, street, tmp_path):
    done, _, _ = run(street, place_field="place")
    again = select_photos(str(tmp_path / "out"), Selection(thresholds=(0.95,)), lambda _: None)
    assert again.results == done.results
    assert {feature.properties["class"] for feature in read_features(again.results)["photos"]} == {None}
    assert again.windows == done.windows
    elsewhere = select_photos(done.run, Selection(), lambda _: None, results=str(tmp_path / "other.gpkg"))
    assert len(read_features(elsewhere.results)["places"]) == 3


def test_verdicts_on_photographs_are_kept_beside_what_is_selected_anew(run, street, tmp_path):
    done, _, _ = run(street)
    with closing(sqlite3.connect(done.results)) as connection, connection:
        connection.execute("ALTER TABLE photos ADD COLUMN verdict TEXT DEFAULT 'accepted'")
    events = []
    select_photos(done.run, Selection(), events.append)
    kept = tmp_path / "out" / "results.kept-1.gpkg"
    assert str(kept) in messages(events)
    assert {feature.properties["verdict"] for feature in read_features(str(kept))["photos"]} == {"accepted"}


def test_a_run_of_relative_paths_is_selected_again_from_any_folder(photo, layer, package, tmp_path, monkeypatch):
    photo("img/red.png", "red")
    layer([((0.0, 0.0), {"photo": "red.png"})])
    monkeypatch.chdir(tmp_path)
    model = package(colour_card()).relative_to(tmp_path)
    job = PhotoJob("points.gpkg|layername=points", str(model), "out", photo_folder="img")
    done = classify(job, lambda _: None, load=Loader())
    run_folder = tmp_path / done.run
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    again = select_photos(str(run_folder), Selection(), lambda _: None)
    assert again.windows["scored"] == 1


def test_selecting_again_notices_that_the_layer_has_changed(run, street, layer, tmp_path):
    run(street)
    layer([((0.0, 0.0), {"photo": "photos/red façade.png"})])
    with pytest.raises(RunError, match="has changed since"):
        select_photos(str(tmp_path / "out"), Selection(), lambda _: None)


def test_the_worker_and_the_select_command_know_runs_of_photographs(run, street, tmp_path, capsys):
    done, _, _ = run(street)
    request = {"request": "select", "run": done.run, "selection": {"thresholds": [0.95]}}
    assert answer(request, lambda _: None, lambda: False).features == done.features
    assert main(["select", str(tmp_path / "out"), "--threshold", "0.5"]) == 0
    assert "4 of 6 photographs scored (1 missing, 1 without a path)" in capsys.readouterr().out


def test_the_worker_classifies(street, package, tmp_path, monkeypatch):
    monkeypatch.setattr(classify, "__defaults__", (classify.__defaults__[0], Loader()))
    job = {"points": street, "model": str(package(colour_card())), "output": str(tmp_path / "out")}
    events = []
    done = answer({"request": "photos", "job": job}, events.append, lambda: False)
    assert done.features == {"photos": 6, "places": 6 - 3}
    assert any(isinstance(event, Note) for event in events)
    wrong = answer({"request": "photos", "job": {**job, "colour": "red"}}, events.append, lambda: False)
    assert "unknown key 'colour'" in wrong.message


def test_the_command_classifies_and_says_what_became_of_the_photographs(street, package, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(classify, "__defaults__", (classify.__defaults__[0], Loader()))
    folder = str(package(colour_card()))
    common = ["photos", street, "--model", folder, "--output", str(tmp_path / "out"), "--place-field", "place"]
    assert main([*common, "--heading-field", "heading", "--threshold", "0.4,0.5,0.6"]) == 0
    told = capsys.readouterr()
    assert "6 photos, 3 places in" in told.out
    assert "4 of 6 photographs scored" in told.out
    assert "Warning" in told.err
    assert main([*common, "--photo-field", "image"]) == 1
    assert "has no field 'image'" in capsys.readouterr().err


def test_mixed_sizes_are_no_trouble(run, layer, tmp_path):
    for number, size in enumerate([(8, 8), (300, 20), (20, 300), (640, 480), (1, 1)]):
        Image.new("RGB", size, COLOURS["green"]).save(tmp_path / f"{number}.png")
    done, _, features = run(layer([((0.0, 0.0), {"photo": f"{number}.png"}) for number in range(5)]))
    assert done.windows["scored"] == 5
    assert {feature.properties["class"] for feature in features["photos"]} == {"green"}
