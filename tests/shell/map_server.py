"""A small map server on the loopback address for tests: XYZ tiles and a WMS, drawn from the place of each pixel."""

import contextlib
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import numpy as np
from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice
from qgis.PyQt.QtGui import QImage

ZOOM = 18
EDGE = 20037508.342789244
PIXEL = 2 * EDGE / 256 / 2**ZOOM
DARK, BRIGHT = 60, 240

CAPABILITIES = """<?xml version="1.0"?>
<WMT_MS_Capabilities version="1.1.1">
<Service><Name>OGC:WMS</Name><Title>Test</Title><OnlineResource xmlns:xlink="http://www.w3.org/1999/xlink"
xlink:href="{url}"/></Service>
<Capability><Request>
<GetCapabilities><Format>application/vnd.ogc.wms_xml</Format><DCPType><HTTP><Get><OnlineResource
xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{url}"/></Get></HTTP></DCPType></GetCapabilities>
<GetMap><Format>image/png</Format><DCPType><HTTP><Get><OnlineResource xmlns:xlink="http://www.w3.org/1999/xlink"
xlink:href="{url}"/></Get></HTTP></DCPType></GetMap></Request>
<Exception><Format>application/vnd.ogc.se_xml</Format></Exception>
<Layer><Title>Test</Title><SRS>EPSG:32616</SRS><LatLonBoundingBox minx="-90" miny="36" maxx="-84" maxy="38"/>
<Layer queryable="0"><Name>scene</Name><Title>Scene</Title><SRS>EPSG:32616</SRS>
<LatLonBoundingBox minx="-87.01" miny="37.03" maxx="-86.98" maxy="37.05"/>
<BoundingBox SRS="EPSG:32616" minx="499000" miny="4099000" maxx="501000" maxy="4101000"/></Layer></Layer>
</Capability></WMT_MS_Capabilities>"""
REFUSAL = (
    '<ServiceExceptionReport version="1.1.1"><ServiceException>No map today</ServiceException></ServiceExceptionReport>'
)


def shade(col, row):
    """Grey of each pixel by its column and row: bright rectangles on a dark ground that tells every pixel apart."""
    bright = (col % 200 >= 40) & (col % 200 < 80) & (row % 170 >= 30) & (row % 170 < 62)
    return np.where(bright, BRIGHT, DARK) + (7 * col + 13 * row) % 11


def drawn(left, top, width, height):
    """Greys (height, width) uint8 of the pixels from a column and row on."""
    return shade(np.arange(left, left + width)[np.newaxis], np.arange(top, top + height)[:, np.newaxis]).astype(
        np.uint8
    )


def png(greys):
    pixels = np.ascontiguousarray(np.repeat(greys[..., np.newaxis], 3, axis=2))
    height, width = greys.shape
    image = QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data)


class MapServer:
    """Serves until `close`. asked: the path of every request. fails: whether a tile (zoom, column, row) answers 500."""

    def __init__(self):
        self.asked = []
        self.delay_s = 0.0
        self.fails = lambda zoom, col, row: False
        self.refuses_maps = False
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.asked.append(self.path)
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # who asked has gone
                    outer._answer(self)

            def log_message(self, *arguments):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        # QGIS keeps tiles by their address: another server at the same port must not be answered for from there.
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/{uuid.uuid4().hex}"

    @property
    def xyz(self):
        return f"type=xyz&url={self.url}/%7Bz%7D/%7Bx%7D/%7By%7D.png?key%3Dsecret&zmax={ZOOM}&zmin=0"

    @property
    def wms(self):
        return f"crs=EPSG:32616&format=image/png&layers=scene&styles=&url={self.url}/wms?"

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, handler):
        time.sleep(self.delay_s)
        parts = urlsplit(handler.path)
        if parts.path.endswith("/wms"):
            query = {name.upper(): values[0] for name, values in parse_qs(parts.query).items()}
            if query["REQUEST"] == "GetCapabilities":
                self._send(handler, "text/xml", CAPABILITIES.format(url=f"{self.url}/wms?").encode())
            elif self.refuses_maps:
                self._send(handler, "application/vnd.ogc.se_xml", REFUSAL.encode())
            else:
                self._send(handler, "image/png", png(_map(query)))
            return
        zoom, col, row = (int(part) for part in parts.path.removesuffix(".png").split("/")[-3:])
        if self.fails(zoom, col, row):
            handler.send_error(500)
            return
        self._send(handler, "image/png", png(drawn(256 * col, 256 * row, 256, 256)))

    @staticmethod
    def _send(handler, kind, body):
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)


def _map(query):
    left, bottom, right, top = (float(part) for part in query["BBOX"].split(","))
    width, height = int(query["WIDTH"]), int(query["HEIGHT"])
    cols = np.floor((left + (np.arange(width) + 0.5) * (right - left) / width - 499000) / 0.5).astype(int)
    rows = np.floor((4101000 - (top - (np.arange(height) + 0.5) * (top - bottom) / height)) / 0.5).astype(int)
    return shade(cols[np.newaxis], rows[:, np.newaxis]).astype(np.uint8)
