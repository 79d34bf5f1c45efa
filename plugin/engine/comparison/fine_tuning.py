"""Fine-tuning every layer of an encoder, as `tesela train` does, to see what a linear head alone falls short of."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import keras
import numpy as np
from numpy.typing import NDArray

from ..training.fit import fit
from ..training.networks import set_batch_norm_momentum
from ..training.predict import predict_tiles
from ..training.recipe import Recipe
from ..training.samples import TilePool
from .encoders import Encoder
from .heads import HEADLINE, figures
from .samples import CLASSES, VALUE, ComparisonError, Ints, Samples, Truth, kind_of
from .watch import Watch

QUICK_EPOCHS, QUICK_STEPS = 2, 20


@dataclass(frozen=True)
class FineTuned:
    """Figures of a network of which every layer was trained on the training places; validation chose the epoch."""

    name: str
    epochs: int
    steps: int
    best_epoch: int
    validation: dict[str, float]
    test: dict[str, float]
    seconds: float


def fine_tune(encoder: Encoder, recipe: Recipe, samples: Samples, watch: Watch, quick: bool) -> FineTuned:
    """Train an encoder with a new head by the recipe's own optimisation and judge it on validation and test places."""
    if kind_of(samples.truth) == VALUE or encoder.build is None:
        raise ComparisonError(f"{encoder.name} cannot be fine-tuned here; train the recipe itself with 'tesela train'.")
    started = time.monotonic()
    keras.utils.set_random_seed(recipe.fit.seed)
    if quick:
        shorter = {"epochs": min(recipe.fit.epochs, QUICK_EPOCHS), "steps": min(recipe.fit.steps, QUICK_STEPS)}
        recipe = replace(recipe, fit=replace(recipe.fit, **shorter))
    model = _with_head(encoder.build(), len(samples.labels), recipe)
    training, validation, test = (samples.indices(part) for part in ("training", "validation", "test"))
    truth = _columns(samples.truth, len(samples.labels))
    history = fit(
        model,
        recipe,
        TilePool(samples.images[training], truth[training]),
        lambda network: _judge(network, samples, validation)[HEADLINE[kind_of(samples.truth)]],
        watch.say,
        watch.cancelled,
    )
    watch.check()
    return FineTuned(
        encoder.name,
        recipe.fit.epochs,
        recipe.fit.steps,
        history.best_epoch,
        _judge(model, samples, validation),
        _judge(model, samples, test),
        round(time.monotonic() - started, 1),
    )


def _with_head(network: keras.Model, labels: int, recipe: Recipe) -> keras.Model:
    for layer in network.layers:
        if isinstance(layer, keras.Model):
            set_batch_norm_momentum(layer, recipe.fit.batch_norm_momentum)
    x = keras.layers.Dropout(recipe.network.dropout)(network.output)
    return keras.Model(network.input, keras.layers.Dense(labels, activation="sigmoid", name="scores")(x))


def _columns(truth: Truth, labels: int) -> NDArray[np.float32]:
    held = truth[:, None] == np.arange(labels) if kind_of(truth) == CLASSES else truth
    return held.astype(np.float32)


def _judge(model: keras.Model, samples: Samples, chosen: Ints) -> dict[str, float]:
    scores, truth = predict_tiles(model, samples.images[chosen]), samples.truth[chosen]
    if kind_of(truth) == CLASSES:
        return figures(truth, scores.argmax(axis=1), scores[:, -1] - scores[:, 0] if scores.shape[1] == 2 else None)
    return figures(truth, scores >= 0.5)
