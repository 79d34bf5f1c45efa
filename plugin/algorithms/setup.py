"""Setup: make the worker's Python environment."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
)

from ..bridge.environment import WorkerPython, find_python, named_python
from ..bridge.make_environment import make_environment
from ..bridge.settings import configured_python, proxy_variables
from ..bridge.translation import tr
from ..engine.contract.errors import EnvironmentMissing, TeselaError
from .base import TeselaAlgorithm

PYTHON = "PYTHON"


class Setup(TeselaAlgorithm):
    """`tesela:setup`."""

    def name(self) -> str:
        """The id within the provider."""
        return "setup"

    def displayName(self) -> str:
        """What the toolbox shows."""
        return tr("Make the worker's environment")

    def shortDescription(self) -> str:
        """What the toolbox shows under the pointer."""
        return tr("Installs, once, the Python packages that run the models, apart from QGIS's own.")

    def shortHelpString(self) -> str:
        """What the dialog shows beside the parameters."""
        return tr(
            "Makes the Python environment in which the models run, apart from QGIS's own Python, from a list of pinned "
            "packages whose checksums are verified. It is needed once, takes some minutes, and about 2 GB of disk.\n\n"
            "The proxy of QGIS's network settings is used. An environment that was interrupted is noticed and made "
            "again; one that is complete is left as it is."
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """It asks for nothing and returns the Python of the environment."""
        self.addOutput(QgsProcessingOutputFile(PYTHON, tr("The worker's Python")))

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Read the settings in the main thread."""
        self._configured, self._proxy = configured_python(), proxy_variables()
        return True

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Make the environment unless one is there."""
        try:
            found = named_python(self._configured) or _present()
            if found is None:
                return {PYTHON: str(make_environment(feedback, self._proxy))}
        except TeselaError as error:
            raise QgsProcessingException(str(error)) from error
        except OSError as error:
            raise QgsProcessingException(
                tr("The environment could not be made: {reason}.").format(reason=error)
            ) from error
        feedback.pushInfo(
            tr("The worker's Python is there: {path} ({origin})").format(path=found.path, origin=found.origin)
        )
        return {PYTHON: str(found.path)}


def _present() -> WorkerPython | None:
    try:
        return find_python()
    except EnvironmentMissing:
        return None
