"""Which raster a feature was found in: told by its run where that is known, else by its name alone."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer

from ...engine.contract.errors import RasterError, RunError
from ...engine.contract.raster_names import path_parts
from ..results.layer_notes import run_folder_of
from ..runs.folder import raster_paths, run_folder
from ..runs.history import records
from ..translation import tr


def folder_of_run(project: QgsProject, layer: QgsVectorLayer) -> Path | None:
    """The run folder of a result layer, as it notes it itself or as the history does; None where it is gone."""
    noted = run_folder_of(layer)
    if noted is not None:
        return noted
    for run in records(project):
        if layer.id() in run.layer_ids and run.run_folder:
            found = run_folder(Path(run.run_folder))
            return found if found.is_dir() else None
    return None


@dataclass(frozen=True)
class FeatureRasters:
    """The rasters that the features of a layer were found in. paths: as `raster_paths` gives them; {} if not known."""

    project: QgsProject
    paths: Mapping[str, tuple[str, ...]]

    @classmethod
    def of_run(cls, project: QgsProject, folder: Path | None) -> FeatureRasters:
        """Those of the run in this folder; None, or a folder that holds no run: of one that is not known."""
        paths: Mapping[str, tuple[str, ...]] = {}
        if folder is not None:
            with suppress(RunError):
                paths = raster_paths(folder)
        return cls(project, paths)

    def path(self, name: str) -> str:
        """Where the run read the raster that a feature names; the name itself where the run is not known.

        RasterError where several rasters of the run have the name.
        """
        found = self.paths.get(name, (name,))
        if len(found) > 1:
            raise RasterError(
                tr(
                    "{count} rasters of this run are named '{name}', because it was made by an earlier version of "
                    "Tesela, which did not tell them apart; run it again."
                ).format(count=len(found), name=name)
            )
        return found[0]

    def layer(self, name: str) -> QgsRasterLayer | None:
        """The project's layer of the raster that a feature names; None where no layer has such a name.

        It is the layer of the very file that the run read. Where the project has none, and the file is not there any
        longer, it is the only one with that name: of a file, or a layer such as a web map. RasterError where there are
        several, or where the one of that name is another raster.
        """
        path = self.path(name)
        own = layer_of_file(self.project, path)
        namesakes = [] if own is not None else _namesakes(self.project, name)
        possible = [layer for layer in namesakes if _may_be(layer, name, path)]
        if len({_file(layer) for layer in possible}) > 1:
            raise RasterError(
                tr(
                    "The project has several rasters named '{name}', and nothing tells which of them this was found "
                    "in; remove the others from the project."
                ).format(name=name)
            )
        if namesakes and not possible:
            raise RasterError(
                tr(
                    "The project has another raster named like {path}, but not that one, in which this was found; add "
                    "it to the project."
                ).format(path=path)
            )
        return own if not possible else possible[0]


def layer_of_file(project: QgsProject, path: str) -> QgsRasterLayer | None:
    """The project's raster layer of this very file."""
    return next((layer for layer in _raster_layers(project) if path and _file(layer) == Path(path)), None)


def is_there(path: str) -> bool:
    """Whether a raster's file is where a run read it; a path that is not absolute does not say where that was."""
    return Path(path).is_absolute() and Path(path).is_file()


def _namesakes(project: QgsProject, name: str) -> list[QgsRasterLayer]:
    """The layers whose files have the file name of a raster, whatever their folders; else the layers so named."""
    base = _file_name(name)
    layers = _raster_layers(project) if base else []
    files = [layer for layer in layers if _file_name(str(_file(layer))) == base]
    return files or [layer for layer in layers if layer.name() in (name, base, Path(base).stem)]


def _may_be(layer: QgsRasterLayer, name: str, path: str) -> bool:
    """Whether a layer may show the raster of this name that was read at this path, although not from there."""
    if layer.providerType() != "gdal":
        return True
    parts, wanted = path_parts(str(_file(layer))), path_parts(name)
    same_folders = parts[-1:] != wanted[-1:] or parts[-len(wanted) :] == wanted
    return same_folders and not is_there(path)


def _raster_layers(project: QgsProject) -> list[QgsRasterLayer]:
    layers = project.mapLayers().values()
    return [layer for layer in layers if isinstance(layer, QgsRasterLayer) and layer.isValid()]


def _file(layer: QgsRasterLayer) -> Path:
    return Path(layer.source().split("|")[0])


def _file_name(path: str) -> str:
    return "".join(path_parts(path)[-1:])
