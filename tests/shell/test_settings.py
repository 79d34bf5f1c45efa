"""What QGIS's settings say of the worker's Python and of the proxy."""

import pytest
from qgis.core import QgsNetworkAccessManager, QgsSettings
from qgis.PyQt.QtNetwork import QNetworkProxy
from tesela.bridge.settings import configured_python, proxy_variables


@pytest.fixture
def settings(qgis_app):
    settings = QgsSettings()
    yield settings
    settings.remove("tesela/python")
    settings.remove("proxy")
    QgsNetworkAccessManager.instance().setFallbackProxyAndExcludes(QNetworkProxy(), [], [])


def set_proxy(settings, kind, user="", password=""):
    settings.setValue("proxy/proxyEnabled", True)
    proxy = QNetworkProxy(kind, "proxy.example", 3128, user, password)
    QgsNetworkAccessManager.instance().setFallbackProxyAndExcludes(proxy, [], ["localhost"])


def test_python_setting_is_read(settings):
    assert configured_python() == ""
    settings.setValue("tesela/python", "/opt/python")
    assert configured_python() == "/opt/python"


def test_without_a_proxy_nothing_is_set(settings):
    assert proxy_variables() == {}


def test_proxy_with_login_reaches_pip(settings):
    set_proxy(settings, QNetworkProxy.ProxyType.HttpProxy, "ana", "p@ss word")
    variables = proxy_variables()
    assert variables["HTTPS_PROXY"] == "http://ana:p%40ss%20word@proxy.example:3128"
    assert variables["NO_PROXY"] == "localhost"


def test_socks_proxy_keeps_its_kind(settings):
    set_proxy(settings, QNetworkProxy.ProxyType.Socks5Proxy)
    assert proxy_variables()["HTTPS_PROXY"] == "socks5h://proxy.example:3128"


def test_proxy_of_the_system_is_left_to_pip(settings):
    set_proxy(settings, QNetworkProxy.ProxyType.DefaultProxy)
    assert proxy_variables() == {}
