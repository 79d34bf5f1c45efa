"""Where a review stands, without widgets: which layer, which feature of it, what is said of it, and what comes next."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from typing import Callable

from qgis.core import QgsFeature, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...bridge.review import map as review_map
from ...bridge.review.index import ReviewIndex
from ...bridge.review.verdict_fields import ReviewError, add_fields, missing_fields, obstacle
from ...bridge.review.verdicts import Choice, Order
from ...bridge.translation import tr
from . import kept
from .reading import LayerReading
from .verdicts import Verdicts
from .words import last_one

AHEAD = 4
MISSES_BEFORE_READING_AGAIN = 20


class ReviewState(Enum):
    """What the review waits for."""

    NO_LAYER = "no layer"
    READING = "reading"
    EMPTY = "empty"
    NO_MATCH = "no match"
    READY = "ready"


class ReviewWalk(QObject):
    """Steps through one layer; verdicts go into the layer at once, the position stands with it.

    moved: another feature is looked at, or none; the flag says whether the map should go there. counted: there are
    other numbers of verdicts. told: `said`, the state, or what can be done may be others.
    """

    moved = pyqtSignal(bool)
    counted = pyqtSignal()
    told = pyqtSignal()

    def __init__(self, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self.layer: QgsVectorLayer | None = None
        self.choice = Choice.ALL
        self.current: int | None = None
        self.said = ""
        self.zoom_when_read = True
        self.reading = LayerReading(self)
        self._place = 0
        self._verdicts = Verdicts()
        self.reading.read.connect(self._begin)
        self.reading.said.connect(self.counted)
        self.reading.gone.connect(self._leave_out)
        self.reading.reset.connect(self.told)
        self.reading.renamed.connect(self.told)

    @property
    def index(self) -> ReviewIndex | None:
        """The features in their order; None while they are read for the first time."""
        return self.reading.index

    @property
    def state(self) -> ReviewState:
        """What the review waits for."""
        if self.layer is None:
            return ReviewState.NO_LAYER
        if self.index is None:
            return ReviewState.READING
        if not len(self.index):
            return ReviewState.EMPTY
        return ReviewState.READY if self.current is not None else ReviewState.NO_MATCH

    @property
    def can_undo(self) -> bool:
        """Whether there is a verdict to take back."""
        return bool(self._verdicts) and self.state is not ReviewState.READING

    @property
    def can_decide(self) -> bool:
        """Whether a verdict can be given now."""
        layer = self.layer
        ready = self.state is ReviewState.READY and layer is not None
        return ready and obstacle(layer) is None and not missing_fields(layer)

    def feature(self) -> QgsFeature | None:
        """The feature that is looked at; an invalid one where it was deleted meanwhile."""
        if self.layer is None or self.index is None or self.current is None:
            return None
        return self.layer.getFeature(self.current)

    def likely(self) -> list[QgsFeature]:
        """The features that may be looked at next."""
        if self.layer is None or self.index is None or self.current is None:
            return []
        near = (self.layer.getFeature(each) for each in self.index.near(self.current, self.choice, AHEAD))
        return [feature for feature in near if feature.isValid()]

    def take(self, layer: QgsVectorLayer, order: Order, choice: Choice) -> None:
        """Step through this layer from now on."""
        self.leave()
        self.layer, self.choice = layer, choice
        self.reading.watch(layer, order)
        self.told.emit()

    def leave(self) -> None:
        """Leave the layer as if it had never been looked at; it may be gone already."""
        self.reading.forget()
        self.layer = self.current = None
        self.said = ""
        self._verdicts.clear()

    def step(self, direction: int) -> None:
        """Go to the next (1) or the previous (-1) feature of the choice."""
        if self.index is None or self.current is None:
            return
        self.said = ""
        self._remember()
        found = self.index.from_place(self._place + direction, self.choice, direction)
        if found is None:
            self.say(last_one(self.index) if direction > 0 else tr("This is the first one."))
        else:
            self.look_at(found)

    def decide(self, verdict: str, reviewer: str) -> None:
        """Keep a verdict for the feature that is looked at, and go to the next one."""
        layer, feature = self.layer, self.feature()
        if layer is None or feature is None or self.current is None or not self.can_decide:
            return
        self.said = ""
        if not feature.isValid():
            self._leave_out([self.current])
        elif self._write(lambda: self._verdicts.give(layer, feature, verdict, reviewer)):
            self._note(feature.id(), verdict)
            self._go_on()

    def undo(self) -> None:
        """Take the last verdict back and return to its feature."""
        layer, index = self.layer, self.index
        if layer is None or index is None or not self._verdicts:
            return
        self.said = ""
        feature_id = self._verdicts.last
        if not layer.getFeature(feature_id).isValid():
            self._verdicts.forget_last()
            self._leave_out([feature_id])
            self.told.emit()
            return
        written = self._write(lambda: self._note(feature_id, self._verdicts.take_back(layer).verdict))
        if written and feature_id in index:
            self.look_at(feature_id)

    def add_columns(self) -> None:
        """Add the columns for verdicts to the layer, and the signs to its labels."""
        layer = self.layer
        if layer is None:
            return
        self.said = ""

        def add() -> None:
            add_fields(layer)
            review_map.show_signs(layer, True)

        self._write(add)
        self.told.emit()

    def set_order(self, order: Order) -> None:
        """Step through the layer in another order, from its beginning."""
        if self.layer is not None:
            kept.keep_order(self.layer, order)
            self.current = None
            self.zoom_when_read = True
            self.reading.set_order(order)
            self.told.emit()

    def set_choice(self, choice: Choice) -> None:
        """Step through other verdicts; the feature that is looked at stays, if it is one of them."""
        self.choice = choice
        if self.layer is None:
            return
        self.said = ""
        kept.keep_choice(self.layer, choice)
        if self.index is None:
            return
        if self._fits(self.current):
            self.look_at(self.current, zoom=False)
        else:
            self.look_at(self.index.from_place(0, choice))

    def look_at(self, feature_id: int | None, zoom: bool = True) -> None:
        """Look at this feature, or at the next one of the choice where it is gone; None: at none."""
        if self.layer is None or self.index is None:
            return
        self.current = self._first_there(self.layer, self.index, feature_id)
        if self.current is not None:
            self._place = self.index.place(self.current)
            kept.keep_place(self.layer, self.current)
        self.moved.emit(zoom)
        self.told.emit()

    def say(self, text: str) -> None:
        """Have the page say this until something else happens."""
        self.said = text
        self.told.emit()

    def _write(self, act: Callable[[], None]) -> bool:
        """Write into the layer; False, and the reason is told, if that failed."""
        try:
            with self.reading.writing():
                act()
        except ReviewError as error:
            self.say(str(error))
            return False
        return True

    def _note(self, feature_id: int, verdict: str) -> None:
        """Take a verdict that was written into account, everywhere."""
        assert self.layer is not None
        self.reading.say(feature_id, verdict)
        self.layer.triggerRepaint()
        self._project.setDirty(True)
        self._remember()
        self.counted.emit()

    def _remember(self) -> None:
        """Note in the project which layer is reviewed; its position stands with the layer."""
        if self.layer is not None:
            kept.keep_layer(self._project, self.layer)

    def _go_on(self) -> None:
        """From a verdict to the next feature; at the end of those not reviewed, back to the first of them."""
        assert self.index is not None
        following = self.index.from_place(self._place + 1, self.choice)
        if following is None and self.choice is Choice.OPEN:
            following = self.index.from_place(0, self.choice)
        if following is not None:
            self.look_at(following)
        elif self.current is not None:
            self.said = last_one(self.index) if self.index.count(Choice.OPEN) else ""
            self.look_at(self.current, zoom=False)

    def _begin(self) -> None:
        """The index was read: go to the feature that was looked at last, or to the first one of the choice."""
        assert self.layer is not None
        assert self.index is not None
        self._verdicts.keep_only(self.index)
        self.counted.emit()
        wanted = self.current if self.current is not None else kept.place_of(self.layer)
        zoom, self.zoom_when_read = self.zoom_when_read, False
        self.look_at(wanted if self._fits(wanted) else self.index.from_place(0, self.choice), zoom)

    def _leave_out(self, feature_ids: Collection[int]) -> None:
        """Features are gone; if one of them was looked at, go to the next."""
        self.reading.drop(feature_ids)
        self.counted.emit()
        if self.index is not None and self.current in feature_ids:
            self.said = tr("The feature was deleted meanwhile; the review goes on with the next one.")
            following = self.index.from_place(self._place, self.choice)
            self.look_at(self.index.from_place(self._place, self.choice, -1) if following is None else following)

    def _first_there(self, layer: QgsVectorLayer, index: ReviewIndex, feature_id: int | None) -> int | None:
        """The feature, or the next one of the choice that nobody has deleted without a word."""
        for _ in range(MISSES_BEFORE_READING_AGAIN):
            if feature_id is None or layer.getFeature(feature_id).isValid():
                return feature_id
            place = index.place(feature_id)
            self.reading.drop([feature_id])
            self.counted.emit()
            feature_id = index.from_place(place, self.choice)
        self.reading.read_soon()
        return None

    def _fits(self, feature_id: int | None) -> bool:
        """Whether this feature is there and has a verdict of the choice."""
        index = self.index
        return (
            index is not None
            and feature_id is not None
            and feature_id in index
            and index.rank(feature_id, self.choice) is not None
        )
