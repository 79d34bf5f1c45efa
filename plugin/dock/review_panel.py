"""The review: step through what was found, see each on the map and as a picture, and say what it is."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from enum import Enum
from pathlib import Path
from typing import Any, Callable

from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsMapLayer,
    QgsProject,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.gui import QgisInterface, QgsMapTool, QgsScrollArea
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QHideEvent, QImage, QKeySequence, QShowEvent
from qgis.PyQt.QtWidgets import QFileDialog, QFrame, QShortcut, QVBoxLayout, QWidget

from ..bridge import review_map
from ..bridge.chips import ChipRequest, Chips, find_raster
from ..bridge.review import (
    ACCEPT,
    REJECT,
    SIGNS,
    UNSURE,
    Choice,
    IndexReader,
    Mark,
    Order,
    ReviewError,
    ReviewIndex,
    add_fields,
    is_result_layer,
    mark_of,
    missing_fields,
    now_utc,
    obstacle,
    score_of,
    thresholds_of,
    write_mark,
)
from ..bridge.review_copy import GeoPackageCopy, open_copy
from ..bridge.translation import tr
from .review_form import ReviewForm, choice_name
from .review_view import MapView

SCOPE, LAYER_ENTRY, MARGIN_ENTRY, SCALE_ENTRY = "Tesela", "/review_layer", "/review_margin", "/review_keep_scale"
ORDER_KEY, CHOICE_KEY, PLACE_KEY = "tesela/review_order", "tesela/review_choice", "tesela/review_feature"
REVIEWER_SETTING = "tesela/reviewer"
DEFAULT_MARGIN_PERCENT = 150
TURN_S = 0.012
SETTLE_MS = 250
AHEAD = 4
UNDO_STEPS = 10_000
MISSES_BEFORE_READING_AGAIN = 20
NO_BREAK_SPACE = "\u00a0"


class ReviewState(Enum):
    """What the review waits for."""

    NO_LAYER = "no layer"
    READING = "reading"
    EMPTY = "empty"
    NO_MATCH = "no match"
    READY = "ready"


class ReviewPanel(QWidget):
    """Steps through a result layer; verdicts go into the layer at once, the position into the project."""

    def __init__(self, iface: QgisInterface, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = iface.mapCanvas()
        self._project = QgsProject.instance()
        self._layer: QgsVectorLayer | None = None
        self._reader: IndexReader | None = None
        self._index: ReviewIndex | None = None
        self._current: int | None = None
        self._place = 0
        self._undo: deque[tuple[int, Mark]] = deque(maxlen=UNDO_STEPS)
        self._view = MapView(self._canvas, self._project)
        self._copy: GeoPackageCopy | None = None
        self._act: Callable[[], None] | None = None
        self._said = ""
        self._zoom_when_read = True
        self._stale = False
        self._writing = False
        self.state = ReviewState.NO_LAYER
        self.form = ReviewForm(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scroll = QgsScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.form)
        layout.addWidget(scroll)
        self._chips = Chips(self._project, self)
        self._turns = self._timer(0, self._read_on, single=False)
        self._settling = self._timer(SETTLE_MS, self._read_again)
        self._offering = self._timer(0, self.offer_layers)
        self._noting = self._timer(0, self._note_changes)
        self._gone: set[int] = set()
        self.form.reviewer.setText(_reviewer())
        self._shortcuts = self._make_shortcuts()
        self._links = self._outer_links()
        self._connect()
        self._restore_project()

    def dispose(self) -> None:
        """Let go of map, project and layers; call it before the panel is deleted."""
        self._let_go()
        self._offering.stop()
        self._noting.stop()
        for signal, slot in self._links:
            signal.disconnect(slot)
        self._links = []
        self._chips.dispose()
        for shortcut in self._shortcuts:
            shortcut.setParent(None)
            shortcut.deleteLater()
        self._shortcuts = []

    def offer_layers(self) -> None:
        """Offer the project's result layers, and go on with the one that is chosen."""
        others = [layer for layer in self._project.mapLayers().values() if not is_result_layer(layer)]
        self.form.layer.blockSignals(True)
        self.form.layer.setExceptedLayerList(others)
        if self.form.layer.currentLayer() is None:
            self.form.layer.setLayer(self._project.mapLayer(self._project.readEntry(SCOPE, LAYER_ENTRY, "")[0]))
        if self.form.layer.currentLayer() is None and self.form.layer.count():
            self.form.layer.setCurrentIndex(0)
        self.form.layer.blockSignals(False)
        self._choose(self.form.layer.currentLayer())

    def review(self, layer: QgsMapLayer) -> None:
        """Choose the layer to review, if it is a result layer."""
        self.offer_layers()
        self.form.layer.setLayer(layer)

    @property
    def current(self) -> int | None:
        """The id of the feature that is looked at."""
        return self._current

    def step(self, direction: int) -> None:
        """Go to the next (1) or the previous (-1) feature of the choice."""
        if self._index is None or self._current is None:
            return
        self._said = ""
        self._remember()
        found = self._index.from_place(self._place + direction, self._choice(), direction)
        if found is None:
            self._said = self._last() if direction > 0 else tr("This is the first one.")
            self._tell()
        else:
            self._show(found)

    def decide(self, verdict: str) -> None:
        """Keep a verdict for the feature that is looked at, and go to the next one."""
        layer, index, feature_id = self._layer, self._index, self._current
        if layer is None or index is None or feature_id is None or not self._can_decide():
            return
        self._said = ""
        feature = layer.getFeature(feature_id)
        if not feature.isValid():
            self._leave_out([feature_id])
            return
        before = mark_of(feature)
        name = self.form.reviewer.text().strip()
        if not self._write(feature_id, Mark(verdict, name, now_utc())):
            return
        self._undo.append((feature_id, before))
        QgsSettings().setValue(REVIEWER_SETTING, name)
        self._go_on()

    def undo(self) -> None:
        """Take the last verdict back and return to its feature."""
        if self._layer is None or self._index is None or not self._undo:
            return
        self._said = ""
        feature_id, before = self._undo[-1]
        if not self._layer.getFeature(feature_id).isValid():
            self._undo.pop()
            self._leave_out([feature_id])
            return
        if self._write(feature_id, before):
            self._undo.pop()
            if feature_id in self._index:
                self._show(feature_id)

    def _write(self, feature_id: int, mark: Mark) -> bool:
        """Write a verdict; False, and the reason is shown, if that failed."""
        assert self._layer is not None
        assert self._index is not None
        self._writing = True
        try:
            write_mark(self._layer, feature_id, mark)
        except ReviewError as error:
            self._said = str(error)
            self._tell()
            return False
        finally:
            self._writing = False
        self._index.say(feature_id, mark.verdict)
        self._layer.triggerRepaint()
        self._project.setDirty(True)
        self._remember()
        self._count()
        return True

    def _remember(self) -> None:
        """Note in the project which layer is reviewed; its position stands with the layer."""
        if self._layer is not None:
            self._project.writeEntry(SCOPE, LAYER_ENTRY, self._layer.id())

    def _go_on(self) -> None:
        """From a verdict to the next feature; at the end of those not reviewed, back to the first of them."""
        assert self._index is not None
        choice = self._choice()
        following = self._index.from_place(self._place + 1, choice)
        if following is None and choice is Choice.OPEN:
            following = self._index.from_place(0, choice)
        if following is not None:
            self._show(following)
        elif self._current is not None:
            self._said = "" if self._all_reviewed() else self._last()
            self._show(self._current, zoom=False)

    # The layer and its index

    def _choose(self, layer: QgsMapLayer | None) -> None:
        if not is_result_layer(layer):
            layer = None
        if layer is self._layer and layer is not None:
            return
        self._let_go()
        self._layer = layer
        if layer is None:
            self.state = ReviewState.NO_LAYER
            self._tell()
            return
        for signal, slot in self._layer_links(layer):
            signal.connect(slot)
        self._restore_layer(layer)
        self._read_again()

    def _chosen_by_hand(self, *_: Any) -> None:
        self._zoom_when_read = True
        self._remember()

    def _let_go(self) -> None:
        """Leave the layer as if it had never been looked at; it may be gone already."""
        self._turns.stop()
        self._settling.stop()
        layer, self._layer = self._layer, None
        if layer is not None and not sip.isdeleted(layer):
            for signal, slot in self._layer_links(layer):
                signal.disconnect(slot)
        self._reader = self._index = self._current = None
        self._stale = False
        self._said = ""
        self._undo.clear()
        self._gone.clear()
        self._chips.clear()
        self._view.clear()
        self.form.chip.show_text("")
        self.form.about.setText("")

    def _read_again(self) -> None:
        """Read the index anew, now if the panel is seen, else when it is."""
        if self._layer is None:
            return
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._settling.stop()
        self.state = ReviewState.READING
        order = self._order()
        thresholds = thresholds_of(self._layer) if order is Order.UNCERTAIN_FIRST else {}
        self._reader = IndexReader(self._layer, order, thresholds)
        self._turns.start()
        self._tell()

    def _read_on(self) -> None:
        if self._reader is None or self._layer is None:
            self._turns.stop()
        elif self._reader.read(TURN_S):
            self._turns.stop()
            index, self._reader = self._reader.index(), None
            self._begin(index)
        else:
            self.form.progress.setFormat(tr("{count} read").format(count=self._reader.count))

    def _begin(self, index: ReviewIndex) -> None:
        """Go to the feature that was looked at last, or to the first one of the choice."""
        assert self._layer is not None
        self._index = index
        self.state = ReviewState.READY
        self._undo = deque((mark for mark in self._undo if mark[0] in index), UNDO_STEPS)
        self._count()
        wanted = self._current if self._current is not None else self._layer.customProperty(PLACE_KEY)
        zoom, self._zoom_when_read = self._zoom_when_read, False
        try:
            feature_id = int(wanted)
        except (TypeError, ValueError):
            feature_id = -1
        if self._fits_choice(feature_id):
            self._show(feature_id, zoom)
        else:
            self._show(index.from_place(0, self._choice()), zoom)

    def _settle(self, *_: Any) -> None:
        """Something about the layer changed: read again once no more changes come."""
        if not self._writing:
            self._settling.start()

    def _reset(self, *_: Any) -> None:
        self._tell()
        self._settle()

    def _changed(self, feature_id: int, column: int, value: Any) -> None:
        """Somebody changed a value, perhaps a verdict, in a form or table."""
        if self._writing or self._layer is None or self._index is None:
            return
        if self._layer.fields().at(column).name() == "verdict":
            self._index.say(feature_id, value if isinstance(value, str) else "")
            self._noting.start()

    def _deleted(self, feature_id: int) -> None:
        self._gone.add(feature_id)
        self._noting.start()

    def _note_changes(self) -> None:
        """Take note of what was edited, once for many features."""
        gone, self._gone = self._gone, set()
        self._leave_out(gone)
        self._describe()

    def _leave_out(self, feature_ids: Collection[int]) -> None:
        if self._index is None:
            return
        self._index.drop(feature_ids)
        self._count()
        if self._current in feature_ids:
            self._said = tr("The feature was deleted meanwhile; the review goes on with the next one.")
            choice = self._choice()
            following = self._index.from_place(self._place, choice)
            self._show(self._index.from_place(self._place, choice, -1) if following is None else following)

    def _layer_links(self, layer: QgsVectorLayer) -> list[tuple[Any, Callable]]:
        return [
            (layer.featureDeleted, self._deleted),
            (layer.featureAdded, self._settle),
            (layer.attributeValueChanged, self._changed),
            (layer.geometryChanged, self._redraw),
            (layer.subsetStringChanged, self._settle),
            (layer.updatedFields, self._reset),
            (layer.editingStarted, self._reset),
            (layer.editingStopped, self._reset),
            (layer.afterRollBack, self._settle),
            (layer.dataChanged, self._settle),
            (layer.nameChanged, self._tell),
        ]

    # One feature

    def _show(self, feature_id: int | None, zoom: bool = True) -> None:
        """Look at a feature: on the map, as a picture, and in words."""
        assert self._layer is not None
        assert self._index is not None
        misses = 0
        while feature_id is not None:
            feature = self._layer.getFeature(feature_id)
            if feature.isValid():
                break
            place = self._index.place(feature_id)
            self._index.drop([feature_id])
            misses += 1
            if misses > MISSES_BEFORE_READING_AGAIN:
                self._settling.start()
                return
            feature_id = self._index.from_place(place, self._choice())
            self._count()
        self._current = feature_id
        if feature_id is None:
            self._show_nothing()
            return
        self.state = ReviewState.READY
        self._place = self._index.place(feature_id)
        self._layer.setCustomProperty(PLACE_KEY, feature_id)
        if self.isVisible():
            self._view.mark(self._layer, feature)
        if zoom:
            self._go_to(feature)
        self._ask_for_chips(feature)
        self._describe(feature)
        self._tell()

    def _show_nothing(self) -> None:
        self.state = ReviewState.NO_MATCH if self._index else ReviewState.EMPTY
        self._view.clear()
        self.form.chip.show_text("")
        self.form.about.setText("")
        self._tell()

    def _describe(self, feature: QgsFeature | None = None) -> None:
        """Say in words what is looked at."""
        if self._layer is None or self._index is None or self._current is None or self._current not in self._index:
            return
        if feature is None:
            feature = self._layer.getFeature(self._current)
        names = feature.fields().names()
        what = next(
            (str(feature[name]) for name in ("label", "labels", "class") if name in names and feature[name]), ""
        )
        score = score_of(feature, self._layer)
        parts = [what, tr("score {score:.2f}").format(score=score) if score is not None else tr("no score")]
        rank = self._index.rank(self._current, self._choice())
        if rank is not None:
            parts.append(tr("{rank} of {count}").format(rank=rank, count=self._index.count(self._choice())))
        mark = mark_of(feature)
        verdict = tr("Not reviewed yet")
        if mark.verdict:
            sign = SIGNS.get(mark.verdict, "")
            who = " · ".join(text for text in (mark.reviewer, mark.reviewed[:10]) if text)
            verdict = f"{sign} {_verdict_name(mark.verdict)} · {who}".strip(" ·")
        self.form.about.setToolTip(mark.reviewed)
        # Lines may be broken between the parts only.
        text = " · ".join(part.replace(" ", NO_BREAK_SPACE) for part in parts if part)
        self.form.about.setText(f"{text}\n{verdict}")
        self.form.chip.setAccessibleDescription(f"{text}. {verdict}")

    def _ask_for_chips(self, feature: QgsFeature) -> None:
        assert self._layer is not None
        assert self._index is not None
        image = self._chips.image(feature.id())
        if image is not None:
            self.form.chip.show_image(image)
        else:
            self.form.chip.show_text(tr("Drawing"))
        wanted = [feature]
        for feature_id in self._index.near(feature.id(), self._choice(), AHEAD):
            neighbour = self._layer.getFeature(feature_id)
            if neighbour.isValid():
                wanted.append(neighbour)
        self._chips.ask([self._chip_request(each) for each in wanted])

    def _chip_request(self, feature: QgsFeature) -> ChipRequest:
        assert self._layer is not None
        return ChipRequest(feature.id(), feature.geometry(), self._layer.crs(), self._layers_below(feature))

    def _layers_below(self, feature: QgsFeature) -> tuple[QgsMapLayer, ...]:
        """The raster that the feature was found in, else what is visible without the results themselves."""
        name = feature["raster"] if feature.fields().lookupField("raster") >= 0 else ""
        raster = find_raster(self._project, name) if isinstance(name, str) else None
        if raster is not None:
            return (raster,)
        return tuple(layer for layer in self._canvas.layers() if not is_result_layer(layer))

    def _chip_ready(self, key: Any, image: QImage) -> None:
        if key != self._current:
            return
        if image.isNull():
            self.form.chip.show_text(
                tr("No picture: add the raster of this run to the project, or make a raster layer visible.")
            )
        else:
            self.form.chip.show_image(image)

    def _redraw(self, feature_id: int, *_: Any) -> None:
        """The shape of a feature was edited."""
        self._chips.clear()
        if self._index is not None and feature_id == self._current:
            self._show(feature_id, zoom=False)

    def _go_to(self, feature: QgsFeature) -> None:
        assert self._layer is not None
        if not self._view.go_to(self._layer, feature, self.form.margin.value() / 100, self.form.keep_scale.isChecked()):
            self._said = tr("This feature cannot be shown in the project's CRS; choose another one for it.")

    # What the panel says

    def _count(self) -> None:
        """Show how far the review is, and how many features each choice holds."""
        if self._index is None:
            return
        total, reviewed = len(self._index), self._index.reviewed()
        self.form.progress.setRange(0, max(total, 1))
        self.form.progress.setValue(reviewed)
        self.form.progress.setFormat(tr("{reviewed} of {total} reviewed").format(reviewed=reviewed, total=total))
        for row in range(self.form.choice.count()):
            choice = self.form.choice.itemData(row)
            self.form.choice.setItemText(row, f"{choice_name(choice)} ({self._index.count(choice)})")

    def _last(self) -> str:
        assert self._index is not None
        left = self._index.count(Choice.OPEN)
        return tr("This is the last one; not reviewed yet: {count}.").format(count=left)

    def _all_reviewed(self) -> bool:
        return self._index is not None and len(self._index) > 0 and self._index.count(Choice.OPEN) == 0

    def _tell(self) -> None:
        """Show what stands in the way or what happened last, and what can be pressed."""
        text, action, self._act = self._situation()
        self.form.notice.setText(text)
        self.form.notice.setVisible(bool(text) and self._layer is not None)
        if self._layer is None:
            self.form.chip.show_text(text)
        self.form.action.setText(action)
        self.form.action.setVisible(self._act is not None)
        self.form.action.setEnabled(self._copy is None)
        ready = self.state is ReviewState.READY and self._current is not None
        for button in self.form.verdicts():
            button.setEnabled(ready and self._can_decide())
        self.form.next.setEnabled(ready)
        self.form.previous.setEnabled(ready)
        self.form.undo.setEnabled(bool(self._undo) and self.state is not ReviewState.READING)
        has_layer = self._layer is not None
        for widget in (self.form.order, self.form.choice):
            widget.setEnabled(has_layer)
        self.form.progress.setVisible(has_layer)
        self._show_map_options()
        self._allow_keys()

    def _situation(self) -> tuple[str, str, Callable[[], None] | None]:
        """What to say, and the button beside it, if any."""
        nothing: tuple[str, None] = ("", None)
        if self._layer is None or sip.isdeleted(self._layer):
            text = tr("Run a model, or add the layers of an earlier run: here you step through what was found.")
            return (text, *nothing)
        if self.state is ReviewState.READING:
            return (tr("Reading the layer"), *nothing)
        if self.state is ReviewState.EMPTY:
            return (tr("The layer '{name}' has no features to review.").format(name=self._layer.name()), *nothing)
        reason = obstacle(self._layer)
        if reason is not None:
            return (self._said or reason, tr("Save a copy…"), self.save_copy)
        if missing_fields(self._layer):
            text = tr(
                "Verdicts are kept in the layer itself, in three new text columns: verdict, reviewer and reviewed (the "
                "time). Nothing else in it changes."
            )
            return (self._said or text, tr("Add the columns and begin"), self.add_columns)
        if self._all_reviewed() and self._choice() in (Choice.ALL, Choice.OPEN):
            assert self._index is not None
            return (self._said or tr("All {count} are reviewed.").format(count=len(self._index)), *nothing)
        if self.state is ReviewState.NO_MATCH:
            return (self._said or tr("No feature has this verdict; choose others above."), *nothing)
        if self._layer.isEditable():
            text = tr("The layer is being edited: verdicts are kept when you save its edits.")
            return (self._said or text, *nothing)
        if self._layer.isTemporary():
            text = tr("A temporary layer: verdicts are lost with it.")
            return (self._said or text, tr("Save a copy…"), self.save_copy)
        return (self._said, *nothing)

    def _can_decide(self) -> bool:
        layer = self._layer
        return layer is not None and obstacle(layer) is None and not missing_fields(layer)

    def _show_map_options(self) -> None:
        layer = self._layer
        able = layer is not None and not sip.isdeleted(layer) and not missing_fields(layer)
        for box, on in (
            (self.form.on_map, able and review_map.shown_on_map(layer) is not Choice.ALL),
            (self.form.signs, able and review_map.has_signs(layer)),
        ):
            box.blockSignals(True)
            box.setEnabled(able)
            if box is self.form.signs or self._choice() is not Choice.ALL:
                box.setChecked(on)
            box.blockSignals(False)

    # What a person presses

    def add_columns(self) -> None:
        """Add the columns for verdicts to the layer, and the signs to its labels."""
        if self._layer is None:
            return
        self._said = ""
        self._writing = True
        try:
            add_fields(self._layer)
            review_map.show_signs(self._layer, True)
        except ReviewError as error:
            self._said = str(error)
        finally:
            self._writing = False
        self._tell()
        self.form.accept.setFocus()

    def save_copy(self) -> None:
        """Ask for a file and write a copy of the layer there, in the background."""
        if self._layer is None or self._copy is not None:
            return
        folder = self._project.absolutePath() or str(Path.home())
        proposed = str(Path(folder) / f"{self._layer.name()}.gpkg")
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save a copy"), proposed, tr("GeoPackage (*.gpkg)"))
        if chosen:
            self.copy_to(Path(chosen).with_suffix(".gpkg"))

    def copy_to(self, path: Path) -> None:
        """Write a copy of the layer and review that."""
        if self._layer is None:
            return
        self._copy = GeoPackageCopy(self._layer, path, self)
        self._copy.done.connect(self._copied)
        self._copy.failed.connect(self._copy_failed)
        self._said = tr("Writing {path}").format(path=path)
        self._copy.start()
        self._tell()

    def _copied(self, path: str) -> None:
        self._copy = None
        if self._layer is None:
            return
        copy = open_copy(path, self._layer)
        copy.removeCustomProperty(PLACE_KEY)
        node = self._project.layerTreeRoot().findLayer(self._layer.id())
        self._project.addMapLayer(copy, False)
        parent = node.parent() if node is not None else self._project.layerTreeRoot()
        parent.insertLayer(parent.children().index(node) if node is not None else 0, copy)
        if node is not None:
            node.setItemVisibilityChecked(False)
        self.review(copy)

    def _copy_failed(self, message: str) -> None:
        self._copy = None
        self._said = message
        self._tell()

    def _set_order(self) -> None:
        if self._layer is not None:
            self._layer.setCustomProperty(ORDER_KEY, self._order().value)
            self._current = None
            self._layer.removeCustomProperty(PLACE_KEY)
            self._zoom_when_read = True
            self._read_again()

    def _set_choice(self) -> None:
        if self._layer is None:
            return
        self._said = ""
        self._layer.setCustomProperty(CHOICE_KEY, self._choice().value)
        if self.form.on_map.isChecked():
            review_map.show_only(self._layer, self._choice())
        if self._index is None or self.state is ReviewState.READING:
            return
        if self._fits_choice(self._current):
            self._show(self._current, zoom=False)
        else:
            self._show(self._index.from_place(0, self._choice()))

    def _set_on_map(self, on: bool) -> None:
        if self._layer is not None and not review_map.show_only(self._layer, self._choice() if on else Choice.ALL):
            self._said = tr(
                "The style of this layer cannot be limited to verdicts; choose single symbols or categories."
            )
            self._tell()

    def _set_signs(self, on: bool) -> None:
        if self._layer is not None and not review_map.show_signs(self._layer, on):
            self._said = tr("The labels of this layer are rules, so the signs cannot be added to them.")
            self._tell()

    def _set_view(self) -> None:
        """Keep the margin and the scale's lock with the project."""
        self._project.writeEntry(SCOPE, MARGIN_ENTRY, self.form.margin.value())
        self._project.writeEntryBool(SCOPE, SCALE_ENTRY, self.form.keep_scale.isChecked())
        if self._layer is not None and self._current is not None and not self.form.keep_scale.isChecked():
            feature = self._layer.getFeature(self._current)
            if feature.isValid():
                self._go_to(feature)

    def _fits_choice(self, feature_id: int | None) -> bool:
        if self._index is None or feature_id is None or feature_id not in self._index:
            return False
        return self._index.rank(feature_id, self._choice()) is not None

    def _order(self) -> Order:
        return self.form.order.currentData()

    def _choice(self) -> Choice:
        return self.form.choice.currentData()

    # Coming and going

    def _connect(self) -> None:
        form = self.form
        form.layer.layerChanged.connect(self._choose)
        form.layer.activated.connect(self._chosen_by_hand)
        form.order.currentIndexChanged.connect(self._set_order)
        form.choice.currentIndexChanged.connect(self._set_choice)
        form.accept.clicked.connect(lambda: self.decide(ACCEPT))
        form.reject.clicked.connect(lambda: self.decide(REJECT))
        form.unsure.clicked.connect(lambda: self.decide(UNSURE))
        form.next.clicked.connect(lambda: self.step(1))
        form.previous.clicked.connect(lambda: self.step(-1))
        form.undo.clicked.connect(self.undo)
        form.action.clicked.connect(lambda: self._act() if self._act is not None else None)
        form.margin.valueChanged.connect(self._set_view)
        form.keep_scale.toggled.connect(self._set_view)
        form.on_map.toggled.connect(self._set_on_map)
        form.signs.toggled.connect(self._set_signs)
        self._chips.ready.connect(self._chip_ready)
        for signal, slot in self._links:
            signal.connect(slot)

    def _outer_links(self) -> list[tuple[Any, Callable]]:
        return [
            (self._project.layersAdded, self._layers_came),
            (self._project.layersWillBeRemoved, self._layers_go),
            (self._project.readProject, self._restore_project),
            (self._canvas.mapToolSet, self._allow_keys),
        ]

    def _layers_came(self, *_: Any) -> None:
        self.offer_layers()

    def _layers_go(self, layer_ids: list[str]) -> None:
        """Before layers are removed: nothing may be drawn from them, and one that is reviewed is left."""
        self._chips.clear()
        if self._layer is not None and self._layer.id() in layer_ids:
            self._let_go()
            self.state = ReviewState.NO_LAYER
            self._tell()
            # The box still names the layer at this moment.
            self._offering.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on where the review was left."""
        super().showEvent(event)
        self.offer_layers()
        if self._stale:
            self._read_again()
        elif self._index is not None and self._current is not None:
            self._show(self._current, zoom=False)
        self._allow_keys()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the map and its keys alone while nobody looks at the panel."""
        super().hideEvent(event)
        self._view.clear()
        self._chips.ask([])
        self._allow_keys()

    def _restore_project(self, *_: Any) -> None:
        """Take layer, margin and lock from the project."""
        wanted = self._project.readEntry(SCOPE, LAYER_ENTRY, "")[0]
        margin = self._project.readNumEntry(SCOPE, MARGIN_ENTRY, DEFAULT_MARGIN_PERCENT)[0]
        keep = self._project.readBoolEntry(SCOPE, SCALE_ENTRY, False)[0]
        for widget in (self.form.margin, self.form.keep_scale):
            widget.blockSignals(True)
        self.form.margin.setValue(margin)
        self.form.keep_scale.setChecked(keep)
        for widget in (self.form.margin, self.form.keep_scale):
            widget.blockSignals(False)
        self._zoom_when_read = not wanted
        layer = self._project.mapLayer(wanted)
        if is_result_layer(layer):
            self.review(layer)
        else:
            self.offer_layers()

    def _restore_layer(self, layer: QgsVectorLayer) -> None:
        for box, key in ((self.form.order, ORDER_KEY), (self.form.choice, CHOICE_KEY)):
            kept = str(layer.customProperty(key, "") or "")
            row = next((row for row in range(box.count()) if box.itemData(row).value == kept), 0)
            box.blockSignals(True)
            box.setCurrentIndex(row)
            box.blockSignals(False)

    def _timer(self, interval_ms: int, slot: Callable[[], None], single: bool = True) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.setSingleShot(single)
        timer.timeout.connect(slot)
        return timer

    def _make_shortcuts(self) -> list[QShortcut]:
        """The same keys for the panel and the map, where they are focused; text fields keep what is typed into them."""
        shortcuts = []
        for parent in (self, self._canvas):
            for key, button, repeats in (
                ("A", self.form.accept, False),
                ("R", self.form.reject, False),
                ("U", self.form.unsure, False),
                ("Z", self.form.undo, False),
                ("N", self.form.next, True),
                ("P", self.form.previous, True),
            ):
                shortcut = QShortcut(QKeySequence(key), parent)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.setAutoRepeat(repeats)
                shortcut.activated.connect(button.click)
                shortcuts.append(shortcut)
        return shortcuts

    def _allow_keys(self, *_: Any) -> None:
        """The map gets its keys back while the panel is hidden, or while something is digitized."""
        tool = self._canvas.mapTool()
        editing = tool is not None and bool(tool.flags() & QgsMapTool.Flag.EditTool)
        reviewing = self.isVisible() and self.state is ReviewState.READY
        for shortcut in self._shortcuts:
            shortcut.setEnabled(reviewing and (shortcut.parent() is self or not editing))


def _reviewer() -> str:
    return str(QgsSettings().value(REVIEWER_SETTING, "") or QgsApplication.userFullName())


def _verdict_name(verdict: str) -> str:
    return {ACCEPT: tr("Accepted"), REJECT: tr("Rejected"), UNSURE: tr("Unsure")}.get(verdict, verdict)
