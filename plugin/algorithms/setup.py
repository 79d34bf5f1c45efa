"""Setup: make the worker's Python environment."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterBoolean,
)

from ..bridge.settings import configured_python, proxy_variables
from ..bridge.translation import tr
from ..bridge.worker.environment import WorkerPython, find_python, managed_folder, named_python, python_in
from ..bridge.worker.make_environment import make_environment, repair_environment
from ..engine.contract.errors import EnvironmentMissing, TeselaError
from .base import TeselaAlgorithm
from .parameters import explained
from .reporting import Reporter

PYTHON, REPAIR = "PYTHON", "REPAIR"


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
            "again; one that is complete is left as it is, unless it is to be repaired. A Python that you named "
            "yourself is never touched."
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """It asks whether to begin anew and returns the Python of the environment."""
        self.addParameter(
            explained(
                QgsProcessingParameterBoolean(REPAIR, tr("Repair: remove it and make it again"), defaultValue=False),
                tr("Also where it seems to be complete: for an environment whose packages were damaged or removed."),
            )
        )
        self.addOutput(QgsProcessingOutputFile(PYTHON, tr("The worker's Python")))

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Read the settings in the main thread."""
        self._configured, self._proxy = configured_python(), proxy_variables()
        self._repair = self.parameterAsBoolean(parameters, REPAIR, context)
        return True

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Make the environment unless one is there."""
        try:
            found = named_python(self._configured) or _present()
            if found is None or (self._repair and python_in(managed_folder()) == found.path):
                make = repair_environment if self._repair else make_environment
                return {PYTHON: str(make(feedback, self._proxy))}
            if self._repair:
                raise EnvironmentMissing(_not_ours(found))
        except TeselaError as error:
            Reporter(feedback, 0.0).ended(error)
            raise QgsProcessingException(str(error)) from error
        except OSError as error:
            raise QgsProcessingException(
                tr("The environment could not be made: {reason}. Close what uses it, then try again.").format(
                    reason=error
                )
            ) from error
        feedback.pushInfo(
            tr("The worker's Python is there: {path} ({origin})").format(path=found.path, origin=found.origin)
        )
        return {PYTHON: str(found.path)}


def _not_ours(found: WorkerPython) -> str:
    return tr(
        "Only the environment that Tesela made itself can be repaired, but the worker's Python is {path} ({origin}); "
        "mend that one, or take its name away first."
    ).format(path=found.path, origin=found.origin)


def _present() -> WorkerPython | None:
    try:
        return find_python()
    except EnvironmentMissing:
        return None
