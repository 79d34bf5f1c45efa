"""What is fitted on features: a linear head, a random forest, a support vector machine; and how they are judged."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn import metrics
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, SVR

from ..evaluation.metrics import count_labels, macro_f1, micro_f1
from .samples import CLASSES, LABELS, VALUE, Truth, kind_of
from .threads import one_thread
from .watch import Watch

Features = NDArray[np.floating]
STRENGTHS = (0.0001, 0.001, 0.01, 0.1)
"""Inverse strengths of the regularisation that validation chooses from; the strongest first, and it wins a tie."""
HEADLINE = {CLASSES: "balanced accuracy", LABELS: "micro-F1", VALUE: "R2"}
TREES = 300


@dataclass(frozen=True)
class Judged:
    """Figures of a fitted head on validation and on test places, and the regularisation that validation chose."""

    strength: float | None
    validation: dict[str, float]
    test: dict[str, float]


def linear_head(kind: str, strength: float) -> Any:
    """Return a linear head on standardised features; strength is the inverse of the regularisation.

    Classes that exclude each other weigh alike, whatever their numbers, because they are judged by balanced accuracy.
    """
    if kind == VALUE:
        return make_pipeline(StandardScaler(), Ridge(alpha=1 / strength))
    logistic = LogisticRegression(C=strength, max_iter=1000, class_weight="balanced" if kind == CLASSES else None)
    return make_pipeline(StandardScaler(), logistic if kind == CLASSES else OneVsRestClassifier(logistic))


def random_forest(kind: str, seed: int, trees: int = TREES) -> Any:
    """Return a random forest."""
    if kind == VALUE:
        return RandomForestRegressor(trees, random_state=seed, n_jobs=-1)
    weight = "balanced" if kind == CLASSES else None
    return RandomForestClassifier(trees, class_weight=weight, random_state=seed, n_jobs=-1)


def support_vectors(kind: str) -> Any:
    """Return a support vector machine with a Gaussian kernel on standardised features."""
    if kind == VALUE:
        return make_pipeline(StandardScaler(), _ScaledSVR())
    machine = SVC(class_weight="balanced" if kind == CLASSES else None)
    return make_pipeline(StandardScaler(), machine if kind == CLASSES else OneVsRestClassifier(machine))


class _ScaledSVR(SVR):
    """An SVR whose tube fits the spread of the values: a tenth of their standard deviation."""

    def fit(self, x: Features, y: Truth, sample_weight: Any = None) -> _ScaledSVR:
        """Fit to (n, features) and values (n,)."""
        self.epsilon = 0.1 * float(np.std(y))
        self.C = max(float(np.ptp(y)), 1e-6)
        super().fit(x, y, sample_weight)
        return self


def fit(head: Any, x: Features, truth: Truth) -> Any:
    """Fit a head and return it; a label that no training sample (or each of them) holds is predicted as it is there.

    A single label is fitted as a vector, as scikit-learn wants it.
    """
    with warnings.catch_warnings(), one_thread():
        warnings.filterwarnings("ignore", message="Label .* is present in all training examples")
        return head.fit(x, truth.ravel() if truth.shape[1:] == (1,) else truth)


def judge(head: Any, x: Features, truth: Truth) -> dict[str, float]:
    """Return the figures of a fitted head on features (n, length) with their truth, by name."""
    with one_thread():
        predicted, decisions = head.predict(x), _decisions(head, x) if kind_of(truth) == CLASSES else None
    return figures(truth, predicted, decisions)


def figures(truth: Truth, predicted: Truth, decisions: Features | None = None) -> dict[str, float]:
    """Return figures of predictions by name; `decisions` (n,) orders the samples of two classes for the ROC area."""
    kind = kind_of(truth)
    if kind == VALUE:
        return {
            "R2": float(metrics.r2_score(truth, predicted)),
            "mean absolute error": float(metrics.mean_absolute_error(truth, predicted)),
        }
    if kind == LABELS:
        labels = count_labels(np.asarray(predicted, bool).reshape(truth.shape), truth)
        return {"micro-F1": micro_f1(labels), "macro-F1": macro_f1(labels)}
    values = {
        "balanced accuracy": float(metrics.balanced_accuracy_score(truth, predicted)),
        "accuracy": float(metrics.accuracy_score(truth, predicted)),
    }
    if decisions is not None and len(np.unique(truth)) == 2:
        values["ROC area"] = float(metrics.roc_auc_score(truth, decisions))
    return values


def _decisions(head: Any, x: Features) -> Features | None:
    """Return (n,) values that rise with the second of two classes; None for more classes."""
    if len(head.classes_) != 2:
        return None
    if hasattr(head, "decision_function"):
        return np.asarray(head.decision_function(x))
    return np.asarray(head.predict_proba(x))[:, 1]


def choose_linear_head(
    training: tuple[Features, Truth], validation: tuple[Features, Truth], watch: Watch
) -> tuple[Any, float]:
    """Return the linear head, fitted on training, whose regularisation did best on validation, and that strength."""
    kind = kind_of(training[1])
    best: tuple[float, Any, float] | None = None
    for strength in STRENGTHS:
        watch.check()
        head = fit(linear_head(kind, strength), *training)
        figure = judge(head, *validation)[HEADLINE[kind]]
        if best is None or figure > best[0]:
            best = figure, head, strength
    if best is None:
        raise AssertionError("there is always a strength to choose")
    return best[1], best[2]


def judge_linear_head(
    training: tuple[Features, Truth],
    validation: tuple[Features, Truth],
    test: tuple[Features, Truth],
    watch: Watch,
) -> Judged:
    """Fit a linear head on training, choose its regularisation on validation, and judge it on both others."""
    head, strength = choose_linear_head(training, validation, watch)
    return Judged(strength, judge(head, *validation), judge(head, *test))
