"""The Processing provider `tesela`."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..bridge.translation import tr
from ..engine.contract.places import asset, version
from .check import Check
from .classify_photos import ClassifyPhotos
from .compare_runs import CompareRuns
from .detect import Detect
from .evaluate import Evaluate
from .explain import Explain
from .label import Label
from .regress import Regress
from .sample_scene import SampleScene
from .segment import Segment
from .select import Select
from .setup import Setup

ALGORITHMS = (
    Check,
    Detect,
    Segment,
    Label,
    Regress,
    ClassifyPhotos,
    Select,
    Evaluate,
    Explain,
    CompareRuns,
    SampleScene,
    Setup,
)


class TeselaProvider(QgsProcessingProvider):
    """Lists the algorithms."""

    def id(self) -> str:
        """The id in front of the algorithms' ids."""
        return "tesela"

    def name(self) -> str:
        """What the toolbox shows."""
        return tr("Tesela")

    def longName(self) -> str:
        """Name and purpose."""
        return tr("Tesela: finds things in aerial images")

    def icon(self) -> QIcon:
        """The plugin's icon."""
        return QIcon(str(asset("resources") / "icons" / "tesela.svg"))

    def versionInfo(self) -> str:
        """The plugin's version."""
        return version()

    def supportedOutputRasterLayerExtensions(self) -> list[str]:
        """Rasters are copied as the worker wrote them, as GeoTIFF."""
        return ["tif", "tiff"]

    def loadAlgorithms(self) -> None:
        """Called by QGIS on load and refresh."""
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
