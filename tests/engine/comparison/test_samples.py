"""Samples are read and divided by place; what cannot be compared is refused by name."""

import io
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from tesela.engine.comparison.samples import ComparisonError, check_samples, read_samples, subsample
from tesela.engine.training.recipe import read_recipe

SPLIT = {"block_m": 1000, "guard_m": 100, "shares": {"validation": 0.2, "test": 0.3}}


def tiles(path, broken=0):
    """Tiles of both classes every 300 m along a line of 12 km."""
    rng = np.random.default_rng(0)
    with zipfile.ZipFile(path, "w") as archive:
        for step in range(40):
            for folder in ("damage", "no_damage"):
                file = io.BytesIO()
                Image.fromarray(rng.integers(0, 255, (128, 128, 3)).astype(np.uint8)).save(file, "JPEG")
                name = f"{folder}/{-95.0 + step * 0.0031:.6f}_{29.7 + 0.0001 * (folder == 'damage'):.6f}.jpeg"
                archive.writestr(name, b"no image" if step < broken else file.getvalue())


def test_harvey_tiles_of_one_place_are_in_one_part(tmp_path, write_recipe):
    tiles(tmp_path / "a.zip", broken=1)
    found = read_samples(read_recipe(write_recipe(split=SPLIT)), tmp_path)
    assert found.images.shape[1:] == (16, 16, 3)
    assert set(found.part) == {0, 1, 2}
    for place in np.unique(found.place):
        assert len(np.unique(found.part[found.place == place])) == 1
    assert found.labels == ("no dark", "dark")
    assert np.bincount(found.truth).min() > 10
    assert any("2 tiles were unreadable" in note for note in found.notes)


def test_sources_that_are_left_out_are_named(write_recipe, drawn):
    source = {"reader": "harvey", "name": "drawn tiles", "source": "", "licence": "", "path": "a.zip"}
    folder = write_recipe(sources=[source, {**source, "reader": "scenes", "name": "towns"}])
    found = read_samples(read_recipe(folder), folder, {"harvey": lambda *_: drawn()})
    assert "left out of the recipe's sources: towns" in found.notes[-1]


def test_a_segmentation_is_refused_with_the_remedy(tmp_path, write_recipe):
    folder = write_recipe("segmentation", selection={"min_area_m2": 1.0, "min_hole_m2": 1.0, "simplify_m": 0.1})
    with pytest.raises(ComparisonError, match=r"no truth a window to compare on.*tesela evaluate"):
        read_samples(read_recipe(folder), tmp_path)


def test_a_recipe_without_a_source_to_compare_is_refused(tmp_path, write_recipe):
    with pytest.raises(ComparisonError, match=r"can be compared \(harvey\)"):
        read_samples(read_recipe(write_recipe()), tmp_path, {})


@pytest.mark.parametrize(("part", "name"), [(0, "training"), (1, "validation"), (2, "test")])
def test_a_class_without_samples_in_a_part_is_named(drawn, part, name):
    samples = drawn()
    truth = np.where(samples.part == part, 0, samples.truth)
    with pytest.raises(ComparisonError, match=f"The {name} places of drawn tiles hold 0 samples of 'dark'"):
        check_samples(replace(samples, truth=truth))


def test_a_subsample_keeps_parts_and_says_so(drawn):
    samples = drawn()
    fewer = subsample(samples, 25, seed=4)
    assert np.bincount(fewer.part).tolist() == [25, 25, 25]
    assert np.array_equal(fewer.images, subsample(samples, 25, seed=4).images)
    numbers = [int(image[0, 0, 0]) * 100 + int(image[0, 0, 1]) for image in fewer.images]
    assert np.array_equal(fewer.part, samples.part[numbers])
    assert np.array_equal(fewer.truth, samples.truth[numbers])
    assert "Of 60 samples in test places 25 were chosen" in fewer.notes[-1]
    assert subsample(samples, 60, 1).notes == samples.notes
