"""A map of embeddings in the plane: t-SNE (van der Maaten and Hinton 2008)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE

from .samples import ComparisonError, Ints
from .threads import one_thread

MOST = 2000
COMPONENTS = 50
PERPLEXITY = 30.0


def choose_for_map(count: int, most: int, seed: int) -> Ints:
    """Return at most `most` indices of `count` samples, chosen at random and in order."""
    most = min(most, MOST)
    if count <= most:
        return np.arange(count)
    return np.sort(np.random.default_rng(seed).choice(count, most, replace=False))


def map_embeddings(embeddings: NDArray[np.floating], seed: int) -> NDArray[np.float64]:
    """Return (n, 2) places of embeddings (n, length), neighbours near each other; the axes mean nothing by themselves.

    The first 50 principal components are mapped. ComparisonError with fewer than five samples.
    """
    if len(embeddings) < 5:
        raise ComparisonError(f"A map needs at least five samples, but there are {len(embeddings)}.")
    components = min(COMPONENTS, *embeddings.shape)
    perplexity = min(PERPLEXITY, (len(embeddings) - 1) / 3)
    project = PCA(components, random_state=seed, svd_solver="full")
    arrange = TSNE(perplexity=perplexity, init="pca", random_state=seed)
    with one_thread():
        return np.asarray(arrange.fit_transform(project.fit_transform(np.asarray(embeddings, np.float64))), np.float64)
