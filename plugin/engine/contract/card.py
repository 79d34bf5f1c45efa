"""The model card: what a model package declares about itself, read before any framework is imported."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Optional

from . import schema
from .errors import CardError
from .evidence import Curve
from .job import Selection

SCHEMA_VERSION = 1
TILE_CLASSIFICATION, SEGMENTATION = "tile-classification", "segmentation"
MULTI_LABEL, REGRESSION, PHOTO_CLASSIFICATION = "multi-label", "regression", "photo-classification"
TASKS = (TILE_CLASSIFICATION, SEGMENTATION, MULTI_LABEL, REGRESSION, PHOTO_CLASSIFICATION)
ACTIVATIONS = ("sigmoid", "softmax", "linear")
CARD_FILE = "card.json"


@dataclass(frozen=True)
class Weights:
    """The file that holds the trained network: its name inside the package, its format and its checksum."""

    file: str
    sha256: str
    format: str = "keras"


@dataclass(frozen=True)
class ModelInput:
    """What the network is fed: float32 of shape (windows, window_px, window_px, bands).

    bands: names of the bands in the network's order. dtypes: raster data types whose values mean what the network
    was trained on. value_range: the raster values that became `network_range` linearly: for uint8 imagery and a
    MobileNet, [0, 255] and [-1, 1]. Pixels without data are fed as `nodata_value`, a raster value.
    """

    bands: tuple[str, ...]
    dtypes: tuple[str, ...]
    value_range: tuple[float, float]
    network_range: tuple[float, float]
    nodata_value: float = 0.0


@dataclass(frozen=True)
class Data:
    """A set of images that the model was trained on."""

    name: str
    source: str
    licence: str


@dataclass(frozen=True)
class Figure:
    """A measured figure: on which part of which data, and over how many samples.

    spread: the lowest and the highest value over `trainings` trainings of the same recipe; None after only one.
    """

    name: str
    value: float
    data: str
    part: str
    samples: int
    spread: Optional[tuple[float, float]] = None
    trainings: int = 1


@dataclass(frozen=True)
class Value:
    """What a regression predicts: its name, its unit, and the lowest and highest value that makes sense."""

    name: str
    unit: str
    low: float
    high: float


@dataclass(frozen=True)
class ModelCard:
    """What a model package declares. Field by field:

    id, version, name, summary, licence: for people and for provenance.
    task: which decoder turns scores into features, one of TASKS.
    classes: one name an output channel. background: the class among them that is never written, or None.
    activation: "sigmoid", a probability a class; "softmax", classes exclude each other; "linear", a value.
    groups: of a multi-label model, sets of classes of which exactly one holds (softmax over each set).
    value: of a regression, what it predicts.
    ground_sampling_distance_m: metres a pixel of the network's input; 0 for photographs.
    window_px, overlap_px: of the network's input; neighbouring windows share overlap_px.
    embedding_layer: name of the layer before the classifier's head, or None.
    selection: default thresholds, suppression and polygon options; every one that the task uses is set.
    data, split, recipe, figures, limits: where the model comes from, how good it is, and where it should not be used.
    evidence: what each threshold cost on validation samples, a curve a class and data set.
    """

    id: str
    version: str
    name: str
    summary: str
    licence: str
    task: str
    classes: tuple[str, ...]
    activation: str
    weights: Weights
    input: ModelInput
    ground_sampling_distance_m: float
    selection: Selection
    data: tuple[Data, ...]
    split: str
    recipe: str
    figures: tuple[Figure, ...]
    limits: tuple[str, ...]
    window_px: int = 299
    overlap_px: int = 90
    background: Optional[str] = None
    embedding_layer: Optional[str] = None
    groups: tuple[tuple[str, ...], ...] = ()
    value: Optional[Value] = None
    evidence: tuple[Curve, ...] = ()
    schema_version: int = SCHEMA_VERSION

    def __post_init__(self) -> None:
        _require(
            self.schema_version == SCHEMA_VERSION,
            f"schema_version is {self.schema_version}, but this Tesela reads {SCHEMA_VERSION}",
        )
        _require(self.task in TASKS, f"task '{self.task}' is unknown (known: {', '.join(TASKS)})")
        _require(self.activation in ACTIVATIONS, f"activation '{self.activation}' is unknown (known: {ACTIVATIONS})")
        _require(bool(self.classes), "classes is empty")
        _require(len(set(self.classes)) == len(self.classes), "classes names one class twice")
        _require(
            self.background is None or self.background in self.classes,
            f"background '{self.background}' is none of its classes",
        )
        _require(bool(self.input.bands), "input.bands is empty")
        _require(
            self.ground_sampling_distance_m > 0 or self.task == PHOTO_CLASSIFICATION,
            "ground_sampling_distance_m must be above zero",
        )
        _require(
            0 <= self.overlap_px < self.window_px,
            f"overlap_px {self.overlap_px} must be smaller than window_px {self.window_px}",
        )
        _require(Path(self.weights.file).name == self.weights.file, "weights.file must be a plain file name")
        _check_groups(self.groups, self.classes)
        unknown = {curve.label for curve in self.evidence} - set(self.classes)
        _require(not unknown, f"evidence is given for {sorted(unknown)}, which is none of its classes")
        self._check_selection()

    def _check_selection(self) -> None:
        """Every option that the task uses has to be set."""
        if self.task == REGRESSION:
            _require(self.value is not None, "value is missing")
            return
        thresholds = self.selection.thresholds
        _require(
            thresholds is not None and len(thresholds) == len(self.classes),
            "selection.thresholds must hold one value a class",
        )
        needed = {
            TILE_CLASSIFICATION: ("suppression_iou",),
            SEGMENTATION: ("min_area_m2", "min_hole_m2", "simplify_m"),
        }
        for name in needed.get(self.task, ()):
            _require(getattr(self.selection, name) is not None, f"selection.{name} is missing")

    @property
    def foreground(self) -> tuple[int, ...]:
        """Indices of the classes that are written."""
        return tuple(i for i, name in enumerate(self.classes) if name != self.background)


def _check_groups(groups: tuple[tuple[str, ...], ...], classes: tuple[str, ...]) -> None:
    members = [name for group in groups for name in group]
    _require(len(set(members)) == len(members), "groups names one class twice")
    _require(set(members) <= set(classes), "groups names a class that the model does not have")
    _require(all(len(group) > 1 for group in groups), "a group in groups needs at least two classes")


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise CardError(f"The model card is refused: {problem}.")


@dataclass(frozen=True)
class ModelPackage:
    """A folder with a card and weights, checked: the card follows the schema and the weights match its checksum."""

    folder: Path
    card: ModelCard = field(repr=False)

    @property
    def weights_path(self) -> Path:
        """Path of the weights inside the package."""
        return self.folder / self.card.weights.file


def read_card(folder: Path) -> ModelCard:
    """Read and check the card of the package in `folder`; CardError names the file, the key and the remedy."""
    path = folder / CARD_FILE
    try:
        return _card_of(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CardError(f"{folder} is no model package: it holds no {CARD_FILE}.") from error
    except (json.JSONDecodeError, UnicodeDecodeError, OSError) as error:
        raise CardError(f"{path} cannot be read: {error}.") from error
    except CardError as error:
        raise CardError(f"{path}: {error}") from error


@lru_cache(maxsize=128)
def _card_of(text: str) -> ModelCard:
    """The card that is written so; kept, because a form asks for the cards of all models again and again."""
    return schema.from_json(ModelCard, json.loads(text), "card", CardError)


def read_package(folder: Path) -> ModelPackage:
    """Read the card and check the weights' checksum; CardError says which file is missing or altered."""
    package = ModelPackage(folder, read_card(folder))
    path = package.weights_path
    if not path.is_file():
        raise CardError(f"{folder} lacks its weights {path.name}; install the package again.")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != package.card.weights.sha256:
        raise CardError(
            f"{path} is not the file that its card describes (checksum differs); install the package again."
        )
    return package
