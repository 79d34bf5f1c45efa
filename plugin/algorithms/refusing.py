"""How an algorithm tells QGIS that it failed, without QGIS keeping it for ever."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from qgis.core import QgsProcessingException

STEPS = ("prepareAlgorithm", "processAlgorithm")


def letting_go(step: Callable[..., Any]) -> Callable[..., Any]:
    """Have a step of an algorithm fail with the same message, and nothing but it.

    QGIS never lets go of an algorithm in Python that raised an exception, nor of what that one's traceback leads to:
    the feedback, the worker's session. So the exception leads to nothing, and the algorithm is emptied.
    """

    @wraps(step)
    def call(self: Any, parameters: Any, context: Any, feedback: Any) -> Any:
        try:
            return step(self, parameters, context, feedback)
        except QgsProcessingException as error:
            message = str(error)
        vars(self).clear()
        del self, parameters, context, feedback
        raise QgsProcessingException(message)

    return call
