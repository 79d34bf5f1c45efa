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

from ..engine.contract.places import asset
from .translation import tr

DETECTIONS, CENTRES, BUILDINGS = "detections", "detection_centres", "buildings"
RESULT_LAYERS = (DETECTIONS, CENTRES, BUILDINGS)


@dataclass(frozen=True)
class ResultLayer:
    """A layer that is ready for the project, and which of RESULT_LAYERS it holds."""

    layer: QgsVectorLayer
    kind: str


def title(kind: str) -> str:
    """What a result layer is called in the project."""
    return {DETECTIONS: tr("Detections"), CENTRES: tr("Detection centres"), BUILDINGS: tr("Buildings")}[kind]


def style(layer: QgsMapLayer, kind: str) -> bool:
    """Apply the style of this kind of results; False if the style could not be read."""
    _, applied = layer.loadNamedStyle(str(asset("resources") / "styles" / f"{kind}.qml"))
    layer.triggerRepaint()
    return bool(applied)


class StylePostProcessor(QgsProcessingLayerPostProcessorInterface):
    """Styles a layer when Processing adds it to the project."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Called by Processing in the main thread."""
        if not style(layer, self._kind):
            feedback.pushWarning(tr("The style of the layer '{name}' could not be read.").format(name=layer.name()))


_WAITING: list[StylePostProcessor] = []


def style_on_completion(context: QgsProcessingContext, destination: str, kind: str) -> None:
    """Have Processing style the output `destination` if it loads it.

    The context deletes its post-processors, so it gets one of its own; until then Python must hold on to it too.
    """
    if context.willLoadLayerOnCompletion(destination):
        processor = StylePostProcessor(kind)
        sip.transferto(processor, None)
        _WAITING[:] = [earlier for earlier in _WAITING if not sip.isdeleted(earlier)] + [processor]
        context.layerToLoadOnCompletionDetails(destination).setPostProcessor(processor)


def add_run(project: QgsProject, name: str, results: Iterable[ResultLayer]) -> QgsLayerTreeGroup:
    """Add the layers of one run as a group on top of the project's layers; the first one lies on top."""
    group = project.layerTreeRoot().insertGroup(0, name)
    for result in results:
        result.layer.setName(title(result.kind))
        style(result.layer, result.kind)
        project.addMapLayer(result.layer, False)
        group.addLayer(result.layer).setExpanded(False)
    # The panel shows a group that was empty at first folded, until its state changes.
    group.setExpanded(False)
    group.setExpanded(True)
    return group
