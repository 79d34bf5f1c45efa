"""Stands in for the worker: speaks its protocol without a model. The first argument says how it behaves.

It writes boxes, centres and buildings as the worker does, one a raster, in the CRS of the first raster.
"""

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

from osgeo import gdal, ogr, osr

ogr.UseExceptions()
gdal.UseExceptions()
BEHAVIOUR = sys.argv[1]
CANCEL = threading.Event()
FIELDS = {
    "detections": {"label": str, "score": float, "lon": float, "lat": float, "raster": str, "model": str, "run": str},
    "buildings": {"area_m2": float, "score": float, "raster": str, "model": str, "run": str},
}
FIELDS["detection_centres"] = FIELDS["detections"]
TYPES = {"detections": ogr.wkbPolygon, "detection_centres": ogr.wkbPoint, "buildings": ogr.wkbMultiPolygon}


def say(event, **values):
    sys.stdout.write(json.dumps({"event": event, **values}) + "\n")
    sys.stdout.flush()


def square(raster):
    a, b, _, d, _, f = gdal.Open(raster).GetGeoTransform()
    ring = [(a, d), (a + 8 * b, d), (a + 8 * b, d + 8 * f), (a, d + 8 * f), (a, d)]
    return "((" + ", ".join(f"{x} {y}" for x, y in ring) + "))", (a + 4 * b, d + 4 * f)


def write(job, kinds, score):
    output = Path(job["output"])
    (output / "run").mkdir(parents=True, exist_ok=True)
    (output / "run" / "job.json").write_text(json.dumps(job))
    results = output / "results.gpkg"
    results.unlink(missing_ok=True)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(results))
    crs = osr.SpatialReference(gdal.Open(job["rasters"][0]).GetProjection())
    counts = {}
    for kind in kinds:
        layer = dataset.CreateLayer(kind, crs, TYPES[kind])
        for name, type_ in FIELDS[kind].items():
            layer.CreateField(ogr.FieldDefn(name, ogr.OFTString if type_ is str else ogr.OFTReal))
        counts[kind] = 0 if BEHAVIOUR == "nothing" else len(job["rasters"])
        for raster in job["rasters"][: counts[kind]]:
            ring, (x, y) = square(raster)
            feature = ogr.Feature(layer.GetLayerDefn())
            shapes = {"detections": f"POLYGON {ring}", "buildings": f"MULTIPOLYGON ({ring})"}
            feature.SetGeometry(ogr.CreateGeometryFromWkt(shapes.get(kind, f"POINT ({x} {y})")))
            feature["score"], feature["raster"], feature["model"] = score, raster, job["model"]
            if kind == "buildings":
                feature["area_m2"] = 64.0
            else:
                feature["label"] = "damage"
            layer.CreateFeature(feature)
    return {"results": str(results), "run": str(output / "run"), "features": counts}


def finish(job, score):
    kinds = ["buildings"] if "segmenter" in job["model"] else ["detections", "detection_centres"]
    written = write(job, kinds, score)
    windows = {"total": 4, "scored": 3, "without_data": 1, "outside_area": 0, "failed": 0}
    say("done", windows=windows, seconds=1.5, megapixels_per_s=2.0, device="test CPU", runtime="fake", **written)


def run(job):
    say("note", message="Reading on one thread")
    say("progress", stage="load", done=0, total=1)
    if BEHAVIOUR == "fail":
        say("failed", message="The raster is cut off; copy it again.", kind="RasterError", detail="Traceback …")
        return
    if BEHAVIOUR == "crash":
        sys.stderr.write("free(): invalid pointer\n")
        sys.stderr.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    if BEHAVIOUR == "exit":
        os._exit(3)
    if BEHAVIOUR == "pause":
        time.sleep(1)
    if BEHAVIOUR == "garbage":
        print("Epoch 1/1: loss 0.3", flush=True)
        time.sleep(60)
    if BEHAVIOUR in ("slow", "stubborn"):
        for i in range(600):
            say("progress", stage="score", done=i, total=600, megapixels_per_s=1.0, seconds_left=600.0 - i)
            say("found", count=i)
            time.sleep(0.1)
            if CANCEL.is_set() and BEHAVIOUR == "slow":
                say("cancelled", message="Cancelled; 5 of 600 windows are kept.")
                return
    say("warning", message="One window is damaged")
    say("progress", stage="score", done=4, total=4, megapixels_per_s=2.0, seconds_left=0.0)
    say("found", count=2)
    finish(job, 0.9)


def requests():
    for line in sys.stdin:
        request = json.loads(line)
        if request["request"] == "cancel":
            CANCEL.set()
        elif request["request"] == "run":
            threading.Thread(target=run, args=(request["job"],), daemon=True).start()
        elif request["request"] == "select":
            thresholds = request["selection"]["thresholds"] or [0.5]
            finish(json.loads((Path(request["run"]) / "job.json").read_text()), thresholds[0])
    os._exit(0)


requests()
