"""The guide: three steps on the sample scene, from nothing to a reviewed result."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from qgis.core import QgsLayerTreeLayer, QgsProject, QgsRasterLayer, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ...algorithms import sample_scene as scene
from ...bridge.translation import tr
from ...engine.contract.places import data_folder
from ..labels import Notice, narrow_label
from ..run.algorithm_run import AlgorithmRun, End, RunResult

DISMISSED_SETTING = "tesela/guide_dismissed"
DAMAGE_MODEL, BUILDINGS_MODEL = "damage-tiles", "building-footprints"
SCENE_FILE, TRUTH_FILE = "scene.tif", "truth.gpkg"
WAIT_AT_END_S = 5.0


class Step(Enum):
    """The steps, in order."""

    SCENE = 1
    RUN = 2
    LOOK = 3


class GuideView(QWidget):
    """Three steps with a tick each. The dock connects:

    run_requested(layer id, model id): put both into the Run page and start. page_requested(name): show the page
    "result" or "review". dismissed: hide the guide. It tells the guide that a run is done with `note_run_done()`, and
    that the result or the review was shown with `note_looked()`.
    """

    run_requested = pyqtSignal(str, str)
    page_requested = pyqtSignal(str)
    dismissed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None, folder: Path | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("TeselaGuide")
        self._folder = folder or data_folder() / "sample"
        self._project = QgsProject.instance()
        self._run: AlgorithmRun | None = None
        self.open_scene = QPushButton(tr("Open the sample scene"))
        self.find_damage = QPushButton(tr("Find damaged buildings"))
        self.outline_buildings = QPushButton(tr("Outline buildings"))
        self.show_result = QPushButton(tr("Show the result"))
        self.show_review = QPushButton(tr("Review it"))
        self.dismiss = QPushButton(tr("Close the guide"))
        self.status = Notice()
        self.signs = {step: QLabel(str(step.value)) for step in Step}
        self._done: set[Step] = set()
        self._explain()
        self._lay_out()
        self._connect()
        self._refresh()

    @staticmethod
    def wanted() -> bool:
        """Whether the guide should be shown unasked: until a person closes it."""
        return not QgsSettings().value(DISMISSED_SETTING, False, type=bool)

    def is_done(self, step: Step) -> bool:
        """Whether a step has its tick."""
        return step in self._done

    def scene_layer(self) -> QgsRasterLayer | None:
        """The sample scene in the project, or None."""
        path = str(self._folder / SCENE_FILE)
        for layer in self._project.mapLayers().values():
            if isinstance(layer, QgsRasterLayer) and Path(layer.source()) == Path(path):
                return layer
        return None

    def note_run_done(self) -> None:
        """Tick the second step: a run on the scene is done."""
        self._tick(Step.RUN)

    def note_looked(self) -> None:
        """Tick the third step: the result or the review was looked at; it counts only after a run."""
        if self.is_done(Step.RUN):
            self._tick(Step.LOOK)

    def dispose(self) -> None:
        """End the drawing of a scene that is going on and let go of the project."""
        self._project.layersAdded.disconnect(self._refresh)
        self._project.layersRemoved.disconnect(self._refresh)
        self._project.cleared.disconnect(self._begin_again)
        if self._run is not None:
            self._run.finished.disconnect(self._end)
            self._run.cancel()
            self._run.wait(WAIT_AT_END_S)
            self._run = None

    def start_scene(self) -> None:
        """Load the sample scene; the worker draws it first where that was not done before."""
        if self._run is not None or self.scene_layer() is not None:
            return
        if all((self._folder / name).is_file() for name in (SCENE_FILE, TRUTH_FILE)):
            self._load()
            return
        self.status.say(tr("Drawing the sample scene; this takes about ten seconds."))
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self.status.say(tr("{path} cannot be written: {reason}.").format(path=self._folder, reason=error.strerror))
            return
        run = AlgorithmRun(
            "tesela:samplescene",
            {scene.SCENE: str(self._folder / SCENE_FILE), scene.TRUTH: str(self._folder / TRUTH_FILE)},
        )
        run.finished.connect(self._end)
        self._run = run
        self._refresh()
        run.start()

    def _end(self, result: RunResult) -> None:
        self._run = None
        if result.end is End.DONE:
            self._load()
        else:
            self.status.say(result.message)
        self._refresh()

    def _load(self) -> None:
        raster = QgsRasterLayer(str(self._folder / SCENE_FILE), tr("Sample scene"))
        if not raster.isValid():
            self.status.say(
                tr("{path} cannot be read; delete it, and open the scene again.").format(path=raster.source())
            )
            return
        self._project.addMapLayer(raster)
        truth = QgsVectorLayer(str(self._folder / TRUTH_FILE), tr("True buildings of the sample scene"), "ogr")
        if truth.isValid():
            self._project.addMapLayer(truth, False)
            self._project.layerTreeRoot().addChildNode(_hidden(truth))
        self.status.say(tr("The sample scene is in the project. It is an invented town after an earthquake."))

    def _request_run(self, model: str) -> None:
        layer = self.scene_layer()
        if layer is not None:
            self.run_requested.emit(layer.id(), model)

    def _request_page(self, name: str) -> None:
        self.page_requested.emit(name)
        self.note_looked()

    def _close(self) -> None:
        QgsSettings().setValue(DISMISSED_SETTING, True)
        self.hide()
        self.dismissed.emit()

    def _begin_again(self) -> None:
        self._done.clear()
        self.status.say("")
        self._refresh()

    def _tick(self, step: Step) -> None:
        self._done.add(step)
        if len(self._done) == len(Step):
            self.status.say(tr("That was all. Now try a raster of your own; the Help button of each page says more."))
        self._refresh()

    def _refresh(self, *_: object) -> None:
        has_scene = self.scene_layer() is not None
        if has_scene:
            self._done.add(Step.SCENE)
        else:
            self._done.discard(Step.SCENE)
        self.open_scene.setEnabled(not has_scene and self._run is None)
        for button in (self.find_damage, self.outline_buildings):
            button.setEnabled(has_scene)
        for button in (self.show_result, self.show_review):
            button.setEnabled(self.is_done(Step.RUN))
        for step, sign in self.signs.items():
            done = self.is_done(step)
            sign.setText("✓" if done else f"{step.value}.")
            state = tr("done") if done else tr("to do")
            sign.setAccessibleName(tr("Step {number}: {state}").format(number=step.value, state=state))
            sign.setToolTip(state)

    def _connect(self) -> None:
        self.open_scene.clicked.connect(self.start_scene)
        self.find_damage.clicked.connect(lambda: self._request_run(DAMAGE_MODEL))
        self.outline_buildings.clicked.connect(lambda: self._request_run(BUILDINGS_MODEL))
        self.show_result.clicked.connect(lambda: self._request_page("result"))
        self.show_review.clicked.connect(lambda: self._request_page("review"))
        self.dismiss.clicked.connect(self._close)
        self._project.layersAdded.connect(self._refresh)
        self._project.layersRemoved.connect(self._refresh)
        self._project.cleared.connect(self._begin_again)

    def _explain(self) -> None:
        for widget, text in (
            (
                self.open_scene,
                tr("Draws a small town after an earthquake on this machine, with its truth, and adds both as layers"),
            ),
            (self.find_damage, tr("Runs the model damage-tiles on the sample scene, as the Run page would")),
            (self.outline_buildings, tr("Runs the model building-footprints on the sample scene instead")),
            (self.show_result, tr("Goes to the Result page, whose threshold the map follows")),
            (self.show_review, tr("Goes to the Review page, where each detection is accepted or rejected")),
            (self.dismiss, tr("Closes the guide; you find it again in the menu of every Help button")),
        ):
            widget.setToolTip(text)
            widget.setWhatsThis(text)
        self.status.setAccessibleName(tr("What the guide is doing"))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        rows: Sequence[tuple[Step, str, tuple[QPushButton, ...]]] = (
            (Step.SCENE, tr("Open the scene that Tesela draws for you."), (self.open_scene,)),
            (Step.RUN, tr("Run a model on it."), (self.find_damage, self.outline_buildings)),
            (Step.LOOK, tr("Look at the result, and review it."), (self.show_result, self.show_review)),
        )
        for number, (step, text, buttons) in enumerate(rows):
            words = narrow_label()
            words.setText(text)
            # Below each other: side by side they would be cut in a narrow dock.
            line = QVBoxLayout()
            line.setSpacing(2)
            for button in buttons:
                button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
                button.setMinimumWidth(60)
                line.addWidget(button)
            grid.addWidget(self.signs[step], 2 * number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, 2 * number, 1)
            grid.addLayout(line, 2 * number + 1, 1)
        title = narrow_label()
        title.setText(tr("Three steps on a sample scene"))
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.dismiss)
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addLayout(grid)
        layout.addWidget(self.status)


def _hidden(layer: QgsVectorLayer) -> QgsLayerTreeLayer:
    """A node of the layer tree that is switched off: the truth is for those who look for it."""
    node = QgsLayerTreeLayer(layer)
    node.setItemVisibilityChecked(False)
    node.setExpanded(False)
    return node
