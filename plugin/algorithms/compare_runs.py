"""Compare runs: what is new, gone, moved, relabelled or the same between two layers of polygons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFields,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingUtils,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)

from ..bridge.results.changes import (
    GONE,
    MOVED,
    NEW,
    RELABELLED,
    SAME,
    Change,
    Ground,
    Shape,
    ShapeReader,
    Tolerance,
    compare,
    counts,
)
from ..bridge.results.kinds import CHANGES
from ..bridge.results.layers import style_on_completion
from ..bridge.translation import tr
from ..engine.contract.errors import JobError, RunCancelled, TeselaError
from . import parameters as p
from .base import TeselaAlgorithm

BEFORE, AFTER = "BEFORE", "AFTER"
LEAST_IOU, REACH = "LEAST_IOU", "REACH"
LABEL_FIELD, SCORE_FIELD = "LABEL_FIELD", "SCORE_FIELD"
NUMBERS = {NEW: "NEW", GONE: "GONE", MOVED: "MOVED", RELABELLED: "RELABELLED", SAME: "SAME"}
USUAL_LABELS, USUAL_SCORES = ("label", "labels", "class"), ("score", "value")
DEFAULT_IOU, DEFAULT_REACH_M = 0.5, 10.0
TEXT, NUMBER, WHOLE = "string(0,0)", "double", "int8"
FIELDS = {
    **dict.fromkeys(("change", "label_before", "label_after"), TEXT),
    **dict.fromkeys(("score_before", "score_after", "score_change"), NUMBER),
    **dict.fromkeys(("area_before_m2", "area_after_m2", "area_change_m2"), NUMBER),
    **dict.fromkeys(("iou", "distance_m", "bearing_deg"), NUMBER),
    **dict.fromkeys(("id_before", "id_after"), WHOLE),
}
FEATURES_BETWEEN_LOOKS = 256
SHARE_OF_READING, SHARE_OF_MATCHING = 30.0, 50.0


@dataclass(frozen=True)
class Side:
    """One of the two layers as it was when the comparison began; removing the layer since does no harm.

    label, score: places of these fields, or -1.
    """

    name: str
    features: QgsVectorLayerFeatureSource
    request: QgsFeatureRequest
    count: int
    crs: QgsCoordinateReferenceSystem
    label: int
    score: int


class CompareRuns(TeselaAlgorithm):
    """`tesela:compareruns`."""

    def name(self) -> str:
        """The id within the provider."""
        return "compareruns"

    def displayName(self) -> str:
        """What the toolbox shows."""
        return tr("Compare two runs")

    def shortDescription(self) -> str:
        """What the toolbox shows under the pointer."""
        return tr("What is new, gone, moved, relabelled or the same between two layers of polygons.")

    def shortHelpString(self) -> str:
        """What the dialog shows beside the parameters."""
        return tr(
            "Compares the detections or buildings of two runs, or any two layers of polygons, in any CRS, and writes "
            "one layer that says of each feature what became of it:\n\n"
            "same: it overlaps a feature of the same class by at least the least IoU; its score and outline may "
            "differ, and the columns say by how much;\n"
            "relabelled: it overlaps one of another class by that much;\n"
            "moved: the centre of a feature of the same class lies within reach; distance and bearing say where it "
            "went;\n"
            "new or gone: none of these.\n\n"
            "Features are matched one to one, the best pairs first. Areas and distances are measured on the ellipsoid. "
            "New, moved, relabelled and same features have their outline of after, gone ones that of before. Nothing "
            "but QGIS is needed."
        )

    def tags(self) -> list[str]:
        """Words that find the algorithm."""
        return tr("compare,change,difference,new,gone,moved,before,after,IoU,history").split(",")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        before = QgsProcessingParameterFeatureSource(BEFORE, tr("Before"), polygons)
        after = QgsProcessingParameterFeatureSource(AFTER, tr("After"), polygons)
        self.addParameter(p.explained(before, tr("The polygons of the earlier run.")))
        self.addParameter(p.explained(after, tr("The polygons of the later run; the result is in their CRS.")))
        least = QgsProcessingParameterNumber(
            LEAST_IOU, tr("Least IoU"), QgsProcessingParameterNumber.Type.Double, defaultValue=DEFAULT_IOU
        )
        least.setMinimum(0.01)
        least.setMaximum(1)
        self.addParameter(
            p.explained(least, tr("From this intersection over union on, two polygons are the same feature."))
        )
        reach = QgsProcessingParameterNumber(
            REACH, tr("Reach (m)"), QgsProcessingParameterNumber.Type.Double, defaultValue=DEFAULT_REACH_M
        )
        reach.setMinimum(0)
        self.addParameter(
            p.explained(
                reach, tr("Up to this distance of the centres, a feature has moved. 0: nothing counts as moved.")
            )
        )
        for name, text, help_text in (
            (
                LABEL_FIELD,
                tr("Field of the class"),
                tr("The field with the class, in both layers. Empty: label, labels or class, where both have it."),
            ),
            (SCORE_FIELD, tr("Field of the score"), tr("The field with the score. Empty: score or value.")),
        ):
            field = QgsProcessingParameterField(name, text, None, AFTER, optional=True)
            self.addParameter(p.advanced(field, help_text))
        changes = QgsProcessingParameterFeatureSink(p.OUTPUT, tr("Changes"), QgsProcessing.SourceType.TypeVectorPolygon)
        changes.setHelp(tr("A multipolygon for each feature, with what became of it."))
        self.addParameter(changes)
        for kind, text in (
            (NEW, tr("New features")),
            (GONE, tr("Features gone")),
            (MOVED, tr("Features moved")),
            (RELABELLED, tr("Features relabelled")),
            (SAME, tr("Features that are the same")),
        ):
            self.addOutput(QgsProcessingOutputNumber(NUMBERS[kind], text))
        self.addOutput(QgsProcessingOutputNumber(p.COUNT, tr("Features")))

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Take hold of both layers, in the main thread: they may change or go while the comparison is under way."""
        try:
            layers = {name: self._layer(parameters, name, context) for name in (BEFORE, AFTER)}
            labels = self._field(parameters, LABEL_FIELD, USUAL_LABELS, list(layers.values()), context)
            scores = self._field(parameters, SCORE_FIELD, USUAL_SCORES, list(layers.values()), context)
            self._before, self._after = (
                _side(layer, parameters[name], labels, scores) for name, layer in layers.items()
            )
            if self._before.crs.isValid() != self._after.crs.isValid():
                lacking = self._after if self._before.crs.isValid() else self._before
                raise JobError(
                    tr("The layer '{name}' has no CRS, but the other one has; set its CRS, then compare.").format(
                        name=lacking.name
                    )
                )
        except TeselaError as error:
            raise QgsProcessingException(str(error)) from error
        self._tolerance = Tolerance(
            self.parameterAsDouble(parameters, LEAST_IOU, context), self.parameterAsDouble(parameters, REACH, context)
        )
        if not self._after.crs.isValid():
            feedback.pushWarning(
                tr("The layers have no CRS: areas and distances stay empty, and nothing counts as moved.")
            )
        return True

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Compare, and write what was found."""
        ground = Ground(self._after.crs, context.transformContext())
        try:
            before = self._read(self._before, ground, context, feedback, 0.0)
            after = self._read(self._after, ground, context, feedback, SHARE_OF_READING / 2)
            changes = compare(
                before,
                after,
                ground,
                self._tolerance,
                feedback.isCanceled,
                lambda share: feedback.setProgress(SHARE_OF_READING + SHARE_OF_MATCHING * share),
            )
        except TeselaError as error:
            raise QgsProcessingException(str(error)) from error
        destination = self._write(changes, self.destinations(parameters), context, feedback)
        style_on_completion(context, destination, CHANGES)
        found = counts(changes)
        feedback.pushInfo(summary(found))
        feedback.setProgress(100)
        return {
            p.OUTPUT: destination,
            **{NUMBERS[kind]: count for kind, count in found.items()},
            p.COUNT: len(changes),
        }

    def _layer(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> QgsVectorLayer:
        value = parameters.get(name)
        if isinstance(value, QgsProcessingFeatureSourceDefinition):
            source, _ = value.source.valueAsString(context.expressionContext())
            layer = QgsProcessingUtils.mapLayerFromString(source, context)
        else:
            layer = self.parameterAsVectorLayer(parameters, name, context)
        if layer is None or not layer.isValid():
            raise JobError(
                tr("The layer given as {name} cannot be read; choose another one.").format(
                    name=self.parameterDefinition(name).description()
                )
            )
        return layer

    def _field(
        self,
        parameters: dict[str, Any],
        name: str,
        usual: Sequence[str],
        layers: Sequence[QgsVectorLayer],
        context: QgsProcessingContext,
    ) -> str:
        """The field to use: the chosen one, or else the first usual one that both layers have, or ""."""
        chosen = self.parameterAsFields(parameters, name, context)
        if not chosen:
            both = (field for field in usual if all(layer.fields().lookupField(field) >= 0 for layer in layers))
            return next(both, "")
        for layer in layers:
            if layer.fields().lookupField(chosen[0]) < 0:
                raise JobError(
                    tr("The layer '{layer}' has no field '{field}'; its fields are {fields}.").format(
                        layer=layer.name(), field=chosen[0], fields=", ".join(layer.fields().names())
                    )
                )
        return str(chosen[0])

    def _read(
        self,
        side: Side,
        ground: Ground,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        done_percent: float,
    ) -> list[Shape]:
        """The polygons of one layer, in the CRS of the comparison; those without one are told."""
        transform = None
        if side.crs != ground.crs:
            transform = QgsCoordinateTransform(side.crs, ground.crs, context.transformContext())
        reader = ShapeReader(ground, transform)
        shapes = []
        for number, feature in enumerate(side.features.getFeatures(side.request)):
            if number % FEATURES_BETWEEN_LOOKS == 0:
                if feedback.isCanceled():
                    raise RunCancelled(tr("The comparison was cancelled; nothing was written."))
                feedback.setProgress(done_percent + SHARE_OF_READING / 2 * number / max(1, side.count))
            label = feature.attribute(side.label) if side.label >= 0 else None
            score = feature.attribute(side.score) if side.score >= 0 else None
            shape = reader.shape(feature.id(), feature.geometry(), _label(label), _score(score))
            if shape is not None:
                shapes.append(shape)
        if reader.skipped:
            feedback.pushWarning(
                tr("'{name}': {count} features without a polygon are left out.").format(
                    name=side.name, count=reader.skipped
                )
            )
        return shapes

    def _write(
        self,
        changes: Sequence[Change],
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> str:
        fields = _fields()
        sink, destination = self.parameterAsSink(
            parameters, p.OUTPUT, context, fields, QgsWkbTypes.Type.MultiPolygon, self._after.crs
        )
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, p.OUTPUT))
        for number, change in enumerate(changes):
            if number % FEATURES_BETWEEN_LOOKS == 0:
                if feedback.isCanceled():
                    raise QgsProcessingException(
                        tr("Cancelled while the changes were written; {path} is not complete.").format(path=destination)
                    )
                share = number / len(changes)
                feedback.setProgress(
                    SHARE_OF_READING + SHARE_OF_MATCHING + (100 - SHARE_OF_READING - SHARE_OF_MATCHING) * share
                )
            feature = QgsFeature(fields)
            feature.setGeometry(_multipolygon(change))
            feature.setAttributes(list(_values(change)))
            if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                raise QgsProcessingException(
                    tr("A change could not be written to {name}: {reason}.").format(
                        name=destination, reason=sink.lastError()
                    )
                )
        del sink
        return str(destination)


def summary(found: dict[str, int]) -> str:
    """How many features of each kind there are, in one line."""
    return tr("{new} new, {gone} gone, {moved} moved, {relabelled} relabelled, {same} the same").format(**found)


def _fields() -> QgsFields:
    """The columns of the result; made by way of a layer, because QGIS changed the enumeration of types."""
    wanted = "&".join(f"field={name}:{kind}" for name, kind in FIELDS.items())
    return QgsVectorLayer(f"None?{wanted}", "fields", "memory").fields()


def _side(layer: QgsVectorLayer, value: Any, label: str, score: str) -> Side:
    """A snapshot of the layer, or of its selected or first features where those alone are asked for."""
    request = QgsFeatureRequest()
    count = layer.featureCount()
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        if value.selectedFeaturesOnly:
            request.setFilterFids(layer.selectedFeatureIds())
            count = layer.selectedFeatureCount()
        if value.featureLimit > 0:
            request.setLimit(value.featureLimit)
        if getattr(value, "filterExpression", ""):
            request.setFilterExpression(value.filterExpression)
    columns = [layer.fields().lookupField(name) if name else -1 for name in (label, score)]
    if not request.filterExpression():
        request.setSubsetOfAttributes([column for column in columns if column >= 0])
    return Side(layer.name(), QgsVectorLayerFeatureSource(layer), request, count, layer.crs(), *columns)


def _label(value: Any) -> str:
    return "" if value is None or (hasattr(value, "isNull") and value.isNull()) else str(value)


def _score(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and value == value else None


def _multipolygon(change: Change) -> QgsGeometry:
    shape = change.after or change.before
    assert shape is not None
    geometry = QgsGeometry(shape.geometry)
    # Mended geometries may bring lines along, and Z or M values mean nothing here.
    parts = geometry.coerceToType(QgsWkbTypes.Type.MultiPolygon)
    return parts[0] if len(parts) == 1 else QgsGeometry.unaryUnion(parts)


def _values(change: Change) -> Iterator[Any]:
    before, after = change.before, change.after
    yield change.kind
    yield None if before is None else before.label
    yield None if after is None else after.label
    yield from _difference(None if before is None else before.score, None if after is None else after.score)
    yield from _difference(None if before is None else before.area, None if after is None else after.area)
    yield from (change.iou, change.distance_m, change.bearing_deg)
    yield None if before is None else before.id
    yield None if after is None else after.id


def _difference(before: float | None, after: float | None) -> tuple[float | None, float | None, float | None]:
    return before, after, None if before is None or after is None else after - before
