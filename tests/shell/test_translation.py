"""The plugin speaks the language of QGIS from the moment it is loaded until it is taken away."""

import sys

import pytest
import translations as tool
from qgis.core import QgsApplication, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QTranslator
from tesela import classFactory
from tesela.bridge.translation import Translation, language, locale_name, tr


@pytest.fixture
def chosen(qgis_app):
    """Call it with a locale to choose it in QGIS's options."""
    settings = QgsSettings()

    def choose(name):
        settings.setValue("locale/overrideFlag", True)
        settings.setValue("locale/userLocale", name)

    yield choose
    for key in ("locale/overrideFlag", "locale/userLocale"):
        settings.remove(key)


@pytest.mark.parametrize("name", ["es", "es_ES", "es_MX"])
def test_spanish_of_any_country_is_spanish(chosen, name):
    chosen(name)
    assert (locale_name(), language()) == (name, "es")
    loaded = Translation()
    try:
        assert loaded.load()
        assert loaded.load(), "a second load changes nothing"
        assert tr("Visible extent") == "Extensión visible"
    finally:
        loaded.remove()
    assert tr("Visible extent") == "Visible extent"
    loaded.remove()


@pytest.mark.parametrize("name", ["en_GB", "de", "C"])
def test_other_languages_leave_the_texts_as_they_are(chosen, name):
    chosen(name)
    assert not Translation().load()
    assert tr("Visible extent") == "Visible extent"


def test_without_a_choice_the_system_decides(qgis_app, monkeypatch):
    monkeypatch.setattr(QgsApplication, "locale", staticmethod(lambda: "es_CO"))
    QgsSettings().remove("locale/userLocale")
    assert language() == "es"


def test_qt_finds_every_translation_of_the_compiled_file(qgis_app):
    translator = QTranslator()
    assert translator.load(str(Translation.folder() / "tesela_es.qm"))
    QCoreApplication.installTranslator(translator)
    try:
        messages = tool.read_ts(Translation.folder() / "tesela_es.ts")
        wrong = [text for text, message in messages.items() if not message.vanished and tr(text) != message.translation]
    finally:
        QCoreApplication.removeTranslator(translator)
    assert wrong == []


def test_a_loaded_plugin_is_spanish_and_an_unloaded_one_leaves_no_translator(
    chosen, qgis_iface, qgis_processing, qgis_new_project, models, monkeypatch
):
    monkeypatch.setenv("TESELA_PYTHON", sys.executable)
    chosen("es")
    plugin = classFactory(qgis_iface)
    plugin.initGui()
    try:
        assert plugin._action.toolTip() == "Encuentra cosas en imágenes aéreas"
        assert plugin._provider.algorithm("detect").displayName() == "Detectar objetos en rásters"
        plugin._action.trigger()
        dock = plugin._dock
        assert [dock.pages.tabText(i) for i in range(dock.pages.count())] == [
            "Ejecutar",
            "Resultado",
            "Revisión",
            "Historial",
        ]
    finally:
        plugin.unload()
    assert QCoreApplication.translate("Tesela", "Visible extent") == "Visible extent"


def test_legend_and_map_tip_of_a_style_are_translated(chosen, qgis_new_project):
    from tesela.bridge.results.kinds import TRUTH
    from tesela.bridge.results.styles import style

    layer = QgsVectorLayer("Polygon?crs=EPSG:32645&field=state:string", "truth", "memory")
    chosen("es")
    loaded = Translation()
    loaded.load()
    try:
        assert style(layer, TRUTH)
    finally:
        loaded.remove()
    assert [category.label() for category in layer.renderer().categories()] == ["destruido", "intacto"]
    assert [category.value() for category in layer.renderer().categories()] == ["destroyed", "intact"]
    assert "Estado" in layer.mapTipTemplate()
    del layer
