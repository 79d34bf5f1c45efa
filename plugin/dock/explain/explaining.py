"""Explain what a person picks: in the background, with the heat put on the map among the layers of its run."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, ClassVar

from osgeo import gdal
from qgis.core import QgsFeature, QgsMapLayer, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...algorithms import explain as algorithm
from ...bridge.results.kinds import HEAT
from ...bridge.results.layer_notes import explained, note_explained
from ...bridge.results.styles import style
from ...bridge.translation import tr
from ...engine.contract.errors import TeselaError
from ...engine.contract.events import Event, Progress
from ..run.algorithm_run import AlgorithmRun, End, RunResult
from .bar import BarState, ExplainBar
from .feature_picker import FeaturePicker
from .request import ExplainRequest, refusal, request_for

WAIT_AT_END_S = 5.0

Current = Callable[[], "QgsFeature | None"]
Label = Callable[[], "str | None"]


class Explaining(QObject):
    """Serves the bar of one page. One explanation runs at a time, for they need a model each.

    picture_ready: key of a photograph's feature within its layer, and the picture with heat over it.
    """

    picture_ready = pyqtSignal(object, str)
    _under_way: ClassVar[AlgorithmRun | None] = None

    def __init__(self, bar: ExplainBar, canvas: QgsMapCanvas | None, project: QgsProject, parent: QObject) -> None:
        super().__init__(parent)
        self._bar, self._project = bar, project
        self._picker = None if canvas is None else FeaturePicker(canvas, self)
        self._layer: QgsVectorLayer | None = None
        self._current: Current = lambda: None
        self._label: Label = lambda: None
        self._run: AlgorithmRun | None = None
        self._asked: tuple[ExplainRequest, str, int] | None = None
        bar.button.clicked.connect(self.press)
        project.cleared.connect(self._let_go)
        if self._picker is not None:
            self._picker.picked.connect(self.explain)
            self._picker.stopped.connect(lambda: bar.show_state(BarState.READY))

    def set_layer(self, layer: QgsVectorLayer | None, current: Current, label: Label = lambda: None) -> None:
        """Explain features of this layer from now on.

        current: the feature that is meant, or None, and the person picks one. label: which label of a window is meant.
        """
        if self._picker is not None and self._picker.picking:
            self._picker.stop()
        self._layer, self._current, self._label = layer, current, label
        if self._run is None:
            self._bar.show_state(BarState.READY)

    def rest(self) -> None:
        """Another feature is meant: what was said of the one before counts no more."""
        if self._run is None and self._bar.state is BarState.READY:
            self._bar.say("")

    def press(self) -> None:
        """What the button does: explain, stop picking, or cancel."""
        layer = self._layer
        if self._run is not None:
            self._bar.show_state(BarState.CANCELLING, tr("Cancelling"))
            self._run.cancel()
        elif self._picker is not None and self._picker.picking:
            self._picker.stop()
            self._bar.show_state(BarState.READY)
        elif layer is None or sip.isdeleted(layer):
            self._bar.say(tr("There is no result to explain."))
        elif refusal(layer):
            self._bar.say(refusal(layer))
        else:
            feature = self._current()
            if feature is not None:
                self.explain(feature)
            elif self._picker is not None:
                self._picker.start(layer)
                self._bar.show_state(BarState.PICKING, tr("Click what is to be explained on the map."))

    def explain(self, feature: QgsFeature) -> None:
        """Explain this feature of the layer."""
        layer = self._layer
        if layer is None or sip.isdeleted(layer) or self._run is not None:
            return
        if Explaining._under_way is not None:
            self._bar.show_state(
                BarState.READY, tr("Another explanation is under way; wait until it is done, or cancel it.")
            )
            return
        try:
            asked = request_for(self._project, layer, feature, self._label())
        except TeselaError as error:
            self._bar.show_state(BarState.READY, str(error))
            return
        if self._show_again(asked):
            return
        self._asked = (asked, layer.id(), feature.id())
        run = AlgorithmRun("tesela:explain", asked.parameters)
        run.feedback.progressChanged.connect(self._bar.show_progress)
        run.feedback.event.connect(self._take)
        run.finished.connect(self._end)
        self._run = Explaining._under_way = run
        self._bar.show_state(BarState.RUNNING, tr("Starting the worker"))
        run.start()

    def dispose(self) -> None:
        """End what goes on; call it before the page is deleted."""
        self._project.cleared.disconnect(self._let_go)
        if self._picker is not None:
            self._picker.stop()
        run, self._run = self._run, None
        if run is not None:
            run.finished.disconnect(self._end)
            run.cancel()
            run.wait(WAIT_AT_END_S)
            Explaining._under_way = None

    def _let_go(self) -> None:
        """The project is closed: its layers are gone, and nobody waits for the heat."""
        self.set_layer(None, lambda: None)
        if self._run is not None:
            self._run.cancel()

    def _take(self, event: Event) -> None:
        if isinstance(event, Progress) and self._bar.state is BarState.RUNNING:
            self._bar.say(tr("Loading the model") if event.stage == "load" else tr("Explaining"))

    def _end(self, result: RunResult) -> None:
        self._run = Explaining._under_way = None
        asked, self._asked = self._asked, None
        assert asked is not None
        request, layer_id, feature_id = asked
        if result.end is not End.DONE:
            self._bar.show_state(BarState.READY, result.message)
            return
        layer = self._project.mapLayer(layer_id)
        if layer is None:
            self._bar.show_state(BarState.READY, tr("The result was closed meanwhile, so its heat is not shown."))
        elif request.output is None:
            self._bar.show_state(BarState.READY)
            self.picture_ready.emit(feature_id, str(result.outputs[algorithm.OVERLAYS][0]))
        else:
            self._add(request, Path(result.outputs[algorithm.HEAT]), layer)

    def _add(self, request: ExplainRequest, path: Path, of: QgsMapLayer) -> None:
        """Put the heat into the run's group, right below the result, whose outlines stay in sight."""
        heat = QgsRasterLayer(str(path), request.title)
        if not heat.isValid():
            self._bar.show_state(
                BarState.READY, tr("The heat raster {path} cannot be opened; explain again.").format(path=path)
            )
            return
        style(heat, HEAT)
        note_explained(heat, request.key)
        node = self._project.layerTreeRoot().findLayer(of.id())
        group = node.parent() if node is not None else self._project.layerTreeRoot()
        place = group.children().index(node) + 1 if node is not None else 0
        self._project.addMapLayer(heat, False)
        group.insertLayer(place, heat).setExpanded(False)
        if _is_cold(path):
            text = tr("Nothing in this window speaks for '{label}': its heat is zero everywhere.")
        else:
            text = tr("The heat is on the map: the brighter, the more speaks for '{label}'.")
        self._bar.show_state(BarState.READY, text.format(label=request.label))

    def _show_again(self, request: ExplainRequest) -> bool:
        """Bring heat that is among the layers already to light; False where there is none."""
        for layer in self._project.mapLayers().values():
            if explained(layer) == request.key:
                node = self._project.layerTreeRoot().findLayer(layer.id())
                if node is not None:
                    node.setItemVisibilityCheckedParentRecursive(True)
                    text = tr("The heat is on the map already: '{name}'.").format(name=layer.name())
                    self._bar.show_state(BarState.READY, text)
                    return True
        return False


def _is_cold(path: Path) -> bool:
    """Whether the heat raster says of itself that nothing in it is above zero."""
    dataset = gdal.Open(str(path))
    text = dataset.GetMetadataItem("HEAT_MAXIMUM") if dataset is not None else None
    try:
        return text is not None and float(text) == 0.0
    except ValueError:
        return False
