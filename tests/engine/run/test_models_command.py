"""`tesela models add` and `tesela models remove`, with packages that Keras made."""

import hashlib
import json
import zipfile

import pytest
from tesela.engine.contract import places, schema
from tesela.engine.contract.card import Weights, read_package
from tesela.engine.run.command_line import main
from tesela.engine.run.commands.common import CANCELLED

from tests.engine.conftest import make_card

PLAIN = {"class_name": "Conv2D", "module": "keras.layers"}
WITH_CODE = {"class_name": "Lambda", "module": "keras.layers"}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TESELA_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def keras_package(tmp_path):
    """A folder with a card and an archive such as Keras writes, with one layer."""

    def write(layer=PLAIN, **changes):
        folder = tmp_path / "bright"
        folder.mkdir(exist_ok=True)
        with zipfile.ZipFile(folder / "model.keras", "w") as archive:
            archive.writestr("config.json", json.dumps({"layers": [layer]}))
        digest = hashlib.sha256((folder / "model.keras").read_bytes()).hexdigest()
        card = make_card(weights=Weights("model.keras", digest), **changes)
        (folder / "card.json").write_text(json.dumps(schema.to_json(card)))
        return folder

    return write


def test_a_model_is_added_listed_and_removed(keras_package, home, capsys):
    assert main(["models", "add", str(keras_package())]) == 0
    assert "bright 1.0.0 was added" in capsys.readouterr().out
    assert main(["models", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["bright"]["version"] == "1.0.0"
    assert main(["models", "remove", "bright"]) == 0
    assert "was removed" in capsys.readouterr().out
    assert "bright" not in places.model_folders()


def test_as_json_it_says_where_and_what_was_replaced(keras_package, home, capsys):
    main(["models", "add", str(keras_package()), "--json"])
    assert json.loads(capsys.readouterr().out)["replaced"] == ""
    main(["models", "add", str(keras_package(version="1.1.0")), "--replace", "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert (answer["model"], answer["version"], answer["replaced"]) == ("bright", "1.1.0", "1.0.0")
    assert answer["folder"] == str(home / "models" / "bright")
    main(["models", "remove", "bright", "--json"])
    assert json.loads(capsys.readouterr().out)["removed"] is True


def test_an_older_version_is_refused_and_says_how_to_go_on(keras_package, home, capsys):
    main(["models", "add", str(keras_package())])
    assert main(["models", "add", str(keras_package(version="0.9.0"))]) == 1
    message = capsys.readouterr().err
    assert "0.9.0 is older" in message
    assert "--replace" in message
    assert read_package(home / "models" / "bright").card.version == "1.0.0"


def test_a_network_that_could_run_code_is_refused(keras_package, home, capsys):
    assert main(["models", "add", str(keras_package(WITH_CODE))]) == 1
    assert "could run code of its own" in capsys.readouterr().err
    assert list((home / "models").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["add", "nowhere.zip"], 1, "does not exist"),
        (["remove", "damage-tiles"], 1, "comes with Tesela"),
        (["remove", "nothing"], 1, "no added model 'nothing'"),
    ],
)
def test_what_cannot_be_done_is_said(arguments, code, words, capsys):
    assert main(["models", *arguments]) == code
    assert words in capsys.readouterr().err


def test_a_cancel_ends_it_with_its_own_code(keras_package, home, monkeypatch, capsys):
    monkeypatch.setattr(CANCELLED, "is_set", lambda: True)
    assert main(["models", "add", str(keras_package())]) == 3
    assert "nothing was changed" in capsys.readouterr().err
    assert list((home / "models").iterdir()) == []
