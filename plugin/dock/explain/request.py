"""What `tesela:explain` is asked for one feature of a result layer, and why it cannot be asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsFeature,
    QgsProcessing,
    QgsProcessingUtils,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)

from ...algorithms import explain as algorithm
from ...algorithms import parameters as p
from ...bridge.live.threshold import channels
from ...bridge.results.kinds import BUILDINGS, DETECTIONS, LABELS, PHOTOS, PLACES, VALUES
from ...bridge.review.chips import POINT_SIDE_M, surroundings
from ...bridge.review.feature_rasters import FeatureRasters, folder_of_run, is_there, layer_of_file
from ...bridge.review.reviewed_layer import score_of, text_of
from ...bridge.runs.folder import card_of_run, is_complete
from ...bridge.translation import tr
from ...engine.contract.errors import JobError, RunError
from ...engine.contract.places import find_model, installed_cards

# A window is asked for by its own outline and a little more: those that lie within it are explained first.
ROOM = 0.01


@dataclass(frozen=True)
class ExplainRequest:
    """One feature's explanation. key: tells layer, feature and label apart from all others.

    title: what heat is called among the layers. label: what speaks for, in words. parameters: of `tesela:explain`.
    output: where its heat raster goes; None where a photograph gets a picture instead.
    """

    key: str
    title: str
    label: str
    parameters: dict[str, Any]
    output: Path | None


def kind_of(layer: QgsVectorLayer) -> str:
    """Which kind of results a layer holds, told from its fields; "" for other layers."""
    names = set(layer.fields().names())
    if not {"model", "run"} <= names:
        return ""
    for kind, needed in (
        (PHOTOS, {"photo", "class"}),
        (PLACES, {"place", "class"}),
        (BUILDINGS, {"area_m2", "score"}),
        (LABELS, {"labels"}),
        (VALUES, {"value"}),
        (DETECTIONS, {"label", "score"}),
    ):
        if needed <= names:
            return kind
    return ""


def refusal(layer: QgsVectorLayer) -> str:
    """Why nothing in this layer can be explained, and what to do; "" where it can."""
    kind = kind_of(layer)
    if kind == BUILDINGS:
        return tr(
            "There is nothing to explain: this model scores every pixel, so its scores are a heat map already. Open "
            "scores-0.tif in the folder of the run to see them."
        )
    if kind == PLACES:
        return tr("A place gathers several photographs; choose one of them in the layer of photographs.")
    if not kind:
        return tr("'{name}' holds no results of a model.").format(name=layer.name())
    return ""


def request_for(
    project: QgsProject, layer: QgsVectorLayer, feature: QgsFeature, label: str | None = None
) -> ExplainRequest:
    """What to ask for this feature; a TeselaError says what is missing.

    label: which label of a window is explained; None: that of the feature, or the one that scores highest.
    """
    reason = refusal(layer)
    if reason:
        raise JobError(reason)
    kind, folder = kind_of(layer), folder_of_run(project, layer)
    own = {DETECTIONS: "label", PHOTOS: "class"}.get(kind)
    asked = label or (text_of(feature[own]) if own else "")
    scores = _label_scores(layer, feature, folder) if kind == LABELS else {}
    if scores and not asked:
        asked = max(scores, key=lambda name: scores[name])
    parameters: dict[str, Any] = {
        p.MODEL_FOLDER: str(find_model(_model(feature, folder))),
        algorithm.MOST: 1,
        algorithm.OVERLAY_FOLDER: QgsProcessing.TEMPORARY_OUTPUT,
    }
    if asked:
        parameters[algorithm.LABEL] = asked
    key = f"{layer.id()}/{feature.id()}/{asked}"
    if kind == PHOTOS:
        parameters[algorithm.PHOTOS] = [_photograph(feature)]
        return ExplainRequest(key, _title(kind, layer, feature, asked, scores), _what(kind, asked), parameters, None)
    output = _heat_file(feature, asked, folder)
    parameters.update(
        {
            p.INPUT: [_raster(project, feature, folder)],
            p.EXTENT: QgsReferencedRectangle(_place(layer, feature), layer.crs()),
            algorithm.HEAT: str(output),
        }
    )
    if folder is not None and is_complete(folder):
        parameters[p.RUN_FOLDER] = str(folder)
    return ExplainRequest(key, _title(kind, layer, feature, asked, scores), _what(kind, asked), parameters, output)


def _model(feature: QgsFeature, folder: Path | None) -> str:
    """The id of the run's model; features carry it with its version behind it."""
    if folder is not None:
        try:
            return card_of_run(folder).id
        except RunError:
            pass
    return text_of(feature["model"]).rpartition(" ")[0] or text_of(feature["model"])


def _raster(project: QgsProject, feature: QgsFeature, folder: Path | None) -> str:
    """The raster as the algorithm takes it: its layer in the project, or else its file where the run read it."""
    name, rasters = text_of(feature["raster"]), FeatureRasters.of_run(project, folder)
    path = rasters.path(name)
    if is_there(path) and layer_of_file(project, path) is None:
        return path
    layer = rasters.layer(name)
    if layer is None:
        raise JobError(
            tr(
                "The raster '{name}' that this was found in is neither in the project nor where it was; add it to the "
                "project, then explain again."
            ).format(name=name)
        )
    return layer.id()


def _photograph(feature: QgsFeature) -> str:
    path = text_of(feature["photo"])
    if not Path(path).is_file():
        raise JobError(tr("The photograph {path} is not there; put it back, then explain again.").format(path=path))
    return path


def _place(layer: QgsVectorLayer, feature: QgsFeature) -> QgsRectangle:
    """The outline of the feature's window with a little room; of a point, a spot at it."""
    if not feature.hasGeometry():
        raise JobError(tr("This feature has no geometry, so its window is not known; choose another one."))
    box = QgsRectangle(feature.geometry().boundingBox())
    if box.width() > 0 and box.height() > 0:
        box.grow(max(box.width(), box.height()) * ROOM)
        return box
    spot = surroundings(feature.geometry(), layer.crs(), 0.0)
    spot.scale(0.1 / POINT_SIDE_M)
    return spot


def _what(kind: str, asked: str) -> str:
    if asked:
        return asked
    return tr("its highest label") if kind == LABELS else tr("the value")


def _label_scores(layer: QgsVectorLayer, feature: QgsFeature, folder: Path | None) -> dict[str, float]:
    """The scores of a window by label; {} where the card that names them is not there."""
    card = installed_cards().get(_model(feature, folder))
    if folder is not None:
        with suppress(RunError):
            card = card_of_run(folder)
    known = {} if card is None else {one.label: feature[one.column] for one in channels(card, LABELS, layer)}
    return {name: float(score) for name, score in known.items() if isinstance(score, (int, float))}


def _title(kind: str, layer: QgsVectorLayer, feature: QgsFeature, asked: str, label_scores: Mapping[str, float]) -> str:
    number = feature["value"] if kind == VALUES else label_scores.get(asked, score_of(feature, layer))
    text = f"{number:.2f}" if isinstance(number, float) else str(feature.id())
    return tr("Heat: {what} {number}").format(what=_what(kind, asked), number=text)


def _heat_file(feature: QgsFeature, asked: str, folder: Path | None) -> Path:
    """A new file beside the run's folder, which is kept as long as the run; else a temporary one."""
    name = re.sub(r"\W+", "-", f"heat {feature.id()} {asked}").strip("-")
    beside = folder.parent / "explained" if folder is not None else None
    try:
        if beside is None:
            raise FileNotFoundError
        beside.mkdir(exist_ok=True)
    except OSError:
        return Path(QgsProcessingUtils.generateTempFilename(f"{name}.tif"))
    return _unused(lambda number: beside / f"{name}{number}.tif")


def _unused(candidate: Callable[[str], Path]) -> Path:
    number = 1
    while candidate("" if number == 1 else f"-{number}").exists():
        number += 1
    return candidate("" if number == 1 else f"-{number}")
