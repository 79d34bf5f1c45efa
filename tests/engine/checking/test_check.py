"""A check finds what a run would refuse, what would spoil its result, and what it would cost; it leaves nothing."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from rasterio.control import GroundControlPoint
from rasterio.crs import CRS
from rasterio.enums import ColorInterp
from tesela.engine.checking import cost
from tesela.engine.checking.check import examine_job
from tesela.engine.contract.check import ASK, CheckReport
from tesela.engine.contract.errors import ModelError, RunCancelled
from tesela.engine.contract.job import Area, Job, Reading, Selection
from tesela.engine.path import pipeline
from tesela.engine.path.model import Model

from tests.engine.checking.conftest import found, only, remedies
from tests.engine.conftest import ORIGIN, UTM, load_bright, make_card, north_up, white_squares

RGB = {"photometric": "RGB"}


def noise(bands=3, height=96, width=96, low=0, high=256, kind=np.uint8, seed=0):
    return np.random.default_rng(seed).integers(low, high, (bands, height, width)).astype(kind)


def test_a_raster_as_the_model_wants_it_has_no_error_and_no_warning(draw, check_of):
    report = check_of(draw(noise(), nodata=7, **RGB))
    assert report.findings == ()
    assert report.worst == "note"
    (facts,) = report.rasters
    assert (facts.width_px, facts.height_px, facts.crs, facts.units) == (96, 96, "EPSG:32645", "metres")
    assert facts.pixel_m == pytest.approx((1.0, 1.0), abs=0.002)
    assert (facts.dtype, facts.nodata) == ("uint8", "7")
    assert [(band.number, band.description, band.used_as) for band in facts.bands] == [
        (1, "red", "red"),
        (2, "green", "green"),
        (3, "blue", "blue"),
    ]
    # Windows of 32 pixels every 24 from 0 to 64, and the last one shifted to 64: 0, 24, 48, 64.
    assert (facts.windows, report.windows) == (16, 16)
    assert report.seconds is None
    assert report.windows_measured == 0
    assert report.model_bands == ("red", "green", "blue")


def test_a_report_survives_the_way_through_json(draw, check_of):
    report = check_of([draw(noise()), "absent.tif"])
    assert CheckReport.from_json(json.loads(json.dumps(report.to_json()))) == report


def test_a_check_writes_nothing(draw, check_of, tmp_path):
    path = draw(noise(), **RGB)
    before = {str(file): file.stat().st_mtime_ns for file in tmp_path.rglob("*")}
    check_of(path, measure=True)
    after = {str(file): file.stat().st_mtime_ns for file in tmp_path.rglob("*")}
    assert {name for name in after if "packages" not in name} == set(before)


def test_errors_of_several_rasters_and_of_one_raster_come_together(draw, check_of, tmp_path):
    deep = draw(noise(4, kind=np.uint16, high=2000), name="deep.tif", crs=None, transform=north_up())
    report = check_of([deep, str(tmp_path / "absent.tif")])
    errors = [finding for finding in report.findings if finding.severity == "error"]
    assert [(one.topic, one.raster.endswith("deep.tif")) for one in errors] == [
        ("units", True),
        ("bands", True),
        ("data type", True),
        ("layout", False),
    ]
    assert "is not there" in errors[-1].message
    assert report.worst == "error"
    assert [facts.raster for facts in report.rasters] == [deep]
    assert report.rasters[0].windows == 16, "what the job would come to with its remedies is told all the same"


@pytest.mark.parametrize("task", ["units", "bands", "data type"])
def test_remedies_mend_what_they_are_for(draw, check_of, task):
    """Each remedy, taken up into the job as the algorithms do, makes the error go."""
    path = draw(noise(4, kind=np.uint16, low=100, high=2000), crs=None, transform=north_up())
    report = check_of(path)
    mended = Reading()
    for topic in ("units", "bands", "data type"):
        name, value = remedies(only(report, topic))[-1 if topic == "units" else 0]
        numbers = tuple(float(part) for part in value.split(",")) if isinstance(value, str) else None
        changes = {
            "PIXEL_RESULTS": {"pixel_results": True},
            "BANDS": {"bands": tuple(int(number) for number in numbers or ())},
            "VALUE_RANGE": {"value_range": numbers},
        }[name]
        mended = replace(mended, **changes)
        if topic == task:
            break
    again = check_of(path, reading=mended)
    assert "error" not in [finding.severity for finding in found(again, task)]


def test_the_proposed_value_range_holds_the_middle_of_the_values(draw, check_of):
    values = np.tile(np.arange(1, 10001, dtype=np.uint16).reshape(100, 100), (3, 1, 1))
    ((name, value),) = remedies(only(check_of(draw(values, **RGB)), "data type"))
    low, high = (int(part) for part in value.split(","))
    assert name == "VALUE_RANGE"
    assert (low, high) == pytest.approx((200, 9800), abs=3)


def test_decimals_and_data_without_a_value_are_left_out_of_the_range(draw, check_of):
    values = np.random.default_rng(1).uniform(0.1, 0.5, (3, 80, 80)).astype(np.float32)
    values[:, :40] = -9999
    report = check_of(draw(values, nodata=-9999, **RGB))
    ((_, value),) = remedies(only(report, "data type"))
    assert [float(part) for part in value.split(",")] == pytest.approx([0.108, 0.492], abs=0.005)


def test_complex_values_have_no_remedy(draw, check_of):
    (finding,) = check_of(draw(noise().astype(np.complex64), **RGB)).findings
    assert "complex numbers" in finding.message
    assert finding.remedies == ()


def test_a_value_range_that_cuts_much_off_is_told_with_a_better_one(draw, check_of):
    path = draw(noise(kind=np.uint16, low=1000, high=3000), nodata=0, **RGB)
    finding = only(check_of(path, reading=Reading(value_range=(0, 1200))), "data type")
    assert finding.severity == "warning"
    assert "90% of them are cut off" in finding.message
    ((_, value),) = remedies(finding)
    assert [int(part) for part in value.split(",")] == pytest.approx([1040, 2960], abs=10)


def test_little_contrast_is_told(draw, check_of):
    finding = only(check_of(draw(noise(low=3, high=20), nodata=0, **RGB)), "data type")
    assert finding.severity == "warning"
    assert "little contrast" in finding.message


@pytest.mark.parametrize(("kind", "first"), [(np.uint8, "1,2,3"), (np.uint16, "3,2,1")], ids=["camera", "satellite"])
def test_an_unclear_order_of_bands_has_likely_ones(draw, check_of, kind, first):
    report = check_of(
        draw(noise(4, kind=kind), photometric="MINISBLACK", alpha="NO"), reading=Reading(value_range=(0, 255))
    )
    finding = only(report, "bands")
    assert finding.severity == "error"
    assert remedies(finding)[0] == ("BANDS", first)
    assert {value for _, value in remedies(finding)} == {"1,2,3", "3,2,1"}
    assert [band.used_as for band in report.rasters[0].bands] == (
        ["red", "green", "blue", ""] if first == "1,2,3" else ["blue", "green", "red", ""]
    )


def test_names_of_bands_tell_their_order(draw, check_of):
    path = draw(noise(4), photometric="MINISBLACK", alpha="NO")
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = ("B2", "B3", "B4", "near infrared")
    assert remedies(only(check_of(path), "bands")) == [("BANDS", "3,2,1")]


def test_three_bands_without_names_are_a_warning_with_both_orders(draw, check_of):
    path = draw(noise(), photometric="MINISBLACK")
    with rasterio.open(path, "r+") as dataset:
        dataset.colorinterp = [ColorInterp.gray, ColorInterp.undefined, ColorInterp.undefined]
    finding = only(check_of(path), "bands")
    assert finding.severity == "warning"
    assert {value for _, value in remedies(finding)} == {"1,2,3", "3,2,1"}


def test_too_few_bands_and_bands_that_are_not_there(draw, check_of):
    finding = only(check_of(draw(noise(2), photometric="MINISBLACK", alpha="NO")), "bands")
    assert remedies(finding) == [("BANDS", "1,1,1")]
    finding = only(check_of(draw(noise(), **RGB), reading=Reading(bands=(7, 8, 9))), "bands")
    assert "no band 9" in finding.message
    assert remedies(finding)[0] == ("BANDS", "1,2,3")


def test_bands_against_what_the_raster_says_are_told(draw, check_of):
    finding = only(check_of(draw(noise(), **RGB), reading=Reading(bands=(3, 2, 1))), "bands")
    assert finding.severity == "warning"
    assert remedies(finding) == [("BANDS", "1,2,3")]


def test_a_missing_crs_may_be_that_of_another_raster_or_of_degrees(draw, check_of):
    bare = draw(noise(), name="bare.tif", crs=None, transform=Affine(1e-6, 0, 85.5, 0, -1e-6, 27.6), **RGB)
    placed = draw(noise(), name="placed.tif", **RGB)
    finding = only(check_of([bare, placed]), "units")
    assert remedies(finding) == [
        ("ASSIGNED_CRS", "EPSG:32645"),
        ("ASSIGNED_CRS", "EPSG:4326"),
        ("ASSIGNED_CRS", ASK),
        ("PIXEL_RESULTS", True),
    ]


def test_a_crs_that_is_none_is_an_error(draw, check_of):
    bare = draw(noise(), crs=None, transform=north_up(), **RGB)
    finding = only(check_of(bare, reading=Reading(crs="EPSG:1")), "units")
    assert "'EPSG:1' is no coordinate reference system" in finding.message


@pytest.mark.parametrize("crs", [None, UTM], ids=["CRS given", "CRS of its own"])
def test_no_crs_is_proposed_where_a_crs_does_not_place_the_raster(draw, check_of, crs):
    path = draw(noise(), crs=crs, transform=Affine.identity(), **RGB)
    report = check_of(path, reading=Reading(crs="EPSG:32645") if crs is None else Reading())
    finding = only(report, "units")
    assert "has no geotransform" in finding.message
    assert remedies(finding) == [("PIXEL_RESULTS", True)]
    told = only(check_of(path, reading=Reading(pixel_results=True)), "units")
    assert (told.severity, "in pixel coordinates" in told.message) == ("note", True)


def test_control_points_only_can_be_warped(draw, check_of):
    path = draw(noise(), crs=None, **RGB)
    points = [GroundControlPoint(row, col, ORIGIN[0] + col, ORIGIN[1] - row) for row in (0, 96) for col in (0, 96)]
    with rasterio.open(path, "r+") as dataset:
        dataset.gcps = (points, CRS.from_epsg(32645))
    report = check_of(path)
    finding = next(one for one in report.findings if one.severity == "error")
    assert remedies(finding) == [("WARP", True)]
    assert report.windows >= 16
    assert "error" not in [one.severity for one in check_of(path, reading=Reading(warp=True)).findings]


def test_two_kinds_of_place_in_one_job_are_an_error(draw, check_of):
    rasters = [draw(noise(), name="bare.tif", crs=None, **RGB), draw(noise(), name="placed.tif", **RGB)]
    report = check_of(rasters, reading=Reading(pixel_results=True))
    assert any("share a layer" in finding.message for finding in found(report, "units"))
    assert report.worst == "error"


@pytest.mark.parametrize(
    ("gsd_m", "severity", "words"),
    [
        (0.3, "note", "0.3 m on the ground, and the model was trained on 1 m: pixels are averaged"),
        (1.5, "note", "1.5 m on the ground, and the model was trained on 1 m: pixels are enlarged"),
        (3.0, "warning", "coarser than the 1 m"),
        (20.0, "error", "far too coarse"),
    ],
)
def test_resolution_far_from_the_models_is_told_with_both(draw, check_of, gsd_m, severity, words):
    finding = only(check_of(draw(noise(), transform=north_up(gsd_m), nodata=7, **RGB)), "resolution")
    assert finding.severity == severity
    assert words in finding.message


def test_degrees_feet_and_stretched_projections_are_told_in_metres(draw, check_of):
    degrees = draw(
        noise(), name="d.tif", crs=CRS.from_epsg(4326), transform=Affine(1e-5, 0, 85.5, 0, -9e-6, 27.6), **RGB
    )
    report = check_of(degrees)
    assert report.rasters[0].units == "degrees"
    # A degree of longitude is 111.32 km times the cosine of the latitude, to 0.4 %.
    assert report.rasters[0].pixel_m == pytest.approx((1.1132 * np.cos(np.radians(27.6)), 0.9972), rel=0.004)
    assert "in degrees: a pixel in its middle is 0.987 m by 0.997 m" in only(report, "units").message
    feet = draw(
        noise(), name="f.tif", crs=CRS.from_epsg(2263), transform=Affine(3.28, 0, 980000, 0, -3.28, 200000), **RGB
    )
    report = check_of(feet)
    assert report.rasters[0].units == "US survey feet"
    assert report.rasters[0].pixel_m[0] == pytest.approx(1.0, abs=0.002)
    assert "0.3048 m" in only(report, "units").message
    mercator = draw(noise(), name="m.tif", crs=CRS.from_epsg(3857), transform=Affine(2, 0, 0, 0, -2, 8_400_000), **RGB)
    # 8,400,000 m of Web Mercator is latitude 60.07, where it stretches twofold.
    assert "2 m by its CRS is 1 m on the ground" in only(check_of(mercator), "units").message


def test_black_that_no_one_calls_empty_is_a_warning(draw, check_of):
    pixels = noise(low=30)
    pixels[:, :, :48] = 0
    finding = only(check_of(draw(pixels, **RGB)), "no data")
    assert finding.severity == "warning"
    assert "50% of it is black" in finding.message
    assert found(check_of(draw(pixels, nodata=0, **RGB)), "no data") == []


def test_without_any_no_data_value_a_note_says_so(draw, check_of):
    finding = only(check_of(draw(noise(low=1), **RGB)), "no data")
    assert finding.severity == "note"


def test_mostly_empty_rasters_are_told(draw, check_of):
    pixels = noise(low=30)
    pixels[:, :72] = 0
    assert "75% of it has no data" in only(check_of(draw(pixels, nodata=0, **RGB)), "no data").message


def test_paletted_rasters_are_told(draw, check_of):
    path = draw(noise(1, high=2))
    with rasterio.open(path, "r+") as dataset:
        dataset.write_colormap(1, {0: (10, 200, 30, 255), 1: (200, 20, 30, 255)})
    report = check_of(path)
    assert "paletted image" in only(report, "data type").message
    assert report.rasters[0].bands[0].used_as == "red, green, blue"


def test_cut_files_are_told(draw, check_of):
    path = draw(noise(height=512, width=512), tiled=True, blockxsize=128, blockysize=128, **RGB)
    with Path(path).open("r+b") as stream:
        stream.truncate(400_000)
    assert "is cut off" in only(check_of(path), "layout").message


def test_a_mosaic_whose_source_is_gone_is_an_error(tmp_path, draw, check_of):
    mosaic = tmp_path / "mosaic.vrt"
    mosaic.write_text(
        '<VRTDataset rasterXSize="96" rasterYSize="96"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>'
        '<SourceFilename relativeToVRT="1">gone.tif</SourceFilename><SourceBand>1</SourceBand></SimpleSource>'
        "</VRTRasterBand></VRTDataset>"
    )
    report = check_of(str(mosaic))
    assert "gone.tif, which cannot be opened" in only(report, "layout").message
    assert report.windows == 0


def test_an_area_that_is_empty_or_outside_is_one_error(draw, check_of):
    rasters = [draw(noise(), name=f"{name}.tif", **RGB) for name in "ab"]
    report = check_of(rasters, area=Area("POLYGON ((0 0, 1 1, 0 0))", "EPSG:4326"))
    assert [finding.severity for finding in found(report, "area")] == ["error"]
    report = check_of(rasters, area=Area(shapely.box(10, 10, 11, 11).wkt, "EPSG:4326"))
    assert only(report, "area").severity == "error"
    assert "meets no raster (of 2)" in only(report, "area").message


def test_one_of_two_rasters_outside_the_area_is_a_warning(draw, check_of):
    x, y = ORIGIN
    far = draw(noise(), name="far.tif", transform=Affine(1, 0, x + 5000, 0, -1, y), **RGB)
    near = draw(noise(), name="near.tif", **RGB)
    area = Area(shapely.box(x + 10, y - 20, x + 20, y - 10).wkt, "EPSG:32645")
    report = check_of([far, near], area=area)
    assert only(report, "area").severity == "warning"
    assert [facts.windows > 0 for facts in report.rasters] == [False, True]


def test_what_several_rasters_share_is_told_once(draw, check_of):
    report = check_of([draw(noise(low=1, seed=i), name=f"{i}.tif", **RGB) for i in range(3)])
    finding = only(report, "no data")
    assert finding.message.startswith("The same of 3 rasters, such as 0.tif: ")
    assert finding.raster == ""


def test_windows_unlike_the_models_and_rasters_below_one_window(draw, check_of):
    report = check_of(draw(noise(height=20, width=96), nodata=7, **RGB), window_px=64)
    warning, note = sorted(found(report, "windows"), key=lambda one: one.severity, reverse=True)
    assert remedies(warning) == [("WINDOW", 32)]
    assert "96 x 20 pixels, less than a window of 64" in note.message


def test_an_overlap_as_large_as_the_window_is_an_error_with_its_remedy(draw, check_of):
    finding = only(check_of(draw(noise(), **RGB), overlap_px=40), "windows")
    assert (finding.severity, remedies(finding)) == ("error", [("OVERLAP", None)])


def test_strips_that_do_not_fit_into_the_cache_are_told(draw, check_of, monkeypatch):
    from tesela.engine.checking import rules

    path = draw(noise(height=192, width=960), compress="deflate", blockysize=192, nodata=7, **RGB)
    assert found(check_of(path), "layout") == []
    monkeypatch.setitem(rules.GDAL_OPTIONS, "GDAL_CACHEMAX", 100_000)
    finding = only(check_of(path), "layout")
    # Windows begin every 24 pixels: 960 / 24 of them share the one strip.
    assert "about 40 times" in finding.message
    assert "gdal_translate -of COG" in finding.advice


def test_limits_of_the_model_are_notes(draw, check_of):
    report = check_of(draw(noise(), **RGB), card=make_card(limits=("Only roofs.", "Only by day.")))
    assert [finding.message for finding in found(report, "model")] == ["Only roofs.", "Only by day."]


def test_a_missing_or_altered_model_and_a_wrong_threshold_are_errors(draw, check_of, tmp_path, plain_card):
    path = draw(noise(), **RGB)
    report = examine_job(Job((path,), "nothing", str(tmp_path)), False, lambda _: None)
    assert "There is no model 'nothing'" in only(report, "model").message
    assert (report.rasters, report.windows, report.model_bands) == ((), 0, ())
    report = check_of(path, selection=Selection(thresholds=(0.5, 0.5)))
    assert "2 thresholds were given" in next(one.message for one in report.findings if one.severity == "error")
    assert report.windows == 16


def test_an_output_that_can_never_be_written_is_an_error(draw, check_of, tmp_path):
    path = draw(noise(), **RGB)
    (tmp_path / "file").write_text("")
    assert "is no folder" in found(check_of(path, output=str(tmp_path / "file")), "disk")[0].message
    (tmp_path / "taken" / "results.gpkg").mkdir(parents=True)
    finding = only(check_of(path, output=str(tmp_path / "taken")), "disk")
    assert (finding.severity, "is a folder" in finding.message) == ("error", True)


def test_a_raster_that_is_named_in_two_ways_is_looked_at_once(draw, check_of, tmp_path, monkeypatch):
    path = draw(noise(), **RGB)
    monkeypatch.chdir(tmp_path)
    report = check_of([path, "raster.tif"])
    assert [facts.raster for facts in report.rasters] == [path]
    assert any("raster.tif is the same file as" in one.message for one in found(report, "layout"))


def test_another_run_in_the_output_folder_is_an_error_and_the_same_one_a_note(
    draw, check_of, sound_package, tmp_path, plain_card
):
    path = draw(white_squares(), **RGB)
    pipeline.run(Job((path,), str(sound_package(plain_card)), str(tmp_path / "out")), lambda _: None, load=load_bright)
    report = check_of(path)
    assert "they are not scored again" in only(report, "windows").message
    other = draw(noise(), name="other.tif", **RGB)
    assert "holds another run" in only(check_of(other), "disk").message


def test_disk_and_memory_that_do_not_suffice_are_told(draw, check_of, monkeypatch, tmp_path):
    path = draw(noise(), nodata=7, **RGB)
    plenty = cost.Machine(2**40, 2**40, tmp_path, True)
    for machine, topic, severity in (
        (replace(plenty, disk_free=1000), "disk", "error"),
        (replace(plenty, disk_writable=False), "disk", "error"),
        (replace(plenty, memory_free=2**20), "memory", "warning"),
    ):
        monkeypatch.setattr(cost, "look_at_machine", lambda output, machine=machine: machine)
        assert only(check_of(path), topic).severity == severity
    assert remedies(only(check_of(path), "memory")) == [("BATCH", 16)], "a quarter of the batch of 64"
    monkeypatch.setattr(cost, "look_at_machine", lambda output: replace(plenty, memory_free=None))
    assert check_of(path).findings == ()


def test_measuring_tells_the_time_and_what_ran(draw, check_of):
    events = []
    report = check_of(draw(noise(height=400, width=400), nodata=7, **RGB), measure=True, events=events)
    assert (report.device, report.runtime) == ("CPU (test)", "NumPy")
    assert 0 < report.windows_measured <= report.windows == 17 * 17
    assert 0 < report.seconds < 30
    assert {event.stage for event in events} == {"check", "load", "measure"}


def test_a_refused_job_is_not_measured(draw, check_of):
    def load(*_):
        raise AssertionError("the model was loaded for nothing")

    report = check_of(draw(noise(4), photometric="MINISBLACK", alpha="NO"), measure=True, load=load)
    assert report.seconds is None


def test_what_the_model_refuses_is_an_error(draw, check_of):
    def load(*_):
        raise ModelError("The model bright takes windows of shape (32, 32, 3), not (64, 64, 3).")

    path = draw(noise(), nodata=7, **RGB)
    assert only(check_of(path, measure=True, load=load), "model").severity == "error"
    finding = next(one for one in check_of(path, True, load=load, window_px=64).findings if one.severity == "error")
    assert (finding.topic, remedies(finding)) == ("windows", [("WINDOW", None)])


def test_memory_that_runs_out_while_measuring_proposes_smaller_batches(draw, check_of):
    def load(package, window_px, keep_embeddings):
        def score(pixels):
            raise MemoryError

        return Model(package.card, score, "CPU (test)", "NumPy")

    finding = only(check_of(draw(noise(), nodata=7, **RGB), measure=True, load=load, batch=8), "memory")
    assert (finding.severity, remedies(finding)) == ("error", [("BATCH", 2)])


def test_a_card_that_no_runtime_uses_is_told(draw, check_of, monkeypatch):
    monkeypatch.setattr(cost, "has_nvidia_card", lambda: True)
    finding = only(check_of(draw(noise(), nodata=7, **RGB), measure=True), "device")
    assert "NVIDIA card, but NumPy runs on the CPU (test)" in finding.message


def test_a_cancel_ends_the_check(draw, check_of):
    path = draw(noise(), **RGB)
    with pytest.raises(RunCancelled, match="check was cancelled"):
        check_of(path, cancelled=lambda: True)
    asked = []

    def later():
        asked.append(True)
        return len(asked) > 1

    with pytest.raises(RunCancelled, match="check was cancelled"):
        check_of(path, measure=True, cancelled=later)


def test_without_measuring_no_framework_is_imported(draw, sound_package, tmp_path):
    path, folder = draw(noise(), **RGB), sound_package(make_card())
    program = (
        "import sys\n"
        "from tesela.engine.checking.check import check\n"
        "from tesela.engine.contract.job import Job\n"
        f"done = check(Job(({path!r},), {str(folder)!r}, 'out'), False, lambda event: None)\n"
        "assert done.report['windows'] == 16, done\n"
        "assert done.seconds < 1, done.seconds\n"
        "print([name for name in ('tensorflow', 'keras', 'onnxruntime', 'onnx') if name in sys.modules])\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (0, "[]\n"), ended.stderr


def test_weights_that_no_run_would_load_are_an_error_at_once(draw, package, tmp_path):
    job = Job((draw(noise(), **RGB),), str(package()), str(tmp_path / "out"))
    report = examine_job(job, False, lambda _: None)
    assert "is no .keras file" in next(one.message for one in report.findings if one.severity == "error")
