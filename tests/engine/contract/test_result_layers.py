"""Names of the layers that depend on the model's classes."""

import pytest
from tesela.engine.contract.job import Selection
from tesela.engine.contract.result_layers import polygon_layer

from tests.engine.conftest import make_card


def layer_of(*classes, background=None):
    selection = Selection(thresholds=(0.5,) * len(classes), min_area_m2=0.0, min_hole_m2=0.0, simplify_m=0.0)
    return polygon_layer(make_card(classes=classes, background=background, selection=selection))


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("building", "buildings"),
        ("Flood water", "flood_waters"),
        ("trees", "trees"),
        ("inundación", "inundacións"),
        ("change", "changes_polygons"),
        ("Tesela run", "tesela_runs_polygons"),
    ],
)
def test_the_layer_of_a_segmentation_is_named_by_its_class(label, expected):
    assert layer_of(label) == expected


def test_a_background_does_not_count_and_several_classes_share_a_layer():
    assert layer_of("ground", "road", background="ground") == "roads"
    assert layer_of("flood", "road") == "polygons"
