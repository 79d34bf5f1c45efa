"""Translation of what a person reads."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from ..engine.contract.errors import TeselaError
from ..engine.contract.places import asset
from .worker.messages import translate

SOURCE_LANGUAGE = "en"


def tr(text: str) -> str:
    """Return `text` in the language of QGIS, or as it is where no translation is there."""
    return QCoreApplication.translate("Tesela", text)


def locale_name() -> str:
    """The locale of QGIS's texts, such as "es_MX": the one chosen in its options, or else the one it was started in."""
    # Here and not above: widgets that need only Qt take tr() from this module, also where there is no QGIS.
    try:
        from qgis.core import QgsApplication, QgsSettings
    except ImportError:
        return QLocale().name()

    settings = QgsSettings()
    chosen = str(settings.value("locale/userLocale", "") or "")
    if chosen and settings.value("locale/overrideFlag", False, type=bool):
        return chosen
    return str(QgsApplication.locale() or chosen or SOURCE_LANGUAGE)


def language() -> str:
    """The two letters of QGIS's language, such as "es"."""
    return locale_name().replace("-", "_").split("_")[0].lower()


class Translation:
    """The plugin's texts, and the worker's, in the language of QGIS.

    Loaded before any text is shown, and taken away on unload.
    """

    def __init__(self) -> None:
        self._translator: QTranslator | None = None

    def load(self) -> bool:
        """Install the translation; False where there is none for the language, and texts stay English."""
        if self._translator is not None:
            return True
        translator = QTranslator()
        if not self.folder().is_dir() or not translator.load(QLocale(locale_name()), "tesela", "_", str(self.folder())):
            return False
        QCoreApplication.installTranslator(translator)
        self._translator = translator
        TeselaError.in_words = staticmethod(translate)
        return True

    def remove(self) -> None:
        """Take the translation away again; texts made from now on are English."""
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
            TeselaError.in_words = staticmethod(str)

    @staticmethod
    def folder() -> Path:
        """Where the compiled translations lie."""
        return asset("resources") / "i18n"
