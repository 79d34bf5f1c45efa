"""What the algorithms ask for: each parameter with its description and help, in one place."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..bridge.translation import tr
from ..engine.contract.places import installed_cards

INPUT, MODEL, MODEL_FOLDER = "INPUT", "MODEL", "MODEL_FOLDER"
AREA, EXTENT = "AREA", "EXTENT"
THRESHOLD, SUPPRESSION_IOU = "THRESHOLD", "SUPPRESSION_IOU"
MIN_AREA, MIN_HOLE, SIMPLIFY = "MIN_AREA", "MIN_HOLE", "SIMPLIFY"
BANDS, VALUE_RANGE = "BANDS", "VALUE_RANGE"
ASSIGNED_CRS, PIXEL_RESULTS, WARP = "ASSIGNED_CRS", "PIXEL_RESULTS", "WARP"
WINDOW, OVERLAP, BATCH = "WINDOW", "OVERLAP", "BATCH"
RUN_FOLDER, OUTPUT, CENTRES, RESULTS = "RUN_FOLDER", "OUTPUT", "CENTRES", "RESULTS"
COUNT, WINDOWS, WINDOWS_SCORED = "COUNT", "WINDOWS", "WINDOWS_SCORED"
WINDOWS_WITHOUT_DATA, WINDOWS_FAILED = "WINDOWS_WITHOUT_DATA", "WINDOWS_FAILED"
SECONDS, DEVICE = "SECONDS", "DEVICE"

TILE_CLASSIFICATION, SEGMENTATION = "tile-classification", "segmentation"

Definitions = Iterator[QgsProcessingParameterDefinition]


def model_ids(task: str) -> list[str]:
    """Ids of the installed models of this task."""
    return [name for name, card in installed_cards().items() if card.task == task]


def model_descriptions(task: str) -> list[str]:
    """A line for each installed model of this task."""
    cards = installed_cards()
    return [f"{name}: {cards[name].summary}" for name in model_ids(task)]


def run_parameters(task: str) -> Definitions:
    """Parameters of an algorithm that scores rasters, in the order in which they are shown, without its outputs."""
    yield _explained(
        QgsProcessingParameterMultipleLayers(INPUT, tr("Rasters"), QgsProcessing.SourceType.TypeRaster),
        tr("One or more raster layers or files that GDAL opens. All of them go into one result."),
    )
    yield _model(task)
    yield _explained(
        QgsProcessingParameterFeatureSource(
            AREA, tr("Area"), [QgsProcessing.SourceType.TypeVectorPolygon], optional=True
        ),
        tr("Polygons within which to look, in any CRS. Empty: the whole raster."),
    )
    yield _explained(
        QgsProcessingParameterExtent(EXTENT, tr("Extent"), optional=True),
        tr("A rectangle within which to look, in any CRS. Together with an area, only their common part counts."),
    )
    yield from selection_parameters(task)
    yield _advanced(
        QgsProcessingParameterFile(
            MODEL_FOLDER,
            tr("Model folder"),
            QgsProcessingParameterFile.Behavior.Folder,
            optional=True,
        ),
        tr("Folder of a model package (with its card.json) to use instead of the model chosen above."),
    )
    yield from _reading_parameters()
    yield from _window_parameters()


def _model(task: str) -> QgsProcessingParameterDefinition:
    ids = model_ids(task)
    model = QgsProcessingParameterEnum(
        MODEL,
        tr("Model"),
        options=ids,
        defaultValue=ids[0] if ids else None,
        optional=not ids,
        usesStaticStrings=True,
    )
    return _explained(model, "\n".join(model_descriptions(task)) or tr("No model is installed."))


def selection_parameters(task: str | None) -> Definitions:
    """Parameters that turn scores into features; `task` None asks for those of every task."""
    yield _explained(
        _number(THRESHOLD, tr("Score threshold"), 0, 1),
        tr("Least score, 0 to 1, of what is written. Empty: the model card's value."),
    )
    if task in (None, TILE_CLASSIFICATION):
        yield _advanced(
            _number(SUPPRESSION_IOU, tr("Suppression IoU"), 0, 1),
            tr(
                "Of two boxes of one class that overlap by more than this intersection over union, the one with the "
                "lower score goes. Empty: the model card's value."
            ),
        )
    if task in (None, SEGMENTATION):
        yield _advanced(
            _number(MIN_AREA, tr("Smallest area (m²)"), 0),
            tr("Smaller polygons are left out. Empty: the model card's value."),
        )
        yield _advanced(
            _number(MIN_HOLE, tr("Smallest hole (m²)"), 0),
            tr("Smaller holes are filled. Empty: the model card's value."),
        )
        yield _advanced(
            _number(SIMPLIFY, tr("Simplification (m)"), 0),
            tr("Tolerance within which outlines are simplified. Empty: the model card's value."),
        )


def _reading_parameters() -> Definitions:
    yield _advanced(
        QgsProcessingParameterString(BANDS, tr("Bands"), optional=True),
        tr(
            "Band numbers from 1, separated by commas, in the order of the model's bands, for example 3,2,1. "
            "Empty: by the raster's colour interpretation."
        ),
    )
    yield _advanced(
        QgsProcessingParameterString(VALUE_RANGE, tr("Value range"), optional=True),
        tr(
            "The raster values that stand for the darkest and the brightest the model knows, for example 0,2047. "
            "Needed for data types that the model was not trained on."
        ),
    )
    yield _advanced(
        QgsProcessingParameterCrs(ASSIGNED_CRS, tr("CRS of rasters without one"), optional=True),
        tr("Used only for rasters that have no CRS of their own. Empty: the one of their layer."),
    )
    yield _advanced(
        QgsProcessingParameterBoolean(PIXEL_RESULTS, tr("Results in pixel coordinates"), defaultValue=False),
        tr("For rasters without CRS: write the features in columns and negative rows instead of asking for a CRS."),
    )
    yield _advanced(
        QgsProcessingParameterBoolean(WARP, tr("Warp rasters placed by control points"), defaultValue=False),
        tr("Resample rasters that have only ground control points or RPCs onto a north-up grid."),
    )


def _window_parameters() -> Definitions:
    yield _advanced(
        _integer(WINDOW, tr("Window (pixels)"), 1),
        tr("Side of the square that the model sees at once, in pixels of its own resolution. Empty: the card's."),
    )
    yield _advanced(
        _integer(OVERLAP, tr("Overlap (pixels)"), 0),
        tr("Pixels that neighbouring windows share. Empty: the model card's value."),
    )
    yield _advanced(
        _integer(BATCH, tr("Windows a batch"), 1),
        tr("How many windows go to the model at once; fewer need less memory. Empty: chosen by window size."),
    )


def run_folder_destination() -> QgsProcessingParameterDefinition:
    """Where the run's scores are kept."""
    return _advanced(
        QgsProcessingParameterFolderDestination(
            RUN_FOLDER, tr("Run folder"), defaultValue=QgsProcessing.TEMPORARY_OUTPUT, optional=True
        ),
        tr("Keeps the scores, so that 'Select again from a run' can move the threshold without running the model."),
    )


def run_folder_input() -> QgsProcessingParameterDefinition:
    """The folder of a finished run."""
    return _explained(
        QgsProcessingParameterFile(RUN_FOLDER, tr("Run folder"), QgsProcessingParameterFile.Behavior.Folder),
        tr("The run folder of a finished run of 'Detect' or 'Segment'."),
    )


def _number(name: str, text: str, minimum: float, maximum: float | None = None) -> QgsProcessingParameterNumber:
    number = QgsProcessingParameterNumber(
        name, text, QgsProcessingParameterNumber.Type.Double, defaultValue=None, optional=True
    )
    number.setMinimum(minimum)
    if maximum is not None:
        number.setMaximum(maximum)
    return number


def _integer(name: str, text: str, minimum: int) -> QgsProcessingParameterNumber:
    number = QgsProcessingParameterNumber(
        name, text, QgsProcessingParameterNumber.Type.Integer, defaultValue=None, optional=True
    )
    number.setMinimum(minimum)
    return number


def _explained(definition: QgsProcessingParameterDefinition, text: str) -> QgsProcessingParameterDefinition:
    definition.setHelp(text)
    return definition


def _advanced(definition: QgsProcessingParameterDefinition, text: str) -> QgsProcessingParameterDefinition:
    definition.setFlags(definition.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    return _explained(definition, text)
