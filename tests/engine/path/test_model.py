"""Networks that do not fit their card are refused, with both shapes."""

import io
import json
import zipfile

import numpy as np
import pytest
from tesela.engine.contract.card import read_package
from tesela.engine.contract.errors import ModelError
from tesela.engine.path.model import Model, check_architecture

from tests.engine.conftest import make_card, white_squares


def answering(scores):
    def load(package, window_px, keep_embeddings):
        from tesela.engine.path.model import check_scores

        def score(pixels):
            answer = scores(len(pixels))
            check_scores(answer, package.card, len(pixels), window_px)
            return answer, None

        return Model(package.card, score, "CPU (test)", "NumPy")

    return load


@pytest.mark.parametrize(
    ("shape", "told"),
    [((16, 16, 1), r"\(1, 16, 16, 1\), but its card declares \(1, 32, 32, 1\)"), ((32, 32, 3), r"\(1, 32, 32, 3\)")],
)
def test_output_of_another_size_or_channel_count_stops_with_both_shapes(draw, run_job, shape, told):
    with pytest.raises(ModelError, match=told):
        run_job(draw(white_squares()), load=answering(lambda n: np.zeros((n, *shape))), batch=1)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_output_that_is_no_number_stops(draw, run_job, value):
    with pytest.raises(ModelError, match=r"values that are no numbers in an output of shape \(1, 32, 32, 1\)"):
        run_job(draw(white_squares()), load=answering(lambda n: np.full((n, 32, 32, 1), value)), batch=1)


def keras_file(config) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("config.json", json.dumps(config))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (keras_file({"module": "keras.layers", "class_name": "Lambda"}), "keras.layers.Lambda, which could run code"),
        (keras_file({"a": [{"module": "os", "class_name": "system"}]}), "os.system, which could run code"),
        (b"no archive", "is no .keras file"),
    ],
)
def test_files_that_could_run_code_are_refused_before_keras_is_imported(package, content, problem):
    folder = package()
    (folder / "model.keras").write_bytes(content)
    card = make_card()
    (folder / "card.json").write_text(
        (folder / "card.json")
        .read_text()
        .replace(card.weights.sha256, __import__("hashlib").sha256(content).hexdigest())
    )
    with pytest.raises(ModelError, match=problem):
        check_architecture(read_package(folder))


def test_embeddings_are_kept_for_each_scored_window(draw, run_job):
    done, _, _ = run_job(draw(white_squares()), "tile-classification", keep_embeddings=True)
    with np.load(f"{done.run}/parts/0-00000.npz") as part:
        assert part["embeddings"].shape == (16, 4)
        assert part["embeddings"].dtype == np.float16
