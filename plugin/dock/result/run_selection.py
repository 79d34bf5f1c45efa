"""The thresholds and options of one run: what its layers were written with, and what is chosen now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ...algorithms import parameters as p
from ...bridge.live.threshold import Channel, written_thresholds
from ...bridge.results.kinds import LABELS
from ...engine.contract.card import MULTI_LABEL, SEGMENTATION, TILE_CLASSIFICATION, ModelCard
from ...engine.contract.evidence import Curve
from ...engine.contract.job import Selection
from .selection_scale import DECIMALS, STEPS

OPTIONS = {
    TILE_CLASSIFICATION: ("suppression_iou",),
    SEGMENTATION: ("min_area_m2", "min_hole_m2", "simplify_m"),
}
OPTION_PARAMETERS = {
    "suppression_iou": p.SUPPRESSION_IOU,
    "min_area_m2": p.MIN_AREA,
    "min_hole_m2": p.MIN_HOLE,
    "simplify_m": p.SIMPLIFY,
}


class RunSelection:
    """What selects the features of a run: a threshold a label, and the options of its task.

    CardError where the rule that a run was selected by finds no threshold.
    """

    def __init__(
        self, card: ModelCard, kind: str, channels: Sequence[Channel], folder: Path | None, selection: Selection | None
    ) -> None:
        by_place = written_thresholds(card, selection)
        self.card, self.kind, self.folder = card, kind, folder
        self.channels = {channel.label: channel for channel in channels}
        self.written = {channel.label: by_place[channel.place] for channel in channels}
        self.thresholds = dict(self.written)
        self.written_options = _options(card, selection)
        self.options = dict(self.written_options)

    def lowest(self, label: str) -> int:
        """The lowest score in the layer, in hundredths; windows of a multi-label model are all in it."""
        return 0 if self.kind == LABELS else int(self.written[label] * STEPS + 1e-6)

    def below_the_layer(self, label: str) -> bool:
        """Whether the threshold asks for features that the layer does not hold."""
        return self.kind != LABELS and self.thresholds[label] < self.written[label]

    def choose(self, label: str, threshold: float) -> None:
        """Choose a threshold; the written one where it is that but for rounding to hundredths."""
        written = self.written[label]
        same = abs(threshold - written) < 1 / STEPS and round(threshold * STEPS) == int(written * STEPS + 1e-6)
        self.thresholds[label] = written if same else threshold

    def choose_options(self, shown: Mapping[str, float]) -> None:
        """Choose options as widgets show them; what a widget only rounded stays as it was written."""
        self.options = {
            name: written if abs(shown[name] - written) < 0.5 * 10 ** -DECIMALS[name] else shown[name]
            for name, written in self.written_options.items()
        }

    def recall(self, kept: Mapping[str, float]) -> None:
        """Take thresholds that were chosen earlier; those of labels that the run does not have are left alone."""
        self.thresholds.update({label: kept[label] for label in self.written if label in kept})

    def reset(self) -> None:
        """Back to what the layers were written with."""
        self.thresholds, self.options = dict(self.written), dict(self.written_options)

    def differs(self) -> bool:
        """Whether there is something to write."""
        return self.thresholds != self.written or self.options != self.written_options

    def curves(self, label: str) -> list[Curve]:
        """The card's evidence for a label."""
        return [curve for curve in self.card.evidence if curve.label == label]

    def scores_are_kept(self) -> bool:
        """Whether the run's folder is still there to select from."""
        return self.folder is not None and self.folder.is_dir()

    def selection(self) -> Selection:
        """What is chosen, as a job wants it."""
        own = self.card.selection.thresholds or ()
        by_place = {channel.place: self.thresholds[channel.label] for channel in self.channels.values()}
        options: dict[str, Any] = dict(self.options)
        return Selection(thresholds=tuple(by_place.get(i, value) for i, value in enumerate(own)), **options)

    def parameters(self) -> dict[str, Any]:
        """What is chosen, as `tesela:select` wants it, without its outputs."""
        values: dict[str, Any] = {p.RUN_FOLDER: str(self.folder)}
        if self.card.task == MULTI_LABEL or len(self.thresholds) > 1:
            values[p.THRESHOLDS] = ", ".join(f"{label}={value!r}" for label, value in self.thresholds.items())
        else:
            (values[p.THRESHOLD],) = self.thresholds.values()
        return {**values, **{OPTION_PARAMETERS[name]: value for name, value in self.options.items()}}


def _options(card: ModelCard, selection: Selection | None) -> dict[str, float]:
    """The options that the card's task uses, as the layers were written with them."""
    values = {}
    for name in OPTIONS.get(card.task, ()):
        given = None if selection is None else getattr(selection, name)
        values[name] = float(getattr(card.selection, name) if given is None else given)
    return values
