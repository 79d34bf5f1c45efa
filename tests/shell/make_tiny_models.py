"""Run by the worker's Python: writes a model package a task with set weights that find bright things, and a raster.

The first argument is the folder of models, the second the raster's path.
"""

import hashlib
import json
import sys
from pathlib import Path

import keras
import numpy as np
import rasterio
from rasterio.transform import from_origin

FOLDER, RASTER = Path(sys.argv[1]), sys.argv[2]
CARDS = json.loads(sys.stdin.read())
BRIGHT = 1.0


def save(name, window_px, overlap_px, layers, kernel, bias):
    """Write a package; the last layer gets these weights."""
    answer = window = keras.Input((window_px, window_px, 3))
    for layer in layers:
        answer = layer(answer)
    network = keras.Model(window, answer)
    for layer in network.layers[:-1]:
        if layer.name == "colours":
            layer.set_weights([np.eye(3, dtype=np.float32)[np.newaxis, np.newaxis], np.zeros(3, np.float32)])
    network.layers[-1].set_weights([np.asarray(kernel, np.float32), np.asarray(bias, np.float32)])
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    network.save(folder / "weights.keras")
    card = CARDS[name] | {"window_px": window_px, "overlap_px": overlap_px}
    card["weights"]["sha256"] = hashlib.sha256((folder / "weights.keras").read_bytes()).hexdigest()
    (folder / "card.json").write_text(json.dumps(card))


def mean_colour(outputs, activation):
    """Layers whose answer depends on the window's mean colour alone; "colours" is a feature map of the very pixels."""
    colours = keras.layers.Conv2D(3, 1, name="colours")
    return [colours, keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(outputs, activation=activation)]


save("tiny-detector", 32, 8, mean_colour(1, "sigmoid"), np.full((3, 1), BRIGHT), [0])
for segmenter in ("tiny-segmenter", "tiny-segmenter-of-floods"):
    save(segmenter, 64, 16, [keras.layers.Conv2D(1, 1, activation="sigmoid")], np.full((1, 1, 3, 1), BRIGHT), [0])
both = np.outer(np.ones(3), [BRIGHT, -BRIGHT])[np.newaxis, np.newaxis]
save("tiny-segmenter-of-land", 64, 16, [keras.layers.Conv2D(2, 1, activation="sigmoid")], both, [0, 0])
save("tiny-labeller", 32, 8, mean_colour(3, "sigmoid"), np.outer(np.ones(3), [0, BRIGHT, -BRIGHT]), [4, 0, 0])
save("tiny-regressor", 32, 8, mean_colour(1, "linear"), np.full((3, 1), 50 / 3), [50])
save("tiny-photographer", 32, 0, mean_colour(2, "softmax"), np.outer(np.ones(3), [BRIGHT, -BRIGHT]), [0, 0])

pixels = np.full((3, 240, 320), 60, np.uint8)
for row, column in ((30, 40), (100, 200), (180, 90)):
    pixels[:, row : row + 32, column : column + 40] = 240
profile = {"driver": "GTiff", "width": 320, "height": 240, "count": 3, "dtype": "uint8", "photometric": "RGB"}
with rasterio.open(RASTER, "w", crs="EPSG:32616", transform=from_origin(500000, 4100000, 0.5, 0.5), **profile) as file:
    file.write(pixels)
