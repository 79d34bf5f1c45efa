"""A run that a person asked for: the algorithm, its parameters, and what is needed to show what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ...algorithms import parameters as p
from ...algorithms.select import UNFINISHED
from ...algorithms.thresholds import RULES, label_thresholds
from ...bridge.results import layers
from ...bridge.runs.history import KeptRaster
from ...bridge.translation import tr
from ...engine.contract.card import ModelCard
from ...engine.contract.evidence import PRECISION
from ...engine.contract.job import Selection
from ...engine.contract.result_layers import polygon_layer

SELECT = "tesela:select"
CHECK = "tesela:check"
ALGORITHMS = {task: p.ALGORITHMS[task] for task in p.RASTER_TASKS}
LAYERS = {
    p.TILE_CLASSIFICATION: {p.OUTPUT: layers.DETECTIONS, p.CENTRES: layers.CENTRES},
    p.MULTI_LABEL: {p.OUTPUT: layers.LABELS},
    p.REGRESSION: {p.OUTPUT: layers.VALUES},
}
"""The kind of layer in each output; a segmentation's is named by what its model finds."""
AREA_PARAMETERS = (p.EXTENT, p.AREA)
SELECTING = (
    p.THRESHOLD,
    p.THRESHOLDS,
    p.THRESHOLD_RULE,
    p.PRECISION,
    p.SUPPRESSION_IOU,
    p.MIN_AREA,
    p.MIN_HOLE,
    p.SIMPLIFY,
)


@dataclass(frozen=True)
class RunRequest:
    """One run as it was asked for.

    parameters: of the algorithm, with its outputs. folder: the output folder whose `run` holds the scores. selection:
    what the layers are written with. tables: the tables (file, name) that it will write. scoring: of a selection, the
    parameters that its scores were made with; the algorithm does not take them.
    """

    algorithm: str
    parameters: dict[str, Any]
    card: ModelCard
    rasters: tuple[KeptRaster, ...]
    folder: str
    selection: Selection | None = None
    tables: tuple[tuple[Any, str], ...] = ()
    scoring: dict[str, Any] = field(default_factory=dict)

    @property
    def task(self) -> str:
        """What the model does."""
        return self.card.task

    @property
    def is_selection(self) -> bool:
        """Whether it only selects from scores that are there, which takes seconds."""
        return self.algorithm == SELECT

    @property
    def is_of_unfinished(self) -> bool:
        """Whether it selects from a run that was interrupted."""
        return bool(self.parameters.get(UNFINISHED))

    @property
    def title(self) -> str:
        """What the run and its group are called."""
        name = group_name([raster.name for raster in self.rasters], self.card.name)
        return tr("{name} (unfinished)").format(name=name) if self.is_of_unfinished else name

    @property
    def scored_with(self) -> dict[str, Any]:
        """The parameters that the scores are made with: rasters, model, area, and how pixels and windows are read."""
        if self.is_selection:
            return self.scoring
        left_out = {*SELECTING, *layers_of(self.card), p.RUN_FOLDER}
        return {name: value for name, value in self.parameters.items() if name not in left_out}

    def with_outputs(self, outputs: Mapping[str, Any], tables: tuple[tuple[Any, str], ...]) -> RunRequest:
        """The same run, written to another place."""
        return replace(self, parameters={**self.parameters, **outputs}, tables=tables)

    def of_what_was_found(self, outputs: Mapping[str, Any], tables: tuple[tuple[Any, str], ...]) -> RunRequest:
        """The request that writes what this run had finished when it was interrupted."""
        chosen = {name: value for name, value in self.parameters.items() if name in SELECTING}
        parameters = {p.RUN_FOLDER: self.folder, UNFINISHED: True, **chosen, **outputs}
        return replace(self, algorithm=SELECT, parameters=parameters, tables=tables, scoring=self.scored_with)

    def with_selection(
        self, values: Mapping[str, Any], outputs: Mapping[str, Any], tables: tuple[tuple[Any, str], ...]
    ) -> RunRequest:
        """The request that selects anew from this run's scores, with `values` of the algorithm; JobError as its own."""
        parameters = {**values, **outputs}
        return replace(
            self,
            algorithm=SELECT,
            parameters=parameters,
            folder=str(values.get(p.RUN_FOLDER) or self.folder),
            selection=selection_of(parameters, self.card),
            tables=tables,
            scoring=self.scored_with,
        )


def layers_of(card: ModelCard) -> dict[str, str]:
    """The kind of layer that a run of this model writes to each output."""
    return {p.OUTPUT: polygon_layer(card)} if card.task == p.SEGMENTATION else LAYERS[card.task]


def group_name(rasters: Sequence[str], model: str) -> str:
    """What the layer group of a run is called."""
    if len(rasters) > 1:
        return tr("{raster} and {count} more – {model}").format(raster=rasters[0], count=len(rasters) - 1, model=model)
    return tr("{raster} – {model}").format(raster="".join(rasters), model=model)


def selection_of(values: Mapping[str, Any], card: ModelCard) -> Selection | None:
    """The selection that these parameters ask for; None where all is the card's. JobError as the algorithm's."""
    chosen = {name: values[name] for name in SELECTING if values.get(name) not in (None, "")}
    rule = RULES[int(chosen.pop(p.THRESHOLD_RULE, 0))]
    precision = chosen.pop(p.PRECISION, p.DEFAULT_PRECISION)
    if rule == PRECISION:
        rule = f"{PRECISION}={float(precision)!r}"
    if not chosen and rule is None:
        return None
    threshold = chosen.get(p.THRESHOLD)
    thresholds: tuple[float, ...] | None = None if threshold is None else (float(threshold),)
    if p.THRESHOLDS in chosen:
        thresholds = label_thresholds(str(chosen[p.THRESHOLDS]), threshold, card)
    return Selection(
        thresholds=thresholds,
        suppression_iou=chosen.get(p.SUPPRESSION_IOU),
        min_area_m2=chosen.get(p.MIN_AREA),
        min_hole_m2=chosen.get(p.MIN_HOLE),
        simplify_m=chosen.get(p.SIMPLIFY),
        rule=rule,
    )
