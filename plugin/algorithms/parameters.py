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
from ..engine.contract.card import (
    MULTI_LABEL,
    PHOTO_CLASSIFICATION,
    REGRESSION,
    SEGMENTATION,
    TILE_CLASSIFICATION,
)
from ..engine.contract.places import installed_cards

INPUT, MODEL, MODEL_FOLDER = "INPUT", "MODEL", "MODEL_FOLDER"
AREA, EXTENT = "AREA", "EXTENT"
THRESHOLD, THRESHOLDS, THRESHOLD_RULE, PRECISION = "THRESHOLD", "THRESHOLDS", "THRESHOLD_RULE", "PRECISION"
SUPPRESSION_IOU = "SUPPRESSION_IOU"
MIN_AREA, MIN_HOLE, SIMPLIFY = "MIN_AREA", "MIN_HOLE", "SIMPLIFY"
BANDS, VALUE_RANGE = "BANDS", "VALUE_RANGE"
ASSIGNED_CRS, PIXEL_RESULTS, WARP = "ASSIGNED_CRS", "PIXEL_RESULTS", "WARP"
WINDOW, OVERLAP, BATCH = "WINDOW", "OVERLAP", "BATCH"
RUN_FOLDER, OUTPUT, CENTRES, RESULTS = "RUN_FOLDER", "OUTPUT", "CENTRES", "RESULTS"
VALUES, VALUES_FILES = "VALUES", "VALUES_FILES"
COUNT, WINDOWS, WINDOWS_SCORED = "COUNT", "WINDOWS", "WINDOWS_SCORED"
WINDOWS_WITHOUT_DATA, WINDOWS_FAILED = "WINDOWS_WITHOUT_DATA", "WINDOWS_FAILED"
SECONDS, DEVICE = "SECONDS", "DEVICE"

RASTER_TASKS = (TILE_CLASSIFICATION, SEGMENTATION, MULTI_LABEL, REGRESSION)
ALGORITHMS = {
    TILE_CLASSIFICATION: "tesela:detect",
    SEGMENTATION: "tesela:segment",
    MULTI_LABEL: "tesela:label",
    REGRESSION: "tesela:regress",
    PHOTO_CLASSIFICATION: "tesela:classifyphotos",
}
"""Which algorithm runs the models of a task."""
DEFAULT_PRECISION = 0.95

Definitions = Iterator[QgsProcessingParameterDefinition]


def model_ids(*tasks: str) -> list[str]:
    """Ids of the installed models of these tasks."""
    return [name for name, card in installed_cards().items() if card.task in tasks]


def model_descriptions(*tasks: str) -> list[str]:
    """A line for each installed model of these tasks."""
    cards = installed_cards()
    return [f"{name}: {cards[name].summary}" for name in model_ids(*tasks)]


def run_parameters(task: str) -> Definitions:
    """Parameters of an algorithm that scores rasters, in the order in which they are shown, without its outputs."""
    yield rasters()
    yield model(task)
    yield from area_parameters()
    yield from selection_parameters(task)
    yield model_folder()
    yield from reading_parameters()
    yield from window_parameters()


def rasters(optional: bool = False) -> QgsProcessingParameterDefinition:
    """The rasters that the model looks at."""
    return explained(
        QgsProcessingParameterMultipleLayers(
            INPUT, tr("Rasters"), QgsProcessing.SourceType.TypeRaster, optional=optional
        ),
        tr(
            "One or more raster layers or files that GDAL opens. All of them go into one result. Layers of web "
            "services (WMS, XYZ tiles and the like) are fetched over the area first, up to a limit."
        ),
    )


def area_parameters() -> Definitions:
    """Where to look."""
    yield explained(
        QgsProcessingParameterFeatureSource(
            AREA, tr("Area"), [QgsProcessing.SourceType.TypeVectorPolygon], optional=True
        ),
        tr("Polygons within which to look, in any CRS. Empty: the whole raster."),
    )
    yield explained(
        QgsProcessingParameterExtent(EXTENT, tr("Extent"), optional=True),
        tr("A rectangle within which to look, in any CRS. Together with an area, only their common part counts."),
    )


def model(*tasks: str, chosen: bool = True) -> QgsProcessingParameterDefinition:
    """Which of the installed models of these tasks; not `chosen`: none until a person chooses."""
    ids = model_ids(*tasks)
    chosen = chosen and bool(ids)
    definition = QgsProcessingParameterEnum(
        MODEL,
        tr("Model"),
        options=ids,
        defaultValue=ids[0] if chosen else None,
        optional=not chosen,
        usesStaticStrings=True,
    )
    return explained(definition, "\n".join(model_descriptions(*tasks)) or tr("No model is installed."))


def model_folder() -> QgsProcessingParameterDefinition:
    """A model that is not installed."""
    return advanced(
        QgsProcessingParameterFile(
            MODEL_FOLDER,
            tr("Model folder"),
            QgsProcessingParameterFile.Behavior.Folder,
            optional=True,
        ),
        tr("Folder of a model package (with its card.json) to use instead of the model chosen above."),
    )


def selection_parameters(task: str | None) -> Definitions:
    """Parameters that turn scores into features; `task` None asks for those of every task."""
    if task == REGRESSION:
        return
    yield explained(
        _number(THRESHOLD, tr("Score threshold"), 0, 1),
        tr("Least score, 0 to 1, of what is written. Empty: the model card's value."),
    )
    # Most detections and segmentations have a single label.
    yield (advanced if task in (TILE_CLASSIFICATION, SEGMENTATION) else explained)(
        QgsProcessingParameterString(THRESHOLDS, tr("Thresholds of single labels"), optional=True),
        tr(
            "Least scores of single labels, for example cars=0.4, trees=0.6. Labels that are not named keep the "
            "threshold above or, where that is empty, the model card's value."
        ),
    )
    yield from rule_parameters()
    if task in (None, TILE_CLASSIFICATION):
        yield advanced(
            _number(SUPPRESSION_IOU, tr("Suppression IoU"), 0, 1),
            tr(
                "Of two boxes of one class that overlap by more than this intersection over union, the one with the "
                "lower score goes. Empty: the model card's value."
            ),
        )
    if task in (None, SEGMENTATION):
        yield advanced(
            _number(MIN_AREA, tr("Smallest area (m²)"), 0),
            tr("Smaller polygons are left out. Empty: the model card's value."),
        )
        yield advanced(
            _number(MIN_HOLE, tr("Smallest hole (m²)"), 0),
            tr("Smaller holes are filled. Empty: the model card's value."),
        )
        yield advanced(
            _number(SIMPLIFY, tr("Simplification (m)"), 0),
            tr("Tolerance within which outlines are simplified. Empty: the model card's value."),
        )


def rule_parameters() -> Definitions:
    """How to choose thresholds from the model card's evidence instead of giving them."""
    yield advanced(
        QgsProcessingParameterEnum(
            THRESHOLD_RULE,
            tr("Choose thresholds by"),
            options=[
                tr("The model card's values"),
                tr("The best F1"),
                tr("No false positives"),
                tr("A wanted precision"),
            ],
            defaultValue=0,
        ),
        tr(
            "How thresholds are chosen from what the model card says of its validation samples: the highest F1 of each "
            "label; the most true finds without a false one; or the most true finds at the wanted precision. A rule "
            "takes the place of thresholds; give one of the two."
        ),
    )
    precision = QgsProcessingParameterNumber(
        PRECISION, tr("Wanted precision"), QgsProcessingParameterNumber.Type.Double, defaultValue=DEFAULT_PRECISION
    )
    precision.setMinimum(0.01)
    precision.setMaximum(1)
    yield advanced(
        precision,
        tr("Share of what is found that should be true. It counts only with the choice 'A wanted precision'."),
    )


def reading_parameters() -> Definitions:
    """How pixels become model input where the raster itself does not say."""
    yield advanced(
        QgsProcessingParameterString(BANDS, tr("Bands"), optional=True),
        tr(
            "Band numbers from 1, separated by commas, in the order of the model's bands, for example 3,2,1. "
            "Empty: by the raster's colour interpretation."
        ),
    )
    yield advanced(
        QgsProcessingParameterString(VALUE_RANGE, tr("Value range"), optional=True),
        tr(
            "The raster values that stand for the darkest and the brightest the model knows, for example 0,2047. "
            "Needed for data types that the model was not trained on."
        ),
    )
    yield advanced(
        QgsProcessingParameterCrs(ASSIGNED_CRS, tr("CRS of rasters without one"), optional=True),
        tr("Used only for rasters that have no CRS of their own. Empty: the one of their layer."),
    )
    yield advanced(
        QgsProcessingParameterBoolean(PIXEL_RESULTS, tr("Results in pixel coordinates"), defaultValue=False),
        tr("For rasters without CRS: write the features in columns and negative rows instead of asking for a CRS."),
    )
    yield advanced(
        QgsProcessingParameterBoolean(WARP, tr("Warp rasters placed by control points"), defaultValue=False),
        tr("Resample rasters that have only ground control points or RPCs onto a north-up grid."),
    )


def window_parameters() -> Definitions:
    """Windows and batches."""
    yield advanced(
        _integer(WINDOW, tr("Window (pixels)"), 1),
        tr("Side of the square that the model sees at once, in pixels of its own resolution. Empty: the card's."),
    )
    yield advanced(
        _integer(OVERLAP, tr("Overlap (pixels)"), 0),
        tr("Pixels that neighbouring windows share. Empty: the model card's value."),
    )
    yield advanced(
        _integer(BATCH, tr("Windows a batch"), 1),
        tr("How many windows go to the model at once; fewer need less memory. Empty: chosen by window size."),
    )


def run_folder_destination(help_text: str = "") -> QgsProcessingParameterDefinition:
    """Where the run's scores are kept."""
    return advanced(
        QgsProcessingParameterFolderDestination(
            RUN_FOLDER, tr("Run folder"), defaultValue=QgsProcessing.TEMPORARY_OUTPUT, optional=True
        ),
        help_text
        or tr("Keeps the scores, so that 'Select again from a run' can move the threshold without running the model."),
    )


def run_folder_input() -> QgsProcessingParameterDefinition:
    """The folder of a finished run."""
    return explained(
        QgsProcessingParameterFile(RUN_FOLDER, tr("Run folder"), QgsProcessingParameterFile.Behavior.Folder),
        tr("The run folder of a finished run over rasters, such as one of 'Detect' or 'Label'."),
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


def explained(definition: QgsProcessingParameterDefinition, text: str) -> QgsProcessingParameterDefinition:
    """The definition with its help."""
    definition.setHelp(text)
    return definition


def advanced(definition: QgsProcessingParameterDefinition, text: str) -> QgsProcessingParameterDefinition:
    """The definition with its help, among the advanced parameters."""
    definition.setFlags(definition.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    return explained(definition, text)
