"""The dialog of the models: cards, adding from a folder and a zip, replacing, removing."""

import hashlib
import json
import shutil
import time
import zipfile
from pathlib import Path

import pytest
from qgis.PyQt.QtWidgets import QMessageBox
from tesela.bridge.worker import check as worker_check
from tesela.dock.models import dialog as module
from tesela.dock.models import entries
from tesela.dock.models.dialog import ModelsDialog
from tesela.engine.contract.card import read_package
from tesela.engine.contract.errors import EnvironmentMissing, ModelError, RunCancelled
from tesela.engine.contract.places import added_models, bundled_models

from tests.shell.conftest import ROOT, card

LONGEST_MS = 15_000


@pytest.fixture
def source(tmp_path):
    """Write a package into a folder, and return that."""

    def write(version="1", name="fake-detector", config=None):
        folder = tmp_path / "source" / name
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(folder / "weights.keras", "w") as archive:
            archive.writestr("config.json", json.dumps(config or {}))
        digest = hashlib.sha256((folder / "weights.keras").read_bytes()).hexdigest()
        data = card(name, "tile-classification") | {"version": version}
        data["weights"]["sha256"] = digest
        (folder / "card.json").write_text(json.dumps(data))
        return folder

    return write


@pytest.fixture
def no_worker(monkeypatch):
    def missing(*_):
        raise EnvironmentMissing("none")

    monkeypatch.setattr(module, "find_python", missing)


@pytest.fixture
def dialog(qtbot, qgis_app, home, no_worker):
    widget = ModelsDialog()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.fixture
def answer(monkeypatch):
    """Say how questions are answered; returns the questions that were asked."""
    asked = []

    def use(button):
        def question(parent, title, text, buttons, default):
            asked.append(text)
            assert default == QMessageBox.StandardButton.No
            return button

        monkeypatch.setattr(QMessageBox, "question", question)
        return asked

    return use


def add(qtbot, dialog, path):
    dialog.add(path)
    wait(qtbot, dialog)


def wait(qtbot, dialog):
    qtbot.waitUntil(lambda: dialog._work is None, timeout=LONGEST_MS)


def titles(dialog):
    return [dialog.list.item(i).text() for i in range(dialog.list.count())]


def test_bundled_models_are_listed_with_their_cards(dialog):
    assert [entry.model for entry in dialog._entries] == list(bundled_models())
    assert all("comes with Tesela" in title for title in titles(dialog))
    dialog.choose("damage-tiles")
    assert dialog.chosen().model == "damage-tiles"
    assert dialog.chosen().card.summary in dialog.card.page.toPlainText()


def test_a_bundled_model_cannot_be_removed_and_says_so(dialog, answer):
    asked = answer(QMessageBox.StandardButton.Yes)
    dialog.choose("damage-tiles")
    dialog.remove.click()
    assert "comes with Tesela" in dialog.status.text()
    assert not asked
    assert (bundled_models()["damage-tiles"] / "card.json").is_file()


def test_a_model_is_added_from_a_folder_shown_and_told(dialog, qtbot, source, home):
    with qtbot.waitSignal(dialog.models_changed, timeout=LONGEST_MS):
        dialog.add(source())
        assert dialog.cancel.isVisible()
        assert not dialog.add_folder.isEnabled()
    assert read_package(home / "models" / "fake-detector").card.version == "1"
    assert dialog.chosen().model == "fake-detector"
    assert "added by you" in titles(dialog)[-1]
    assert "Fake detector 1 was added." in dialog.status.text()
    assert dialog.add_folder.isEnabled()
    assert not dialog.cancel.isVisible()


def test_a_model_is_added_from_a_zip_that_a_person_chooses(dialog, qtbot, source, tmp_path, monkeypatch):
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", source().parent, "fake-detector")
    monkeypatch.setattr(module.QFileDialog, "getOpenFileName", lambda *_: (packed, ""))
    dialog.add_zip.click()
    wait(qtbot, dialog)
    assert "fake-detector" in added_models()


def test_a_folder_dialog_that_was_left_adds_nothing(dialog, monkeypatch):
    monkeypatch.setattr(module.QFileDialog, "getExistingDirectory", lambda *_: "")
    dialog.add_folder.click()
    assert dialog._work is None
    assert added_models() == {}


def test_a_bad_package_is_refused_with_the_reason(dialog, qtbot, source):
    folder = source()
    (folder / "weights.keras").write_bytes(b"altered")
    add(qtbot, dialog, folder)
    assert "checksum differs" in dialog.status.text()
    assert added_models() == {}
    assert dialog.add_zip.isEnabled()


def test_another_version_replaces_only_after_a_question(dialog, qtbot, source, answer, home):
    add(qtbot, dialog, source("2"))
    asked = answer(QMessageBox.StandardButton.No)
    add(qtbot, dialog, source("1"))
    assert len(asked) == 1
    assert "Version 2" in asked[0]
    assert "version 1" in asked[0]
    assert "1 is older" in dialog.status.text()
    assert read_package(home / "models" / "fake-detector").card.version == "2"
    answer(QMessageBox.StandardButton.Yes)
    add(qtbot, dialog, source("3"))
    wait(qtbot, dialog)
    assert read_package(home / "models" / "fake-detector").card.version == "3"
    assert "in place of 2" in dialog.status.text()


def test_an_added_model_is_removed_after_a_question(dialog, qtbot, source, answer, home):
    add(qtbot, dialog, source())
    asked = answer(QMessageBox.StandardButton.No)
    dialog.remove.click()
    assert str(home / "models" / "fake-detector") in asked[0]
    assert "fake-detector" in added_models()
    answer(QMessageBox.StandardButton.Yes)
    with qtbot.waitSignal(dialog.models_changed, timeout=LONGEST_MS):
        dialog.remove.click()
    assert added_models() == {}
    assert "was removed" in dialog.status.text()
    assert [entry.model for entry in dialog._entries] == list(bundled_models())


def until_cancelled(ended):
    """An install that goes on until it is cancelled."""

    def install(source, replace, cancelled, check):
        while not cancelled():
            time.sleep(0.01)
        ended.append(source)
        raise RunCancelled("cancelled")

    return install


def test_a_cancel_while_adding_changes_nothing(dialog, qtbot, source, monkeypatch):
    monkeypatch.setattr(module, "install", until_cancelled([]))
    dialog.add(source())
    dialog.cancel.click()
    wait(qtbot, dialog)
    assert dialog.status.text() == "Cancelled; nothing was changed."
    assert added_models() == {}


def test_a_damaged_model_is_listed_and_says_what_is_wrong(qtbot, home, source, no_worker):
    shutil.copytree(source(), home / "models" / "fake-detector")
    shutil.copytree(source(), home / "models" / "unreadable")
    (home / "models" / "fake-detector" / "weights.keras").write_bytes(b"altered")
    (home / "models" / "unreadable" / "card.json").write_text("{")
    dialog = ModelsDialog()
    qtbot.addWidget(dialog)
    dialog.choose("unreadable")
    assert "cannot be read" in dialog.card.page.toPlainText()
    dialog.choose("fake-detector")
    qtbot.waitUntil(lambda: "checksum differs" in dialog.status.text(), timeout=LONGEST_MS)
    assert "Damaged" in titles(dialog)[[e.model for e in dialog._entries].index("fake-detector")]


def test_without_any_model_it_says_what_to_do(qtbot, home, no_bundled_models, no_worker, monkeypatch):
    monkeypatch.setattr(entries, "bundled_models", dict)
    dialog = ModelsDialog()
    qtbot.addWidget(dialog)
    assert "add one from a folder or a zip" in dialog.card.page.toPlainText()
    assert not dialog.remove.isEnabled()


def test_closing_lets_go_of_what_is_being_added(dialog, qtbot, source, monkeypatch):
    ended = []
    monkeypatch.setattr(module, "install", until_cancelled(ended))
    dialog.add(source())
    qtbot.wait(50)
    dialog.close()
    qtbot.waitUntil(lambda: bool(ended), timeout=LONGEST_MS)


def test_it_fits_the_smallest_screen_and_names_everything(dialog):
    assert dialog.minimumSizeHint().width() < 900
    assert dialog.minimumSizeHint().height() < 640
    for widget in (dialog.list, dialog.add_folder, dialog.add_zip, dialog.remove, dialog.open_folder, dialog.cancel):
        assert widget.accessibleName()
        assert widget.toolTip()
        assert widget.whatsThis()


WORKER = ROOT / ".venv" / "bin" / "python"


@pytest.mark.skipif(not WORKER.exists(), reason="The worker's environment .venv is not there.")
def test_with_a_worker_a_network_that_could_run_code_is_refused(qtbot, home, source, monkeypatch):
    monkeypatch.setenv("TESELA_PYTHON", str(WORKER))
    dialog = ModelsDialog()
    qtbot.addWidget(dialog)
    dialog.add(source(config={"class_name": "Lambda", "module": "keras.layers"}))
    qtbot.waitUntil(lambda: dialog._work is None, timeout=60_000)
    assert "could run code of its own" in dialog.status.text()
    assert str(source()) in dialog.status.text()
    assert added_models() == {}
    dialog.add(source(config={"class_name": "Dense", "module": "keras.layers"}))
    qtbot.waitUntil(lambda: dialog._work is None, timeout=60_000)
    assert "fake-detector" in added_models(), dialog.status.text()


def test_a_worker_that_cannot_check_is_told_from_a_bad_package(tmp_path):
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho something else\nexit 3\n")
    broken.chmod(0o755)
    check = worker_check.architecture_check(broken, lambda: False)

    class Package:
        folder = Path("/nowhere")

    with pytest.raises(ModelError, match="repair the worker's environment"):
        check(Package())
