"""Fingerprints of rasters that lie in archives, or with others in one file."""

import zipfile
from pathlib import Path

import numpy as np
import pytest
import rasterio
from shapely.geometry import shape
from tesela.engine.contract.errors import RunError
from tesela.engine.contract.job import Reading
from tesela.engine.path.fingerprint import fingerprint_raster
from tesela.engine.path.raster import describe_raster

from tests.engine.conftest import ORIGIN, UTM, make_card, messages, north_up, white_squares
from tests.engine.path.test_raster import write_vrt

WANTED = make_card().input


@pytest.fixture
def packed(draw, tmp_path):
    """Call it with an archive's name and a column for the path of town.tif in it, with a white square there."""

    def pack(name, col_px):
        town = draw(white_squares(squares=((20, col_px, 20),)), name="town.tif")
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.write(town, "town.tif")
        return f"/vsizip/{tmp_path}/{name}/town.tif"

    return pack


def left(layers) -> float:
    (building,) = layers["buildings"]
    return shape(building.geometry).bounds[0] - ORIGIN[0]


def test_rasters_of_one_name_in_two_archives_are_not_taken_for_each_other(packed, run_job):
    first, second = packed("a.zip", 30), packed("b.zip", 60)
    assert left(run_job(first)[2]) == 30
    with pytest.raises(RunError, match="holds another run"):
        run_job(second)
    assert left(run_job(second, output="other")[2]) == 60


def test_subdatasets_of_one_file_are_not_taken_for_each_other(run_job, tmp_path):
    path = tmp_path / "both.gpkg"
    for name, col_px in (("t0", 30), ("t1", 60)):
        pixels = white_squares(squares=((20, col_px, 20),))
        profile = {"driver": "GPKG", "height": 96, "width": 96, "count": 3, "dtype": "uint8", "crs": UTM}
        append = "YES" if path.exists() else "NO"
        options = {"RASTER_TABLE": name, "APPEND_SUBDATASET": append, "TILE_FORMAT": "PNG"}
        with rasterio.open(path, "w", **profile, **options, transform=north_up()) as dataset:
            dataset.write(pixels)
    assert left(run_job(f"GPKG:{path}:t0")[2]) == 30
    with pytest.raises(RunError, match="holds another run"):
        run_job(f"GPKG:{path}:t1")


def test_an_archive_whose_contents_changed_is_refused_on_a_resume(packed, run_job):
    path = packed("a.zip", 30)
    run_job(path)
    assert "already holds the scores of this very job" in messages(run_job(path)[1])
    packed("a.zip", 60)
    with pytest.raises(RunError, match="holds another run"):
        run_job(path)


def test_a_mosaic_inside_an_archive_is_read_and_told_from_a_changed_one(draw, run_job, tmp_path):
    vrt = Path(write_vrt(tmp_path / "mosaic.vrt", [draw(white_squares(), name="part.tif")]))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("mosaic.vrt", "part.tif"):
            archive.write(vrt.with_name(name), name)
    path = f"/vsizip/{tmp_path}/a.zip/mosaic.vrt"
    assert left(run_job(path)[2]) == 30
    files = fingerprint_raster(describe_raster(path, Reading(), WANTED))["files"]
    assert [(one["name"], one["member"]) for one in files] == [("a.zip", "mosaic.vrt"), ("a.zip", "part.tif")]


@pytest.mark.parametrize("name", ["/vsizip/{{{}}}/town.tif", "/vsizip//vsisubfile/0_999999,{}/town.tif"])
def test_an_archive_is_found_behind_every_way_of_naming_its_member(packed, tmp_path, name):
    packed("a.zip", 30)
    source = describe_raster(name.format(tmp_path / "a.zip"), Reading(), WANTED)
    (file,) = fingerprint_raster(source)["files"]
    assert (file["name"], file["member"]) == ("a.zip", "town.tif")


def test_a_raster_in_no_file_is_known_by_its_name(draw):
    path = "/vsimem/town.tif"
    profile = {"driver": "GTiff", "height": 8, "width": 8, "count": 3, "dtype": "uint8", "crs": UTM}
    with rasterio.open(path, "w", **profile, transform=north_up()) as dataset:
        dataset.write(np.zeros((3, 8, 8), np.uint8))
    fingerprint = fingerprint_raster(describe_raster(path, Reading(), WANTED))
    assert (fingerprint["dataset"], fingerprint["files"]) == (path, [{"name": path}])


def test_the_fingerprint_of_a_plain_file_is_that_of_earlier_versions(draw):
    fingerprint = fingerprint_raster(describe_raster(draw(white_squares()), Reading(), WANTED))
    assert set(fingerprint) == {"path", "height_px", "width_px", "files"}
    (file,) = fingerprint["files"]
    assert set(file) == {"name", "bytes", "modified_ns", "edges_sha256"}
