"""The evidence behind a threshold: what each threshold would have cost on validation samples, and rules to choose by.

best-f1              the highest F1 (harmonic mean of precision and recall)
no-false-positives   the most true positives of the thresholds without a false one (on the ROC curve's left edge)
precision=P          the most true positives of the thresholds whose precision is at least P
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

from .errors import CardError, JobError

BEST_F1, NO_FALSE_POSITIVES, PRECISION = "best-f1", "no-false-positives", "precision"


@dataclass(frozen=True)
class Rule:
    """How to choose a threshold: one of the names above, and the wanted precision for the last."""

    name: str
    precision: Optional[float] = None

    @classmethod
    def parse(cls, text: str) -> Rule:
        """Read a rule as a person writes it; JobError says which ones there are."""
        name, _, value = text.partition("=")
        if name in (BEST_F1, NO_FALSE_POSITIVES) and not value:
            return cls(name)
        try:
            precision = float(value)
        except ValueError:
            precision = -1.0
        if name == PRECISION and 0 < precision <= 1:
            return cls(name, precision)
        raise JobError(
            f"'{text}' is no rule for thresholds; give {BEST_F1}, {NO_FALSE_POSITIVES} or {PRECISION}=P with P above 0 "
            "and at most 1, such as precision=0.95."
        )


@dataclass(frozen=True)
class Curve:
    """What thresholds cost for one label on one part of one data set; columns of the same length.

    positives, negatives: samples (windows, pixels or photographs) that truly have the label, and that have not.
    thresholds: rising. true_positives, false_positives: samples whose score is at or above each threshold.
    """

    label: str
    data: str
    part: str
    positives: int
    negatives: int
    thresholds: tuple[float, ...]
    true_positives: tuple[int, ...]
    false_positives: tuple[int, ...]

    def __post_init__(self) -> None:
        if not len(self.thresholds) == len(self.true_positives) == len(self.false_positives):
            raise CardError(f"The evidence for '{self.label}' on {self.data} has columns of different lengths.")

    def precision(self, i: int) -> float:
        """Share of what is found at threshold i that is true; 1 where nothing is found."""
        found = self.true_positives[i] + self.false_positives[i]
        return self.true_positives[i] / found if found else 1.0

    def recall(self, i: int) -> float:
        """Share of what is true that is found at threshold i (the true positive rate); 0 without any truth."""
        return self.true_positives[i] / self.positives if self.positives else 0.0

    def false_positive_rate(self, i: int) -> float:
        """Share of the samples without the label that are found at threshold i; 0 without any such sample."""
        return self.false_positives[i] / self.negatives if self.negatives else 0.0

    def f1(self, i: int) -> float:
        """Harmonic mean of precision and recall at threshold i."""
        whole = self.true_positives[i] + self.false_positives[i] + self.positives
        return 2 * self.true_positives[i] / whole if whole else 0.0


def choose_threshold(curves: Sequence[Curve], rule: Rule) -> float:
    """Return the threshold that a rule asks for, for one label.

    Several curves (one a data set, at the same thresholds) count alike: means of F1 and of precision, and no false
    positive in any. CardError where there is no curve with the label in it, or no threshold fulfils the rule.
    """
    if not curves:
        raise CardError("The model card holds no evidence to choose a threshold from; give a threshold instead.")
    with_truth = [curve for curve in curves if curve.positives]
    if not with_truth or any(curve.thresholds != curves[0].thresholds for curve in curves):
        raise CardError(f"The evidence for '{curves[0].label}' cannot be used by a rule; give a threshold instead.")
    places = range(len(curves[0].thresholds))
    if rule.name == BEST_F1:
        figures = [_mean([curve.f1(i) for curve in with_truth]) for i in places]
        near = [i for i in places if figures[i] >= max(figures)]
        return curves[0].thresholds[near[len(near) // 2]]
    if rule.name == NO_FALSE_POSITIVES:
        fitting = [i for i in places if not any(curve.false_positives[i] for curve in curves)]
        wanted = "no false positive"
    else:
        least = rule.precision or 0.0
        fitting = [i for i in places if _mean([curve.precision(i) for curve in with_truth]) >= least]
        wanted = f"a precision of {least:g}"
    fitting = [i for i in fitting if any(curve.true_positives[i] for curve in curves)]
    if not fitting:
        raise CardError(
            f"No threshold of '{curves[0].label}' had {wanted} and found anything on the validation samples; choose "
            "another rule, or give a threshold."
        )
    return curves[0].thresholds[fitting[0]]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
