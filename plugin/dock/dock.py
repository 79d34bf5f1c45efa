"""The dock: its pages, and what one page tells another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import QTabWidget, QWidget

from ..algorithms import parameters as p
from ..bridge.runs.folder import card_of_run, run_folder
from ..bridge.runs.history import RunRecord
from ..bridge.runs.layers import layers_in_project
from ..bridge.settings import defaults
from ..bridge.translation import tr
from ..engine.contract.card import ModelCard
from ..engine.contract.errors import CardError, TeselaError
from ..engine.contract.places import installed_cards
from .help.opening import help_button
from .history.panel import HistoryPanel
from .result.panel import ResultPanel
from .review.panel import ReviewPanel
from .run.algorithm_run import End
from .run.outcome import Outcome
from .run.panel import RunPanel
from .run.request import ALGORITHMS, RunRequest, layers_of, selection_of
from .run.state import BUSY, State


class TeselaDock(QgsDockWidget):
    """Run, Result, Review and History; closing it only hides it, and runs go on."""

    def __init__(self, iface: QgisInterface, parent: QWidget | None = None) -> None:
        super().__init__(tr("Tesela"), parent)
        self.setObjectName("TeselaDock")
        self._project = QgsProject.instance()
        self._shown: RunRequest | None = None
        self.run_page = RunPanel(iface, self)
        self.result = ResultPanel(iface.mapCanvas(), self)
        self.review = ReviewPanel(iface, self)
        self.history = HistoryPanel(iface, self)
        self.pages = QTabWidget(self)
        self.pages.setDocumentMode(True)
        # Longer names in another language make the dock wider; behind arrows a page would not be found.
        self.pages.setUsesScrollButtons(False)
        for page, name in (
            (self.run_page, tr("Run")),
            (self.result, tr("Result")),
            (self.review, tr("Review")),
            (self.history, tr("History")),
        ):
            self.pages.addTab(page, name)
        self.help = help_button(self._topic, self._show_guide)
        self.pages.setCornerWidget(self.help)
        self.setWidget(self.pages)
        self._connect()

    def _topic(self) -> str:
        """The topic of the manual that tells of the page in front."""
        return {self.run_page: "running", self.result: "thresholds", self.review: "review", self.history: "history"}[
            self.pages.currentWidget()
        ]

    def _show_guide(self) -> None:
        self.pages.setCurrentWidget(self.run_page)
        self.run_page.form.show_guide()

    @property
    def state(self) -> State:
        """What the Run page shows."""
        return self.run_page.state

    def _connect(self) -> None:
        guide = self.run_page.form.guide
        self.run_page.ended.connect(self._show_outcome)
        self.run_page.queue.changed.connect(lambda: self.result.setEnabled(not self.run_page.queue.is_selecting))
        self.result.apply_requested.connect(self._select_again)
        self.history.run_again_requested.connect(self._run_again)
        self.history.show_requested.connect(self.show_record)
        self.pages.currentChanged.connect(self._page_shown)
        guide.run_requested.connect(self._run_for_the_guide)
        guide.page_requested.connect(self._show_page)
        self._project.cleared.connect(self._forget_shown)
        self.closed.connect(self.run_page.say_runs_go_on)

    def dispose(self) -> None:
        """End what goes on and let go of the project; call it before the dock is deleted."""
        self._project.cleared.disconnect(self._forget_shown)
        self.run_page.dispose()
        self.result.dispose()
        self.review.dispose()
        self.history.dispose()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again for models and environment, which may have come since."""
        super().showEvent(event)
        if self.state not in BUSY:
            self.run_page.refresh()

    def show_record(self, record: RunRecord) -> None:
        """Show the layers of an earlier run on the Result page, as far as they are in the project."""
        try:
            card = self._card_of(record)
            layers = layers_in_project(record, self._project)
        except TeselaError as error:
            self.result.show_nothing(str(error))
        else:
            if layers:
                self._show_layers(_request_of(record, card), layers)
            else:
                self.result.show_nothing(tr("The layers of this run are not in the project any more."))
        self.pages.setCurrentWidget(self.result)

    def _show_outcome(self, outcome: Outcome) -> None:
        self.history.refresh()
        if outcome.result.end is not End.DONE or not outcome.layers:
            return
        self._show_layers(outcome.request, outcome.layers)
        scene = self.run_page.form.guide.scene_layer()
        if scene is not None and any(raster.source == scene.source() for raster in outcome.request.rasters):
            self.run_page.form.guide.note_run_done()

    def _show_layers(self, request: RunRequest, layers: dict[str, QgsVectorLayer]) -> None:
        self._shown = request
        selection = request.selection or selection_of(request.parameters, request.card)
        self.result.show_run(layers, request.card, request.folder or None, selection)
        main = layers.get(layers_of(request.card)[p.OUTPUT])
        if main is not None and defaults().review and not self._is_reviewing:
            self.review.review(main)

    @property
    def _is_reviewing(self) -> bool:
        """Whether a person is at a review, which no other layer is to replace, nor its undo to be lost."""
        return self.pages.currentWidget() is self.review and self.review.layer is not None

    def _card_of(self, record: RunRecord) -> ModelCard:
        """The card as the run keeps it or, where the run folder is gone, that of the installed model."""
        try:
            return card_of_run(run_folder(Path(record.run_folder)))
        except TeselaError:
            card = installed_cards().get(record.model_id)
        if card is None or card.task not in ALGORITHMS:
            raise CardError(
                tr("The model {model} of this run is not installed, and its run folder is gone.").format(
                    model=record.model_name or record.model_id
                )
            )
        return card

    def _select_again(self, parameters: dict[str, Any]) -> None:
        if self._shown is not None:
            self.run_page.select_again(self._shown, parameters)

    def _run_again(self, record: RunRecord) -> None:
        self.pages.setCurrentWidget(self.run_page)
        self.run_page.fill(record)

    def _run_for_the_guide(self, layer_id: str, model: str) -> None:
        self.run_page.choose(self._project.mapLayer(layer_id), model)
        # What was set for another raster, such as an area elsewhere, would refuse the scene.
        self.run_page.form.area.set_parameters({})
        self.run_page.form.options.reset()
        self.run_page.start()

    def _show_page(self, name: str) -> None:
        self.pages.setCurrentWidget(self.review if name == "review" else self.result)

    def _page_shown(self) -> None:
        if self.pages.currentWidget() in (self.result, self.review):
            self.run_page.form.guide.note_looked()
        elif self.pages.currentWidget() is self.history:
            self.history.refresh()

    def _forget_shown(self) -> None:
        self._shown = None


def _request_of(record: RunRecord, card: ModelCard) -> RunRequest:
    """The run of the history as it was asked for."""
    return RunRequest(
        record.algorithm, record.parameters, card, record.rasters, record.run_folder, scoring=record.scoring
    )
