"""Shows a run's selection in the widgets of the result page: threshold, counts, cost, options, and what to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from qgis.PyQt.QtCore import QSignalBlocker

from ...bridge.live.score_table import EMPTY_TABLE, ScoreTable
from ...bridge.quantities import decimal
from ...bridge.results.kinds import BUILDINGS
from ...bridge.translation import tr
from ...engine.contract.card import TILE_CLASSIFICATION
from ..labels import plain_tip
from . import threshold_words as words
from .form import PRECISION_RECALL, ResultForm
from .run_selection import OPTION_PARAMETERS, RunSelection
from .selection_scale import STEPS

BARS = 40


class ResultView:
    """Fills the form; nothing that it sets there counts as chosen by a person."""

    def __init__(self, form: ResultForm) -> None:
        self._form = form

    def show_run(self, run: RunSelection, source: str) -> None:
        """Show a run that has been taken over: its model, labels and options. source: of its layer, as a tool tip."""
        form = self._form
        form.title.setText(f"<b>{escape(run.card.name)}</b>")
        form.title.setToolTip(plain_tip(source))
        with QSignalBlocker(form.label):
            form.label.clear()
            for label in run.channels:
                form.label.addItem(label, label)
        form.label.setVisible(len(run.channels) > 1)
        form.label_caption.setVisible(len(run.channels) > 1)
        form.options.setVisible(bool(run.options))
        form.options.set_title(tr("&Suppression") if run.card.task == TILE_CLASSIFICATION else tr("P&olygons"))
        for name, (caption, widget) in zip(OPTION_PARAMETERS, form.option_rows()):
            caption.setVisible(name in run.options)
            widget.setVisible(name in run.options)
        self.show_options(run)
        form.setCurrentIndex(1)

    def show_label(self, run: RunSelection, label: str) -> None:
        """Offer what is known of a label: the range of its scores, its curves, and rules to choose by."""
        form, known = self._form, bool(words.usable(run.curves(label)))
        for widget in form.presets():
            widget.setEnabled(known)
        form.curve_kind.setVisible(known)
        form.curve.setVisible(known)
        with QSignalBlocker(form.slider):
            form.slider.setRange(run.lowest(label), STEPS)

    def show_threshold(self, run: RunSelection, label: str) -> None:
        """Show the threshold and what it costs."""
        form, threshold = self._form, run.thresholds[label]
        with QSignalBlocker(form.slider), QSignalBlocker(form.threshold):
            form.slider.setValue(round(threshold * STEPS))
            form.threshold.setValue(threshold)
        self.show_cost(run, label)

    def show_counts(self, run: RunSelection, label: str, table: ScoreTable | None) -> None:
        """Show how many features there are and how many of them are kept; table None: they are being read."""
        form, threshold, written = self._form, run.thresholds[label], run.lowest(label) / STEPS
        low = min(written, threshold)
        form.histogram.set_counts((table or EMPTY_TABLE).histogram(low, 1.0, BARS), low, 1.0)
        form.histogram.set_threshold(threshold)
        form.histogram.set_written(written, tr("not in the layer"))
        if table is not None:
            count, area_m2 = table.count(threshold), table.area_m2(threshold)
            form.count.setText(words.kept(run.kind, label, count, len(table.scores), area_m2))
            form.histogram.setAccessibleDescription(form.count.text())

    def show_cost(self, run: RunSelection, label: str) -> None:
        """Show what the threshold cost on validation samples, in words and as a mark on the chosen curve."""
        form, curves, threshold = self._form, run.curves(label), run.thresholds[label]
        form.evidence.setText(words.cost(curves, threshold))
        form.evidence.setToolTip(plain_tip(words.cost_by_data(curves, threshold)))
        form.curve.setAccessibleDescription(form.evidence.text())
        if form.curve_kind.currentData() == PRECISION_RECALL:
            form.curve.set_lines(words.precision_recall_lines(curves, threshold), tr("recall"), tr("precision"))
        else:
            lines = words.roc_lines(curves, threshold)
            form.curve.set_lines(lines, tr("false positive rate"), tr("recall"), names_right=True)

    def show_options(self, run: RunSelection) -> None:
        """Show the options of the run's task."""
        for name, (_, widget) in zip(OPTION_PARAMETERS, self._form.option_rows()):
            with QSignalBlocker(widget):
                widget.setValue(run.options.get(name, 0.0))

    def show_notices(self, run: RunSelection, texts: Sequence[str]) -> None:
        """Say what stands in the way or is worth knowing, and whether there is something to write."""
        form = self._form
        form.notice.say("\n".join(texts))
        form.apply.setEnabled(run.scores_are_kept() and run.differs())
        form.reset.setEnabled(run.differs())
        form.apply.setToolTip(
            tr("Writes a new layer with this selection from the scores of the run, without running the model")
            if run.differs()
            else tr("Nothing to write: the layer already has this selection")
        )


def notices(run: RunSelection, label: str, edited: bool) -> Iterator[str]:
    """What is worth knowing of the selection. edited: whether the layer is being edited."""
    if run.below_the_layer(label):
        yield tr(
            "The layer holds nothing below {written}. Apply selects again from the run, in seconds, without running "
            "the model."
        ).format(written=decimal(run.written[label]))
    elif run.kind == BUILDINGS and run.thresholds != run.written:
        yield tr("The map hides whole polygons; Apply traces their outlines at this threshold.")
    elif run.options != run.written_options:
        yield tr("Apply selects again with these options, in seconds.")
    if edited:
        yield tr("The layer is being edited. The threshold only hides features; no edit is lost.")
    if not run.scores_are_kept():
        yield tr("The run's scores are not kept, so the selection cannot be written; run the model again.")
