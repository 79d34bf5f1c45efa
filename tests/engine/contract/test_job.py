"""Jobs survive JSON; wrong keys, types and values are named."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tesela.engine.contract.errors import JobError
from tesela.engine.contract.job import Area, Job, Reading, Selection

shares = st.floats(0, 1)
jobs = st.builds(
    Job,
    rasters=st.lists(st.text(min_size=1), min_size=1).map(tuple),
    model=st.text(),
    output=st.text(),
    area=st.none() | st.builds(Area, wkt=st.text(), crs=st.text()),
    reading=st.builds(
        Reading, bands=st.none() | st.lists(st.integers(1, 99), min_size=1).map(tuple), warp=st.booleans()
    ),
    selection=st.builds(
        Selection,
        thresholds=st.none() | st.lists(shares, min_size=1).map(tuple),
        suppression_iou=st.none() | shares,
        min_area_m2=st.none() | st.floats(0, 1e6),
    ),
    window_px=st.none() | st.integers(1, 4096),
)


@given(jobs)
def test_a_job_comes_back_from_json_as_it_was(job):
    assert Job.loads(json.dumps(job.to_json())) == job


MINIMAL = {"rasters": ["a.tif"], "model": "m", "output": "o"}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"colour": 1}, "job has the unknown key 'colour'"),
        ({"rasters": "a.tif"}, "job.rasters must be a list, not str 'a.tif'"),
        ({"rasters": [1]}, r"job.rasters\[0\] must be a text, not int 1"),
        ({"rasters": []}, "names no raster"),
        ({"batch": True}, "job.batch must be a whole number"),
        ({"batch": 0}, "batch must be at least 1"),
        ({"overlap_px": -1}, "overlap_px must be zero or more"),
        ({"area": {"wkt": "x"}}, "job.area lacks the key 'crs'"),
        ({"area": 3}, "job.area must be a JSON object, not int 3"),
        ({"schema_version": 99}, "schema version 99"),
        ({"reading": {"value_range": [3, 1]}}, "must go from low to high"),
        ({"reading": {"value_range": [3]}}, "must hold 2 values, not 1"),
        ({"reading": {"bands": [0]}}, "numbered from 1"),
        ({"reading": {"crs": "EPSG:4326", "pixel_results": True}}, "not both"),
        ({"selection": {"thresholds": [1.5]}}, "between 0 and 1"),
        ({"selection": {"suppression_iou": -1}}, "between 0 and 1"),
        ({"selection": {"min_area_m2": float("nan")}}, "zero or more"),
    ],
)
def test_a_wrong_job_is_refused_by_name(change, problem):
    with pytest.raises(JobError, match=problem):
        Job.from_json({**MINIMAL, **change})


@pytest.mark.parametrize(("text", "problem"), [("{", "is not JSON"), ("[]", "a JSON object"), ("{}", "lacks the key")])
def test_what_is_no_job_is_refused(text, problem):
    with pytest.raises(JobError, match=problem):
        Job.loads(text)
