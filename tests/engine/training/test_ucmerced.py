"""Reading tiles with several labels: what is wrong with the table is said, what is wrong with an image is counted."""

import zipfile

import pytest
from tesela.engine.training.recipe import RecipeError
from tesela.engine.training.ucmerced import read_ucmerced

CLASSES = ("cars", "trees")
HEADER = "image,land_use,cars,trees\n"
TABLE = HEADER + "beach00.jpg,beach,1,0\nbeach07.jpg,beach,0,1\n"


@pytest.fixture
def archive(tmp_path, jpeg):
    """Write a zip file with a table and images and return its path."""

    def write(table=TABLE, images=None):
        images = {"beach00.jpg": jpeg(200), "beach07.jpg": jpeg(50)} if images is None else images
        path = tmp_path / "tiles.zip"
        with zipfile.ZipFile(path, "w") as zipped:
            if table is not None:
                zipped.writestr("labels.csv", table)
            for name, data in images.items():
                zipped.writestr(f"images/{name}", data)
        return path

    return write


def test_tiles_come_with_labels_scene_and_number_at_the_wanted_resolution(archive):
    tiles = read_ucmerced(archive(), 0.4, CLASSES)
    assert tiles.images.shape == (2, 192, 192, 3)
    assert [round(float(image.mean())) for image in tiles.images] == [200, 50]
    assert tiles.labels.tolist() == [[1, 0], [0, 1]]
    assert tiles.scenes.tolist() == ["beach", "beach"]
    assert tiles.numbers.tolist() == [0, 7]
    assert (tiles.resized, tiles.unreadable) == (0, 0)


def test_labels_follow_the_order_of_the_recipe_not_of_the_table(archive):
    tiles = read_ucmerced(archive(), 0.3, ("trees", "cars"))
    assert tiles.labels.tolist() == [[0, 1], [1, 0]]


def test_an_image_of_another_size_is_stretched_and_counted(archive, jpeg):
    images = {"beach00.jpg": jpeg(200, 250, 240), "beach07.jpg": jpeg(50)}
    tiles = read_ucmerced(archive(images=images), 0.3, CLASSES)
    assert tiles.images.shape == (2, 256, 256, 3)
    assert tiles.resized == 1


@pytest.mark.parametrize("broken", [b"no image", b"\xff\xd8\xff\xe0 cut off", None])
def test_an_unreadable_or_missing_image_is_left_out_and_counted(archive, jpeg, broken):
    table = TABLE + "beach08.jpg,beach,1,1\n"
    images = {"beach00.jpg": jpeg(200), "beach07.jpg": jpeg(50)}
    if broken is not None:
        images["beach08.jpg"] = broken
    tiles = read_ucmerced(archive(table, images), 0.3, CLASSES)
    assert tiles.unreadable == 1
    assert tiles.numbers.tolist() == [0, 7]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (None, r"holds no labels\.csv"),
        (HEADER, "no line"),
        (b"\xff\xfe\x00broken", "no table of text"),
        ("name,land_use,cars,trees\na0.jpg,beach,1,1\n", "needs 'image'"),
        ("image,land_use,cars\nbeach00.jpg,beach,1\n", "class 'trees'.*image, land_use, cars"),
        (HEADER + "beach00.jpg,beach,1,maybe\n", "line 2: 'trees' is 'maybe'"),
        (HEADER + "beach00.jpg,beach,1\n", "line 2: 'trees' is ''"),
        (HEADER + "beach.jpg,beach,1,1\n", r"'beach\.jpg' has no number"),
        (TABLE + "beach00.jpg,beach,1,1\n", r"'beach00\.jpg' twice"),
        (HEADER + "beach00.jpg,beach,1,0\nbeach07.jpg,beach,1,0\n", "No image.*'trees'"),
        (HEADER + "lost00.jpg,beach,1,1\n", "None of the 1 images"),
    ],
)
def test_what_is_wrong_with_the_table_is_said(archive, table, said):
    with pytest.raises(RecipeError, match=said):
        read_ucmerced(archive(table), 0.3, CLASSES)


def test_a_file_that_is_no_zip_is_refused(tmp_path):
    (tmp_path / "t.zip").write_text("hello")
    with pytest.raises(RecipeError, match="zip"):
        read_ucmerced(tmp_path / "t.zip", 0.3, CLASSES)
