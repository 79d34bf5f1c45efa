"""The summary that a person reads at the end of a request."""

from tesela.engine.contract.events import Done
from tesela.engine.run.console import summarise

WINDOWS = {"total": 12, "scored": 10, "without_data": 2, "without_centre": 1, "single_colour": 3, "failed": 0}


def test_a_regression_tells_its_raster_and_the_windows_of_a_single_colour():
    done = Done("out/results.gpkg", "out/run", {"values": 10}, WINDOWS, 2.5, 1.25, "CPU", files={"values": "out/v.tif"})
    assert summarise(done).splitlines() == [
        "10 windows with a value in out/results.gpkg",
        "Values in out/v.tif",
        "10 of 12 windows scored (2 without data, 1 scored but with no data in their middle, 3 of a single colour), "
        "1.2 megapixels a second on CPU, 2.5 s in all",
    ]


def test_labels_are_counted_as_the_windows_that_they_are():
    done = Done("out/results.gpkg", features={"labels": 7}, windows={"total": 7, "scored": 7}, device="CPU")
    assert summarise(done).splitlines()[0] == "7 windows with labels in out/results.gpkg"


def test_a_request_without_windows_tells_its_files():
    assert summarise(Done(files={"report": "r.html", "values-0": "a.tif"})) == "Report in r.html\nValues 0 in a.tif\n"
