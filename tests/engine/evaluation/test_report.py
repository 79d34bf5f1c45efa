"""The report: whole or not at all, needing nothing beside it, and safe whatever stands in a truth."""

import base64
import json
import re
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tesela.engine.contract.errors import RunCancelled, RunError
from tesela.engine.contract.job import EvaluateJob, Selection
from tesela.engine.evaluation.evaluate import evaluate
from tesela.engine.run.answer import answer
from tesela.engine.run.command_line import main

from tests.engine.conftest import load_bright, make_card, white_squares
from tests.engine.evaluation.conftest import point, square
from tests.engine.path.window_models import label_card, load_colours, red_blocks, value_card

PIXELS = white_squares(64, 64, squares=((10, 10, 20), (45, 5, 10)))
TOWN = {"town": "str"}


def texts_of(html):
    return re.sub(r"data:image/png;base64,[A-Za-z0-9+/=]+", "", html)


@pytest.fixture
def run(draw, run_job):
    return run_job(draw(PIXELS))[0].run


def report(subject, truth, tmp_path, load=load_bright, cancelled=lambda: False, **job):
    return evaluate(EvaluateJob(str(subject), truth, str(tmp_path / "e"), **job), lambda event: None, cancelled, load)


def test_html_json_and_plots_say_the_same(run, truth, tmp_path):
    rows = [(square(15, 10, 35, 30), "north"), (square(40, 40, 50, 50), "<b>south</b>")]
    done = report(run, truth(rows, fields=TOWN), tmp_path, place_field="town")
    html = Path(done.files["report"]).read_text(encoding="utf-8")
    figures = json.loads(Path(done.files["figures"]).read_text(encoding="utf-8"))
    assert figures == json.loads(json.dumps(done.report))
    assert f"{figures['classes']['building']['iou']:.3f}" in html
    assert "&lt;b&gt;south&lt;/b&gt;" in html
    assert "<b>south" not in html
    names = {path.stem for path in Path(done.files["plots"]).glob("*.png")}
    assert names == {"roc", "precision-recall", "thresholds", "places", "confusion"}
    pictures = re.findall(r'src="data:image/png;base64,([^"]+)"', html)
    assert len(pictures) == len(names)
    for data in pictures:
        assert np.ptp(np.asarray(Image.open(BytesIO(base64.b64decode(data))).convert("L"))) > 100
    assert {path.name for path in (tmp_path / "e").iterdir()} == {
        "evaluation.html",
        "evaluation.json",
        "evaluation-plots",
    }


def test_the_report_needs_no_network_and_names_where_it_comes_from(run, truth, tmp_path):
    done = report(run, truth([(square(15, 10, 35, 30),)]), tmp_path)
    html = texts_of(Path(done.files["report"]).read_text(encoding="utf-8"))
    assert not re.search(r"https?:|//\w|<script|<link|@import|url\(", html)
    provenance = done.report["provenance"]
    for name in ("model", "weights_sha256", "run", "truth", "tesela", "evaluated"):
        assert provenance[name] in html
    assert "Do not take them over" in html


@pytest.mark.parametrize(
    ("card", "load", "job"),
    [
        (label_card(), load_colours, {"label_field": "town"}),
        (value_card(), load_colours, {"value_field": "share"}),
        (make_card("tile-classification"), load_bright, {}),
    ],
)
def test_every_task_has_a_report(draw, run_job, truth, tmp_path, card, load, job):
    subject = run_job(draw(red_blocks([[51, 102], [153, 204]])), card=card, load=load)[0].run
    fields = {**TOWN, "share": "float"}
    rows = [
        (square(0, 0, 32, 32), "green", 0.3),
        (square(32, 32, 64, 64), "Red roofs", 0.9),
        (point(5, 5), "blue", 0.1),
    ]
    done = report(subject, truth(rows, fields=fields), tmp_path, load, **job)
    html = Path(done.files["report"]).read_text(encoding="utf-8")
    assert html.rstrip().endswith("</html>")
    for one in done.report["verdict"]:
        assert one["name"] in html


def test_a_cancel_leaves_what_was_there(run, truth, tmp_path):
    path = truth([(square(15, 10, 35, 30),)])
    report(run, path, tmp_path)
    before = {path: path.read_bytes() for path in (tmp_path / "e").rglob("*") if path.is_file()}
    calls = iter(range(1000))
    with pytest.raises(RunCancelled):
        report(run, path, tmp_path, cancelled=lambda: next(calls) > 8, selection=Selection(thresholds=(0.1,)))
    assert {path: path.read_bytes() for path in (tmp_path / "e").rglob("*") if path.is_file()} == before


def test_a_folder_that_cannot_be_written_is_told(run, truth, tmp_path):
    (tmp_path / "e").write_text("a file, not a folder")
    with pytest.raises(RunError, match="cannot be written"):
        report(run, truth([(square(15, 10, 35, 30),)]), tmp_path)


def test_an_older_report_is_replaced_whole(run, truth, tmp_path):
    path = truth([(square(15, 10, 35, 30), "a"), (square(40, 40, 50, 50), "b")], fields=TOWN)
    first = report(run, path, tmp_path, place_field="town")
    assert (Path(first.files["plots"]) / "places.png").exists()
    second = report(run, path, tmp_path)
    assert not (Path(second.files["plots"]) / "places.png").exists()


def test_the_command_prints_figures_and_files(run, truth, tmp_path, capsys, without_plots):
    code = main(["evaluate", run, "--truth", truth([(square(15, 10, 35, 30),)]), "--output", str(tmp_path / "e")])
    output = capsys.readouterr().out
    assert code == 0
    assert "IoU of pixels: 0.500 (4,096 pixels)" in output
    assert f"Report in {tmp_path / 'e' / 'evaluation.html'}" in output


def test_the_command_prints_events_as_json(run, truth, tmp_path, capsys, without_plots):
    path = truth([(square(15, 10, 35, 30),)])
    assert main(["evaluate", run, "--truth", path, "--output", str(tmp_path / "e"), "--json"]) == 0
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (last["event"], last["report"]["classes"]["building"]["true_positives"]) == ("done", 300)


def test_the_command_fails_with_a_message(run, tmp_path, capsys):
    assert main(["evaluate", run, "--truth", str(tmp_path / "no.gpkg"), "--output", str(tmp_path / "e")]) == 1
    assert "does not exist" in capsys.readouterr().err


def test_the_worker_answers_the_request(run, truth, tmp_path, without_plots):
    job = {"subject": run, "truth": truth([(square(15, 10, 35, 30),)]), "output": str(tmp_path / "e")}
    done = answer({"request": "evaluate", "job": job}, lambda event: None, lambda: False)
    assert done.event == "done"
    assert set(done.files) == {"report", "figures", "plots"}
    refused = answer({"request": "evaluate", "job": {**job, "colour": "red"}}, lambda event: None, lambda: False)
    assert "unknown key 'colour'" in refused.message
