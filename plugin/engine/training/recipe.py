"""The recipe: everything that decides what a training makes, as one value read from model_zoo/ID/recipe.json."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

from ..contract import schema
from ..contract.card import (
    MULTI_LABEL,
    PHOTO_CLASSIFICATION,
    REGRESSION,
    SEGMENTATION,
    TASKS,
    TILE_CLASSIFICATION,
    Value,
)
from ..contract.errors import TeselaError
from ..contract.evidence import BEST_F1, Rule
from ..contract.job import Selection
from ..contract.places import PACKAGE

SCHEMA_VERSION = 1
RECIPE_FILE = "recipe.json"
PARTS = ("training", "validation", "test")
READERS = ("harvey", "banepa", "scenes", "ucmerced", "photos")
BALANCED_ACCURACY, IOU_AND_BUILDINGS, SHRUNK_F1 = "balanced-accuracy", "iou-and-buildings", "best-f1-shrunk"
OWN_RULES = {
    TILE_CLASSIFICATION: BALANCED_ACCURACY,
    SEGMENTATION: IOU_AND_BUILDINGS,
    MULTI_LABEL: SHRUNK_F1,
    PHOTO_CLASSIFICATION: BEST_F1,
}
"""How each task's thresholds are chosen where the recipe names none of the rules of contract/evidence."""


class RecipeError(TeselaError):
    """A recipe asks for something unknown or contradictory, or its data is not where it should be."""


@dataclass(frozen=True)
class Source:
    """A set of labelled images.

    reader: which code reads it, one of READERS. path: below the data folder ("" for scenes, which are drawn).
    name, source, licence: as the model card states them. weight: share of the training windows, relative to the other
    sources. seeds: for drawn scenes, the seeds of each part. scene_px: side of a drawn scene. shares_destroyed: shares
    of destroyed buildings that the seeds take in turn; empty leaves the choice to the seed.

    For photos, a layer of points (path is FILE or FILE|layername=NAME): label_field and photo_field, the fields with
    the class and the path of each photograph; place_field, the field that names places (None: points of the same
    coordinates are one); photo_folder, below the data folder, where relative paths start (None: the folder of the
    layer); label_separator, what stands between labels where a photograph may have several, which then do not exclude
    each other.
    """

    reader: str
    name: str
    source: str
    licence: str
    path: str = ""
    weight: float = 1.0
    seeds: dict[str, tuple[int, ...]] = field(default_factory=dict)
    scene_px: int = 1200
    shares_destroyed: tuple[float, ...] = ()
    label_field: str = "label"
    photo_field: str = "photo"
    place_field: str | None = None
    photo_folder: str | None = None
    label_separator: str = ""

    def __post_init__(self) -> None:
        _require(self.reader in READERS, f"the reader '{self.reader}' is unknown (known: {', '.join(READERS)})")
        _require(self.weight >= 0, f"the weight {self.weight} of '{self.name}' is below zero")
        _require(set(self.seeds) <= set(PARTS), f"seeds are given a part, one of {', '.join(PARTS)}")
        seeds = [seed for part in self.seeds.values() for seed in part]
        _require(len(set(seeds)) == len(seeds), f"a scene of '{self.name}' is in two parts; give each part its own")


@dataclass(frozen=True)
class Split:
    """How places are divided into parts, never at random sample by sample.

    block_m: side of the square blocks that go to one part as a whole. guard_m: samples of an earlier part nearer than
    this to a later part (training, validation, test) are left out. shares: of the samples that validation and test get.
    chips: for sources of named chips, the names of each part. For sources of numbered tiles, whose neighbours in number
    are neighbours on the ground: guard_numbers, samples of an earlier part whose number lies this near to one of a
    later part are left out; likeness, so are those that look like one of a later part (correlation where they overlap
    best).
    """

    block_m: float = 4000.0
    guard_m: float = 100.0
    shares: dict[str, float] = field(default_factory=dict)
    chips: dict[str, tuple[str, ...]] = field(default_factory=dict)
    guard_numbers: int = 3
    likeness: float = 0.75
    seed: int = 1

    def __post_init__(self) -> None:
        _require(sum(self.shares.values()) < 1, "the shares of validation and test leave nothing to train on")
        chips = [name for names in self.chips.values() for name in names]
        _require(len(set(chips)) == len(chips), "a chip is in two parts; give it to one")


@dataclass(frozen=True)
class Network:
    """The network: a MobileNetV2 of width `alpha`, started from `backbone` (a file below the data folder, or None)."""

    alpha: float
    backbone: str | None
    dropout: float = 0.2
    decoder: tuple[int, ...] = (96, 64, 48)


@dataclass(frozen=True)
class Augmentation:
    """How much training windows are varied; half of them are mirrored.

    turn_step_deg: windows are turned by any multiple of this, a divisor of 90; photographs are never turned. scale:
    largest factor of zooming in or out. brightness: largest shift, in raster values. contrast, saturation, tint:
    largest change of a factor around one, tint a band. nodata: share of the windows that get an edge without data.
    """

    turn_step_deg: float = 10.0
    scale: float = 1.15
    brightness: float = 25.0
    contrast: float = 0.25
    saturation: float = 0.4
    tint: float = 0.1
    blur: float = 0.2
    nodata: float = 0.2


@dataclass(frozen=True)
class Fit:
    """The optimisation: AdamW with a warm-up and a cosine decay, ended early when validation stops getting better.

    averaging: what is judged and kept are not the last weights but their running mean, of which each step keeps this
    share (Polyak and Juditsky 1992); 0 judges the last weights.
    """

    epochs: int
    steps: int
    batch: int
    learning_rate: float = 1e-3
    warm_up: float = 0.1
    weight_decay: float = 1e-4
    patience: int = 6
    batch_norm_momentum: float = 0.9
    averaging: float = 0.0
    seed: int = 1

    def __post_init__(self) -> None:
        _require(min(self.epochs, self.steps, self.batch) >= 1, "epochs, steps and batch are at least 1")
        _require(0 <= self.averaging < 1, f"averaging {self.averaging} is not a share below 1")


@dataclass(frozen=True)
class Recipe:
    """What a training makes and how. Field names shared with the model card mean the same as there.

    threshold_rule: how the card's thresholds are chosen on validation: the task's own rule of OWN_RULES (also where it
    is empty), or a rule of contract/evidence such as "best-f1" or "precision=0.9". A regression has none.
    half_precision: weights are rounded before they are measured, so that the package is half as large.
    """

    id: str
    version: str
    name: str
    summary: str
    licence: str
    task: str
    classes: tuple[str, ...]
    ground_sampling_distance_m: float
    window_px: int
    overlap_px: int
    sources: tuple[Source, ...]
    split: Split
    network: Network
    fit: Fit
    selection: Selection
    limits: tuple[str, ...]
    augmentation: Augmentation = field(default_factory=Augmentation)
    groups: tuple[tuple[str, ...], ...] = ()
    value: Optional[Value] = None  # noqa: UP045 (the schema reads the annotation)
    threshold_rule: str = ""
    half_precision: bool = False
    schema_version: int = SCHEMA_VERSION

    def __post_init__(self) -> None:
        _require(self.schema_version == SCHEMA_VERSION, f"schema_version {self.schema_version} is not {SCHEMA_VERSION}")
        _require(self.task in TASKS, f"the task '{self.task}' is unknown (known: {', '.join(TASKS)})")
        _require(bool(self.classes), "classes is empty")
        _require(bool(self.sources), "it names no source of images")
        _require(0 <= self.overlap_px < self.window_px, "overlap_px must be smaller than window_px")
        _require(len(set(self.classes)) == len(self.classes), "classes names one class twice")
        self._check_groups()
        self._check_rule()
        _require(
            (self.value is not None) == (self.task == REGRESSION),
            "value says what a regression predicts; every regression needs one and no other task has one",
        )

    def _check_groups(self) -> None:
        _require(not self.groups or self.task == MULTI_LABEL, "only multi-label models have groups")
        for group in self.groups:
            unknown = sorted(set(group) - set(self.classes))
            _require(not unknown, f"groups names '{unknown[0] if unknown else ''}', which is none of its classes")
            _require(len(group) > 1, "a group needs at least two classes")
            start = self.classes.index(group[0])
            _require(
                self.classes[start : start + len(group)] == group,
                f"the classes of the group {', '.join(group)} have to stand together in classes, in this order",
            )
        members = [name for group in self.groups for name in group]
        _require(len(set(members)) == len(members), "a class is in two groups; give it to one")

    def _check_rule(self) -> None:
        if self.threshold_rule in ("", OWN_RULES.get(self.task)):
            return
        _require(self.task != REGRESSION, "a regression has no threshold_rule, because it has no threshold")
        try:
            Rule.parse(self.threshold_rule)
        except TeselaError as error:
            own = OWN_RULES[self.task]
            raise RecipeError(
                f"The recipe is refused: threshold_rule: {error} '{own}' is {self.task}'s own."
            ) from error

    @property
    def exclusive(self) -> bool:
        """Whether a photograph has exactly one of the classes."""
        return not any(source.label_separator for source in self.sources)

    @property
    def rule(self) -> str:
        """The rule by which thresholds are chosen; empty for a regression."""
        return self.threshold_rule or OWN_RULES.get(self.task, "")


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise RecipeError(f"The recipe is refused: {problem}.")


def read_recipe(path: Path) -> Recipe:
    """Read and check a recipe, given its file or the folder that holds it; RecipeError names the key and the remedy."""
    file = path / RECIPE_FILE if path.is_dir() else path
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RecipeError(f"There is no recipe {file}; give a recipe.json or the folder that holds one.") from error
    except (json.JSONDecodeError, UnicodeDecodeError, OSError) as error:
        raise RecipeError(f"The recipe {file} cannot be read: {error}.") from error
    try:
        return schema.from_json(Recipe, data, "recipe", RecipeError)
    except TeselaError as error:
        raise RecipeError(f"{file}: {error}") from error


def training_data_folder() -> Path:
    """Return the folder of the training data: $TESELA_DATA, or shared/data beside the checkout."""
    if os.environ.get("TESELA_DATA"):
        return Path(os.environ["TESELA_DATA"])
    return PACKAGE.resolve().parents[1] / "shared" / "data"


def source_path(source: Source, data: Path) -> Path:
    """Return where the source's images lie below `data`; RecipeError says how to point Tesela at them."""
    path = data / source.path
    if not path.exists():
        raise RecipeError(
            f"The training data {path} is missing; set TESELA_DATA to the folder that holds {source.path}."
        )
    return path
