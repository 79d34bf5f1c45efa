"""A comparison from a recipe: what to compare, in which order, and all that was found."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..contract.card import Figure
from ..contract.errors import JobError, TeselaError
from ..training.recipe import PARTS, Recipe, read_recipe
from .embedding_map import choose_for_map, map_embeddings
from .embeddings import Embeddings
from .encoders import Encoder, LeftOut, find_encoders, find_package, package_encoder
from .features import HOG, MEAN_STD, band_statistics, gradient_histograms
from .few_shot import COUNTS, DRAWS, FewShotPoint, draw_few, judge_draws, most_samples
from .fine_tuning import FineTuned, fine_tune
from .heads import TREES, Judged, fit, judge, judge_linear_head, random_forest, support_vectors
from .labels import LabelStatistics, describe_labels, label_of_each
from .permutations import Permutation, permute_parts, spread
from .samples import VALUE, Ints, Reader, Samples, kind_of, read_samples, subsample
from .watch import Watch

FEW_SHOT, BACKBONES, BASELINES, PERMUTATIONS, MAP, LABEL_TABLES = SECTIONS = (
    "few-shot",
    "backbones",
    "baselines",
    "permutations",
    "map",
    "labels",
)
NEED_ENCODERS = {FEW_SHOT, BACKBONES, PERMUTATIONS, MAP}
MOST, MOST_QUICK = 3000, 800
MAP_QUICK = 500


@dataclass(frozen=True)
class Request:
    """What to compare.

    recipe: file or folder. data: folder of the training data. output: folder for the report; embeddings are kept there.
    sections: of SECTIONS. most: samples a part at most. quick: fewer samples, trees and places on the map.
    fine_tune: also train every layer of each backbone.
    """

    recipe: Path
    data: Path
    output: Path
    sections: tuple[str, ...] = SECTIONS
    most: int | None = None
    seed: int = 1
    quick: bool = False
    fine_tune: bool = False

    def __post_init__(self) -> None:
        unknown = [name for name in self.sections if name not in SECTIONS]
        if unknown or not self.sections:
            raise JobError(f"There is no part {', '.join(unknown) or 'asked for'}; parts are {', '.join(SECTIONS)}.")
        if self.most is not None and self.most < 10:
            raise JobError(f"{self.most} samples a part are too few to compare anything; give at least 10.")

    @property
    def most_a_part(self) -> int:
        """Samples a part at most."""
        return self.most or (MOST_QUICK if self.quick else MOST)


@dataclass(frozen=True)
class BackboneRow:
    """A linear head on one encoder's embeddings; seconds: to compute `computed` of them, and to fit the heads."""

    name: str
    trained_on: str
    parameters: int | None
    length: int
    judged: Judged
    embedding_seconds: float
    computed: int
    head_seconds: float


@dataclass(frozen=True)
class BaselineRow:
    """A classifier on features that need no network."""

    features: str
    length: int
    classifier: str
    validation: dict[str, float]
    test: dict[str, float]
    seconds: float


@dataclass(frozen=True)
class FewShotCurve:
    """Figures against the number of samples a class, for one encoder.

    drawn_from: the part that samples were drawn from. omitted: counts for which it holds too few. seconds, cpu_seconds:
    for the `computed` embeddings, of the samples drawn and of the test places alone, and for the heads.
    """

    encoder: str
    trained_on: str
    drawn_from: str
    points: tuple[FewShotPoint, ...]
    omitted: tuple[int, ...]
    draws: int
    test_samples: int
    computed: int
    seconds: float
    cpu_seconds: float


@dataclass(frozen=True)
class PermutationTable:
    """All permutations of the parts for one encoder, and mean and standard deviation of the test figure."""

    encoder: str
    trained_on: str
    rows: tuple[Permutation, ...]
    mean: float
    spread: float


@dataclass(frozen=True)
class EmbeddingMap:
    """Places (n, 2) of some samples on a map, their mark (an index into names) and their part."""

    encoder: str
    trained_on: str
    places: NDArray[np.float64]
    marks: Ints
    names: tuple[str, ...]
    part: Ints


@dataclass
class Comparison:
    """All that a comparison found; sections that were not asked for are empty."""

    recipe: Recipe
    request: Request
    kind: str
    origin: str
    notes: tuple[str, ...]
    sizes: dict[str, int]
    places: dict[str, int]
    card_figures: tuple[Figure, ...] = ()
    left_out: list[LeftOut] = field(default_factory=list)
    few_shot: list[FewShotCurve] = field(default_factory=list)
    backbones: list[BackboneRow] = field(default_factory=list)
    fine_tuned: list[FineTuned] = field(default_factory=list)
    baselines: list[BaselineRow] = field(default_factory=list)
    permutations: list[PermutationTable] = field(default_factory=list)
    maps: list[EmbeddingMap] = field(default_factory=list)
    labels: LabelStatistics | None = None
    seconds: dict[str, dict[str, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Bench:
    """What every section works with. own: the package's encoder. start: the one that its recipe starts from."""

    samples: Samples
    embeddings: Embeddings
    watch: Watch
    encoders: tuple[Encoder, ...]
    own: Encoder | None
    start: Encoder | None

    @property
    def pair(self) -> tuple[Encoder, ...]:
        """The encoders that are shown closely: the package's own, then the one it started from."""
        return tuple(encoder for encoder in (self.own, self.start) if encoder is not None)


def compare(
    request: Request,
    watch: Watch,
    readers: dict[str, Reader] | None = None,
    find: Callable[[Recipe, Path], tuple[list[Encoder], list[LeftOut]]] = find_encoders,
) -> Comparison:
    """Compare what the request asks for and return all that was found; nothing but embeddings is written.

    readers, find: how samples are read and encoders are found, for those who have others. Raises RecipeError or
    ComparisonError where the recipe cannot be compared, RunCancelled where the watch says so.
    """
    recipe = read_recipe(request.recipe)
    seconds: dict[str, dict[str, float]] = {}
    with _timed(seconds, "reading", watch):
        everything = read_samples(recipe, request.data, readers)
    labels = None
    if LABEL_TABLES in request.sections:
        with _timed(seconds, LABEL_TABLES, watch):
            labels = describe_labels(everything)
    samples = subsample(everything, request.most_a_part, request.seed)
    del everything
    found = Comparison(
        recipe,
        request,
        kind_of(samples.truth),
        samples.origin,
        samples.notes,
        {part: len(samples.indices(part)) for part in PARTS},
        {part: len(np.unique(samples.place[samples.indices(part)])) for part in PARTS},
        labels=labels,
        seconds=seconds,
    )
    bench = _prepare(found, samples, watch, find)
    steps: dict[str, Callable[[Comparison, _Bench], None]] = {
        FEW_SHOT: _few_shot,
        BACKBONES: _backbones,
        BASELINES: _baselines,
        PERMUTATIONS: _permutations,
        MAP: _map,
    }
    for name, step in steps.items():
        if name in request.sections:
            with _timed(seconds, name, watch):
                step(found, bench)
    return found


@contextmanager
def _timed(seconds: dict[str, dict[str, float]], name: str, watch: Watch) -> Iterator[None]:
    watch.check()
    watch.say(f"comparing: {name}")
    wall, cpu = time.monotonic(), time.process_time()
    yield
    seconds[name] = {"wall": round(time.monotonic() - wall, 2), "cpu": round(time.process_time() - cpu, 2)}


def _prepare(
    found: Comparison,
    samples: Samples,
    watch: Watch,
    find: Callable[[Recipe, Path], tuple[list[Encoder], list[LeftOut]]],
) -> _Bench:
    request, recipe = found.request, found.recipe
    embeddings = Embeddings(samples.images, request.output / "embeddings", watch)
    if not NEED_ENCODERS & set(request.sections):
        return _Bench(samples, embeddings, watch, (), None, None)
    with _timed(found.seconds, "looking for encoders", watch):
        encoders, found.left_out[:] = find(recipe, request.data)
        own = _own(found)
    everything = ((own,) if own is not None else ()) + tuple(encoders)
    for one in found.left_out:
        watch.say(f"left out: {one.name}: {one.reason}")
    return _Bench(samples, embeddings, watch, everything, own, _start(recipe, request.data, encoders))


def _own(found: Comparison) -> Encoder | None:
    name = f"the package {found.recipe.id}"
    package = find_package(found.recipe, found.request.recipe)
    if package is None:
        found.left_out.append(LeftOut(name, "no such package is installed; train it with 'tesela train'"))
        return None
    try:
        own = package_encoder(package, found.recipe)
    except TeselaError as error:
        found.left_out.append(LeftOut(name, str(error)))
        return None
    found.card_figures = tuple(f for f in package.card.figures if f.data == found.origin and f.part == "test")
    return own


def _start(recipe: Recipe, data: Path, encoders: list[Encoder]) -> Encoder | None:
    """Return the encoder that the recipe's training starts from or, where it is not here, the first one found."""
    backbone = recipe.network.backbone
    if backbone is not None and (data / backbone).is_file():
        digest = hashlib.sha256((data / backbone).read_bytes()).hexdigest()
        for encoder in encoders:
            if encoder.digest == digest:
                return encoder
    return encoders[0] if encoders else None


def _few_shot(found: Comparison, bench: _Bench) -> None:
    """Draw from validation places, which no weights were fitted to, or from training places where they hold too few."""
    samples, test = bench.samples, bench.samples.indices("test")
    most = {part: most_samples(samples.truth[samples.indices(part)]) for part in ("validation", "training")}
    part = "validation" if most["validation"] >= min(max(COUNTS), most["training"]) else "training"
    counts = tuple(count for count in COUNTS if count <= most[part])
    pool = samples.indices(part)
    for encoder in bench.pair:
        wall, cpu = time.monotonic(), time.process_time()
        before = bench.embeddings.account(encoder)["computed"]
        drawn = draw_few(samples.truth[pool], counts, DRAWS, found.request.seed)
        needed = np.unique(np.concatenate([test, *(pool[chosen] for draw in drawn for chosen in draw.values())]))
        vectors = bench.embeddings.take(encoder, needed)
        row = np.full(len(samples.truth), -1)
        row[needed] = np.arange(len(needed))
        points = []
        for count in counts:
            bench.watch.check()
            few = [pool[draw[count]] for draw in drawn]
            points.append(
                judge_draws(
                    [(vectors[row[chosen]], samples.truth[chosen]) for chosen in few],
                    (vectors[row[test]], samples.truth[test]),
                    count,
                )
            )
        found.few_shot.append(
            FewShotCurve(
                encoder.name,
                encoder.trained_on,
                part,
                tuple(points),
                tuple(count for count in COUNTS if count not in counts),
                DRAWS,
                len(test),
                int(bench.embeddings.account(encoder)["computed"] - before),
                round(time.monotonic() - wall, 2),
                round(time.process_time() - cpu, 2),
            )
        )


def _backbones(found: Comparison, bench: _Bench) -> None:
    rows = [bench.samples.indices(part) for part in PARTS]
    for encoder in bench.encoders:
        vectors = [bench.embeddings.take(encoder, chosen) for chosen in rows]
        started = time.monotonic()
        parts = [(x, bench.samples.truth[chosen]) for x, chosen in zip(vectors, rows, strict=True)]
        judged = judge_linear_head(parts[0], parts[1], parts[2], bench.watch)
        account = bench.embeddings.account(encoder)
        found.backbones.append(
            BackboneRow(
                encoder.name,
                encoder.trained_on,
                encoder.parameters,
                vectors[0].shape[1],
                judged,
                float(account["seconds"]),
                int(account["computed"]),
                round(time.monotonic() - started, 2),
            )
        )
    if found.request.fine_tune:
        _fine_tune(found, bench)


def _fine_tune(found: Comparison, bench: _Bench) -> None:
    if found.kind == VALUE:
        found.left_out.append(LeftOut("fine-tuning", "a value is trained by 'tesela train' alone"))
        return
    for encoder in bench.encoders:
        if encoder.build is not None:
            bench.watch.say(f"fine-tuning {encoder.name}")
            found.fine_tuned.append(fine_tune(encoder, found.recipe, bench.samples, bench.watch, found.request.quick))


def _baselines(found: Comparison, bench: _Bench) -> None:
    samples = bench.samples
    rows = {part: samples.indices(part) for part in PARTS}
    trees = TREES // 3 if found.request.quick else TREES
    features = {
        MEAN_STD: band_statistics(samples.images),
        HOG: gradient_histograms(samples.images, bench.watch),
    }
    for name, x in features.items():
        heads = {
            f"random forest of {trees} trees": random_forest(found.kind, found.request.seed, trees),
            "support vector machine": support_vectors(found.kind),
        }
        for classifier, head in heads.items():
            bench.watch.check()
            started = time.monotonic()
            fitted = fit(head, x[rows["training"]], samples.truth[rows["training"]])
            judged = {part: judge(fitted, x[rows[part]], samples.truth[rows[part]]) for part in PARTS[1:]}
            seconds = round(time.monotonic() - started, 2)
            found.baselines.append(
                BaselineRow(name, x.shape[1], classifier, judged["validation"], judged["test"], seconds)
            )


def _permutations(found: Comparison, bench: _Bench) -> None:
    every = np.arange(len(bench.samples.truth))
    for encoder in reversed(bench.pair):
        vectors = bench.embeddings.take(encoder, every)
        rows = permute_parts(vectors, bench.samples.truth, bench.samples.part, bench.watch)
        found.permutations.append(
            PermutationTable(encoder.name, encoder.trained_on, rows, *spread(rows, bench.samples.truth))
        )


def _map(found: Comparison, bench: _Bench) -> None:
    most = MAP_QUICK if found.request.quick else len(bench.samples.truth)
    chosen = choose_for_map(len(bench.samples.truth), most, found.request.seed)
    names, marks = label_of_each(bench.samples)
    for encoder in bench.pair:
        bench.watch.check()
        places = map_embeddings(bench.embeddings.take(encoder, chosen), found.request.seed)
        part = bench.samples.part[chosen]
        found.maps.append(EmbeddingMap(encoder.name, encoder.trained_on, places, marks[chosen], names, part))
