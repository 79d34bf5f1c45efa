"""What is set in QGIS: the worker's Python, the proxy, where runs are kept, and how the dock's form starts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from qgis.core import QgsNetworkAccessManager, QgsSettings
from qgis.PyQt.QtNetwork import QNetworkProxy

from ..engine.contract.errors import JobError
from ..engine.contract.evidence import Rule

PYTHON_SETTING = "tesela/python"
RUNS_FOLDER_SETTING = "tesela/runs_folder"
HINT_SETTING = "tesela/environment_hint_shown"
OUTPUT_SETTING = "tesela/defaults/output"
REVIEW_SETTING = "tesela/defaults/review"
BATCH_SETTING = "tesela/defaults/batch"
RULE_SETTING = "tesela/defaults/threshold_rule"
FETCH_LIMIT_SETTING = "tesela/defaults/fetch_limit_megapixels"

GEOPACKAGE, TEMPORARY = "geopackage", "temporary"
OUTPUT_KINDS = (GEOPACKAGE, TEMPORARY)
MOST_BATCH = 1024
LEAST_FETCH_LIMIT, MOST_FETCH_LIMIT = 1.0, 100_000.0


@dataclass(frozen=True)
class Defaults:
    """What the dock's form starts with.

    output: one of OUTPUT_KINDS; a GeoPackage lies beside the project, so a project without a file gets temporary
    layers all the same. review: whether a finished run is offered for review. batch: windows handed to the model at
    once; None chooses by window size. rule: how thresholds are chosen (evidence.Rule as text); "" is the card's own.
    fetch_limit_megapixels: a run that would fetch more than this from a web layer is refused before it begins.
    """

    output: str = GEOPACKAGE
    review: bool = True
    batch: int | None = None
    rule: str = ""
    fetch_limit_megapixels: float = 100.0


def defaults() -> Defaults:
    """Read the defaults; a value that makes no sense, such as one that was edited by hand, counts as not set."""
    settings, usual = QgsSettings(), Defaults()
    output = str(settings.value(OUTPUT_SETTING, usual.output))
    batch = _number(settings.value(BATCH_SETTING, 0), 0.0)
    limit = _number(settings.value(FETCH_LIMIT_SETTING, usual.fetch_limit_megapixels), usual.fetch_limit_megapixels)
    return Defaults(
        output=output if output in OUTPUT_KINDS else usual.output,
        review=bool(settings.value(REVIEW_SETTING, usual.review, type=bool)),
        batch=int(batch) if 1 <= batch <= MOST_BATCH else None,
        rule=_rule(str(settings.value(RULE_SETTING, usual.rule) or "")),
        fetch_limit_megapixels=min(max(limit, LEAST_FETCH_LIMIT), MOST_FETCH_LIMIT),
    )


def save_defaults(chosen: Defaults) -> None:
    """Keep these defaults; one that is as Tesela brings it is not written, so that it may change with Tesela."""
    usual = Defaults()
    for name, value, own in (
        (OUTPUT_SETTING, chosen.output, usual.output),
        (REVIEW_SETTING, chosen.review, usual.review),
        (BATCH_SETTING, chosen.batch, usual.batch),
        (RULE_SETTING, chosen.rule, usual.rule),
        (FETCH_LIMIT_SETTING, chosen.fetch_limit_megapixels, usual.fetch_limit_megapixels),
    ):
        _save(name, None if value == own else value)


def configured_python() -> str:
    """The Python that a person chose for the worker, or ""."""
    return str(QgsSettings().value(PYTHON_SETTING, "") or "")


def save_python(path: str) -> None:
    """Choose the worker's Python; "" leaves the choice to Tesela."""
    _save(PYTHON_SETTING, path or None)


def configured_runs_folder() -> Path | None:
    """The folder that a person chose for runs, or None."""
    chosen = str(QgsSettings().value(RUNS_FOLDER_SETTING, "") or "")
    return Path(chosen) if chosen else None


def save_runs_folder(folder: Path | None) -> None:
    """Choose where runs are kept from now on; None is the usual place. Runs that are there already are not moved."""
    _save(RUNS_FOLDER_SETTING, None if folder is None else str(folder))


def take_hint() -> bool:
    """Whether the hint of the first start is still to be shown; from now on it is not."""
    if QgsSettings().value(HINT_SETTING, False, type=bool):
        return False
    _save(HINT_SETTING, True)
    return True


def proxy_variables() -> dict[str, str]:
    """The environment variables that make pip use the proxy of QGIS; none where QGIS uses none or the system's."""
    if not QgsSettings().value("proxy/proxyEnabled", False, type=bool):
        return {}
    network = QgsNetworkAccessManager.instance()
    proxy = network.fallbackProxy()
    schemes = {
        QNetworkProxy.ProxyType.HttpProxy: "http",
        QNetworkProxy.ProxyType.HttpCachingProxy: "http",
        QNetworkProxy.ProxyType.Socks5Proxy: "socks5h",
    }
    if proxy.type() not in schemes or not proxy.hostName():
        return {}
    login = f"{quote(proxy.user(), '')}:{quote(proxy.password(), '')}@" if proxy.user() else ""
    port = f":{proxy.port()}" if proxy.port() else ""
    url = f"{schemes[proxy.type()]}://{login}{proxy.hostName()}{port}"
    variables = {"HTTP_PROXY": url, "HTTPS_PROXY": url, "http_proxy": url, "https_proxy": url}
    direct = ",".join(network.noProxyList())
    return {**variables, "NO_PROXY": direct, "no_proxy": direct} if direct else variables


def _save(name: str, value: object) -> None:
    if value is None:
        QgsSettings().remove(name)
    else:
        QgsSettings().setValue(name, value)


def _number(value: object, otherwise: float) -> float:
    try:
        return float(str(value))
    except ValueError:
        return otherwise


def _rule(text: str) -> str:
    try:
        return text if not text or Rule.parse(text) else ""
    except JobError:
        return ""
