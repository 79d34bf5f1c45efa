"""Classified photographs against their true classes, joined by path."""

from pathlib import Path

import pytest
from tesela.engine.contract.errors import JobError, TruthError
from tesela.engine.contract.job import Selection

from tests.engine.conftest import messages
from tests.engine.photos.conftest import colour_card, layer, photo, run  # noqa: F401 (fixtures)

FIELDS = {"photo": "str", "true": "str", "town": "str"}
NAMES = ("red", "green", "blue", "red")


@pytest.fixture
def classified(photo, layer, run):  # noqa: F811
    """Four photographs (red, green, blue, red) and one that is missing, classified; returns the run folder."""
    for number, colour in enumerate(NAMES):
        photo(f"img/{number}.png", colour)
    rows = [((number, 0), {"photo": f"img/{number}.png"}) for number in range(5)]
    return Path(run(layer(rows))[0].run)


def rows(*classes, towns="aabbb"):
    return [
        ((number, 0), {"photo": f"img/{number}.png", "true": name, "town": towns[number]})
        for number, name in enumerate(classes)
    ]


def test_classes_places_and_what_could_not_be_judged(classified, layer, judge):  # noqa: F811
    path = layer(rows("red", "red", "blue", "purple", "red"), "true.gpkg", fields=FIELDS)
    figures = judge(classified, path, label_field="true", place_field="town")[0].report
    assert figures["photos"]["judged"] == 3
    assert figures["photos"]["that could not be read"] == 1
    assert figures["truth"]["unknown"] == {"purple": 1}
    assert figures["overall"]["accuracy"] == pytest.approx(2 / 3)
    assert figures["overall"]["balanced_accuracy"] == pytest.approx((1 / 2 + 1) / 2)
    assert figures["confusions"][0]["labels"] == ["red", "green", "blue", "none of them"]
    assert figures["confusions"][0]["counts"][0] == [1, 1, 0, 0]
    assert figures["classes"]["green"]["undefined"] == "no true sample"
    assert [(row["place"], row["right"]) for row in figures["places"]] == [("a", 1), ("b", 1)]


def test_absolute_and_relative_paths_agree_and_foreign_ones_are_counted(classified, layer, judge, tmp_path):  # noqa: F811
    named = rows("red", "green", "blue")
    named[0][1]["photo"] = str(tmp_path / "img" / "0.png")
    named[1][1]["photo"] = "other/1.png"
    figures = judge(classified, layer(named, "true.gpkg", fields=FIELDS), label_field="true")[0].report
    assert figures["photos"]["judged"] == 2
    assert figures["photos"]["that the run did not see"] == 1


def test_what_does_not_fit_is_told(classified, layer, judge):  # noqa: F811
    path = layer(rows("red"), "true.gpkg", fields=FIELDS)
    with pytest.raises(JobError, match="--label-field"):
        judge(classified, path)
    foreign = rows("red")
    foreign[0][1]["photo"] = "nowhere.png"
    with pytest.raises(TruthError, match="No photograph of the truth"):
        judge(classified, layer(foreign, "foreign.gpkg", fields=FIELDS), label_field="true")
    with pytest.raises(TruthError, match="no field 'photo'"):
        judge(classified, layer([((0, 0), {"true": "red"})], "bare.gpkg", fields={"true": "str"}), label_field="true")


def test_several_labels_a_photograph_are_judged_one_by_one(photo, layer, run, judge):  # noqa: F811
    for number, colour in enumerate(("red", "green", "mixed")):
        photo(f"img/{number}.png", colour)
    points = layer([((number, 0), {"photo": f"img/{number}.png"}) for number in range(3)])
    card = colour_card(activation="sigmoid", selection=Selection(thresholds=(0.35, 0.35, 0.35)))
    done, *_ = run(points, card=card)
    path = layer(rows("red, blue", "green", "Red;green"), "true.gpkg", fields=FIELDS)
    figures = judge(done.run, path, label_field="true", place_field="town")[0].report
    # the model gives red, green, and red and green: all right, but the blue of the first is missed
    red, green, blue = (figures["classes"][name] for name in ("red", "green", "blue"))
    assert [(one["true_positives"], one["false_positives"], one["false_negatives"]) for one in (red, green, blue)] == [
        (2, 0, 0), (2, 0, 0), (0, 0, 1),
    ]  # fmt: skip
    assert figures["photos"]["judged"] == 3
    assert figures["truth"]["unknown"] == {}
    assert figures["overall"]["micro_f1"] == pytest.approx(8 / 9)
    assert figures["overall"]["exact_match"] == pytest.approx(2 / 3)
    assert [(row["place"], row["photographs"], row["right"]) for row in figures["places"]] == [("a", 2, 2), ("b", 1, 2)]
    assert "photographs" in figures["verdict"][0]["of"]


def test_photographs_are_found_as_the_run_finds_them(photo, layer, run, judge, tmp_path):  # noqa: F811
    named = rows("red", "green", "blue")
    for number, text in enumerate(f" img/{number} é.png " for number in range(3)):
        photo(text.strip(), NAMES[number])
        named[number][1]["photo"] = text
    named[1][1]["photo"] = (tmp_path / "img" / "1 é.png").as_uri()
    done, *_ = run(layer(named, fields=FIELDS))
    figures = judge(done.run, str(tmp_path / "points.gpkg"), label_field="true")[0].report
    assert figures["photos"]["judged"] == 3
    named[0][1]["photo"] = "file:///gone/../img/0%20%C3%A9.png"
    named[2][1]["photo"] = "../elsewhere/img/2 é.png"
    again = judge(done.run, layer(named, "moved.gpkg", fields=FIELDS), label_field="true")[0].report
    assert (again["photos"]["judged"], again["photos"]["that the run did not see"]) == (1, 2)


def test_the_path_that_the_run_found_counts_before_a_like_ending(photo, layer, run, judge):  # noqa: F811
    photo("0.png", "red")
    photo("a/0.png", "green")
    points = layer([((0, 0), {"photo": "0.png"}), ((1, 0), {"photo": "a/0.png"})])
    done, *_ = run(points)
    named = rows("red", "green")
    named[0][1]["photo"], named[1][1]["photo"] = "0.png", "a/0.png"
    figures = judge(done.run, layer(named, "true.gpkg", fields=FIELDS), label_field="true")[0].report
    assert (figures["photos"]["judged"], figures["overall"]["accuracy"]) == (2, 1.0)


def test_warnings_of_classes_are_true_of_photographs(classified, layer, judge):  # noqa: F811
    path = layer(rows("red", "purple", None, "red"), "true.gpkg", fields=FIELDS)
    done, events = judge(classified, path, label_field="true")
    assert done.report["photos"]["judged"] == 2
    told = messages(events)
    assert "does not know: purple (1). Photographs without any other class are left out." in told
    assert "1 photographs of the truth have no class; they are left out." in told
    assert "lies under" not in told
