"""The optimisation of a network, the same for every task: batches, schedule, progress, early stopping."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import keras
import numpy as np
from tqdm import tqdm

from ..contract.card import SEGMENTATION
from .augment import patch_px, vary
from .networks import set_batch_norm_momentum, unfold_batch_norm
from .recipe import Recipe
from .samples import Floats, Pool

Emit = Callable[[str], None]
Judge = Callable[[keras.Model], float]
Loss = Callable[[keras.KerasTensor, keras.KerasTensor], keras.KerasTensor]
LABEL_SMOOTHING = 0.02
UNFOLD_WINDOWS = 64
"""How many training windows a folded backbone's statistics are taken from."""


def to_network(images: np.ndarray) -> Floats:
    """Return raster values between 0 and 255 as network input between -1 and 1."""
    return (np.asarray(images, np.float32) / np.float32(127.5) - np.float32(1)).astype(np.float32)


@dataclass(frozen=True)
class Lesson:
    """What a network learns of a batch, and how far off it is.

    target: from labels (n, classes) and masks (n, h, w, 2: the target and each pixel's weight) to what the loss is
    given as truth. loss: of truth and scores.
    """

    target: Callable[[Floats, Floats], Floats]
    loss: Loss


class Batches(keras.utils.PyDataset):
    """Training batches of a recipe, drawn anew each epoch; the same seed gives the same batches."""

    def __init__(self, recipe: Recipe, pool: Pool, lesson: Lesson) -> None:
        super().__init__()
        self.recipe, self.pool, self.lesson = recipe, pool, lesson
        self.epoch = 0
        self.patch = patch_px(recipe.window_px, recipe.augmentation.scale)

    def __len__(self) -> int:
        return self.recipe.fit.steps

    def __getitem__(self, index: int) -> tuple[Floats, Floats]:
        rng = np.random.default_rng([self.recipe.fit.seed, self.epoch, index])
        patches, labels = self.pool.draw(self.recipe.fit.batch, self.patch, rng)
        images, masks = vary(patches, self.recipe.window_px, self.recipe.augmentation, 0.0, rng)
        return to_network(images), self.lesson.target(labels, masks)

    def on_epoch_end(self) -> None:
        """Move on to new batches."""
        self.epoch += 1


def mask_loss(truth: keras.KerasTensor, scores: keras.KerasTensor) -> keras.KerasTensor:
    """Weighted mean binary cross-entropy plus soft Dice (Milletari et al. 2016).

    truth: (n, height, width, 2), the target and each pixel's weight. scores: (n, height, width, 1).
    """
    truth, weight = truth[..., :1], truth[..., 1]
    cross_entropy = keras.ops.mean(weight * keras.losses.binary_crossentropy(truth, scores))
    both = keras.ops.sum(truth * scores)
    dice = (2 * both + 1) / (keras.ops.sum(truth) + keras.ops.sum(scores) + 1)
    return cross_entropy + 1 - dice


def label_loss() -> keras.losses.Loss:
    """Binary cross-entropy of labels (n, classes), smoothed a little so that scores stay spread out."""
    return keras.losses.BinaryCrossentropy(label_smoothing=LABEL_SMOOTHING)


MASKS = Lesson(lambda _, masks: masks, mask_loss)
LABELS = Lesson(lambda labels, _: labels, label_loss())


@dataclass(frozen=True)
class History:
    """What happened: the judged figure after each epoch, and which epoch was kept (counted from 1)."""

    figures: tuple[float, ...]
    best_epoch: int


class _Progress(keras.callbacks.Callback):
    """A progress bar, the judgement after each epoch, and the best weights so far."""

    def __init__(self, recipe: Recipe, judge: Judge, emit: Emit, finished: Callable[[], bool]) -> None:
        super().__init__()
        self.fit_recipe, self.judge, self.emit, self.finished = recipe.fit, judge, emit, finished
        self.bar = tqdm(total=recipe.fit.epochs * recipe.fit.steps, unit="batch", mininterval=5, desc=recipe.id)
        self.figures: list[float] = []
        self.best: list[np.ndarray] = []
        self.best_epoch = 0
        self.steps = 0
        self.mean: list[np.ndarray] = []

    def on_train_batch_end(self, batch: int, logs: dict | None = None) -> None:  # noqa: ARG002
        self.bar.update()
        self.steps += 1
        if self.fit_recipe.averaging:
            self.mean = running_mean(self.mean, self.model.get_weights(), self.steps, self.fit_recipe.averaging)

    def on_epoch_end(self, epoch: int, logs: dict | None = None) -> None:
        last = self.model.get_weights()
        if self.mean:
            self.model.set_weights(self.mean)
        figure = self.judge(self.model)
        if not self.figures or figure > max(self.figures):
            self.best, self.best_epoch = self.model.get_weights(), epoch + 1
        self.model.set_weights(last)
        self.figures.append(figure)
        self.emit(f"epoch {epoch + 1}: loss {(logs or {}).get('loss', float('nan')):.4f}, validation {figure:.4f}")
        if epoch + 1 - self.best_epoch >= self.fit_recipe.patience or self.finished():
            self.model.stop_training = True


def running_mean(mean: list[np.ndarray], weights: list[np.ndarray], step: int, kept: float) -> list[np.ndarray]:
    """Return the running mean of weights after `step` steps (from 1), of which each step keeps the share `kept`.

    The first steps keep less, (step - 1) / (step + 9), so that the untrained weights are soon forgotten.
    """
    share = min(kept, (step - 1) / (step + 9))
    return [share * old + (1 - share) * new for old, new in zip(mean or weights, weights, strict=True)]


def fit(
    model: keras.Model,
    recipe: Recipe,
    pool: Pool,
    judge: Judge,
    emit: Emit,
    finished: Callable[[], bool] = lambda: False,
    lesson: Lesson | None = None,
) -> History:
    """Train every layer of `model` in place and leave it with the weights that `judge` (higher is better) liked best.

    judge is called after each epoch with the model and must look at the validation part only. finished ends the
    training early, after the epoch in which it turns true. lesson: MASKS for a segmentation and LABELS otherwise,
    unless another is given.
    """
    how = recipe.fit
    lesson = lesson or (MASKS if recipe.task == SEGMENTATION else LABELS)
    batches = Batches(recipe, pool, lesson)
    some = [batches[index][0] for index in range(math.ceil(UNFOLD_WINDOWS / how.batch))]
    unfolded = unfold_batch_norm(model, np.concatenate(some)[:UNFOLD_WINDOWS])
    if unfolded:
        emit(f"{unfolded} folded batch normalisations got the statistics of {UNFOLD_WINDOWS} training windows")
    set_batch_norm_momentum(model, how.batch_norm_momentum)
    total = how.epochs * how.steps
    schedule = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=how.learning_rate * 0.02,
        decay_steps=max(1, round(total * (1 - how.warm_up))),
        alpha=0.01,
        warmup_target=how.learning_rate,
        warmup_steps=max(1, round(total * how.warm_up)),
    )
    optimizer = keras.optimizers.AdamW(schedule, weight_decay=how.weight_decay, global_clipnorm=1.0)
    optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    model.compile(optimizer=optimizer, loss=lesson.loss, jit_compile=False)
    progress = _Progress(recipe, judge, emit, finished)
    try:
        model.fit(batches, epochs=how.epochs, callbacks=[progress], verbose=0, shuffle=False)
    finally:
        progress.bar.close()
    model.set_weights(progress.best)
    return History(tuple(progress.figures), progress.best_epoch)
