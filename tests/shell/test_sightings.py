"""What a run sees is drawn at its place on the map, in any CRS, and never holds the main thread for long."""

import gc
import time

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject, QgsRectangle
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter
from qgis.PyQt.QtWidgets import QGraphicsPixmapItem
from tesela.bridge.live.sightings import BATCH, MOST_BATCHES, Sightings
from tesela.engine.contract.events import Seen

UTM = QgsCoordinateReferenceSystem("EPSG:32616")
WEST, SOUTH = 500000.0, 4100000.0
WIDTH, HEIGHT = 400, 300
LONGEST_HOLD_MS = 50.0
TRIES = 3


@pytest.fixture
def canvas(qgis_app, qtbot):
    canvas = QgsMapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(QSize(WIDTH, HEIGHT))
    canvas.setFrameShape(canvas.Shape.NoFrame)
    canvas.show()
    canvas.setDestinationCrs(UTM)
    canvas.setExtent(QgsRectangle(WEST, SOUTH, WEST + 400, SOUTH + 300))
    return canvas


@pytest.fixture
def sightings(canvas):
    sightings = Sightings(canvas)
    yield sightings
    sightings.dispose()


def box(x, y, side=40.0):
    """A square whose lower left corner lies this far east and north of the scene's."""
    x, y = WEST + x, SOUTH + y
    return (x, y, x + side, y, x + side, y + side, x, y + side)


def seen(*outlines, crs="EPSG:32616"):
    return Seen("scene.tif", crs, outlines, (0.9,) * len(outlines))


def settled(qtbot, sightings):
    qtbot.waitUntil(lambda: not sightings.drawing, timeout=15_000)


def picture(canvas, ground=(90, 90, 90)):
    """What the canvas' items look like on a ground of one colour."""
    image = QImage(canvas.viewport().size(), QImage.Format.Format_RGB32)
    image.fill(QColor(*ground))
    painter = QPainter(image)
    canvas.scene().render(painter, source=canvas.sceneRect())
    painter.end()
    return image


def overlay(canvas):
    """The picture that lies over the map alone, as an image, and how it is moved."""
    (item,) = [item for item in canvas.scene().items() if isinstance(item, QGraphicsPixmapItem) and item.isVisible()]
    return item.pixmap().toImage(), item


def alpha_at(canvas, x, y):
    """How opaque the overlay is at a place in map coordinates."""
    image, item = overlay(canvas)
    point = canvas.getCoordinateTransform().transform(QgsPointXY(x, y))
    inside = item.mapFromScene(point.x(), point.y())
    column, row = round(inside.x()), round(inside.y())
    around = [(column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    return max(image.pixelColor(*place).alpha() for place in around if image.rect().contains(*place))


def test_an_outline_is_drawn_at_its_place_and_its_inside_stays_open(canvas, sightings, qtbot):
    sightings.take(seen(box(100, 100)))
    settled(qtbot, sightings)
    assert sightings.count == 1
    assert alpha_at(canvas, WEST + 100, SOUTH + 120) > 200
    assert alpha_at(canvas, WEST + 120, SOUTH + 140) > 200
    assert alpha_at(canvas, WEST + 120, SOUTH + 120) == 0
    assert alpha_at(canvas, WEST + 200, SOUTH + 200) == 0


@pytest.mark.parametrize("ground", [(0, 0, 0), (255, 255, 255), (255, 238, 110), (90, 90, 90)])
def test_outlines_stand_out_from_any_ground_in_brightness(canvas, sightings, qtbot, ground):
    sightings.take(seen(box(100, 100)))
    settled(qtbot, sightings)
    image, _ = overlay(canvas)
    on_ground = QImage(image.size(), QImage.Format.Format_RGB32)
    on_ground.fill(QColor(*ground))
    painter = QPainter(on_ground)
    painter.drawImage(0, 0, image)
    painter.end()
    place = canvas.getCoordinateTransform().transform(QgsPointXY(WEST + 100, SOUTH + 120))
    own = luminance(QColor(*ground))
    across = [luminance(on_ground.pixelColor(round(place.x()) + i, round(place.y()))) for i in range(-4, 5)]
    contrasts = [(max(own, value) + 0.05) / (min(own, value) + 0.05) for value in across]
    assert max(contrasts) >= 3.0, "WCAG 2.1 asks for 3 of graphics"


def luminance(colour):
    """Relative luminance, WCAG 2.1."""
    values = (colour.redF(), colour.greenF(), colour.blueF())
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in values]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_the_picture_follows_pan_zoom_and_rotation(canvas, sightings, qtbot):
    sightings.take(seen(box(100, 100)))
    settled(qtbot, sightings)
    canvas.setExtent(QgsRectangle(WEST + 50, SOUTH + 50, WEST + 250, SOUTH + 200))
    assert alpha_at(canvas, WEST + 100, SOUTH + 120) > 100, "carried along before it is drawn anew"
    settled(qtbot, sightings)
    assert alpha_at(canvas, WEST + 100, SOUTH + 120) > 200
    assert alpha_at(canvas, WEST + 120, SOUTH + 120) == 0
    canvas.setRotation(30)
    settled(qtbot, sightings)
    assert alpha_at(canvas, WEST + 100, SOUTH + 120) > 200
    assert alpha_at(canvas, WEST + 120, SOUTH + 120) == 0
    canvas.resize(QSize(WIDTH + 200, HEIGHT + 100))
    qtbot.wait(20)
    settled(qtbot, sightings)
    assert alpha_at(canvas, WEST + 140, SOUTH + 120) > 200


def test_outlines_are_moved_to_the_crs_of_the_map_and_follow_its_change(canvas, sightings, qtbot):
    sightings.take(seen(box(100, 100)))
    settled(qtbot, sightings)
    other = QgsCoordinateReferenceSystem("EPSG:3857")
    to_other = QgsCoordinateTransform(UTM, other, QgsProject.instance())
    canvas.setDestinationCrs(other)
    canvas.setExtent(to_other.transformBoundingBox(QgsRectangle(WEST, SOUTH, WEST + 400, SOUTH + 300)))
    settled(qtbot, sightings)
    edge, inside = (to_other.transform(QgsPointXY(WEST + x, SOUTH + 120)) for x in (100, 120))
    assert alpha_at(canvas, edge.x(), edge.y()) > 200
    assert alpha_at(canvas, inside.x(), inside.y()) == 0
    sightings.take(seen(box(200, 100)))
    settled(qtbot, sightings)
    edge = to_other.transform(QgsPointXY(WEST + 200, SOUTH + 120))
    assert alpha_at(canvas, edge.x(), edge.y()) > 200


def test_a_crs_given_as_wkt_and_none_at_all_are_understood(canvas, sightings, qtbot):
    sightings.take(seen(box(100, 100), crs=UTM.toWkt()))
    sightings.take(seen(box(200, 100), crs=""))
    settled(qtbot, sightings)
    assert alpha_at(canvas, WEST + 100, SOUTH + 120) > 200
    assert alpha_at(canvas, WEST + 200, SOUTH + 120) > 200


def test_what_has_no_place_on_the_map_does_not_hide_the_rest(canvas, sightings, qtbot):
    sightings.take(seen((0.0, 1e30, 1e30, 1e30, 1e30, 0.0)))
    sightings.take(seen(box(100, 100)))
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32615"))
    canvas.setDestinationCrs(UTM)
    canvas.setExtent(QgsRectangle(WEST, SOUTH, WEST + 400, SOUTH + 300))
    settled(qtbot, sightings)
    assert alpha_at(canvas, WEST + 100, SOUTH + 120) > 200


def test_outlines_too_small_to_see_are_dots(canvas, sightings, qtbot):
    sightings.take(seen(box(100, 100, 0.5)))
    settled(qtbot, sightings)
    assert alpha_at(canvas, WEST + 100, SOUTH + 100) > 200


def test_clear_takes_everything_away_and_dispose_leaves_nothing_on_the_canvas(canvas, sightings, qtbot):
    sightings.take(seen(box(100, 100)))
    settled(qtbot, sightings)
    sightings.clear()
    assert sightings.count == 0
    assert not [item for item in canvas.scene().items() if isinstance(item, QGraphicsPixmapItem) and item.isVisible()]
    canvas.setExtent(QgsRectangle(WEST, SOUTH, WEST + 40, SOUTH + 30))
    assert not sightings.drawing
    sightings.take(seen(box(10, 10, 10)))
    settled(qtbot, sightings)
    assert sightings.count == 1
    sightings.dispose()
    assert not [item for item in canvas.scene().items() if isinstance(item, QGraphicsPixmapItem)]
    sightings.take(seen(box(100, 100)))
    assert sightings.count == 0
    canvas.setExtent(QgsRectangle(WEST, SOUTH, WEST + 400, SOUTH + 300))


def test_a_canvas_that_goes_first_is_no_error(qgis_app, qtbot):
    from qgis.PyQt import sip

    canvas = QgsMapCanvas()
    canvas.setDestinationCrs(UTM)
    parent = QObject()
    sightings = Sightings(canvas, parent)
    sightings.take(seen(box(100, 100)))
    sip.delete(canvas)
    qtbot.wait(20)
    sightings.take(seen(box(100, 100)))
    qtbot.wait(20)
    sightings.clear()
    sightings.dispose()
    del sightings
    gc.collect()


def many(count, side=6.0):
    """Events of 100 outlines of eight points, in reading order over the scene."""
    columns = 250
    places = [(1.6 * (i % columns), 1.45 * (i // columns)) for i in range(count)]
    for first in range(0, count, 100):
        yield seen(
            *(
                (x, y, x + side / 2, y - 1, x + side, y, x + side + 1, y + side / 2)
                + (x + side, y + side, x + side / 2, y + side + 1, x, y + side, x - 1, y + side / 2)
                for x, y in ((WEST + px, SOUTH + py) for px, py in places[first : first + 100])
            )
        )


def longest_hold_ms(call):
    """The processor time of the main thread that one call takes."""
    started = time.thread_time()
    call()
    return 1000 * (time.thread_time() - started)


def holds_of_many(canvas, sightings):
    """The longest time in milliseconds that each kind of call holds the main thread, with 50,000 outlines."""
    sightings.clear()
    holds = {"take": [], "slice": [], "view": [], "paint": []}
    for event in many(50_000):
        holds["take"].append(longest_hold_ms(lambda event=event: sightings.take(event)))
        holds["slice"].append(longest_hold_ms(sightings._draw_slice))
    assert sightings.count == 50_000
    views = [
        QgsRectangle(WEST, SOUTH, WEST + 400, SOUTH + 300),
        QgsRectangle(WEST + 100, SOUTH + 100, WEST + 140, SOUTH + 130),
        QgsRectangle(WEST - 4000, SOUTH - 3000, WEST + 4000, SOUTH + 3000),
    ]
    for view in views:
        holds["view"].append(longest_hold_ms(lambda view=view: (canvas.setExtent(view), sightings._view_changed())))
        while sightings.drawing:
            holds["slice"].append(longest_hold_ms(sightings._draw_slice))
        holds["paint"].append(longest_hold_ms(lambda: picture(canvas)))
    return {name: round(max(values), 1) for name, values in holds.items()}


def test_fifty_thousand_outlines_never_hold_the_main_thread(canvas, sightings, qtbot):
    canvas.resize(QSize(1366, 768))
    canvas.setExtent(QgsRectangle(WEST, SOUTH, WEST + 400, SOUTH + 300))
    tries = []
    gc.collect()
    gc.freeze()  # what the other tests keep alive is not collected meanwhile
    try:
        while len(tries) < TRIES and min(tries, default=LONGEST_HOLD_MS) >= LONGEST_HOLD_MS:
            holds = holds_of_many(canvas, sightings)
            tries.append(max(holds.values()))
            print(holds)
    finally:
        gc.unfreeze()
    # What holds the thread each time is ours; what held it once was the machine.
    assert min(tries) < LONGEST_HOLD_MS, tries


def test_memory_stays_bounded_and_the_density_stays(canvas, sightings, qtbot):
    corner = [box(4 * (i % 10), 4 * (i // 10), 2) for i in range(BATCH)]
    sightings.take(seen(*corner))
    event = seen(*(box(200 + i, 100, 2) for i in range(BATCH)))
    for _ in range(MOST_BATCHES + 600):
        sightings.take(event)
        if not sightings.drawing:
            continue
        sightings._draw_slice()
    settled(qtbot, sightings)
    assert sightings.count == BATCH * (MOST_BATCHES + 601)
    assert len(sightings._batches) <= MOST_BATCHES
    assert sum(len(batch) for batch in sightings._batches) <= MOST_BATCHES * BATCH
    assert sum(batch.rings is not None for batch in sightings._batches) <= 500
    sightings._view_changed()
    settled(qtbot, sightings)
    assert alpha_at(canvas, WEST + 1, SOUTH + 1) > 200, "the first ones are still there, as dots"
