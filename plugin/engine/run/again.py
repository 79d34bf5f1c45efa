"""Select again from a finished run, of rasters or of photographs, whichever the run folder holds."""

from __future__ import annotations

from pathlib import Path

from ..contract.errors import RunError
from ..contract.events import Done, Emit, IsCancelled
from ..contract.job import Selection
from ..path.pipeline import select_run
from ..path.scores import RunFolder
from ..photos.classify import is_photo_run, select_photos


def select_again(
    path: str,
    selection: Selection,
    emit: Emit,
    cancelled: IsCancelled = lambda: False,
    results: str | None = None,
    unfinished: bool = False,
) -> Done:
    """Select from the run folder at `path` (or the output folder that holds it) with another selection.

    unfinished: also from a run over rasters that was interrupted, with what it had finished. RunError where `results`
    is no name of a GeoPackage.
    """
    if results is not None and Path(results).suffix.lower() != ".gpkg":
        raise RunError(f"{results} does not end in .gpkg; features are written as a GeoPackage, so give such a name.")
    if is_photo_run(RunFolder.open(Path(path))):
        return select_photos(path, selection, emit, cancelled, results)
    return select_run(path, selection, emit, cancelled, results, unfinished)
