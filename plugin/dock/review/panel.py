"""The review page: step through what was found, see each on the map and as a picture, and say what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

from qgis.core import QgsMapLayer, QgsMapLayerProxyModel, QgsProject, QgsVectorLayer
from qgis.gui import QgisInterface, QgsMapLayerComboBox, QgsScrollArea
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QSignalBlocker, Qt, QTimer
from qgis.PyQt.QtGui import QHideEvent, QShowEvent
from qgis.PyQt.QtWidgets import QFrame, QVBoxLayout, QWidget

from ...bridge.review.reviewed_layer import is_result_layer
from ...bridge.review.verdicts import ACCEPT, REJECT, UNSURE, Choice
from ...bridge.translation import tr
from ..explain.explaining import Explaining
from . import kept, words
from .form import ReviewForm
from .keys import Key, ReviewKeys
from .map_options import MapOptions
from .picture import FeaturePicture
from .saving import CopySaving
from .view import MapView
from .walk import ReviewState, ReviewWalk


class ReviewPanel(QWidget):
    """Shows where the review stands, and hands on what a person presses."""

    def __init__(self, iface: QgisInterface, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = iface.mapCanvas()
        self._project = QgsProject.instance()
        self._way = words.Way.NONE
        layers = QgsMapLayerComboBox()
        layers.setFilters(QgsMapLayerProxyModel.Filter.HasGeometry)
        self.form = ReviewForm(layers, self)
        self.walk = ReviewWalk(self._project, self)
        self._view = MapView(self._canvas, self._project)
        self._picture = FeaturePicture(self.form.chip, self._canvas, self._project, self)
        self._saving = CopySaving(self._project, self)
        self._map_options = MapOptions(self.form)
        self._explaining = Explaining(self.form.explain, None, self._project, self)
        self._keys = ReviewKeys(self, self._canvas, _keys_of(self.form))
        self._offering = QTimer(self)
        self._offering.setSingleShot(True)
        self._offering.timeout.connect(self.offer_layers)
        self._links: list[tuple[Any, Callable]] = [
            (self._project.layersAdded, self._layers_came),
            (self._project.layersWillBeRemoved, self._layers_go),
            (self._project.readProject, self._restore_project),
        ]
        self._lay_out()
        self._connect()
        self.form.reviewer.setText(kept.reviewer())
        self._restore_project()

    @property
    def state(self) -> ReviewState:
        """What the review waits for."""
        return self.walk.state

    @property
    def layer(self) -> QgsVectorLayer | None:
        """The layer that is reviewed."""
        return self.walk.layer

    def review(self, layer: QgsMapLayer) -> None:
        """Choose the layer to review, if it is a result layer."""
        self.offer_layers()
        self.form.layer.setLayer(layer)

    def offer_layers(self) -> None:
        """Offer the project's result layers, and go on with the one that is chosen."""
        box = self.form.layer
        with QSignalBlocker(box):
            box.setExceptedLayerList([each for each in self._project.mapLayers().values() if not is_result_layer(each)])
            if box.currentLayer() is None:
                box.setLayer(self._project.mapLayer(kept.layer_id(self._project)))
            if box.currentLayer() is None and box.count():
                box.setCurrentIndex(0)
        self._choose(box.currentLayer())

    def decide(self, verdict: str) -> None:
        """Give a verdict under the name that stands on the page."""
        name = self.form.reviewer.text().strip()
        if self.walk.can_decide:
            kept.keep_reviewer(name)
            self.walk.decide(verdict, name)

    def copy_to(self, path: Path) -> None:
        """Write a copy of the layer and review that."""
        if self.layer is not None and not self._saving.busy:
            self.walk.said = tr("Writing {path}").format(path=path)
            self._saving.write(self.layer, path)
            self._tell()

    def dispose(self) -> None:
        """Let go of map, project and layers; call it before the panel is deleted."""
        self._let_go()
        self._offering.stop()
        for signal, slot in self._links:
            signal.disconnect(slot)
        self._links = []
        self._explaining.dispose()
        self._picture.dispose()
        self._keys.dispose()

    # What is shown

    def _show(self, zoom: bool) -> None:
        """Show what is looked at: on the map, as a picture, and in words."""
        layer, feature = self.layer, self.walk.feature()
        if layer is None or feature is None:
            self._show_nothing()
            return
        if self.isVisible():
            self._view.mark(layer, feature)
        if zoom:
            self._go_to()
        self._picture.show(layer, feature, self.walk.likely())
        self._explaining.rest()
        self._describe()

    def _show_nothing(self) -> None:
        self._view.clear()
        self._picture.clear()
        self.form.about.setText("")

    def _describe(self) -> None:
        """Say in words what is looked at."""
        layer, index, feature = self.layer, self.walk.index, self.walk.feature()
        if layer is None or index is None or feature is None or feature.id() not in index:
            return
        rank = index.rank(feature.id(), self.walk.choice)
        self.form.describe(words.about(feature, layer, rank, index.count(self.walk.choice)), words.verdict_of(feature))

    def _go_to(self) -> None:
        """Move the map to the feature that is looked at."""
        form, layer, feature = self.form, self.layer, self.walk.feature()
        if layer is None or feature is None or not feature.isValid():
            return
        if not self._view.go_to(layer, feature, form.margin.value() / 100, form.keep_scale.isChecked()):
            self.walk.said = tr("This feature cannot be shown in the project's CRS; choose another one for it.")

    def _count(self) -> None:
        index = self.walk.index
        if index is not None:
            self.form.show_counts({choice: index.count(choice) for choice in Choice})
        self._describe()

    def _tell(self) -> None:
        """Show what stands in the way or what happened last, and what can be pressed."""
        form, walk = self.form, self.walk
        layer = None if walk.layer is None or sip.isdeleted(walk.layer) else walk.layer
        found = words.Situation("")
        if layer is None:
            form.chip.show_text(words.no_layer())
        else:
            found = words.situation(layer, walk.index, walk.choice, walk.said)
        self._way = found.way
        form.show_situation(found.text, found.button, not self._saving.busy)
        ready = walk.state is ReviewState.READY
        form.allow(layer=layer is not None, steps=ready, verdicts=walk.can_decide, undo=walk.can_undo)
        self._map_options.show(layer, walk.choice)
        self._keys.allow(self.isVisible() and ready)

    # What a person presses

    def _act(self) -> None:
        """Do what the button beside the text offers."""
        if self._way is words.Way.ADD_COLUMNS:
            self.walk.add_columns()
            self.form.accept.setFocus()
        elif self._way is words.Way.SAVE_COPY and self.layer is not None and not self._saving.busy:
            path = self._saving.ask(self.layer, self)
            if path is not None:
                self.copy_to(path)

    def _set_choice(self) -> None:
        if self.layer is not None:
            self._map_options.follow(self.layer, self.form.choice.currentData())
        self.walk.set_choice(self.form.choice.currentData())
        self._tell()

    def _set_on_map(self, on: bool) -> None:
        problem = "" if self.layer is None else self._map_options.limit(self.layer, self.walk.choice, on)
        if problem:
            self.walk.say(problem)

    def _set_signs(self, on: bool) -> None:
        problem = "" if self.layer is None else self._map_options.sign(self.layer, on)
        if problem:
            self.walk.say(problem)

    def _set_view(self) -> None:
        """Keep the margin and the scale's lock with the project."""
        kept.keep_view(self._project, kept.ReviewView(self.form.margin.value(), self.form.keep_scale.isChecked()))
        if not self.form.keep_scale.isChecked():
            self._go_to()

    # The layer

    def _choose(self, layer: QgsMapLayer | None) -> None:
        if not is_result_layer(layer):
            layer = None
        if layer is self.layer and layer is not None:
            return
        self._let_go()
        if layer is None:
            self._tell()
            return
        for box, value in ((self.form.order, kept.order_of(layer)), (self.form.choice, kept.choice_of(layer))):
            with QSignalBlocker(box):
                box.setCurrentIndex(box.findData(value))
        self._explaining.set_layer(layer, self.walk.feature)
        self.walk.take(layer, self.form.order.currentData(), self.form.choice.currentData())

    def _chosen_by_hand(self, *_: Any) -> None:
        self.walk.zoom_when_read = True
        if self.layer is not None:
            kept.keep_layer(self._project, self.layer)

    def _let_go(self) -> None:
        self.walk.leave()
        self._explaining.set_layer(None, lambda: None)
        self._show_nothing()

    def _reshaped(self, feature_id: int) -> None:
        """The shape of a feature was edited."""
        self._picture.forget()
        if feature_id == self.walk.current:
            self._show(False)

    def _layers_came(self, *_: Any) -> None:
        """Among them may be the raster that a picture lacked, or was drawn without."""
        self._picture.forget()
        self.offer_layers()
        feature = self.walk.feature()
        if self.isVisible() and self.layer is not None and feature is not None and self.form.chip.text:
            self._picture.show(self.layer, feature, self.walk.likely())

    def _layers_go(self, layer_ids: list[str]) -> None:
        """Before layers are removed: nothing may be drawn from them, and one that is reviewed is left."""
        self._picture.forget()
        if self.layer is not None and self.layer.id() in layer_ids:
            self._let_go()
            self._tell()
            # The box still names the layer at this moment.
            self._offering.start(0)

    def _restore_project(self, *_: Any) -> None:
        """Take layer, margin and lock from the project."""
        wanted, view = kept.layer_id(self._project), kept.view(self._project)
        with QSignalBlocker(self.form.margin), QSignalBlocker(self.form.keep_scale):
            self.form.margin.setValue(view.margin_percent)
            self.form.keep_scale.setChecked(view.keep_scale)
        self.walk.zoom_when_read = not wanted
        layer = self._project.mapLayer(wanted)
        if is_result_layer(layer):
            self.review(layer)
        else:
            self.offer_layers()

    # Coming and going

    def showEvent(self, event: QShowEvent) -> None:
        """Go on where the review was left."""
        super().showEvent(event)
        self.offer_layers()
        self.walk.reading.wake()
        if self.walk.current is not None:
            self._show(False)
        self._tell()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the map and its keys alone while nobody looks at the panel."""
        super().hideEvent(event)
        self.walk.reading.sleep()
        self._view.clear()
        self._picture.rest()
        self._keys.allow(False)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scroll = QgsScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.form)
        layout.addWidget(scroll)

    def _connect(self) -> None:
        form, walk = self.form, self.walk
        form.layer.layerChanged.connect(self._choose)
        form.layer.activated.connect(self._chosen_by_hand)
        form.order.currentIndexChanged.connect(lambda: walk.set_order(form.order.currentData()))
        form.choice.currentIndexChanged.connect(self._set_choice)
        form.accept.clicked.connect(lambda: self.decide(ACCEPT))
        form.reject.clicked.connect(lambda: self.decide(REJECT))
        form.unsure.clicked.connect(lambda: self.decide(UNSURE))
        form.next.clicked.connect(lambda: walk.step(1))
        form.previous.clicked.connect(lambda: walk.step(-1))
        form.undo.clicked.connect(walk.undo)
        form.action.clicked.connect(self._act)
        form.margin.valueChanged.connect(self._set_view)
        form.keep_scale.toggled.connect(self._set_view)
        form.on_map.toggled.connect(self._set_on_map)
        form.signs.toggled.connect(self._set_signs)
        walk.moved.connect(self._show)
        walk.counted.connect(self._count)
        walk.told.connect(self._tell)
        walk.reading.progressed.connect(form.show_reading)
        walk.reading.reshaped.connect(self._reshaped)
        self._saving.done.connect(self.review)
        self._saving.failed.connect(walk.say)
        self._explaining.picture_ready.connect(self._picture.show_file)
        for signal, slot in self._links:
            signal.connect(slot)


def _keys_of(form: ReviewForm) -> tuple[Key, ...]:
    """Each key with its button, and whether it repeats while it is held."""
    return (
        ("A", form.accept, False),
        ("R", form.reject, False),
        ("U", form.unsure, False),
        ("Z", form.undo, False),
        ("N", form.next, True),
        ("P", form.previous, True),
        ("X", form.explain.button, False),
    )
