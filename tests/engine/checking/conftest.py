"""A job over drawn rasters, checked: what was found, without and with a model of three lines."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace

import pytest
from tesela.engine.checking.check import examine_job
from tesela.engine.contract import schema
from tesela.engine.contract.card import Weights
from tesela.engine.contract.job import Job

from tests.engine.conftest import load_bright, make_card


@pytest.fixture
def plain_card():
    """A card without known limits, so that a report holds nothing but what a test is about."""
    return make_card(limits=())


@pytest.fixture
def sound_package(tmp_path):
    """Write a package whose weights are a .keras file without any layer, which no rule refuses; returns its folder."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("config.json", "{}")

    def write(card):
        folder = tmp_path / "packages" / card.id
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "model.keras").write_bytes(buffer.getvalue())
        card = replace(card, weights=Weights("model.keras", hashlib.sha256(buffer.getvalue()).hexdigest()))
        (folder / "card.json").write_text(json.dumps(schema.to_json(card)))
        return folder

    return write


@pytest.fixture
def check_of(tmp_path, sound_package, plain_card):
    """Call it with rasters and parts of the job for the CheckReport."""

    def call(rasters, measure=False, card=None, load=load_bright, events=None, cancelled=lambda: False, **job):
        rasters = (rasters,) if isinstance(rasters, str) else tuple(rasters)
        folder = str(sound_package(card or plain_card))
        work = Job(rasters, folder, job.pop("output", str(tmp_path / "out")), **job)
        return examine_job(work, measure, (events if events is not None else []).append, cancelled, load)

    return call


def found(report, topic):
    """The findings of a topic."""
    return [finding for finding in report.findings if finding.topic == topic]


def only(report, topic):
    """The one finding of a topic."""
    findings = found(report, topic)
    assert len(findings) == 1, report.findings
    return findings[0]


def remedies(finding):
    """Parameter and value of each remedy."""
    return [(remedy.parameter, remedy.value) for remedy in finding.remedies]
