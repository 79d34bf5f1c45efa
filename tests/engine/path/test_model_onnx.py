"""ONNX files are data: what reaches beyond them, or does not fit the card, is refused before anything loads them."""

import hashlib
import json

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper
from tesela.engine.contract import schema
from tesela.engine.contract.card import Weights, read_package
from tesela.engine.contract.errors import ModelError
from tesela.engine.path import onnx_runtime
from tesela.engine.path.model import check_architecture, load_model

from tests.engine.conftest import make_card


def brightness(window=32, bands=3, classes=1, nodes=None, outputs=("scores",), initializers=(), **model):
    """A network that answers with the mean of the window, in one class after the other."""
    nodes = nodes or [
        helper.make_node("ReduceMean", ["x"], ["mean"], axes=[1, 2, 3], keepdims=0),
        helper.make_node("Reshape", ["mean", "column"], ["one"]),
        helper.make_node("Concat", ["one"] * classes, ["scores"], axis=1),
        helper.make_node("Identity", ["one"], ["embedding"]),
    ]
    shapes = {"scores": classes, "embedding": 1}
    graph = helper.make_graph(
        nodes,
        "brightness",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", window, window, bands])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", shapes[name]]) for name in outputs],
        [numpy_helper.from_array(np.array([-1, 1], np.int64), "column"), *initializers],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.example", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=10, **model)


@pytest.fixture
def onnx_package(tmp_path):
    def write(content, **changes):
        data = content if isinstance(content, bytes) else content.SerializeToString()
        folder = tmp_path / "package"
        folder.mkdir(exist_ok=True)
        (folder / "model.onnx").write_bytes(data)
        weights = Weights("model.onnx", hashlib.sha256(data).hexdigest(), "onnx")
        card = make_card(**{"task": "tile-classification", "weights": weights, **changes})
        (folder / "card.json").write_text(json.dumps(schema.to_json(card)))
        return read_package(folder)

    return write


def test_an_onnx_package_scores_and_says_what_runs_it(onnx_package):
    import onnxruntime

    model = load_model(onnx_package(brightness()), 32)
    pixels = np.random.default_rng(1).random((3, 32, 32, 3), np.float32)
    scores, embeddings = model.score(pixels)
    assert scores == pytest.approx(pixels.mean(axis=(1, 2, 3))[:, None], abs=1e-6)
    assert embeddings is None
    assert model.runtime == f"onnxruntime {onnxruntime.__version__} (float32)"
    assert model.device.startswith("CPU (")
    assert model.streams >= 1


def against_its_batch(window=32):
    """A segmentation that answers with the mean of a pixel's bands, less the mean of the whole batch in that place."""
    nodes = [
        helper.make_node("ReduceMean", ["x"], ["grey"], axes=[3], keepdims=1),
        helper.make_node("ReduceMean", ["grey"], ["of_batch"], axes=[0], keepdims=1),
        helper.make_node("Sub", ["grey", "of_batch"], ["scores"]),
    ]
    graph = helper.make_graph(
        nodes,
        "against its batch",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", window, window, 3])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["n", window, window, 1])],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)


def test_a_segmentation_on_a_cpu_scores_window_by_window(onnx_package):
    model = load_model(onnx_package(against_its_batch(), task="segmentation"), 32)
    pixels = np.random.default_rng(1).random((3, 32, 32, 3), np.float32)
    scores, embeddings = model.score(pixels)
    assert model.device.startswith("CPU (")
    assert scores.shape == (3, 32, 32, 1)
    assert scores == pytest.approx(0, abs=1e-6)
    assert embeddings is None


def test_embeddings_are_the_second_output(onnx_package):
    package = onnx_package(brightness(outputs=("scores", "embedding")), embedding_layer="embedding")
    scores, embeddings = load_model(package, 32, keep_embeddings=True).score(np.full((2, 32, 32, 3), 0.25, np.float32))
    assert scores.tolist() == [[0.25], [0.25]]
    assert embeddings.dtype == np.float16
    assert embeddings.tolist() == [[0.25], [0.25]]


@pytest.mark.filterwarnings("ignore:Specified provider")
def test_a_cpu_is_named_where_only_a_cpu_computes(onnx_package, monkeypatch):
    """A CUDA provider that is listed but cannot be loaded must not be reported as a GPU."""
    import onnxruntime

    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [onnx_runtime.CUDA, onnx_runtime.CPU])
    try:
        model = load_model(onnx_package(brightness()), 32)
    except ModelError as error:  # this ONNX Runtime knows no CUDA at all and says so
        pytest.skip(str(error))
    assert model.device.startswith("CPU (")


def test_another_window_is_refused(onnx_package):
    with pytest.raises(ModelError, match=r"takes windows of shape \(32, 32, 3\), not \(64, 64, 3\)"):
        load_model(onnx_package(brightness()), 64)


def test_keeping_embeddings_of_a_model_without_is_refused(onnx_package):
    with pytest.raises(ModelError, match="has no embedding to keep"):
        load_model(onnx_package(brightness()), 32, keep_embeddings=True)


def outside(name="weights"):
    tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=[4], data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value="../../secret.bin")
    return tensor


def with_constant_outside():
    node = helper.make_node("Constant", [], ["constant"], value=outside("inner"))
    return brightness(nodes=[node, *brightness().graph.node])


def with_branch():
    branch = helper.make_graph(
        [helper.make_node("Identity", ["x"], ["y"])],
        "branch",
        [],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
    )
    node = helper.make_node("If", ["x"], ["y"], then_branch=branch, else_branch=branch)
    return brightness(nodes=[node, *brightness().graph.node])


def with_function():
    function = helper.make_function(
        "com.example", "F", ["a"], ["b"], [helper.make_node("Identity", ["a"], ["b"])], [helper.make_opsetid("", 17)]
    )
    return brightness(functions=[function])


def with_own_operator():
    node = helper.make_node("RunCode", ["x"], ["y"], domain="com.example")
    return brightness(nodes=[node, *brightness().graph.node])


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"no network at all", "is no ONNX file"),
        (b"", "is no ONNX file: it holds no network"),
        (brightness(initializers=[outside()]), "tensor 'weights' is stored in another file"),
        (with_constant_outside(), "tensor 'inner' is stored in another file"),
        (with_own_operator(), "operator com.example.RunCode is none of ONNX's own"),
        (with_branch(), "holds a loop or a branch"),
        (with_function(), "holds functions or a training graph"),
        (brightness(bands=4), r"takes windows of shape \(None, 32, 32, 4\), but its card declares \(None, 32, 32, 3\)"),
        (brightness(window=16), r"takes windows of shape \(None, 16, 16, 3\), but its card declares"),
        (brightness(classes=2), r"answers with scores of shape \(None, 2\), but its card declares \(None, 1\)"),
    ],
)
def test_files_that_reach_beyond_or_do_not_fit_are_refused(onnx_package, content, problem):
    with pytest.raises(ModelError, match=problem):
        check_architecture(onnx_package(content))


def test_a_file_without_the_embedding_of_its_card_is_refused(onnx_package):
    with pytest.raises(ModelError, match="no second output, but its card names the embedding 'embedding'"):
        check_architecture(onnx_package(brightness(), embedding_layer="embedding"))


def test_files_of_senseless_size_are_refused(onnx_package, monkeypatch):
    monkeypatch.setattr(onnx_runtime, "MOST_BYTES", 100)
    with pytest.raises(ModelError, match="too much for a window model"):
        check_architecture(onnx_package(brightness()))


def test_a_network_that_onnx_runtime_cannot_load_is_told(onnx_package):
    nodes = [*brightness().graph.node]
    nodes[0].op_type = "ReduceSomething"
    package = onnx_package(brightness(nodes=nodes))
    with pytest.raises(ModelError, match="cannot be loaded by ONNX Runtime"):
        load_model(package, 32)


def test_formats_that_are_not_known_are_refused(onnx_package):
    package = onnx_package(
        brightness(),
        weights=Weights("model.onnx", hashlib.sha256(brightness().SerializeToString()).hexdigest(), "pickle"),
    )
    with pytest.raises(ModelError, match="format 'pickle', which this Tesela cannot run; it reads 'keras' and 'onnx'"):
        check_architecture(package)
