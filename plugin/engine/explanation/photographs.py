"""Overlays of photographs: what the model was shown, and over it in colour what speaks for the class."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from matplotlib import colormaps
from matplotlib.figure import Figure

from ..contract.card import ModelCard, ModelPackage
from ..contract.events import Done, Event, Note, Progress, Warning
from ..contract.job import ExplainJob
from ..path.reading import to_network_range
from ..photos.image import PhotoError, read_photo
from .fields import enlarge
from .gradcam import Explainer
from .heat import telling_why

BANDS = ("red", "green", "blue")
SHOWN_PX = 640
MOST_OPAQUE = 0.75
COLOURS = "plasma"


def explain_photographs(
    job: ExplainJob,
    package: ModelPackage,
    label: int | None,
    emit: Callable[[Event], None],
    stop: Callable[[], None],
    load: Callable[[], Explainer],
) -> Done:
    """Write OUTPUT/NAME-explained.png for each photograph; those that cannot be read are told of and left out.

    label: number of the explained class, or None for each photograph's highest. PhotoError where none can be read.
    """
    card = package.card
    names = _names(job.photos)
    files: dict[str, str] = {}
    report: list[dict] = []
    explainer, wanted, unreadable = None, min(job.most, len(job.photos)), 0
    for number, (text, name) in enumerate(zip(job.photos[:wanted], names, strict=False)):
        stop()
        try:
            shown = read_photo(Path(text), SHOWN_PX).pixels
            seen = read_photo(Path(text), card.window_px).pixels
        except PhotoError as error:
            emit(Warning(f"{error} It is left out."))
            unreadable += 1
            continue
        explainer = explainer or load()
        order = [BANDS.index(band) for band in card.input.bands]
        pixels = to_network_range(seen[None, ..., order], card.input, None)
        cells, labels, scores = explainer.explain(pixels, label)
        explained, score = card.classes[labels[0]], float(scores[0, labels[0]])
        path = Path(job.output) / f"{name}-explained.png"
        heat = enlarge(np.maximum(cells[0], 0), explainer.places, SHOWN_PX, SHOWN_PX)
        draw_overlay(path, shown, heat, caption(card, explained, scores[0]))
        emit(Note(f"{text}: {explained} {score:.2f}, overlay in {path}"))
        emit(Progress("score", number + 1, wanted))
        files[name] = str(path)
        report.append(
            {"photo": text, "label": explained, "score": score, "heat_maximum": float(heat.max()), "file": str(path)}
        )
    if explainer is None:
        raise PhotoError(f"None of the {wanted} photographs could be read; check their paths.")
    if len(job.photos) > job.most:
        left_out = len(job.photos) - job.most
        emit(Warning(f"{left_out} photographs are left out, because at most {job.most} are explained; raise --most."))
    return Done(
        files=files,
        device=explainer.device,
        runtime=explainer.runtime,
        report={"photographs": report, "unreadable": unreadable},
    )


def _names(photos: tuple[str, ...]) -> list[str]:
    """Return a name for each overlay: the photograph's own, with a number where it comes again."""
    names: list[str] = []
    for photo in photos:
        stem, again = Path(photo).stem, 1
        name = stem
        while name.lower() in {taken.lower() for taken in names}:
            again += 1
            name = f"{stem}-{again}"
        names.append(name)
    return names


def caption(card: ModelCard, explained: str, scores: np.ndarray) -> str:
    """Return the explained class with its score, and the highest class where that is another."""
    text = f"{explained} {scores[card.classes.index(explained)]:.2f}"
    top = int(scores.argmax())
    return text if card.classes[top] == explained else f"{text} (highest: {card.classes[top]} {scores[top]:.2f})"


def draw_overlay(path: Path, photo: np.ndarray, heat: np.ndarray, text: str) -> None:
    """Write the photograph (h, w, 3) uint8, beside it the same with heat (h, w) over it, and the caption above.

    Heat is divided by its own maximum, so it shows where in this photograph, not how strongly beside others.
    """
    shares = heat / heat.max() if heat.max() > 0 else heat
    opacity = (MOST_OPAQUE * shares)[..., None]
    colours = colormaps[COLOURS](shares)[..., :3]
    overlay = photo / 255.0 * (1 - opacity) + colours * opacity
    figure = Figure(figsize=(10, 5.4), dpi=128, layout="constrained")
    figure.suptitle(text, fontsize=13)
    for axes, image in zip(figure.subplots(1, 2), (photo, overlay), strict=True):
        axes.imshow(image, interpolation="nearest")
        axes.set_axis_off()
    temporary = path.with_name(f".{path.stem}.partial.png")
    with telling_why(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            figure.savefig(temporary, metadata={"Title": text, "Description": "Grad-CAM (Selvaraju et al. 2017)"})
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
