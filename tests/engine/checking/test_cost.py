"""What a run needs of disk and memory, against runs."""

import numpy as np
import pytest
from tesela.engine.checking import cost
from tesela.engine.checking.check import gigabytes, in_words
from tesela.engine.contract.job import Job
from tesela.engine.path import pipeline
from tesela.engine.path.plan import prepare

from tests.engine.conftest import load_bright, make_card, white_squares
from tests.engine.path.window_models import label_card, load_colours, value_card


@pytest.mark.parametrize(
    ("card", "load"),
    [
        (make_card("segmentation"), load_bright),
        (make_card("tile-classification"), load_bright),
        (label_card(), load_colours),
        (value_card(), load_colours),
    ],
    ids=["segmentation", "tiles", "labels", "values"],
)
def test_disk_is_enough_and_not_far_more(draw, package, tmp_path, monkeypatch, card, load):
    """The parts of a segmentation go at its end, so the most that the folder held is what is compared."""
    from tesela.engine.path.scores import RunFolder

    folder, most = tmp_path / "out", []

    def size():
        return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())

    drop = RunFolder.drop_parts
    monkeypatch.setattr(RunFolder, "drop_parts", lambda self, raster: most.append(size()) or drop(self, raster))
    squares = [(row, col, 20) for row in range(30, 860, 90) for col in range(30, 860, 90)]
    job = Job((draw(white_squares(900, 900, squares)),), str(package(card)), str(folder))
    expected = cost.expected_disk(prepare(job, lambda _: None))
    pipeline.run(job, lambda _: None, load=load)
    assert max([size(), *most]) < expected * 1.5
    assert expected < 3 * max([size(), *most])


def test_disk_grows_with_windows_and_memory_does_not(draw, package, tmp_path):
    folder = str(package(make_card("tile-classification")))

    def plan(size):
        path = draw(np.zeros((3, size, size), np.uint8), name=f"{size}.tif", sparse_ok=True, tiled=True)
        return prepare(Job((path,), folder, str(tmp_path / "out")), lambda _: None)

    small, large = plan(1000), plan(9000)
    assert cost.expected_disk(large) > 5 * cost.expected_disk(small)
    grown = cost.expected_memory(large, None) - cost.expected_memory(small, None)
    assert grown <= 128 * 2**20, "only GDAL's cache fills further"


def test_a_measured_peak_takes_the_place_of_the_estimate(draw, package, tmp_path):
    job = Job((draw(np.zeros((3, 96, 96), np.uint8)),), str(package(make_card("tile-classification"))), str(tmp_path))
    plan = prepare(job, lambda _: None)
    raster_bytes = 3 * 96 * 96
    assert cost.expected_memory(plan, 10**9) == round(1.1 * 10**9) + raster_bytes


def test_larger_batches_need_more_memory(draw, package, tmp_path):
    path, folder = draw(np.zeros((3, 96, 96), np.uint8)), str(package(make_card()))
    needs = [
        cost.expected_memory(prepare(Job((path,), folder, str(tmp_path), batch=batch), lambda _: None), None)
        for batch in (1, 64)
    ]
    assert needs[1] > needs[0]


def test_the_machine_is_looked_at_where_the_output_will_lie(tmp_path):
    machine = cost.look_at_machine(str(tmp_path / "not" / "there" / "yet"))
    assert machine.disk_folder == tmp_path
    assert machine.disk_writable
    assert machine.disk_free > 0
    assert machine.memory_free is None or machine.memory_free > 2**20


def test_available_memory_and_peak_are_this_machines():
    total = cost.available_memory()
    if total is None:
        pytest.skip("this system does not tell how much memory is free")
    assert 2**24 < total < 2**50
    peak = cost.peak_memory()
    assert peak is None or 2**24 < peak < 2**40


def test_the_runtime_is_named_without_importing_it():
    name, version = cost.expected_runtime("keras").split()
    assert name.startswith("tensorflow")
    assert version[0].isdigit()
    assert cost.expected_runtime("onnx").startswith("onnxruntime")


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0 s"), (89, "89 s"), (120, "2 min"), (5399, "90 min"), (7200, "2.0 h")]
)
def test_times_in_words(seconds, words):
    assert in_words(seconds) == words


def test_sizes_in_words():
    assert (gigabytes(350_000_000), gigabytes(1_500_000_000)) == ("350 MB", "1.5 GB")
