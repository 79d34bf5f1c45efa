"""Stands in for the worker: speaks its protocol without a model. The first argument says how it behaves.

It writes features as the worker does, one a raster (or a point) and layer, in the CRS of the first raster.
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
COMMON = {"raster": str, "model": str, "run": str}
DETECTION = {"label": str, "score": float, "lon": float, "lat": float, **COMMON}
PHOTO = {"class": str, "score": float, "busy_road": float, "quiet_street": float}
FIELDS = {
    "detections": DETECTION,
    "detection_centres": DETECTION,
    "buildings": {"area_m2": float, "score": float, **COMMON},
    "labels": {"bare_soil": float, "cars": float, "trees": float, "labels": str, **COMMON},
    "values": {"value": float, "flag": str, **COMMON},
    "photos": {**PHOTO, "photo": str, "heading": float, "place": str, "model": str, "run": str},
    "places": {**PHOTO, "place": str, "count": int, "model": str, "run": str},
}
TYPES = dict.fromkeys(FIELDS, ogr.wkbPolygon)
TYPES |= {"buildings": ogr.wkbMultiPolygon, **dict.fromkeys(("detection_centres", "photos", "places"), ogr.wkbPoint)}
OGR_TYPES = {str: ogr.OFTString, float: ogr.OFTReal, int: ogr.OFTInteger}
KINDS = {
    "segmenter": ["buildings"],
    "labeller": ["labels"],
    "regressor": ["values"],
    "photographer": ["photos", "places"],
}


def say(event, **values):
    sys.stdout.write(json.dumps({"event": event, **values}) + "\n")
    sys.stdout.flush()


def square(raster):
    a, b, _, d, _, f = gdal.Open(raster).GetGeoTransform()
    ring = [(a, d), (a + 8 * b, d), (a + 8 * b, d + 8 * f), (a, d + 8 * f), (a, d)]
    return "((" + ", ".join(f"{x} {y}" for x, y in ring) + "))", (a + 4 * b, d + 4 * f)


def values_of(kind, score):
    return {
        "buildings": {"area_m2": 64.0, "score": score},
        "labels": {"bare_soil": score, "cars": 0.7, "trees": 0.1, "labels": "Bare soil,cars"},
        "values": {"value": 40.0, "flag": "single colour"},
        "places": {"class": "busy road", "score": score, "place": "1", "count": 1},
    }.get(kind, {"label": "damage", "score": score})


def write(job, kinds, score):
    output = Path(job["output"])
    (output / "run").mkdir(parents=True, exist_ok=True)
    (output / "run" / "job.json").write_text(json.dumps(job))
    describe_run(job, output / "run" / "run.json")
    results = output / "results.gpkg"
    results.unlink(missing_ok=True)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(results))
    counts = {}
    for kind in kinds:
        layer = dataset.CreateLayer(kind, crs_of(job), TYPES[kind])
        for name, type_ in FIELDS[kind].items():
            layer.CreateField(ogr.FieldDefn(name, OGR_TYPES[type_]))
        write_layer(layer, kind, job, score)
        counts[kind] = layer.GetFeatureCount()
    written = {"results": str(results), "run": str(output / "run"), "features": counts}
    return written | {"files": value_rasters(job, output) if "values" in kinds else {}}


def describe_run(job, path):
    """Write what the plugin reads of a run: the model's card, where it is installed, and the grid."""
    card = Path(os.environ["TESELA_HOME"]) / "models" / job["model"] / "card.json"
    if card.is_file():
        grid = {"window_px": 100, "overlap_px": 25}
        path.write_text(json.dumps({"model": json.loads(card.read_text()), "rasters": [{"grid": grid}]}))


def crs_of(job):
    if "points" in job:
        layer, _dataset = points_of(job)
        return layer.GetSpatialRef().Clone()
    return osr.SpatialReference(gdal.Open(job["rasters"][0]).GetProjection())


def points_of(job):
    """The layer, and the dataset that has to outlive it."""
    path, _, name = job["points"].partition("|layername=")
    dataset = ogr.Open(path)
    return (dataset.GetLayerByName(name) if name else dataset.GetLayer()), dataset


def write_layer(layer, kind, job, score):
    sources = [] if BEHAVIOUR == "nothing" else photos_of(job) if "points" in job else rasters_of(job, kind)
    for wkt, own in sources:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        for name, value in (values_of(kind, score) | own | {"model": job["model"]}).items():
            if name in FIELDS[kind]:
                feature[name] = value
        layer.CreateFeature(feature)


def rasters_of(job, kind):
    for raster in job["rasters"]:
        ring, (x, y) = square(raster)
        shapes = {"detection_centres": f"POINT ({x} {y})", "buildings": f"MULTIPOLYGON ({ring})"}
        yield shapes.get(kind, f"POLYGON {ring}"), {"raster": raster}


def photos_of(job):
    layer, _dataset = points_of(job)
    folder = Path(job["photo_folder"] or Path(job["points"].partition("|")[0]).parent)
    for row in layer:
        own = {"class": "busy road", "photo": str(folder / row[job["photo_field"]])}
        if job["heading_field"]:
            own["heading"] = row[job["heading_field"]]
        yield row.GetGeometryRef().ExportToWkt(), own


def value_rasters(job, output):
    names = ["values"] if len(job["rasters"]) == 1 else [f"values-{i}" for i in range(len(job["rasters"]))]
    return {name: value_raster(raster, output / f"{name}.tif") for name, raster in zip(names, job["rasters"])}


def value_raster(like, path):
    source = gdal.Open(like)
    a, b, _, d, _, f = source.GetGeoTransform()
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 2, 2, 1, gdal.GDT_Float32)
    dataset.SetProjection(source.GetProjection())
    dataset.SetGeoTransform((a, 32 * b, 0, d, 0, 32 * f))
    band = dataset.GetRasterBand(1)
    band.SetNoDataValue(float("nan"))
    band.Fill(12.25)
    return str(path)


def finish(job, score):
    kinds = next((kinds for name, kinds in KINDS.items() if name in job["model"]), ["detections", "detection_centres"])
    written = write(job, kinds, score)
    windows = {"total": 4, "scored": 3, "without_data": 1, "outside_area": 0, "failed": 0}
    say("done", windows=windows, seconds=1.5, megapixels_per_s=2.0, device="test CPU", runtime="fake", **written)


def evaluate(job):
    output = Path(job["output"])
    (output / "plots").mkdir(parents=True, exist_ok=True)
    (output / "job.json").write_text(json.dumps(job))
    (output / "report.html").write_text("<h1>Report</h1>")
    report = {
        "verdict": [{"name": "balanced accuracy", "value": 0.875, "of": "8 windows"}],
        "overall": {"accuracy": 0.75, "balanced_accuracy": 0.875},
        "classes": {"damage": {"f1": 0.5, "recall": None}},
    }
    (output / "figures.json").write_text(json.dumps(report))
    names = {"report": "report.html", "figures": "figures.json", "plots": "plots"}
    say("done", seconds=0.5, report=report, files={key: str(output / name) for key, name in names.items()})


def explain(job):
    output = Path(job["output"])
    output.mkdir(parents=True, exist_ok=True)
    (output / "job.json").write_text(json.dumps(job))
    files = {}
    if job["rasters"]:
        files["heat"] = value_raster(job["rasters"][0], output / "heat.tif")
    for photo in job["photos"]:
        files[Path(photo).stem] = str(output / f"{Path(photo).stem}-explained.png")
    say("done", seconds=0.5, device="test CPU", runtime="fake", files=files)


def keep_job(job):
    """What a run that ends before its time leaves: the job, and a finished part in the journal."""
    if "rasters" in job and BEHAVIOUR not in ("fail", "stubborn"):
        folder = Path(job["output"]) / "run"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "job.json").write_text(json.dumps(job))
        (folder / "journal.jsonl").write_text('{"raster": 0, "part": 0}\n')


def say_seen(job):
    a, b, _, d, _, f = gdal.Open(job["rasters"][0]).GetGeoTransform()
    outline = [a, d, a + 8 * b, d, a + 8 * b, d + 8 * f, a, d + 8 * f]
    say("seen", raster=job["rasters"][0], crs="EPSG:32616", outlines=[outline], scores=[0.9])


def check(job):
    """A report as the worker gives it; the behaviours check-error and check-warning add a finding with a remedy."""
    findings = []
    if BEHAVIOUR in ("check-error", "check-warning"):
        remedy = {"text": "Use the bands 3, 2, 1", "parameter": "BANDS", "value": "3,2,1"}
        found = {"topic": "bands", "message": "The raster has no band for red.", "remedies": [remedy]}
        findings = [{"severity": BEHAVIOUR.split("-")[1], **found}]
    if BEHAVIOUR == "check-error" and job["reading"]["bands"]:
        findings = []
    report = {"rasters": [], "windows": 4, "seconds": 2.0, "windows_measured": 0, "memory_bytes": 1, "disk_bytes": 1}
    report |= {"disk_free_bytes": 10, "device": "test CPU", "runtime": "fake", "findings": findings}
    say("done", seconds=0.1, report=report)


def explain_slowly():
    for i in range(600):
        say("progress", stage="score", done=i, total=600)
        time.sleep(0.1)
        if CANCEL.is_set():
            say("cancelled", message="Cancelled. Nothing is left half-written.")
            return


def run(job):
    say("note", message="Reading on one thread")
    say("progress", stage="load", done=0, total=1)
    keep_job(job)
    say("progress", stage="load", done=1, total=1, device="test CPU", runtime="fake")
    if BEHAVIOUR == "fail":
        say("failed", message="The raster is cut off; copy it again.", kind="RasterError", detail="Traceback …")
        return
    if BEHAVIOUR == "taken":
        say("failed", message=f"{job['output']} holds another run; choose another.", kind="FolderTaken", detail="")
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
            say_seen(job)
            time.sleep(0.1)
            if CANCEL.is_set() and BEHAVIOUR == "slow":
                say("cancelled", message="Cancelled; 5 of 600 windows are kept.")
                return
    say("warning", message="One window is damaged")
    say("progress", stage="score", done=4, total=4, megapixels_per_s=2.0, seconds_left=0.0)
    say("found", count=2)
    finish(job, 0.9)


def scene(job):
    """Two squares of truth, and a raster of the size that was asked for."""
    if BEHAVIOUR == "fail":
        say("failed", message="The raster is cut off; copy it again.", kind="RasterError", detail="Traceback …")
        return
    if BEHAVIOUR == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    folder = Path(job["output"])
    folder.mkdir(parents=True, exist_ok=True)
    raster, truth = folder / "scene.tif", folder / "truth.gpkg"
    drawn = gdal.GetDriverByName("GTiff").Create(str(raster), job["width_px"], job["height_px"], 4)
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32645)
    drawn.SetProjection(reference.ExportToWkt())
    drawn.SetGeoTransform((354600.0, 0.3, 0, 3057000.0, 0, -0.3))
    drawn = None
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(truth))
    layer = dataset.CreateLayer("buildings", reference, ogr.wkbPolygon)
    for name, type_ in {"id": int, "state": str, "roof": str, "height_m": float}.items():
        layer.CreateField(ogr.FieldDefn(name, OGR_TYPES[type_]))
    for state in ("intact", "destroyed"):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POLYGON {square(str(raster))[0]}"))
        feature["state"] = state
        layer.CreateFeature(feature)
    dataset = None
    say("done", seconds=0.5, results=str(truth), features={"buildings": 2}, files={"scene": str(raster)})


def requests():
    for line in sys.stdin:
        request = json.loads(line)
        if request["request"] == "cancel":
            CANCEL.set()
        elif request["request"] == "scene":
            scene(request["job"])
        elif request["request"] == "check":
            check(request["job"])
        elif request["request"] in ("run", "photos"):
            threading.Thread(target=run, args=(request["job"],), daemon=True).start()
        elif request["request"] == "select":
            thresholds = request["selection"]["thresholds"] or [0.5]
            finish(json.loads((Path(request["run"]) / "job.json").read_text()), thresholds[0])
        elif request["request"] == "explain" and BEHAVIOUR == "slow":
            threading.Thread(target=explain_slowly, daemon=True).start()
        elif request["request"] in ("evaluate", "explain") and BEHAVIOUR != "fail":
            {"evaluate": evaluate, "explain": explain}[request["request"]](request["job"])
        else:
            say("failed", message="The truth has no field 'kind'; its fields are name.", kind="TruthError", detail="")
    os._exit(0)


requests()
