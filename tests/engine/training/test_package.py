"""Weights in a package: the same ones give the same file."""

import datetime as dt
import types

import keras
from tesela.engine.training.package import save_weights


class LaterDate(dt.datetime):
    @classmethod
    def now(cls):
        return cls(2099, 5, 17)


def test_the_same_weights_have_the_same_checksum_on_another_day(tmp_path, monkeypatch):
    inputs = keras.layers.Input((2,))
    model = keras.Model(inputs, keras.layers.Dense(1)(inputs))
    save_weights(model, tmp_path / "a.keras")
    monkeypatch.setattr("keras.src.saving.saving_lib.datetime", types.SimpleNamespace(datetime=LaterDate))
    save_weights(model, tmp_path / "b.keras")
    assert (tmp_path / "a.keras").read_bytes() == (tmp_path / "b.keras").read_bytes()
    again = keras.saving.load_model(tmp_path / "b.keras")
    assert [weight.tolist() for weight in again.get_weights()] == [weight.tolist() for weight in model.get_weights()]
