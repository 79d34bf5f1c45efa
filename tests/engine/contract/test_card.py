"""Cards and packages are checked before any framework is imported."""

import json
import subprocess
import sys

import pytest
from tesela.engine.contract import places, schema
from tesela.engine.contract.card import read_card, read_package
from tesela.engine.contract.errors import CardError

from tests.engine.conftest import make_card


def test_a_card_comes_back_from_its_file(package):
    card = make_card()
    assert read_package(package(card)).card == card


def test_the_window_of_a_card_that_names_none_is_the_reference(package):
    folder = package()
    data = json.loads((folder / "card.json").read_text())
    del data["window_px"], data["overlap_px"]
    (folder / "card.json").write_text(json.dumps(data))
    card = read_card(folder)
    assert (card.window_px, card.overlap_px) == (299, 90)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"task": "dance"}, "task 'dance' is unknown"),
        ({"activation": "relu"}, "activation 'relu' is unknown"),
        ({"classes": []}, "classes is empty"),
        ({"classes": ["a", "a"]}, "names one class twice"),
        ({"background": "sky"}, "background 'sky' is none of its classes"),
        ({"overlap_px": 32}, "overlap_px 32 must be smaller than window_px 32"),
        ({"ground_sampling_distance_m": 0.0}, "must be above zero"),
        ({"selection": {"thresholds": [0.1, 0.2]}}, "one value a class"),
        ({"selection": {"thresholds": [0.1]}}, "selection.min_area_m2 is missing"),
        ({"weights": {"file": "../model.keras", "sha256": ""}}, "plain file name"),
        ({"schema_version": 7}, "schema_version is 7"),
        ({"surprise": 1}, "unknown key 'surprise'"),
    ],
)
def test_a_wrong_card_is_refused_by_file_and_key(package, change, problem):
    folder = package()
    path = folder / "card.json"
    path.write_text(json.dumps({**schema.to_json(make_card()), **change}))
    with pytest.raises(CardError, match=problem) as error:
        read_card(folder)
    assert str(path) in str(error.value)


def test_missing_and_altered_files_are_named(package, tmp_path):
    folder = package()
    (folder / "model.keras").write_bytes(b"brighter")
    with pytest.raises(CardError, match="checksum differs"):
        read_package(folder)
    (folder / "model.keras").unlink()
    with pytest.raises(CardError, match=r"lacks its weights model\.keras"):
        read_package(folder)
    (folder / "card.json").write_text("{")
    with pytest.raises(CardError, match=r"card\.json cannot be read"):
        read_card(folder)
    with pytest.raises(CardError, match=r"is no model package: it holds no card\.json"):
        read_card(tmp_path)


def test_bundled_and_added_models_are_found_by_id(package, tmp_path, monkeypatch):
    monkeypatch.setenv("TESELA_HOME", str(tmp_path / "home"))
    folder = package()
    added = tmp_path / "home" / "models" / "bright"
    added.parent.mkdir(parents=True)
    folder.rename(added)
    assert places.find_model("bright") == added
    assert "bright" in places.installed_cards()
    with pytest.raises(CardError, match=r"There is no model 'dark'; installed are .*bright"):
        places.find_model("dark")


def test_the_contract_needs_the_standard_library_alone():
    code = (
        "import json, sys; before = set(sys.modules); "
        "import tesela.engine.contract.places, tesela.engine.contract.events; "
        "print(json.dumps([m for m in set(sys.modules) - before if m.split('.')[0] not in sys.stdlib_module_names]))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    foreign = [name for name in json.loads(answer.stdout) if not name.startswith(("tesela", "__editable__"))]
    assert foreign == []
