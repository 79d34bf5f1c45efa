"""What the worker and the contracts say, in the language of QGIS: found again by the templates of their messages."""

import json
import statistics
import time
import zipfile
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException, QgsSettings
from tesela.bridge.translation import Translation
from tesela.bridge.worker import messages
from tesela.bridge.worker.messages import Catalogue, translate
from tesela.bridge.worker.session import WorkerFailed, WorkerSession, worker_command
from tesela.bridge.worker.wording import worded
from tesela.engine.contract.card import read_card
from tesela.engine.contract.errors import CardError, JobError, TeselaError
from tesela.engine.contract.events import Done, Note, Progress, Warning
from tesela.engine.contract.install import install
from tesela.engine.contract.job import Job

ROOT = Path(__file__).parents[2]
WORKER_PYTHON = ROOT / ".venv" / "bin" / "python"


def never():
    return False


@pytest.fixture
def spanish(qgis_app):
    """The plugin's translation, loaded as in a Spanish QGIS."""
    settings = QgsSettings()
    settings.setValue("locale/overrideFlag", True)
    settings.setValue("locale/userLocale", "es")
    loaded = Translation()
    assert loaded.load()
    yield
    loaded.remove()
    for key in ("locale/overrideFlag", "locale/userLocale"):
        settings.remove(key)


def test_every_template_with_values_in_it_is_found_again(spanish):
    templates = messages._templates()
    assert len(templates) > 400
    wrong = []
    for template in templates:
        places = template.count("{") - 2 * template.count("{{")
        values = [f"/x{i}/value.tif" for i in range(places)]
        wanted = messages.QCoreApplication.translate(messages.CONTEXT, template).format(*values)
        if translate(template.format(*values)) != wanted:
            wrong.append((template, translate(template.format(*values))))
    assert wrong == []


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("The job names no raster; give at least one.", "El trabajo no nombra ningún ráster; dé al menos uno."),
        ("Use the bands 3, 2, 1", "Usar las bandas 3, 2, 1"),
        (
            "Use the bands 3, 2, 1 (red first, as of most cameras)",
            "Usar las bandas 3, 2, 1 (primero el rojo, como en la mayoría de las cámaras)",
        ),
        (
            "The model 'x' was not added: version 1 is installed, and 2 is newer. Replace it to go on.",
            "No se añadió el modelo «x»: está instalada la versión 1, y 2 es más nueva. Reemplácelo para continuar.",
        ),
        (
            "The same of 2 rasters, such as a.tif: It has no CRS, so features come in pixel coordinates, and sizes "
            "count as if pixels were the model's.",
            "Lo mismo de 2 rásters, por ejemplo a.tif: No tiene SRC, así que los objetos salen en coordenadas de "
            "píxel, y los tamaños cuentan como si los píxeles fueran los del modelo.",
        ),
        (
            "p.csv: the photograph of 3 of 10 rows is not there (a.jpg is not there; b c.jpg is not there; …). These "
            "rows have no class.",
            "p.csv: la fotografía de 3 de 10 filas no está (a.jpg no está; b c.jpg no está; …). Estas filas no tienen "
            "clase.",
        ),
        (
            "The truth t.gpkg holds 3 features, 2 without geometry.",
            "La verdad terreno t.gpkg contiene 3 objetos, 2 sin geometría.",
        ),
        (
            "Close other programs, or use smaller batches. It does not say which pixels have no data; all of them "
            "count as data.",
            "Cierre otros programas, o use lotes más pequeños. No dice qué píxeles no tienen datos; todos cuentan como "
            "datos.",
        ),
        (
            "The truth t.gpkg has no field 'kind'; it has name, mask, empty.",
            "La verdad terreno t.gpkg no tiene el campo «kind»; tiene name, mask, empty.",
        ),
        ("Nobody ever wrote this, here: at all.", "Nobody ever wrote this, here: at all."),
        ("", ""),
    ],
)
def test_messages_are_translated_with_the_messages_in_them(spanish, message, wanted):
    assert translate(message) == wanted


def test_in_other_languages_nothing_is_changed(qgis_app):
    assert translate("The job names no raster; give at least one.") == "The job names no raster; give at least one."
    assert str(TeselaError("The check was cancelled; nothing was written.")).startswith("The check was cancelled")


def test_of_several_templates_that_fit_the_one_with_most_words_counts():
    catalogue = Catalogue(
        [("{0} is gone", "{0} falta"), ("{0} of {1} is gone", "de {1} falta {0}"), ("all is gone", "todo falta")]
    )
    assert catalogue.translate("a is gone") == "a falta"
    assert catalogue.translate("a of b is gone") == "de b falta a"
    assert catalogue.translate("all is gone") == "todo falta"
    assert catalogue.translate("a is gone; b is gone") == "a falta; b falta"
    assert catalogue.translate("x: b of c is gone.") == "x: b of c is gone."


def test_braces_and_very_long_messages_are_left_whole():
    catalogue = Catalogue([("{0} is no {{x}}", "{0} no es {{x}}")])
    assert catalogue.translate("{a} is no {x}") == "{a} no es {x}"
    assert catalogue.translate("a" * 5000 + " is no {x}").endswith("is no {x}")


def test_a_message_costs_well_under_a_millisecond(spanish):
    said = [
        "/d/{0} b.tif: 3 windows could not be read and hold no results (windows 1, 2, 3; first: /d/{0} b.tif (blocks "
        "at row, column (1, 2))).",
        "Nobody ever wrote {0}, here: at all; not one word. " * 4,
    ]
    translate(said[0])
    seconds = []
    for number in range(30):
        started = time.perf_counter()
        for message in said:
            translate(message.format(number))
        seconds.append((time.perf_counter() - started) / len(said))
    assert statistics.median(seconds) < 1e-3


def test_errors_of_the_contracts_raised_in_qgis_are_translated(spanish, home, tmp_path):
    with pytest.raises(JobError) as job:
        Job(rasters=(), model="m", output="o")
    assert str(job.value) == "El trabajo no nombra ningún ráster; dé al menos uno."
    assert job.value.args == ("The job names no raster; give at least one.",)
    with pytest.raises(CardError) as card:
        read_card(tmp_path)
    assert str(card.value) == f"{tmp_path} no es un paquete de modelo: no contiene card.json."
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as package:
        package.writestr("../card.json", "{}")
    with pytest.raises(CardError) as refused:
        install(tmp_path / "two.zip")
    assert str(refused.value) == (
        f"Se rechaza {tmp_path / 'two.zip'}: el nombre '../card.json' lleva fuera del paquete."
    )


def test_notes_and_reports_are_worded_and_the_rest_is_left_alone(spanish):
    progress = Progress("score", 1, 2)
    assert worded(progress, translate) is progress
    assert worded(Note("Use windows of 3 pixels"), translate) == Note("Usar ventanas de 3 píxeles")
    assert worded(Warning("The run needs about 1 GB of memory, and 2 GB are free."), translate).message == (
        "La ejecución necesita unos 1 GB de memoria, y hay 2 GB libres."
    )
    finding = {
        "severity": "error",
        "message": "It does not say which pixels have no data; all of them count as data.",
        "advice": "Look at the image; then set the range.",
        "raster": "no data",
        "remedies": [{"text": "Warp on reading", "parameter": "WARP", "value": True}],
    }
    facts = {"raster": "mask", "nodata": "0, mask", "units": "degrees", "layout": "one block, uncompressed"}
    said = worded(Done(report={"findings": [finding], "rasters": [facts], "windows": 4}), translate).report
    assert said["findings"][0]["message"] == "No dice qué píxeles no tienen datos; todos cuentan como datos."
    assert said["findings"][0]["advice"] == "Mire la imagen; después fije el rango."
    assert said["findings"][0]["remedies"] == [{"text": "Deformar al leer", "parameter": "WARP", "value": True}]
    assert (said["findings"][0]["raster"], said["findings"][0]["severity"], said["windows"]) == ("no data", "error", 4)
    assert said["rasters"] == [
        {"raster": "mask", "nodata": "0, máscara", "units": "grados", "layout": "un solo bloque, sin comprimir"}
    ]
    verdict = worded(Done(report={"verdict": [{"name": "accuracy", "value": 0.5, "of": "8 windows"}]}), translate)
    assert verdict.report["verdict"] == [{"name": "exactitud", "value": 0.5, "of": "8 ventanas"}]


def test_a_worker_that_dies_is_told_of_in_spanish_with_its_last_words(spanish, run, worker, raster):
    worker("crash")
    with pytest.raises(QgsProcessingException) as crash:
        run("detect", {"INPUT": [raster], "MODEL": "fake-detector", "OUTPUT": "TEMPORARY_OUTPUT"})
    said = str(crash.value)
    assert "El proceso auxiliar acabó sin responder (SIGKILL: se le puso fin" in said
    assert "Sus últimas palabras:\nfree(): invalid pointer" in said


@pytest.mark.skipif(not WORKER_PYTHON.exists(), reason="The worker's environment .venv is not there.")
def test_the_real_worker_refuses_and_checks_in_spanish(spanish, tiny_scene, monkeypatch, draw, tmp_path):
    monkeypatch.setenv("TESELA_HOME", str(tiny_scene))
    nowhere = tmp_path / "nowhere.tif"
    bare = draw("bare.tif", crs="")
    job = {"model": "tiny-detector", "output": str(tmp_path / "out")}
    with WorkerSession(worker_command(WORKER_PYTHON)) as session:
        with pytest.raises(WorkerFailed) as refused:
            session.ask({"request": "run", "job": {**job, "rasters": [str(nowhere)]}}, lambda event: None, never)
        request = {"request": "check", "measure": False, "job": {**job, "rasters": [bare]}}
        report = session.ask(request, lambda event: None, never).report
        with pytest.raises(WorkerFailed) as unknown:
            session.ask({"request": "dance"}, lambda event: None, never)
    assert str(refused.value).startswith(f"{nowhere} no está; restaure el archivo")
    assert refused.value.kind == "RasterError"
    assert str(unknown.value).startswith("El proceso auxiliar no conoce la petición 'dance'")
    errors = [finding for finding in report["findings"] if finding["severity"] == "error"]
    assert [error["message"].split("; ")[0] for error in errors] == [
        f"{bare} no tiene sistema de referencia de coordenadas y no se supone ninguno"
    ]
    assert "Resultados en coordenadas de píxel" in [remedy["text"] for remedy in errors[0]["remedies"]]
    english = json.dumps(report, ensure_ascii=False)
    assert not any(word in english for word in (" the ", " is ", " of "))
