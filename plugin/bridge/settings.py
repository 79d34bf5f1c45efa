"""What QGIS's own settings say that the worker needs to know."""

from __future__ import annotations

from urllib.parse import quote

from qgis.core import QgsNetworkAccessManager, QgsSettings
from qgis.PyQt.QtNetwork import QNetworkProxy

PYTHON_SETTING = "tesela/python"


def configured_python() -> str:
    """The Python that a person chose for the worker, or ""."""
    return str(QgsSettings().value(PYTHON_SETTING, "") or "")


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
