"""Run by the worker's Python: writes two model packages with set weights that find bright things, and a raster.

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


def save(name, window_px, overlap_px, layers, kernel):
    network = keras.Sequential([keras.Input((window_px, window_px, 3)), *layers])
    network.layers[-1].set_weights([np.full(kernel, BRIGHT), np.zeros(1)])
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    network.save(folder / "weights.keras")
    card = CARDS[name] | {"window_px": window_px, "overlap_px": overlap_px}
    card["weights"]["sha256"] = hashlib.sha256((folder / "weights.keras").read_bytes()).hexdigest()
    (folder / "card.json").write_text(json.dumps(card))


save(
    "tiny-detector",
    32,
    8,
    [keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(1, activation="sigmoid")],
    (3, 1),
)
save("tiny-segmenter", 64, 16, [keras.layers.Conv2D(1, 1, activation="sigmoid")], (1, 1, 3, 1))

pixels = np.full((3, 240, 320), 60, np.uint8)
for row, column in ((30, 40), (100, 200), (180, 90)):
    pixels[:, row : row + 32, column : column + 40] = 240
profile = {"driver": "GTiff", "width": 320, "height": 240, "count": 3, "dtype": "uint8", "photometric": "RGB"}
with rasterio.open(RASTER, "w", crs="EPSG:32616", transform=from_origin(500000, 4100000, 0.5, 0.5), **profile) as file:
    file.write(pixels)
