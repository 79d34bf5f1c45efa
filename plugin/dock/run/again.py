"""Asks on the Run page again what an earlier run was asked; what is gone is said, and nothing else takes its place."""

from __future__ import annotations

import os
from typing import Any

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer

from ...algorithms import parameters as p
from ...bridge.runs.history import KeptRaster, RunRecord
from ...bridge.runs.kept_values import from_json_values
from ...bridge.translation import tr
from .form import RunForm
from .raster_picker import RasterPicker
from .request import AREA_PARAMETERS


def ask_again(form: RunForm, project: QgsProject, record: RunRecord) -> None:
    """Fill the form with the rasters, model, area and options of a run, or of that which a selection was made from."""
    values = from_json_values({**record.scoring, **record.parameters})
    _choose_rasters(form.raster, project, record.rasters, values.get(p.INPUT))
    if not form.model.choose(record.model_id):
        form.model.miss(record.model_name or record.model_id)
    form.area.set_parameters({name: values[name] for name in AREA_PARAMETERS if values.get(name)})
    form.options.set_parameters(values)


def missing_words(form: RunForm) -> str:
    """What was asked for and is not there any more, until something else is chosen, or ""."""
    things = [tr("the raster {name}").format(name=name) for name in form.raster.missing]
    if form.model.missing:
        things.append(tr("the model {model}").format(model=form.model.missing))
    if not things:
        return ""
    return tr("Not here any more: {things}. Choose what to take instead; the rest is filled in.").format(
        things=", ".join(things)
    )


def _choose_rasters(picker: RasterPicker, project: QgsProject, rasters: tuple[KeptRaster, ...], ids: Any) -> None:
    """Choose the layers of these rasters, adding files that are still there."""
    layer_ids = ids if isinstance(ids, list) and len(ids) == len(rasters) else [""] * len(rasters)
    found, missing = [], []
    for raster, layer_id in zip(rasters, layer_ids):
        layer = project.mapLayer(str(layer_id))
        if not isinstance(layer, QgsRasterLayer):
            layer = _of_source(picker, project, raster)
        if layer is None:
            missing.append(raster.name)
        else:
            found.append(layer)
    picker.set_layers(found, missing)


def _of_source(picker: RasterPicker, project: QgsProject, raster: KeptRaster) -> QgsMapLayer | None:
    """The layer with the source of this raster, of several the one with its name; a file is added to the project."""
    is_file = os.path.isfile(raster.source)  # noqa: PTH113 (Path.is_file raises where a web layer's source is no path)
    if is_file and not _with_source(project, raster.source):
        picker.take_files([raster.source])
    layers = _with_source(project, raster.source)
    return next((layer for layer in layers if layer.name() == raster.name), layers[0] if layers else None)


def _with_source(project: QgsProject, source: str) -> list[QgsMapLayer]:
    return [layer for layer in project.mapLayers().values() if layer.source() == source]
