"""ONNX files: checked as data before anything loads them, then run by ONNX Runtime."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..contract.card import ModelCard, ModelPackage
from ..contract.errors import ModelError

MOST_BYTES = 2**30
PLAIN_DOMAINS = frozenset({"", "ai.onnx"})
QUANTISING = frozenset({"QuantizeLinear", "DequantizeLinear"})
CUDA, CPU = "CUDAExecutionProvider", "CPUExecutionProvider"


@dataclass(frozen=True)
class OnnxNetwork:
    """What an ONNX file says of itself; sizes are None where the file leaves them open.

    input: name and sizes (windows, height, width, bands) of what it is fed. outputs: name and sizes of the scores and,
    where there is one, of the embedding. quantised: whether it computes in int8.
    """

    input: tuple[str, tuple[int | None, ...]]
    outputs: tuple[tuple[str, tuple[int | None, ...]], ...]
    quantised: bool


@dataclass(frozen=True)
class Session:
    """A loaded ONNX network: run gives one array an output; device and runtime are for people."""

    run: Callable[[np.ndarray], list[np.ndarray]]
    device: str
    runtime: str


def check_onnx(package: ModelPackage) -> OnnxNetwork:
    """Read an ONNX file as data and refuse what could reach beyond it or does not fit its card; ModelError says why.

    Refused: tensors stored in other files, operators of other domains than ONNX itself, functions and graphs inside
    operators, files above MOST_BYTES, and inputs and outputs other than the card declares.
    """
    path = package.weights_path
    model = _read(path)
    if model.functions or model.training_info:
        raise ModelError(f"{path} is refused: it holds functions or a training graph; export it for inference only.")
    for message in _messages(model):
        kind = message.DESCRIPTOR.name
        if kind == "TensorProto" and (message.data_location == message.EXTERNAL or message.external_data):
            raise ModelError(
                f"{path} is refused: its tensor '{message.name}' is stored in another file; save the model as one file."
            )
        if kind == "NodeProto" and message.domain not in PLAIN_DOMAINS:
            raise ModelError(
                f"{path} is refused: its operator {message.domain}.{message.op_type} is none of ONNX's own; export it "
                "with standard operators only."
            )
        if kind == "AttributeProto" and (message.HasField("g") or message.graphs):
            raise ModelError(f"{path} is refused: it holds a loop or a branch; export a plain network.")
    network = OnnxNetwork(
        _one_input(path, model), _outputs(model), any(node.op_type in QUANTISING for node in model.graph.node)
    )
    _check_against_card(path, network, package.card)
    return network


def _read(path: Path) -> Any:
    import onnx
    from google.protobuf.message import DecodeError  # type: ignore[import-untyped]

    try:
        if path.stat().st_size > MOST_BYTES:
            raise ModelError(f"{path} has more than {MOST_BYTES // 2**20} MB, too much for a window model; check it.")
        model = onnx.load_model(str(path), load_external_data=False)
        if not model.graph.node:
            raise ModelError(f"{path} is no ONNX file: it holds no network. Install the package again.")
    except (DecodeError, OSError) as error:
        raise ModelError(f"{path} is no ONNX file: {error}. Install the package again.") from error
    return model


def _messages(message: Any) -> Iterator[Any]:
    """Yield a protobuf message and all messages within it, at any depth."""
    yield message
    for field, value in message.ListFields():
        if field.message_type is None:
            continue
        for inner in value if field.is_repeated else [value]:
            yield from _messages(inner)


def _one_input(path: Path, model: Any) -> tuple[str, tuple[int | None, ...]]:
    constants = {tensor.name for tensor in model.graph.initializer}
    inputs = [value for value in model.graph.input if value.name not in constants]
    if len(inputs) != 1 or inputs[0].type.tensor_type.elem_type != 1:
        raise ModelError(f"{path} is refused: it takes {len(inputs)} inputs, but one of float32 is expected.")
    return inputs[0].name, _sizes(inputs[0])


def _outputs(model: Any) -> tuple[tuple[str, tuple[int | None, ...]], ...]:
    return tuple((value.name, _sizes(value)) for value in model.graph.output)


def _sizes(value: Any) -> tuple[int | None, ...]:
    return tuple(size.dim_value or None for size in value.type.tensor_type.shape.dim)


def _check_against_card(path: Path, network: OnnxNetwork, card: ModelCard) -> None:
    masks = card.task == "segmentation"
    size = None if masks else card.window_px
    wanted = {
        "takes windows": (network.input[1], (None, size, size, len(card.input.bands))),
        "answers with scores": (network.outputs[0][1], (None, *((None, None) if masks else ()), len(card.classes))),
    }
    for what, (declared, expected) in wanted.items():
        if not _fits(declared, expected):
            raise ModelError(
                f"{path} {what} of shape {declared}, but its card declares {expected}; the package does not fit its "
                "card."
            )
    if card.embedding_layer is not None and len(network.outputs) < 2:
        raise ModelError(f"{path} has no second output, but its card names the embedding '{card.embedding_layer}'.")


def _fits(declared: tuple[int | None, ...], expected: tuple[int | None, ...]) -> bool:
    pairs = zip(declared, expected, strict=False)
    return len(declared) == len(expected) and all(a is None or b is None or a == b for a, b in pairs)


def open_session(package: ModelPackage, network: OnnxNetwork, outputs: int, threads: int, device: str) -> Session:
    """Load a checked file with ONNX Runtime, on CUDA where this machine's ONNX Runtime has it, else on the CPU.

    outputs: how many of the network's outputs `run` gives. threads: of one call on the CPU, which calls may share.
    device: how the CPU is called. ModelError where ONNX Runtime refuses the file.
    """
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    known = onnxruntime.get_available_providers()
    providers = [name for name in (CUDA, CPU) if name in known]
    try:
        session = onnxruntime.InferenceSession(str(package.weights_path), options, providers=providers)
    except Exception as error:  # ONNX Runtime's own exceptions share no documented class
        raise ModelError(
            f"{package.weights_path} cannot be loaded by ONNX Runtime {onnxruntime.__version__}: {error}"
        ) from error
    names = [name for name, _ in network.outputs[:outputs]]
    precision = "int8" if network.quantised else "float32"
    return Session(
        lambda pixels: session.run(names, {network.input[0]: np.ascontiguousarray(pixels, np.float32)}),
        "GPU (CUDA)" if CUDA in session.get_providers() else device,
        f"onnxruntime {onnxruntime.__version__} ({precision})",
    )
