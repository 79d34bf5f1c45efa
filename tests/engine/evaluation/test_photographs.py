"""Classified photographs against their true classes, joined by path."""

from pathlib import Path

import pytest
from tesela.engine.contract.errors import JobError, TruthError

from tests.engine.photos.conftest import layer, photo, run  # noqa: F401 (fixtures)

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
