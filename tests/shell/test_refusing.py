"""A failed algorithm is told with its message, and let go of."""

import gc

import pytest
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback
from tesela.algorithms.base import TeselaAlgorithm


class KeptFeedback(QgsProcessingFeedback):
    def __init__(self, errors):
        super().__init__(False)
        self.errors = errors

    def reportError(self, error, fatalError=False):
        self.errors.append(error)


class Held:
    pass


class Failing(TeselaAlgorithm):
    """Fails in the step that it is told."""

    def __init__(self, step):
        super().__init__()
        self.step = step

    def createInstance(self):
        return Failing(self.step)

    def name(self):
        return "failing"

    def displayName(self):
        return "failing"

    def initAlgorithm(self, configuration=None):
        pass

    def prepareAlgorithm(self, parameters, context, feedback):
        self.held = Held()
        if self.step == "prepare":
            raise QgsProcessingException("The raster is gone.")
        return True

    def processAlgorithm(self, parameters, context, feedback):
        if self.step == "process":
            raise QgsProcessingException("The raster is gone.")
        return {}


def run(step):
    """Run the algorithm; return whether it succeeded, and the errors that were reported."""
    algorithm, context, errors = Failing(step), QgsProcessingContext(), []
    algorithm.initAlgorithm()
    _, succeeded = algorithm.run({}, context, KeptFeedback(errors))
    return succeeded, errors


def left():
    gc.collect()
    return [thing for thing in gc.get_objects() if isinstance(thing, (Held, KeptFeedback))]


@pytest.mark.parametrize("step", ["prepare", "process"])
def test_a_failed_algorithm_keeps_its_message_and_leaves_nothing_behind(qgis_app, qgis_processing, step):
    succeeded, errors = run(step)
    assert not succeeded
    assert errors == ["The raster is gone."]
    assert not left()


def test_an_algorithm_that_does_not_fail_is_left_as_it_is(qgis_app, qgis_processing):
    assert run("none") == (True, [])
    assert not left()
