"""Truth layers drawn for one test, and runs of the models of three lines to compare them with."""

import fiona
import pytest
import shapely
from rasterio.crs import CRS
from rasterio.warp import transform_geom
from tesela.engine.contract.job import EvaluateJob
from tesela.engine.evaluation import report
from tesela.engine.evaluation.evaluate import evaluate

from tests.engine.conftest import ORIGIN, UTM, load_bright


def at(col, row):
    """The map coordinates of a place on a raster of 1 m pixels, given in its pixels."""
    return ORIGIN[0] + col, ORIGIN[1] - row


def square(left, top, right, bottom):
    """A rectangle given in pixels, in map coordinates."""
    return shapely.box(*at(left, bottom), *at(right, top))


def point(col, row):
    return shapely.Point(at(col, row))


@pytest.fixture
def truth(tmp_path):
    """Write geometries with attributes as a layer; `moved_to` transforms them from the rasters' CRS."""

    def write(rows, name="truth.gpkg", fields=None, crs=UTM, moved_to=None, layer="truth", geometry="Unknown"):
        fields = fields or {}
        path = tmp_path / name
        target = CRS.from_user_input(moved_to) if moved_to else crs
        schema = {"geometry": geometry, "properties": fields}
        with fiona.open(
            path, "w", driver="GPKG", layer=layer, schema=schema, crs_wkt=target.to_wkt() if target else None
        ) as sink:
            for shape, *values in rows:
                mapped = shape.__geo_interface__ if shape is not None else None
                if moved_to and mapped:
                    mapped = transform_geom(crs, target, mapped)
                sink.write({"geometry": mapped, "properties": dict(zip(fields, values, strict=True))})
        return str(path)

    return write


@pytest.fixture
def without_plots(monkeypatch):
    """Draw nothing: the plots have tests of their own, and take longer than all the rest."""
    monkeypatch.setattr(report, "draw_plots", lambda figures: iter(()))


@pytest.fixture
def judge(tmp_path, without_plots):
    """Evaluate; returns (done, events)."""

    def go(subject, truth, output="evaluation", cancelled=lambda: False, load=load_bright, **job):
        events = []
        work = EvaluateJob(str(subject), truth, str(tmp_path / output), **job)
        return evaluate(work, events.append, cancelled, load), events

    return go
