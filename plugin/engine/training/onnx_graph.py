"""A Keras network as an ONNX graph: one function a layer type, so that nothing but Keras and onnx is needed.

Feature maps are kept channels first inside, as ONNX wants them, with one transposition at the input (and one at an
output that is a map). Batch normalisation is folded into the convolution before it and padding into the one after it,
which leaves graphs that quantise well. A layer type that is not known here is refused by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import keras
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from ..contract.errors import ModelError

OPSET = 17
IR_VERSION = 10
INPUT, SCORES, EMBEDDING_OUTPUT = "windows", "scores", "embedding"
NO_PADS = (0, 0, 0, 0)
TO_CHANNELS_FIRST, TO_CHANNELS_LAST = [0, 3, 1, 2], [0, 2, 3, 1]


@dataclass(frozen=True)
class Value:
    """A tensor of the ONNX graph.

    is_map: a feature map (n, channels, height, width), which Keras holds as (n, height, width, channels). pads: zeros
    (top, left, bottom, right) that still have to be put around it.
    """

    name: str
    is_map: bool
    pads: tuple[int, int, int, int] = NO_PADS


class Graph:
    """The ONNX graph while it is being built; weights stay arrays until the end, so that layers can be folded.

    shared: names of tensors that several layers take, into which no later layer may be folded.
    """

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: dict[str, np.ndarray] = {}
        self.shared: set[str] = set()
        self._names: Counter[str] = Counter()

    def add(self, kind: str, inputs: list[str], **attributes: Any) -> str:
        """Add a node and return the name of its output."""
        output = self._name(kind.lower())
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def hold(self, name: str, array: np.ndarray) -> str:
        """Add a constant and return its name."""
        name = self._name(name)
        self.weights[name] = array
        return name

    def producer(self, name: str) -> onnx.NodeProto | None:
        """Return the node that gives a tensor."""
        return next((node for node in self.nodes if name in node.output), None)

    def _name(self, stem: str) -> str:
        self._names[stem] += 1
        return f"{stem}_{self._names[stem]}"


Handler = Callable[[Graph, Any, list[Value]], Value]


@dataclass(frozen=True)
class Call:
    """One use of a layer in a network: the Keras tensors (by identity) that go in and the one that comes out."""

    layer: Any
    inputs: tuple[int, ...]
    output: int


def to_onnx(network: Any) -> onnx.ModelProto:
    """Return a Keras network of one input and one or two outputs (scores, embedding) as ONNX; ModelError names a layer.

    Input INPUT: float32 (n, height, width, bands). Outputs SCORES and EMBEDDING_OUTPUT as Keras gives them.
    """
    if len(network.inputs) != 1 or len(network.outputs) > 2:
        raise ModelError(
            f"The network {network.name} has {len(network.inputs)} inputs and {len(network.outputs)} outputs, but only "
            "one input and at most two outputs can be converted to ONNX."
        )
    calls, source, results = _trace(network)
    uses = Counter(tensor for call in calls for tensor in call.inputs)
    uses.update(results)
    graph = Graph()
    first = graph.add("Transpose", [INPUT], perm=TO_CHANNELS_FIRST)
    values = {source: Value(first, is_map=True)}
    for call in calls:
        inputs = [values[tensor] for tensor in call.inputs]
        graph.shared.update(values[tensor].name for tensor in call.inputs if uses[tensor] > 1)
        values[call.output] = _handler_of(call.layer)(graph, call.layer, inputs)
    names = (SCORES, EMBEDDING_OUTPUT)[: len(results)]
    for name, tensor in zip(names, results, strict=True):
        _give_out(graph, values[tensor], name)
    return _assemble(graph, network, names)


def _trace(network: Any) -> tuple[list[Call], int, list[int]]:
    """Return the layer calls of a network in order, its input tensor and its output tensors."""
    calls: list[Call] = []
    kept: list[Any] = []  # tensors are told apart by identity, so none may be freed on the way

    def record(layer: Any, *args: Any, **kwargs: Any) -> Any:
        inputs, output = _tensors_in([args, kwargs]), layer(*args, **kwargs)
        kept.extend([*inputs, output])
        calls.append(Call(layer, tuple(map(id, inputs)), id(output)))
        return output

    source = keras.Input(batch_shape=network.inputs[0].shape)
    clone = keras.models.clone_model(
        network,
        input_tensors=[source] if isinstance(network.input, list) else source,
        clone_function=lambda layer: layer,
        call_function=record,
    )
    return calls, id(source), [id(output) for output in clone.outputs]


def _tensors_in(value: Any) -> list[Any]:
    if isinstance(value, keras.KerasTensor):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return [tensor for item in items for tensor in _tensors_in(item)]


def _handler_of(layer: Any) -> Handler:
    kind = type(layer).__name__
    if not isinstance(layer, keras.layers.Layer) or kind not in HANDLERS:
        raise ModelError(
            f"The layer '{layer.name}' is a {kind}, which cannot be converted to ONNX yet (known: "
            f"{', '.join(sorted(HANDLERS))}); use the Keras package as it is."
        )
    return HANDLERS[kind]


def _assemble(graph: Graph, network: Any, names: tuple[str, ...]) -> onnx.ModelProto:
    def declared(name: str, shape: tuple[int | None, ...]) -> onnx.ValueInfoProto:
        sizes = ["n", *(size if size is not None else f"{name}_{axis}" for axis, size in enumerate(shape[1:], 1))]
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, sizes)

    onnx_graph = helper.make_graph(
        graph.nodes,
        network.name,
        [declared(INPUT, network.inputs[0].shape)],
        [declared(name, output.shape) for name, output in zip(names, network.outputs, strict=True)],
        [numpy_helper.from_array(array, name) for name, array in graph.weights.items()],
    )
    model = helper.make_model(
        onnx_graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name="tesela"
    )
    onnx.checker.check_model(model, full_check=True)
    return model


def _give_out(graph: Graph, value: Value, name: str) -> None:
    value = _padded(graph, value)
    if value.is_map:
        graph.nodes.append(helper.make_node("Transpose", [value.name], [name], name=name, perm=TO_CHANNELS_LAST))
    else:
        graph.nodes.append(helper.make_node("Identity", [value.name], [name], name=name))


def _padded(graph: Graph, value: Value) -> Value:
    """Put waiting zeros around a map, for a layer that cannot do so itself."""
    if value.pads == NO_PADS:
        return value
    top, left, bottom, right = value.pads
    pads = graph.hold("pads", np.array([0, 0, top, left, 0, 0, bottom, right], np.int64))
    return Value(graph.add("Pad", [value.name, pads], mode="constant"), value.is_map)


def _channels_last(graph: Graph, value: Value) -> str:
    value = _padded(graph, value)
    return graph.add("Transpose", [value.name], perm=TO_CHANNELS_LAST) if value.is_map else value.name


def _same(_: Graph, __: Any, inputs: list[Value]) -> Value:
    return inputs[0]


def _activate(graph: Graph, layer: Any, value: Value, name: str) -> Value:
    if name == "linear":
        return value
    value = _padded(graph, value)
    if name == "softmax":
        return Value(graph.add("Softmax", [value.name], axis=1 if value.is_map else -1), value.is_map)
    if name == "relu6":
        return _clip(graph, value, 6.0)
    if name in ("silu", "swish"):
        gate = graph.add("Sigmoid", [value.name])
        return Value(graph.add("Mul", [value.name, gate]), value.is_map)
    plain = {"relu": "Relu", "sigmoid": "Sigmoid", "tanh": "Tanh"}
    if name not in plain:
        raise ModelError(f"The activation '{name}' of the layer '{layer.name}' cannot be converted to ONNX yet.")
    return Value(graph.add(plain[name], [value.name]), value.is_map)


def _clip(graph: Graph, value: Value, high: float) -> Value:
    limits = [graph.hold("limit", np.array(limit, np.float32)) for limit in (0.0, high)]
    return Value(graph.add("Clip", [value.name, *limits]), value.is_map)


def _activation(graph: Graph, layer: Any, inputs: list[Value]) -> Value:
    return _activate(graph, layer, inputs[0], _activation_of(layer))


def _activation_of(layer: Any) -> str:
    return str(layer.get_config()["activation"])


def _softmax(graph: Graph, layer: Any, inputs: list[Value]) -> Value:
    if layer.axis != -1:
        raise ModelError(f"The layer '{layer.name}' takes its softmax over axis {layer.axis}; only -1 is known.")
    return _activate(graph, layer, inputs[0], "softmax")


def _relu(graph: Graph, layer: Any, inputs: list[Value]) -> Value:
    if layer.threshold or layer.negative_slope:
        raise ModelError(f"The layer '{layer.name}' is a ReLU with a threshold or a slope, which is not known here.")
    value = _padded(graph, inputs[0])
    return _activate(graph, layer, value, "relu") if layer.max_value is None else _clip(graph, value, layer.max_value)


def _conv(graph: Graph, layer: Any, inputs: list[Value]) -> Value:
    kernel = np.transpose(_array(layer.kernel), (3, 2, 0, 1))
    value = _convolve(graph, layer, inputs[0], kernel, layer.groups)
    return _activate(graph, layer, value, _activation_of(layer))


def _depthwise(graph: Graph, layer: Any, inputs: list[Value]) -> Value:
    kernel = _array(layer.kernel)
    value = _convolve(graph, layer, inputs[0], _depthwise_kernel(kernel), kernel.shape[2])
    return _activate(graph, layer, value, _activation_of(layer))


def _depthwise_kernel(kernel: np.ndarray) -> np.ndarray:
    """(height, width, channels, multiplier) as Keras has it -> (channels * multiplier, 1, height, width)."""
    height, width, channels, multiplier = kernel.shape
    return np.transpose(kernel, (2, 3, 0, 1)).reshape(channels * multiplier, 1, height, width)


def _separable(graph: Graph, layer: Any, inputs: list[Value]) -> Value:
    spatial = _array(layer.depthwise_kernel)
    value = _convolve(graph, layer, inputs[0], _depthwise_kernel(spatial), spatial.shape[2], bias=None)
    kernel = np.transpose(_array(layer.pointwise_kernel), (3, 2, 0, 1))
    bias = _array(layer.bias) if layer.use_bias else None
    value = _convolution(graph, value, kernel, bias, kernel_shape=[1, 1])
    return _activate(graph, layer, value, _activation_of(layer))


def _convolve(
    graph: Graph, layer: Any, value: Value, kernel: np.ndarray, group: int, bias: np.ndarray | str | None = "own"
) -> Value:
    if isinstance(bias, str):
        bias = _array(layer.bias) if layer.use_bias else None
    steps, spread = _pair(layer.strides), _pair(layer.dilation_rate)
    attributes = {"kernel_shape": list(kernel.shape[2:]), "strides": steps, "dilations": spread, "group": group}
    value, padding = _padding(graph, layer, value, kernel.shape[2:], steps, spread)
    return _convolution(graph, value, kernel, bias, **attributes, **padding)


def _convolution(graph: Graph, value: Value, kernel: np.ndarray, bias: np.ndarray | None, **attributes: Any) -> Value:
    names = [
        graph.hold("kernel", kernel.astype(np.float32)),
        graph.hold("bias", np.zeros(len(kernel), np.float32) if bias is None else bias),
    ]
    return Value(graph.add("Conv", [value.name, *names], **attributes), is_map=True)


def _padding(
    graph: Graph, layer: Any, value: Value, kernel: tuple[int, ...], steps: list[int], spread: list[int]
) -> tuple[Value, dict[str, Any]]:
    """Return how a convolution or pooling pads its input: waiting zeros before it, or Keras' "same" (SAME_UPPER)."""
    _require_channels_last(layer)
    if layer.padding == "valid":
        return replace(value, pads=NO_PADS), {"pads": list(value.pads)}
    value = _padded(graph, value)
    if steps == [1, 1]:
        whole = [(size - 1) * gap for size, gap in zip(kernel, spread, strict=True)]
        before = [size // 2 for size in whole]
        return value, {"pads": [*before, *(size - half for size, half in zip(whole, before, strict=True))]}
    return value, {"auto_pad": "SAME_UPPER"}


def _require_channels_last(layer: Any) -> None:
    if layer.data_format != "channels_last":
        raise ModelError(f"The layer '{layer.name}' has its channels first; only channels last can be converted.")


def _batch_norm(graph: Graph, layer: Any, inputs: list[Value]) -> Value:
    value = _padded(graph, inputs[0])
    if layer.axis not in (-1, 3 if value.is_map else 1):
        raise ModelError(f"The layer '{layer.name}' normalises over axis {layer.axis}; only the channels are known.")
    mean, variance = _array(layer.moving_mean), _array(layer.moving_variance)
    gain = (_array(layer.gamma) if layer.scale else 1.0) / np.sqrt(variance + layer.epsilon)
    shift = (_array(layer.beta) if layer.center else 0.0) - mean * gain
    before = graph.producer(value.name)
    if before is not None and before.op_type == "Conv" and value.name not in graph.shared:
        kernel, bias = before.input[1], before.input[2]
        graph.weights[kernel] = (graph.weights[kernel] * gain[:, None, None, None]).astype(np.float32)
        graph.weights[bias] = (graph.weights[bias] * gain + shift).astype(np.float32)
        return value
    return _affine(graph, value, gain, shift)


def _affine(graph: Graph, value: Value, gain: np.ndarray, shift: np.ndarray) -> Value:
    shape = (-1, 1, 1) if value.is_map else (-1,)
    gain_name = graph.hold("gain", np.reshape(gain, shape).astype(np.float32))
    shift_name = graph.hold("shift", np.reshape(shift, shape).astype(np.float32))
    return Value(graph.add("Add", [graph.add("Mul", [value.name, gain_name]), shift_name]), value.is_map)


def _rescaling(graph: Graph, layer: Any, inputs: list[Value]) -> Value:
    value = _padded(graph, inputs[0])
    return _affine(graph, value, np.atleast_1d(layer.scale), np.atleast_1d(layer.offset))


def _zero_padding(graph: Graph, layer: Any, inputs: list[Value]) -> Value:
    _require_channels_last(layer)
    value = _padded(graph, inputs[0])
    (top, bottom), (left, right) = layer.padding
    return replace(value, pads=(top, left, bottom, right))


def _merging(kind: str) -> Handler:
    def merge(graph: Graph, _: Any, inputs: list[Value]) -> Value:
        first, *rest = (_padded(graph, value) for value in inputs)
        for value in rest:
            first = Value(graph.add(kind, [first.name, value.name]), first.is_map)
        return first

    return merge


def _concatenate(graph: Graph, layer: Any, inputs: list[Value]) -> Value:
    values = [_padded(graph, value) for value in inputs]
    is_map = values[0].is_map
    if layer.axis not in (-1, 3 if is_map else 1):
        raise ModelError(f"The layer '{layer.name}' joins along axis {layer.axis}; only the last one is known.")
    return Value(graph.add("Concat", [value.name for value in values], axis=1), is_map)


def _upsampling(graph: Graph, layer: Any, inputs: list[Value]) -> Value:
    """Keras enlarges bilinearly with half-pixel centres, and by repeating pixels otherwise."""
    _require_channels_last(layer)
    value = _padded(graph, inputs[0])
    scales = graph.hold("scales", np.array([1, 1, *_pair(layer.size)], np.float32))
    modes = {
        "bilinear": {"mode": "linear", "coordinate_transformation_mode": "half_pixel"},
        "nearest": {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"},
    }
    if layer.interpolation not in modes:
        raise ModelError(f"The layer '{layer.name}' enlarges by '{layer.interpolation}'; bilinear and nearest do.")
    return Value(graph.add("Resize", [value.name, "", scales], **modes[layer.interpolation]), is_map=True)


def _pooling(kind: str) -> Handler:
    def pool(graph: Graph, layer: Any, inputs: list[Value]) -> Value:
        value = _padded(graph, inputs[0])
        kernel, steps = _pair(layer.pool_size), _pair(layer.strides)
        same = {"auto_pad": "SAME_UPPER"} if layer.padding == "same" else {}
        _require_channels_last(layer)
        return Value(graph.add(kind, [value.name], kernel_shape=kernel, strides=steps, **same), is_map=True)

    return pool


def _global_pooling(kind: str) -> Handler:
    def pool(graph: Graph, layer: Any, inputs: list[Value]) -> Value:
        _require_channels_last(layer)
        name = graph.add(kind, [_padded(graph, inputs[0]).name])
        return Value(name, is_map=True) if layer.keepdims else Value(graph.add("Flatten", [name], axis=1), False)

    return pool


def _dense(graph: Graph, layer: Any, inputs: list[Value]) -> Value:
    if inputs[0].is_map or len(layer.input.shape) != 2:
        raise ModelError(f"The layer '{layer.name}' is a Dense over a map; write it as a Conv2D of 1 x 1 pixels.")
    kernel = _array(layer.kernel)
    names = [
        graph.hold("kernel", np.ascontiguousarray(kernel)),
        graph.hold("bias", _array(layer.bias) if layer.use_bias else np.zeros(kernel.shape[1], np.float32)),
    ]
    value = Value(graph.add("Gemm", [inputs[0].name, *names]), is_map=False)
    return _activate(graph, layer, value, _activation_of(layer))


def _reshape(graph: Graph, layer: Any, inputs: list[Value]) -> Value:
    sizes = getattr(layer, "target_shape", (-1,))  # Flatten is a reshape to one axis
    if len(sizes) not in (1, 3):
        raise ModelError(f"The layer '{layer.name}' reshapes to {sizes}; only vectors and maps are known.")
    shape = graph.hold("shape", np.array([0, *sizes], np.int64))
    name = graph.add("Reshape", [_channels_last(graph, inputs[0]), shape])
    if len(sizes) == 1:
        return Value(name, is_map=False)
    return Value(graph.add("Transpose", [name], perm=TO_CHANNELS_FIRST), is_map=True)


def _array(variable: Any) -> np.ndarray:
    return np.asarray(keras.ops.convert_to_numpy(variable), np.float32)


def _pair(value: Any) -> list[int]:
    return [int(value)] * 2 if isinstance(value, int) else [int(item) for item in value]


HANDLERS: dict[str, Handler] = {
    "Activation": _activation,
    "Add": _merging("Add"),
    "AveragePooling2D": _pooling("AveragePool"),
    "BatchNormalization": _batch_norm,
    "Concatenate": _concatenate,
    "Conv2D": _conv,
    "Dense": _dense,
    "DepthwiseConv2D": _depthwise,
    "Dropout": _same,
    "Flatten": _reshape,
    "GlobalAveragePooling2D": _global_pooling("GlobalAveragePool"),
    "GlobalMaxPooling2D": _global_pooling("GlobalMaxPool"),
    "MaxPooling2D": _pooling("MaxPool"),
    "Multiply": _merging("Mul"),
    "ReLU": _relu,
    "Rescaling": _rescaling,
    "Reshape": _reshape,
    "SeparableConv2D": _separable,
    "Softmax": _softmax,
    "SpatialDropout2D": _same,
    "UpSampling2D": _upsampling,
    "ZeroPadding2D": _zero_padding,
}
