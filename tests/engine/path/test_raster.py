"""Rasters of every kind that users bring; the numbers are those of the list of faults."""

import os
import shutil
from pathlib import Path

import fiona
import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.control import GroundControlPoint
from rasterio.crs import CRS
from rasterio.enums import ColorInterp
from rasterio.rpc import RPC
from rasterio.transform import from_origin
from shapely.geometry import Polygon, box, shape
from tesela.engine.contract.card import ModelInput
from tesela.engine.contract.errors import RasterError
from tesela.engine.contract.job import Reading
from tesela.engine.path.raster import describe_raster

from tests.engine.conftest import ORIGIN, UTM, load_bright, make_card, messages, north_up, white_squares

WANTED = ModelInput(("red", "green", "blue"), ("uint8",), (0.0, 255.0), (0.0, 1.0))
TILED = {"tiled": True, "blockxsize": 32, "blockysize": 32, "compress": "deflate"}


def noisy_squares(height=192, width=96):
    """White squares in rows 20 and 140 over noise, so that compressed blocks differ in size."""
    noise = np.random.default_rng(0).integers(0, 60, (3, height, width), dtype=np.uint8)
    return np.maximum(noise, white_squares(height, width, ((20, 30, 20), (140, 30, 20))))


def only(layers, name="buildings"):
    (feature,) = layers[name]
    return shape(feature.geometry)


# 1
def test_cut_geotiff_is_warned_of_and_its_rest_processed(draw, run_job):
    path = draw(noisy_squares(), **TILED)
    os.truncate(path, int(Path(path).stat().st_size * 0.6))
    done, events, layers = run_job(path)
    assert only(layers).bounds == (ORIGIN[0] + 30, ORIGIN[1] - 40, ORIGIN[0] + 50, ORIGIN[1] - 20)
    assert "is cut off" in messages(events)
    assert "blocks are missing (row, column (" in messages(events)
    assert "windows could not be read and hold no results (windows " in messages(events)
    assert done.windows["failed"] > 0


def corrupt(path: str, row: int, col: int) -> None:
    """Overwrite the beginning of a compressed block."""
    with rasterio.open(path) as dataset:
        offset = int(dataset.get_tag_item(f"BLOCK_OFFSET_{col}_{row}", "TIFF", bidx=1))
    with Path(path).open("r+b") as stream:
        stream.seek(offset)
        stream.write(b"\xff" * 64)


# 2
@pytest.mark.parametrize("gsd_m", [1.0, 0.5])
def test_corrupt_block_is_reported_and_its_neighbours_are_unaffected(draw, run_job, gsd_m):
    path = draw(noisy_squares(), transform=north_up(gsd_m), **TILED)
    corrupt(path, 2, 2)
    done, events, layers = run_job(path)
    assert len(layers["buildings"]) == 2
    assert "have damaged blocks" in messages(events)
    assert "(2, 2)" in messages(events)
    assert done.windows["partly_damaged"] > 0
    assert done.windows["failed"] == 0


@pytest.mark.parametrize("gsd_m", [1.0, 0.5])
def test_corrupt_block_of_colours_and_alpha_leaves_its_neighbours(draw, run_job, gsd_m):
    pixels = np.concatenate([noisy_squares(), np.full((1, 192, 96), 255, np.uint8)])
    path = draw(pixels, transform=north_up(gsd_m), photometric="RGB", alpha="YES", interleave="pixel", **TILED)
    corrupt(path, 2, 2)
    done, _, layers = run_job(path)
    assert len(layers["buildings"]) == 2
    assert done.windows["partly_damaged"] > 0
    assert done.windows["failed"] == 0


def test_corrupt_block_of_a_mask_file_hides_only_its_own_pixels(draw, run_job):
    path = draw(np.full((3, 96, 96), 255, np.uint8), **TILED)
    noise = np.random.default_rng(0).integers(1, 255, (1, 96, 96), dtype=np.uint8)
    shutil.move(draw(noise, name="mask.tif", **TILED), f"{path}.msk")
    corrupt(f"{path}.msk", 1, 1)
    _, _, layers = run_job(path)
    assert only(layers).area == 96 * 96 - 32 * 32


# 3
def test_mosaic_with_a_missing_source_is_refused_and_the_source_named(draw, run_job, tmp_path):
    source = draw(white_squares(), name="part.tif")
    mosaic = write_vrt(tmp_path / "mosaic.vrt", [source])
    Path(source).unlink()
    with pytest.raises(RasterError, match=r"part\.tif, which cannot be opened"):
        run_job(mosaic)


def write_vrt(path: Path, sources: list[str], size: int = 96) -> str:
    bands = "".join(
        f'<VRTRasterBand dataType="Byte" band="{band}">'
        + "".join(
            f'<SimpleSource><SourceFilename relativeToVRT="1">{Path(source).name}</SourceFilename>'
            f'<SourceBand>{band}</SourceBand><SrcRect xOff="0" yOff="0" xSize="{size}" ySize="{size}"/>'
            f'<DstRect xOff="0" yOff="{i * size}" xSize="{size}" ySize="{size}"/></SimpleSource>'
            for i, source in enumerate(sources)
        )
        + "</VRTRasterBand>"
        for band in (1, 2, 3)
    )
    t = north_up()
    path.write_text(
        f'<VRTDataset rasterXSize="{size}" rasterYSize="{size * len(sources)}"><SRS>EPSG:32645</SRS>'
        f"<GeoTransform>{t.c}, {t.a}, {t.b}, {t.f}, {t.d}, {t.e}</GeoTransform>{bands}</VRTDataset>"
    )
    return str(path)


# 4
def test_source_that_vanishes_during_a_run_fails_its_windows_and_never_reads_as_zeros(draw, run_job, tmp_path):
    sources = [draw(white_squares(squares=((20, 30, 20),)), name=f"part{i}.tif") for i in range(6)]
    mosaic = write_vrt(tmp_path / "mosaic.vrt", sources)

    def load(package, window_px, keep_embeddings):
        model = load_bright(package, window_px, keep_embeddings)

        def score(pixels):
            Path(sources[5]).unlink(missing_ok=True)
            return model.score(pixels)

        return type(model)(model.card, score, model.device, model.runtime)

    done, events, _ = run_job(mosaic, load=load, batch=1)
    assert done.windows["failed"] > 0
    assert "could not be read and hold no results" in messages(events)
    assert "part5.tif is gone" in messages(events)
    assert done.windows["scored"] + done.windows["failed"] == done.windows["total"]


# 5
def test_sparse_blocks_are_no_data(draw, run_job, tmp_path):
    path = str(tmp_path / "sparse.tif")
    profile = {"driver": "GTiff", "height": 192, "width": 96, "count": 3, "dtype": "uint8", "crs": UTM}
    with rasterio.open(path, "w", **profile, transform=north_up(), **TILED, SPARSE_OK=True) as dataset:
        dataset.write(np.full((3, 32, 96), 255, np.uint8), window=((0, 32), (0, 96)))
    card = make_card("tile-classification", input=ModelInput(("red", "green", "blue"), ("uint8",), (0, 255), (1, 0)))
    done, _, layers = run_job(path, card=card)
    assert done.windows["without_data"] >= 12
    assert layers["detections"] == []


# 6
@pytest.mark.parametrize(
    ("dtype", "nodata", "hole"), [("uint8", 0, 0), ("float32", np.nan, np.nan), ("float32", -9999.0, -9999.0)]
)
def test_nodata_is_masked(draw, run_job, dtype, nodata, hole):
    pixels = np.full((3, 96, 96), 200, dtype)
    pixels[:, :, 48:] = hole
    reading = Reading(value_range=(0, 255)) if dtype != "uint8" else Reading()
    card = make_card(input=ModelInput(("red", "green", "blue"), ("uint8",), (0, 255), (0, 1), nodata_value=255))
    _, _, layers = run_job(draw(pixels, nodata=nodata), card=card, reading=reading)
    assert only(layers).bounds == (ORIGIN[0], ORIGIN[1] - 96, ORIGIN[0] + 48, ORIGIN[1])


def test_nodata_outside_the_data_type_masks_nothing(draw, run_job, tmp_path):
    path = draw(np.full((3, 64, 64), 200, np.uint8))
    mosaic = tmp_path / "declared.vrt"
    mosaic.write_text(
        Path(write_vrt(tmp_path / "plain.vrt", [path], 64))
        .read_text()
        .replace('band="1">', 'band="1"><NoDataValue>-9999</NoDataValue>')
    )
    _, _, layers = run_job(str(mosaic))
    assert only(layers).area == pytest.approx(64 * 64)


# 7
def test_alpha_mask_file_and_nodata_must_all_agree_that_a_pixel_has_data(draw, run_job):
    pixels = np.full((4, 96, 96), 200, np.uint8)
    pixels[3] = 255
    pixels[3, :24] = 0
    pixels[:3, :, :24] = 7
    path = draw(pixels, nodata=7, photometric="RGB", alpha="YES")
    mask = np.full((1, 96, 96), 255, np.uint8)
    mask[:, 72:] = 0
    shutil.move(draw(mask, name="mask.tif"), f"{path}.msk")
    _, _, layers = run_job(path)
    assert only(layers).bounds == (ORIGIN[0] + 24, ORIGIN[1] - 72, ORIGIN[0] + 96, ORIGIN[1] - 24)


def test_mask_inside_the_file_is_honoured(draw, run_job):
    path = draw(np.full((3, 96, 96), 200, np.uint8))
    mask = np.full((96, 96), 255, np.uint8)
    mask[:, 48:] = 0
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), rasterio.open(path, "r+") as dataset:
        dataset.write_mask(mask)
    _, _, layers = run_job(path)
    assert only(layers).bounds[2] == ORIGIN[0] + 48


# 8
@pytest.mark.parametrize("dtype", ["uint16", "int16", "float32"])
def test_other_data_types_are_refused_unless_their_range_is_given(draw, run_job, dtype):
    path = draw(white_squares().astype(dtype) * 11)
    with pytest.raises(RasterError, match=rf"holds {dtype} values.*--value-range"):
        run_job(path)
    _, _, layers = run_job(path, reading=Reading(value_range=(0, 255 * 11)))
    assert only(layers).area == pytest.approx(400)


def test_values_outside_the_given_range_are_clipped(draw, run_job):
    path = draw(white_squares().astype("uint16") * 40)
    _, _, layers = run_job(path, reading=Reading(value_range=(0, 1000)))
    assert layers["buildings"][0].properties["score"] == pytest.approx(1.0)


# 9
def test_unmarked_bands_are_asked_for(draw, run_job):
    pixels = np.concatenate([np.zeros((2, 96, 96), np.uint8), white_squares()])
    path = draw(pixels, photometric="MINISBLACK")
    with pytest.raises(RasterError, match=r"has 5 bands and does not say which are red, green, blue.*--bands 3,2,1"):
        run_job(path)
    _, _, layers = run_job(path, reading=Reading(bands=(5, 4, 3)))
    assert only(layers).area == pytest.approx(400)


def test_marked_bands_are_found_in_any_order(draw):
    path = draw(np.zeros((4, 32, 32), np.uint8))
    with rasterio.open(path, "r+") as dataset:
        dataset.colorinterp = [ColorInterp.blue, ColorInterp.green, ColorInterp.red, ColorInterp.undefined]
    assert describe_raster(path, Reading(), WANTED).bands == (3, 2, 1)


@pytest.mark.parametrize(
    ("bands", "problem"), [((1, 2), "reads 3 bands"), ((1, 2, 9), "has 3 bands, so there is no band 9")]
)
def test_wrong_band_choice_is_refused(draw, bands, problem):
    with pytest.raises(RasterError, match=problem):
        describe_raster(draw(white_squares()), Reading(bands=bands), WANTED)


def test_one_band_raster_works_and_says_so(draw, run_job):
    _, events, layers = run_job(draw(white_squares(bands=1)))
    assert only(layers).area == pytest.approx(400)
    assert "has one band; it stands for red, green, blue alike" in messages(events)


# 10
def test_paletted_raster_is_expanded_to_its_colours(draw, run_job):
    path = draw(white_squares(bands=1) // 255)
    with rasterio.open(path, "r+") as dataset:
        dataset.write_colormap(1, {0: (255, 255, 255, 255), 1: (0, 0, 0, 255)})
    _, events, layers = run_job(path)
    assert only(layers).area == pytest.approx(96 * 96 - 400)
    assert "is a paletted image" in messages(events)


@pytest.mark.parametrize(("name", "kind"), [("bits.tif", "paletted"), ("bits.png", "one-bit")])
def test_one_bit_raster_is_expanded(draw, run_job, name, kind):
    path = draw(white_squares(bands=1) // 255, name=name, nbits=1, **({"driver": "PNG"} if "png" in name else {}))
    _, events, layers = run_job(path)
    assert only(layers).area == pytest.approx(400)
    assert f"is a {kind} image" in messages(events)


# 11
def test_raster_without_crs_is_refused_or_uses_the_given_one_or_stays_in_pixels(draw, run_job):
    path = draw(white_squares(), crs=None, transform=north_up())
    with pytest.raises(RasterError, match="no coordinate reference system and none is assumed"):
        run_job(path)
    _, events, layers = run_job(path, reading=Reading(pixel_results=True), output="pixels")
    assert only(layers).bounds[0] == ORIGIN[0] + 30
    assert "no known size on the ground" in messages(events)
    _, _, layers = run_job(path, reading=Reading(crs="EPSG:32645"), output="given")
    assert only(layers).bounds[0] == ORIGIN[0] + 30


def test_nonsense_crs_is_refused(draw):
    with pytest.raises(RasterError, match="'EPSG:nonsense' is no coordinate reference system"):
        describe_raster(draw(white_squares(), crs=None, transform=north_up()), Reading(crs="EPSG:nonsense"), WANTED)


@pytest.mark.parametrize("reading", [Reading(), Reading(crs="EPSG:32645")], ids=["as it is", "CRS given"])
@pytest.mark.parametrize("crs", [None, UTM], ids=["no CRS", "CRS"])
def test_raster_without_geotransform_is_not_placed_by_a_crs_but_stays_in_pixels(draw, run_job, crs, reading):
    path = draw(white_squares(), crs=crs, transform=Affine.identity())
    with pytest.raises(RasterError, match=r"no geotransform.*a coordinate reference system alone does not place them"):
        run_job(path, reading=reading)
    done, events, layers = run_job(path, reading=Reading(pixel_results=True))
    assert only(layers).bounds == (30, -40, 50, -20)
    assert "no known size on the ground" in messages(events)
    with fiona.open(done.results, layer="buildings") as buildings:
        assert not buildings.crs


# 12
def degrees(latitude, metres=1.0):
    """A transform in degrees whose pixels measure `metres` at the given latitude (spherical, good to 0.5 %)."""
    step = metres / 111_320
    return from_origin(85.5, latitude, step / np.cos(np.radians(latitude)), step)


@pytest.mark.parametrize("latitude", [0.5, 27.6, 60.0])
def test_degrees_are_measured_in_metres_at_the_rasters_own_latitude(draw, run_job, latitude):
    path = draw(white_squares(), crs=CRS.from_epsg(4326), transform=degrees(latitude))
    _, _, layers = run_job(path)
    assert layers["buildings"][0].properties["area_m2"] == pytest.approx(400, rel=0.03)


def test_windows_follow_the_scale_of_their_own_row_in_degrees(draw):
    from tesela.engine.path.scoregrid import make_score_grid

    transform = from_origin(10.0, 64.0, 0.004, 0.004)
    path = draw(np.zeros((3, 2000, 100), np.uint8), crs=CRS.from_epsg(4326), transform=transform)
    source = describe_raster(path, Reading(), WANTED)
    grid = make_score_grid(source, make_card(ground_sampling_distance_m=400.0), None, None)
    rows = grid.lay_windows().rows
    assert rows[0].width_px / rows[-1].width_px == pytest.approx(
        np.cos(np.radians(56.3)) / np.cos(np.radians(63.7)), rel=0.05
    )


def test_degrees_near_a_pole_are_warned_of(draw, run_job):
    path = draw(white_squares(), crs=CRS.from_epsg(4326), transform=degrees(84.0))
    _, events, _ = run_job(path)
    assert "reaches latitude 84.0" in messages(events)


# 13
def test_feet_are_measured_as_metres(draw, run_job):
    feet = 1 / 0.3048006
    transform = Affine(feet, 0, 6_400_000, 0, -feet, 2_000_000)
    path = draw(white_squares(), crs=CRS.from_epsg(2229), transform=transform)
    _, _, layers = run_job(path)
    assert layers["buildings"][0].properties["area_m2"] == pytest.approx(400, rel=0.01)
    assert only(layers).area == pytest.approx(400 * feet**2)


def test_web_mercator_metres_are_not_taken_for_ground_metres(draw, run_job):
    stretch = 1 / np.cos(np.radians(60))
    transform = Affine(stretch, 0, 1_000_000, 0, -stretch, 8_399_738)
    path = draw(white_squares(), crs=CRS.from_epsg(3857), transform=transform)
    _, _, layers = run_job(path)
    assert layers["buildings"][0].properties["area_m2"] == pytest.approx(400, rel=0.02)


# 14
@pytest.mark.parametrize(
    ("change", "tolerance"),
    [
        (Affine.rotation(30), 1e-6),
        (Affine.scale(1, -1), 1e-6),
        (Affine.shear(20, 0), 0.12),
        (Affine.rotation(200) @ Affine.shear(10, 5), 0.12),
    ],
    ids=["rotated", "south-up", "sheared (resampled to square ground pixels)", "rotated and sheared"],
)
def test_any_geotransform_gives_exact_polygons(draw, run_job, change, tolerance):
    transform = north_up() @ change
    _, _, layers = run_job(draw(white_squares(), transform=transform))
    corners = [transform @ corner for corner in ((30, 20), (50, 20), (50, 40), (30, 40))]
    expected = Polygon(corners)
    assert only(layers).symmetric_difference(expected).area < expected.area * tolerance
    assert only(layers).is_valid


# 15
def test_pixel_is_point_gives_no_half_pixel_shift(draw, run_job):
    pixels = white_squares()
    path = draw(pixels, name="point.tif")
    with rasterio.open(path, "r+") as dataset:
        dataset.update_tags(AREA_OR_POINT="Point")
    with rasterio.open(path) as dataset:
        assert dataset.transform == north_up()
    _, _, layers = run_job(path)
    assert only(layers).bounds == (ORIGIN[0] + 30, ORIGIN[1] - 40, ORIGIN[0] + 50, ORIGIN[1] - 20)


# 16
def control_points(size=96):
    corners = ((0, 0), (0, size), (size, 0), (size, size))
    return [GroundControlPoint(row, col, ORIGIN[0] + col, ORIGIN[1] - row) for row, col in corners]


def test_raster_with_only_control_points_is_explained_and_can_be_warped(draw, run_job):
    path = draw(white_squares(), crs=None, name="points.tif")
    with rasterio.open(path, "r+") as dataset:
        dataset.gcps = (control_points(), UTM)
    with pytest.raises(RasterError, match=r"placed only by ground control points.*--warp"):
        run_job(path)
    _, _, layers = run_job(path, reading=Reading(warp=True))
    expected = box(ORIGIN[0] + 30, ORIGIN[1] - 40, ORIGIN[0] + 50, ORIGIN[1] - 20)
    assert only(layers).intersection(expected).area / only(layers).union(expected).area > 0.9


def test_raster_with_only_rpcs_is_explained_and_can_be_warped(draw, run_job):
    path = draw(white_squares(200, 200, ((80, 90, 40),)), crs=None, name="rpc.tif")
    with rasterio.open(path, "r+") as dataset:
        dataset.rpcs = identity_rpc(200)
    with pytest.raises(RasterError, match=r"placed only by RPCs.*--warp"):
        run_job(path)
    _, _, layers = run_job(path, reading=Reading(warp=True))
    left, bottom, right, top = only(layers).bounds
    step = 0.001 / 100
    assert (left, top) == pytest.approx((85.5 + (90 - 100) * step, 27.6 - (80 - 100) * step), abs=3 * step)
    assert (right - left, top - bottom) == pytest.approx((40 * step, 40 * step), rel=0.15)


def identity_rpc(size: int) -> RPC:
    """RPCs of a north-up image of half a thousandth of a degree around (85.5, 27.6)."""
    zeros = [0.0] * 20
    line, sample, one = list(zeros), list(zeros), list(zeros)
    line[2], sample[1], one[0] = -1.0, 1.0, 1.0
    return RPC(
        err_bias=0.0,
        err_rand=0.0,
        line_off=size / 2,
        samp_off=size / 2,
        lat_off=27.6,
        long_off=85.5,
        height_off=0.0,
        line_scale=size / 2,
        samp_scale=size / 2,
        lat_scale=0.001,
        long_scale=0.001,
        height_scale=500.0,
        line_num_coeff=line,
        line_den_coeff=one,
        samp_num_coeff=sample,
        samp_den_coeff=one,
    )


# 18
def test_raster_smaller_than_a_window_is_padded_once_without_phantoms(draw, run_job):
    pixels = np.full((3, 20, 24), 255, np.uint8)
    done, _, layers = run_job(draw(pixels))
    assert only(layers).bounds == (ORIGIN[0], ORIGIN[1] - 20, ORIGIN[0] + 24, ORIGIN[1])
    assert done.windows["total"] == done.windows["padded"] == 1
    _, _, layers = run_job(draw(pixels), "tile-classification", output="tiles")
    assert only(layers, "detections").bounds == (ORIGIN[0], ORIGIN[1] - 20, ORIGIN[0] + 24, ORIGIN[1])


def test_missing_and_unreadable_files_are_named(run_job, tmp_path):
    with pytest.raises(RasterError, match=r"absent\.tif is not there"):
        run_job(str(tmp_path / "absent.tif"))
    text = tmp_path / "text.tif"
    text.write_text("no raster")
    with pytest.raises(RasterError, match=r"text\.tif cannot be opened as a raster"):
        run_job(str(text))


@pytest.mark.parametrize("side", [10, 16, 17, 31])
def test_a_raster_of_less_than_half_a_window_can_hold_a_detection(draw, run_job, side):
    _, _, layers = run_job(draw(np.full((3, side, side), 255, np.uint8)), "tile-classification")
    assert only(layers, "detections").area == side**2


def test_windows_without_data_in_their_middle_are_counted(draw, run_job):
    pixels = np.full((3, 96, 96), 255, np.uint8)
    pixels[:, 30:66, 30:66] = 0
    done, _, layers = run_job(draw(pixels, nodata=0), "tile-classification")
    assert done.windows["without_centre"] > 0
    hole = box(ORIGIN[0] + 30, ORIGIN[1] - 66, ORIGIN[0] + 66, ORIGIN[1] - 30)
    assert len(layers["detection_centres"]) > 0
    assert not any(hole.contains(shape(f.geometry)) for f in layers["detection_centres"])


def test_averaging_leaves_black_in_one_band_as_it_is(draw, run_job):
    pixels = np.full((3, 96, 96), 200, np.uint8)
    pixels[2, :, ::2] = 0
    seen = []

    def load(package, window_px, keep_embeddings):
        model = load_bright(package, window_px, keep_embeddings)

        def score(batch):
            seen.append(np.unique(np.rint(batch * 255).astype(int).reshape(-1, 3), axis=0).tolist())
            return model.score(batch)

        return type(model)(model.card, score, model.device, model.runtime)

    for name, nodata in (("declared", 0), ("undeclared", None)):
        path = draw(pixels, name=f"{name}.tif", transform=north_up(0.5), nodata=nodata)
        run_job(path, load=load, output=name)
    assert seen == [[[200, 200, 100]]] * len(seen)


def test_pixels_without_data_do_not_darken_their_neighbours_when_averaged(draw, run_job):
    pixels = np.full((3, 96, 96), 200, np.uint8)
    pixels[:, :, 33:] = 0
    _, _, layers = run_job(draw(pixels, transform=north_up(0.5), nodata=0))
    assert only(layers).bounds == (ORIGIN[0], ORIGIN[1] - 48, ORIGIN[0] + 17, ORIGIN[1])
    assert layers["buildings"][0].properties["score"] == pytest.approx(200 / 255, abs=0.005)


def test_gaps_of_a_mosaic_without_nodata_are_no_data(draw, run_job, tmp_path):
    tiles = [draw(np.full((3, 96, 96), 10, np.uint8), name=f"t{i}.tif") for i in range(2)]
    mosaic = Path(write_vrt(tmp_path / "mosaic.vrt", tiles))
    mosaic.write_text(
        mosaic.read_text().replace('rasterYSize="192"', 'rasterYSize="288"').replace('yOff="96"', 'yOff="192"')
    )
    card = make_card(input=ModelInput(("red", "green", "blue"), ("uint8",), (0.0, 255.0), (1.0, 0.0)))
    _, _, layers = run_job(str(mosaic), card=card)
    assert sorted(shape(f.geometry).bounds[3] for f in layers["buildings"]) == [ORIGIN[1] - 192, ORIGIN[1]]
    assert {shape(f.geometry).area for f in layers["buildings"]} == {96.0 * 96.0}


def test_sparse_blocks_inside_a_zip_are_no_data(draw, run_job, tmp_path):
    path = tmp_path / "sparse.tif"
    profile = {"driver": "GTiff", "height": 96, "width": 96, "count": 3, "dtype": "uint8", "crs": UTM}
    with rasterio.open(path, "w", **profile, transform=north_up(), **TILED, SPARSE_OK=True) as dataset:
        dataset.write(np.full((3, 32, 96), 255, np.uint8), window=((0, 32), (0, 96)))
    shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, "sparse.tif")
    card = make_card(input=ModelInput(("red", "green", "blue"), ("uint8",), (0.0, 255.0), (1.0, 0.0)))
    done, _, layers = run_job(f"/vsizip/{tmp_path}/packed.zip/sparse.tif", card=card)
    assert done.windows["without_data"] > 0
    assert layers["buildings"] == []


def test_a_mosaic_that_names_itself_does_not_hang(draw, tmp_path):
    mosaic = tmp_path / "loop.vrt"
    write_vrt(mosaic, [str(mosaic)])
    with pytest.raises(RasterError, match=r"loop\.vrt"):
        describe_raster(str(mosaic), Reading(), WANTED)


def test_a_raster_far_too_coarse_is_refused(draw, run_job):
    with pytest.raises(RasterError, match=r"has 500 m a pixel, far too coarse for a model trained on 1 m"):
        run_job(draw(white_squares(), transform=north_up(500.0)))


def test_a_coarse_raster_is_enlarged_with_a_warning(draw, run_job):
    _, events, layers = run_job(draw(white_squares(), transform=north_up(4.0)))
    assert "coarser than the 1 m that the model was trained on" in messages(events)
    assert only(layers).area == pytest.approx(400 * 16, rel=0.02)


def test_features_end_where_a_raster_ends_within_a_score_pixel(draw, run_job):
    _, _, layers = run_job(draw(np.full((3, 8, 8), 255, np.uint8), transform=north_up(0.2)))
    assert only(layers).area == pytest.approx(2.56)


def test_rasters_with_and_without_crs_do_not_share_a_layer(draw, run_job):
    placed, plain = draw(white_squares(), name="a.tif"), draw(white_squares(), name="b.tif", crs=None)
    with pytest.raises(Exception, match="cannot share a layer; run them apart"):
        run_job([placed, plain], reading=Reading(pixel_results=True))


def test_rasters_of_one_name_in_two_folders_are_two(draw, run_job):
    paths = [draw(white_squares(), name=f"{folder}/same.tif") for folder in ("a", "b")]
    _, _, layers = run_job(paths)
    assert len(layers["buildings"]) == 2
