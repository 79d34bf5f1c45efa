"""What is refused, and which windows are chosen, before anything slow begins."""

import numpy as np
import pytest
import shapely
from tesela.engine.contract.card import TASKS
from tesela.engine.contract.errors import JobError
from tesela.engine.contract.job import Area, Job, Selection
from tesela.engine.path.plan import MARGIN_WINDOWS, prepare

from tests.engine.conftest import ORIGIN, make_card
from tests.engine.path.window_models import label_card, value_card


def test_a_model_for_photographs_is_refused_on_rasters(draw, package, tmp_path):
    card = make_card("photo-classification", selection=Selection(thresholds=(0.5,)))
    job = Job((draw(np.zeros((3, 40, 40), np.uint8)),), str(package(card)), str(tmp_path / "out"))
    with pytest.raises(JobError, match=r"bright classifies photographs at points, not rasters; .*`tesela photos`"):
        prepare(job, lambda event: None)
    assert not (tmp_path / "out").exists()


def test_every_task_over_rasters_has_a_margin():
    assert set(MARGIN_WINDOWS) == set(TASKS) - {"photo-classification"}


@pytest.mark.parametrize(("card", "chosen"), [(label_card(), 1), (value_card(), 9)], ids=["labels", "values"])
def test_windows_around_an_area_are_scored_where_the_task_needs_them(draw, package, tmp_path, card, chosen):
    x, y = ORIGIN
    area = Area(shapely.box(x + 70, y - 80, x + 90, y - 70).wkt, "EPSG:32645")
    job = Job((draw(np.zeros((3, 160, 160), np.uint8)),), str(package(card)), str(tmp_path / "out"), area=area)
    (raster,) = prepare(job, lambda event: None).rasters
    assert len(raster.chosen) == chosen
