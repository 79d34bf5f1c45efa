"""Networks as ONNX answer what Keras answers, layer by layer; unknown layers are refused by name."""

import fiona  # noqa: F401 (before TensorFlow)
import keras
import numpy as np
import onnxruntime
import pytest
from keras import layers
from tesela.engine.contract.errors import ModelError
from tesela.engine.training.onnx_graph import INPUT, to_onnx

SIDE = 13
TOLERANCE = 2e-5


def residual(x):
    y = layers.Conv2D(4, 3, padding="same")(x)
    z = layers.BatchNormalization()(y)
    return layers.Add()([y, layers.Multiply()([z, x])])


def scaled_by_channels(x):
    gate = layers.GlobalAveragePooling2D(keepdims=True)(x)
    gate = layers.Conv2D(4, 1, activation="sigmoid")(gate)
    return layers.Multiply()([x, gate])


def reshaped(x):
    x = layers.Reshape((SIDE, SIDE * 2, 2))(x)
    return layers.Reshape((SIDE * SIDE * 4,))(layers.Conv2D(2, 1)(x))


MAPS = {
    "convolution": lambda x: layers.Conv2D(5, 3, activation="relu")(x),
    "convolution, same": lambda x: layers.Conv2D(5, (3, 5), padding="same", use_bias=False)(x),
    "convolution, even kernel": lambda x: layers.Conv2D(5, 4, padding="same")(x),
    "convolution, same and strided": lambda x: layers.Conv2D(5, 3, strides=2, padding="same")(x),
    "convolution, dilated": lambda x: layers.Conv2D(5, 3, dilation_rate=2, padding="same")(x),
    "convolution, grouped": lambda x: layers.Conv2D(6, 3, groups=2)(x),
    "depthwise": lambda x: layers.DepthwiseConv2D(3, depth_multiplier=2, activation="tanh")(x),
    "separable": lambda x: layers.SeparableConv2D(5, 3, padding="same", depth_multiplier=2)(x),
    "batch normalisation after a convolution": lambda x: layers.BatchNormalization()(layers.Conv2D(4, 3)(x)),
    "batch normalisation without scale": lambda x: layers.BatchNormalization(scale=False, center=False)(x),
    "batch normalisation beside another use": residual,
    "padding before a convolution": lambda x: layers.Conv2D(3, 3, strides=2)(layers.ZeroPadding2D(((0, 1), (2, 1)))(x)),
    "padding by itself": lambda x: layers.ReLU()(layers.ZeroPadding2D(2)(x)),
    "padding twice": lambda x: layers.ZeroPadding2D(1)(layers.ZeroPadding2D(((1, 0), (0, 1)))(x)),
    "capped": lambda x: layers.ReLU(max_value=0.3)(x),
    "bilinear": lambda x: layers.UpSampling2D((2, 3), interpolation="bilinear")(x),
    "nearest": lambda x: layers.UpSampling2D(3, interpolation="nearest")(x),
    "maximum": lambda x: layers.MaxPooling2D(3, strides=2, padding="same")(x),
    "average": lambda x: layers.AveragePooling2D(3, strides=2, padding="same")(x),
    "joined": lambda x: layers.Concatenate()([x, layers.Conv2D(2, 1)(x)]),
    "softmax of a map": lambda x: layers.Softmax()(x),
    "sigmoid of a map": lambda x: layers.Activation("sigmoid")(x),
    "silu": lambda x: layers.Activation("silu")(x),
    "scaled": lambda x: layers.Rescaling(2.0, offset=-0.5)(x),
    "gate": scaled_by_channels,
}
VECTORS = {
    "mean": lambda x: layers.GlobalAveragePooling2D()(x),
    "highest": lambda x: layers.GlobalMaxPooling2D()(x),
    "flat": lambda x: layers.Dense(3)(layers.Flatten()(x)),
    "reshaped": reshaped,
    "dense": lambda x: layers.Dense(3, "softmax")(layers.Dropout(0.5)(layers.GlobalAveragePooling2D()(x))),
    "normalised": lambda x: layers.BatchNormalization()(layers.GlobalAveragePooling2D()(x)),
    "exclusive group": lambda x: layers.Concatenate()(
        [layers.Dense(2, "softmax")(y) if n else layers.Dense(3, "sigmoid")(y)
         for n, y in enumerate([layers.GlobalAveragePooling2D()(x)] * 2)]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", [*MAPS, *VECTORS])
def test_layer_answers_as_in_keras(name):
    keras.utils.set_random_seed(7)
    rng = np.random.default_rng(7)
    inputs = keras.Input((SIDE, SIDE, 4))
    network = keras.Model(inputs, {**MAPS, **VECTORS}[name](inputs))
    network.set_weights([rng.uniform(0.1, 1, weight.shape) for weight in network.get_weights()])
    pixels = rng.normal(size=(3, SIDE, SIDE, 4)).astype(np.float32)
    expected = network.predict(pixels, verbose=0)
    model = to_onnx(network)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {INPUT: pixels})
    assert found.shape == expected.shape
    assert np.abs(found - expected).max() <= TOLERANCE * max(1, np.abs(expected).max())
    assert np.ptp(expected) > 0


def test_batch_normalisation_is_folded_into_the_convolution_before_it():
    inputs = keras.Input((8, 8, 3))
    x = layers.BatchNormalization()(layers.Conv2D(4, 3, use_bias=False)(layers.ZeroPadding2D(1)(inputs)))
    nodes = [node.op_type for node in to_onnx(keras.Model(inputs, x)).graph.node]
    assert nodes == ["Transpose", "Conv", "Transpose"]


def test_a_second_output_is_the_embedding():
    inputs = keras.Input((8, 8, 3))
    embedding = layers.GlobalAveragePooling2D()(inputs)
    network = keras.Model(inputs, [layers.Dense(2, "sigmoid")(embedding), embedding])
    pixels = np.random.default_rng(1).normal(size=(2, 8, 8, 3)).astype(np.float32)
    session = onnxruntime.InferenceSession(to_onnx(network).SerializeToString(), providers=["CPUExecutionProvider"])
    assert [output.name for output in session.get_outputs()] == ["scores", "embedding"]
    assert np.abs(session.run(["embedding"], {INPUT: pixels})[0] - pixels.mean(axis=(1, 2))).max() < 1e-6


@pytest.mark.parametrize(
    ("build", "told"),
    [
        (
            lambda x: layers.LayerNormalization(name="odd")(x),
            "'odd' is a LayerNormalization, which cannot be converted",
        ),
        (lambda x: keras.ops.abs(x), "is a Absolute, which cannot be converted"),
        (lambda x: layers.Activation("gelu", name="odd")(x), "activation 'gelu' of the layer 'odd'"),
        (lambda x: layers.UpSampling2D(2, interpolation="bicubic", name="odd")(x), "'odd' enlarges by 'bicubic'"),
        (lambda x: layers.Dense(2, name="odd")(x), "'odd' is a Dense over a map"),
        (lambda x: layers.ReLU(negative_slope=0.1, name="odd")(x), "'odd' is a ReLU with a threshold or a slope"),
    ],
)
def test_what_is_not_known_is_refused_by_name(build, told):
    inputs = keras.Input((8, 8, 3))
    with pytest.raises(ModelError, match=told):
        to_onnx(keras.Model(inputs, build(inputs)))
