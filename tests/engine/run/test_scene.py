"""The sample scene through the worker's request and the command line."""

import fiona
import rasterio
from tesela.engine.contract.events import Cancelled, Done, Failed, Progress
from tesela.engine.run.answer import answer
from tesela.engine.run.command_line import main
from tesela.engine.run.commands import training
from tesela.engine.scene.draw import DRAWING_STEPS


def request(folder, **job):
    return {"request": "scene", "job": {"output": str(folder), "height_px": 200, "width_px": 240, **job}}


def test_worker_draws_a_scene_of_the_asked_size_and_tells_its_steps(tmp_path):
    events = []
    done = answer(request(tmp_path, seed=9), events.append, lambda: False)
    assert isinstance(done, Done), done
    with rasterio.open(done.files["scene"]) as raster:
        assert (raster.height, raster.width) == (200, 240)
    with fiona.open(done.results, layer="buildings") as layer:
        assert done.features == {"buildings": len(layer)}
    assert [event.done for event in events if isinstance(event, Progress)] == list(range(1, DRAWING_STEPS + 1))


def test_a_cancel_ends_the_drawing_and_writes_nothing(tmp_path):
    events = []
    last = answer(request(tmp_path / "scene"), events.append, lambda: len(events) >= 2)
    assert isinstance(last, Cancelled)
    assert len(events) == 2
    assert not (tmp_path / "scene").exists()


def test_a_size_that_cannot_be_drawn_is_refused_with_its_limits(tmp_path):
    last = answer(request(tmp_path, height_px=5), lambda event: None, lambda: False)
    assert isinstance(last, Failed)
    assert "height_px is 5" in last.message


def test_the_command_writes_the_same_scene(tmp_path, capsys):
    assert main(["scene", "--output", str(tmp_path), "--seed", "9", "--height", "200", "--width", "240"]) == 0
    raster, truth = capsys.readouterr().out.split()
    with rasterio.open(raster) as dataset:
        assert (dataset.height, dataset.width) == (200, 240)
    done = answer(request(tmp_path / "again", seed=9), lambda event: None, lambda: False)
    with rasterio.open(raster) as one, rasterio.open(done.files["scene"]) as other:
        assert (one.read() == other.read()).all()
    assert truth == str(tmp_path / "truth.gpkg")


def test_an_interrupted_command_exits_with_three(tmp_path, monkeypatch, capsys):
    from tesela.engine.scene import draw

    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(draw, "write_sample", interrupted)
    monkeypatch.setattr(training.signal, "signal", lambda *arguments: None)
    assert main(["scene", "--output", str(tmp_path)]) == 3
    assert "cancelled" in capsys.readouterr().err
