"""A whole comparison of drawn samples with random encoders, and its report."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest
from tesela.engine.comparison import compare as compare_module
from tesela.engine.comparison.compare import SECTIONS, Request, compare
from tesela.engine.comparison.report import figures_json, write_report
from tesela.engine.comparison.samples import ComparisonError
from tesela.engine.comparison.watch import Watch
from tesela.engine.contract.errors import JobError, RunCancelled, RunError
from tesela.engine.run.command_line import main

COUNTS = (5, 10)


@pytest.fixture(autouse=True)
def _few(monkeypatch):
    monkeypatch.setattr(compare_module, "COUNTS", COUNTS)


@pytest.fixture
def run(tmp_path, write_recipe, drawn, find):
    def once(kind="classes", output="report", sections=SECTIONS, samples=None, **options):
        task = {"classes": "tile-classification", "labels": "multi-label", "value": "regression"}[kind]
        request = Request(write_recipe(task), tmp_path, tmp_path / output, sections, quick=True, **options)
        reader = {"harvey": lambda *_: samples or drawn(kind)}
        return compare(request, Watch(), reader, find)

    return once


@pytest.mark.parametrize("kind", ["classes", "labels", "value"])
def test_every_section_is_there_for_each_kind_of_truth(run, tmp_path, kind):
    found = run(kind)
    headline = {"classes": "balanced accuracy", "labels": "micro-F1", "value": "R2"}[kind]
    assert [row.name for row in found.backbones] == ["First, ImageNet", "Second, ImageNet"]
    assert all(row.judged.test[headline] > 0.6 for row in found.backbones)
    assert len(found.baselines) == 4
    assert [point.samples for point in found.few_shot[0].points] == list(COUNTS)
    assert len(found.permutations[0].rows) == 6
    assert found.maps[0].places.shape == (180, 2)
    assert sum(found.labels.counts["test"]) >= 60
    assert set(found.seconds) >= {"reading", *SECTIONS}
    page = write_report(found, tmp_path / "report")
    assert page.is_file()


def test_the_report_needs_nothing_but_itself(run, tmp_path):
    page = write_report(run(sections=("few-shot", "map", "labels", "permutations")), tmp_path / "report")
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"https?://", text) == []
    sources = re.findall(r"""(?:src|href)\s*=\s*["']([^"']*)""", text)
    assert len(sources) == 5
    assert all(source.startswith("data:image/png;base64,") for source in sources)
    assert re.findall(r"<(?:script|link|iframe)|url\(|@import", text) == []
    assert "Tiny &lt;b&gt;comparison" in text
    assert "Only a test &amp; no more." in text
    assert "VGG16" in text
    assert "the package tiny-comparison" in text


def test_figures_and_plots_lie_beside_the_report_and_nothing_is_left_over(run, tmp_path):
    output = tmp_path / "report"
    write_report(run(), output)
    assert sorted(path.name for path in output.iterdir()) == [
        "comparison-plots",
        "comparison.html",
        "comparison.json",
        "embeddings",
    ]
    plots = sorted(path.name for path in (output / "comparison-plots").iterdir())
    assert plots == [
        *("co_occurrence.png", "few_shot.png", "figures.png", "label_counts.png", "map_1.png", "permutations.png"),
    ]
    stored = json.loads((output / "comparison.json").read_text())
    assert stored["headline"] == "balanced accuracy"
    assert stored["samples"] == {"training": 60, "validation": 60, "test": 60}
    assert stored["places"] == {"training": 2, "validation": 2, "test": 2}
    write_report(run(sections=("labels",)), output)
    assert len(list((output / "comparison-plots").iterdir())) == 2


def test_the_same_seed_gives_the_same_figures(run):
    def figures(output):
        plain = figures_json(run(output=output))
        del plain["seconds"]
        return re.sub(r'"(\w*seconds|computed)": [\d.]+', "", json.dumps(plain))

    assert figures("one") == figures("two")


def test_few_samples_are_drawn_from_validation_places_and_judged_on_test_places(run, encoders):
    found = run(sections=("few-shot",))
    seen = set(encoders[0].seen)
    assert set(range(120, 180)) <= seen
    assert seen <= set(range(60, 180)), "embeddings of training places were computed without need"
    assert len(seen) < 120
    assert found.few_shot[0].drawn_from == "validation"
    assert found.few_shot[0].computed == len(encoders[0].seen) == len(seen)
    assert encoders[1].seen == []


def test_few_samples_come_from_training_places_where_validation_has_too_few(run, drawn, encoders):
    samples = drawn()
    keep = (samples.part != 1) | (np.arange(180) < 68)
    fewer = replace(
        samples,
        images=samples.images[keep],
        truth=samples.truth[keep],
        part=samples.part[keep],
        place=samples.place[keep],
    )
    found = run(sections=("few-shot",), samples=fewer)
    assert found.few_shot[0].drawn_from == "training"
    assert found.few_shot[0].omitted == ()
    assert not set(encoders[0].seen) & set(range(60, 120))


def test_counts_that_the_samples_do_not_allow_are_left_out_and_named(run, monkeypatch, tmp_path):
    monkeypatch.setattr(compare_module, "COUNTS", (5, 500))
    found = run(sections=("few-shot",))
    assert [point.samples for point in found.few_shot[0].points] == [5]
    assert found.few_shot[0].omitted == (500,)
    assert "Left out, because there are too few samples a class" in write_report(found, tmp_path / "r").read_text()


def test_test_places_decide_nothing(run, drawn):
    """With the truth of the test places turned around, the same regularisation is chosen; only their figures move."""
    samples = drawn()
    turned = replace(samples, truth=np.where(samples.part == 2, 1 - samples.truth, samples.truth))
    straight, reverse = run(sections=("backbones",)), run(sections=("backbones",), samples=turned)
    for one, other in zip(straight.backbones, reverse.backbones, strict=True):
        assert one.judged.strength == other.judged.strength
        assert one.judged.validation == other.judged.validation
        assert one.judged.test["accuracy"] == pytest.approx(1 - other.judged.test["accuracy"])


def test_a_missing_class_is_an_error_before_anything_is_computed(run, drawn, encoders):
    samples = drawn()
    with pytest.raises(ComparisonError, match="'light'"):
        run(samples=replace(samples, truth=np.ones(180, np.int64)))
    assert encoders[0].seen == []


def test_a_cancel_ends_the_comparison(tmp_path, write_recipe, drawn, find):
    said = []
    request = Request(write_recipe(), tmp_path, tmp_path / "report", quick=True)
    with pytest.raises(RunCancelled):
        compare(
            request, Watch(said.append, lambda: "comparing: baselines" in said), {"harvey": lambda *_: drawn()}, find
        )
    assert [path.name for path in (tmp_path / "report").iterdir()] == ["embeddings"]


def test_a_folder_that_cannot_be_written_to_is_named(run, tmp_path):
    found = run(sections=("labels",))
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match="cannot be written"):
        write_report(found, tmp_path / "file" / "report")


def test_unknown_parts_and_too_few_samples_are_wrong_usage(tmp_path, write_recipe, capsys):
    with pytest.raises(JobError, match="at least 10"):
        Request(tmp_path, tmp_path, tmp_path, most=3)
    arguments = ["compare", str(write_recipe()), "--output", str(tmp_path / "out"), "--parts", "few-shot,nonsense"]
    assert main(arguments) == 2
    assert "no part nonsense" in capsys.readouterr().err


def test_the_command_says_what_is_missing(tmp_path, write_recipe, capsys):
    data = tmp_path / "nothing"
    data.mkdir()
    assert main(["compare", str(write_recipe()), "--output", str(tmp_path / "out"), "--data", str(data)]) == 1
    assert "a.zip is missing" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
