"""Training: recipe, images, split by place, augmentation, network, fit, evaluation, package.

Fiona is imported here, before anything can import TensorFlow: TensorFlow brings its own SQLite, and once that is
loaded no GeoPackage can be written.
"""

import fiona  # noqa: F401
