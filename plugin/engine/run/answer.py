"""Turn a request into exactly one final event, whatever happens on the way."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

from ..contract import schema
from ..contract.errors import JobError, RunCancelled, TeselaError
from ..contract.events import Cancelled, Done, Emit, Failed, IsCancelled
from ..contract.job import EvaluateJob, ExplainJob, Job, PhotoJob, SceneJob, Selection


def attempt(work: Callable[[], Done]) -> Done | Failed | Cancelled:
    """Do the work and return how it ended; an unexpected fault becomes Failed with a traceback for the log."""
    try:
        return work()
    except RunCancelled as error:
        return Cancelled(str(error))
    except TeselaError as error:
        return Failed(str(error), type(error).__name__)
    except MemoryError:
        return Failed(
            "There was not enough memory; run with a smaller batch (--batch 1), or close other programs.", "MemoryError"
        )
    except Exception as error:  # noqa: BLE001 (the last resort: the fault is told, and the log gets the traceback)
        return Failed(
            f"Tesela met a fault that it does not know: {type(error).__name__}: {error}. Finished parts are kept; "
            "please report it with the log.",
            type(error).__name__,
            traceback.format_exc(),
        )


def answer(request: dict[str, Any], emit: Emit, cancelled: IsCancelled) -> Done | Failed | Cancelled:
    """Answer a request of the worker's protocol (contract/events.py)."""
    return attempt(lambda: _work(request, emit, cancelled))


def _work(request: dict[str, Any], emit: Emit, cancelled: IsCancelled) -> Done:
    kind = request.get("request")
    if kind == "run":
        from ..path.pipeline import run

        return run(Job.from_json(request.get("job")), emit, cancelled)
    if kind == "select":
        from .again import select_again

        selection = schema.from_json(Selection, request.get("selection", {}), "selection", JobError)
        folder, results, unfinished = request.get("run"), request.get("results"), bool(request.get("unfinished"))
        return select_again(str(folder), selection, emit, cancelled, results, unfinished)
    if kind == "check":
        from ..checking.check import check

        return check(Job.from_json(request.get("job")), bool(request.get("measure")), emit, cancelled)
    if kind == "photos":
        from ..photos.classify import classify

        return classify(schema.from_json(PhotoJob, request.get("job"), "job", JobError), emit, cancelled)
    if kind == "evaluate":
        from ..evaluation.evaluate import evaluate

        return evaluate(schema.from_json(EvaluateJob, request.get("job"), "job", JobError), emit, cancelled)
    if kind == "explain":
        from ..explanation.explain import explain

        return explain(schema.from_json(ExplainJob, request.get("job"), "job", JobError), emit, cancelled)
    if kind == "scene":
        from .scene import draw

        return draw(schema.from_json(SceneJob, request.get("job"), "job", JobError), emit, cancelled)
    if kind == "doctor":
        from .doctor import examine

        return Done(report=examine())
    raise JobError(
        f"The worker does not know the request {kind!r}; it knows check, run, select, photos, evaluate, explain, "
        "scene, cancel and doctor."
    )
