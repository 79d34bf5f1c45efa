"""Names of rasters tell those of one job apart."""

import pytest
from tesela.engine.contract.raster_names import raster_names


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (("/data/a.tif", "/data/b.tif"), ("a.tif", "b.tif")),
        (("/data/2019/ortho.tif", "/data/2023/ortho.tif"), ("2019/ortho.tif", "2023/ortho.tif")),
        (("/d/2019/rgb/o.tif", "/d/2023/rgb/o.tif", "/d/x.tif"), ("2019/rgb/o.tif", "2023/rgb/o.tif", "x.tif")),
        (("C:\\2019\\o.tif", "D:\\2019\\o.tif"), ("C:/2019/o.tif", "D:/2019/o.tif")),
        (("/a/o.tif", "/b/a/o.tif"), ("/a/o.tif", "b/a/o.tif")),
        (("o.tif", "a/o.tif", "./o.tif"), ("o.tif", "a/o.tif", "./o.tif")),
        (("GTIFF_DIR:1:/d/o.tif", "GTIFF_DIR:2:/d/o.tif"), ("GTIFF_DIR:1:/d/o.tif", "GTIFF_DIR:2:/d/o.tif")),
        ((), ()),
    ],
)
def test_the_file_name_with_as_many_folders_as_tell_rasters_apart(paths, names):
    assert raster_names(paths) == names


def test_many_rasters_take_moments():
    paths = [f"/flight/{number // 2000}/block {number % 7}/{number}/ortho.tif" for number in range(20_000)]
    assert raster_names(paths)[-1] == "19999/ortho.tif"
