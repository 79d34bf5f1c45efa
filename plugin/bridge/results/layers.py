"""Results into the project: styled, and in one layer group a run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qgis.core import (
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt import sip

from ...engine.contract.result_layers import POLYGONS
from ..runs.layer_metadata import describe
from ..runs.provenance import Provenance
from ..translation import tr
from .kinds import BUILDINGS, CENTRES, CHANGES, DETECTIONS, LABELS, PHOTOS, PLACES, VALUES, family
from .styles import NOTHING_KNOWN, Meaning, style

RESULT_LAYERS = (DETECTIONS, CENTRES, BUILDINGS, LABELS, VALUES, PHOTOS, PLACES)


@dataclass(frozen=True)
class ResultLayer:
    """A layer that is ready for the project, its kind, of the family of one of RESULT_LAYERS, and what its values mean.

    provenance: what its metadata say of where it comes from; None leaves them as they are.
    """

    layer: QgsVectorLayer
    kind: str
    meaning: Meaning = NOTHING_KNOWN
    provenance: Provenance | None = None


def title(kind: str) -> str:
    """What a result layer is called in the project; that of a segmentation by what its model finds."""
    names = {
        DETECTIONS: tr("Detections"),
        CENTRES: tr("Detection centres"),
        BUILDINGS: tr("Buildings"),
        LABELS: tr("Labels"),
        VALUES: tr("Values"),
        PHOTOS: tr("Photographs"),
        PLACES: tr("Places"),
        CHANGES: tr("Changes"),
        POLYGONS: tr("Polygons"),
    }
    return names.get(kind) or kind.replace("_", " ").capitalize()


class StylePostProcessor(QgsProcessingLayerPostProcessorInterface):
    """Styles a layer when Processing adds it to the project, and says in its metadata where it comes from."""

    def __init__(self, kind: str, meaning: Meaning, provenance: Provenance | None = None) -> None:
        super().__init__()
        self._kind, self._meaning, self._provenance = kind, meaning, provenance

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Called by Processing in the main thread."""
        if not style(layer, family(self._kind), self._meaning):
            feedback.pushWarning(tr("The style of the layer '{name}' could not be read.").format(name=layer.name()))
        if self._provenance is not None:
            problem = describe(layer, self._kind, title(self._kind), self._provenance)
            if problem:
                feedback.pushWarning(problem)


_WAITING: list[StylePostProcessor] = []


def style_on_completion(
    context: QgsProcessingContext,
    destination: str,
    kind: str,
    meaning: Meaning = NOTHING_KNOWN,
    provenance: Provenance | None = None,
) -> None:
    """Have Processing style and describe the output `destination` if it loads it.

    The context deletes its post-processors, so it gets one of its own; until then Python must hold on to it too.
    """
    if context.willLoadLayerOnCompletion(destination):
        processor = StylePostProcessor(kind, meaning, provenance)
        sip.transferto(processor, None)
        _WAITING[:] = [earlier for earlier in _WAITING if not sip.isdeleted(earlier)] + [processor]
        context.layerToLoadOnCompletionDetails(destination).setPostProcessor(processor)


def add_run(project: QgsProject, name: str, results: Iterable[ResultLayer]) -> QgsLayerTreeGroup:
    """Add the layers of one run as a group on top of the project's layers; the first one lies on top."""
    group = project.layerTreeRoot().insertGroup(0, name)
    for result in results:
        result.layer.setName(title(result.kind))
        style(result.layer, family(result.kind), result.meaning)
        if result.provenance is not None:
            describe(result.layer, result.kind, title(result.kind), result.provenance)
        project.addMapLayer(result.layer, False)
        group.addLayer(result.layer).setExpanded(False)
    # The panel shows a group that was empty at first folded, until its state changes.
    group.setExpanded(False)
    group.setExpanded(True)
    return group
