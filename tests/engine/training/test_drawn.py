"""Drawn windows are labelled by where destroyed buildings lie, and the sample scene stays unseen."""

import dataclasses

import numpy as np
import pytest
import shapely
from tesela.engine.training import drawn
from tesela.engine.training.recipe import RecipeError, Source
from tesela.engine.training.samples import Canvas

SOURCE = Source(reader="scenes", name="drawn", source="here", licence="GPL", seeds={"test": (5,)}, scene_px=400)
SIDE = 200


def scene(*destroyed):
    empty = np.zeros((SIDE, SIDE), np.int32)
    canvas = Canvas("drawn", np.zeros((SIDE, SIDE, 3), np.uint8), empty, empty == 0)
    return drawn.DrawnScene(canvas, (), destroyed)


def test_a_window_is_positive_where_damage_lies_in_its_central_half():
    centres, labels = drawn.label_windows(scene(shapely.box(98, 98, 102, 102)), window=40, step=5)
    apart = np.abs(centres - 100).max(axis=1)
    assert set(apart[labels[:, 0] == 1]) == {0, 5, 10}
    assert apart[labels[:, 0] == 0].min() > 20 + 2


def test_a_window_that_damage_only_touches_is_left_out():
    centres, _ = drawn.label_windows(scene(shapely.box(98, 98, 102, 102)), window=40, step=5)
    apart = np.abs(centres - 100).max(axis=1)
    assert not np.isin(apart, [15, 20]).any()


def test_without_damage_every_window_is_negative():
    centres, labels = drawn.label_windows(scene(), window=40, step=20)
    assert len(centres) == 9 * 9
    assert not labels.any()


def test_windows_lie_inside_the_scene():
    centres, _ = drawn.label_windows(scene(), window=40, step=7)
    assert centres.min() >= 20
    assert centres.max() <= SIDE - 20


def test_a_drawn_scene_comes_at_the_asked_resolution_with_its_buildings():
    source = dataclasses.replace(SOURCE, shares_destroyed=(0.5,))
    drawings = (drawn.draw(source, seed, 0.6) for seed in range(1, 30))
    coarse = next(drawing for drawing in drawings if drawing.destroyed)
    assert coarse.canvas.image.shape == (200, 200, 3)
    outlines = [*coarse.intact, *coarse.destroyed]
    inside = shapely.box(0, 0, 200, 200)
    assert all(inside.buffer(0.01).covers(outline) for outline in outlines)
    assert shapely.union_all(outlines).area == pytest.approx(coarse.canvas.target.sum(), rel=0.1, abs=30)


def test_the_sample_scene_is_kept_out_of_training():
    seed = drawn.sample_recipe().seed
    with pytest.raises(RecipeError, match=str(seed)):
        drawn.draw_part(dataclasses.replace(SOURCE, seeds={"training": (seed,)}), "training", 0.5)
