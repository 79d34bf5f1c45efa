"""Frozen dataclasses to and from JSON: unknown keys refused, every value checked against its annotation."""

from __future__ import annotations

import dataclasses
import functools
import typing
from typing import Any, TypeVar

from .errors import TeselaError

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """Turn nested frozen dataclasses and tuples into what `json.dumps` accepts."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {key: to_json(item) for key, item in value.items()}
    return value


def from_json(cls: type[T], data: Any, where: str, error: type[TeselaError]) -> T:
    """Build the dataclass `cls` from parsed JSON, or raise `error` naming the place, the value and the remedy.

    `where` is how the place is called in the message, for example "job" or "card.json".
    """
    if not isinstance(data, dict):
        raise error(f"{where} must be a JSON object, not {_kind(data)}.")
    fields = {field.name: field for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
    unknown = sorted(set(data) - set(fields))
    if unknown:
        raise error(
            f"{where} has the unknown key '{unknown[0]}'; remove it or correct its spelling "
            f"(known: {', '.join(fields)})."
        )
    required = [
        name
        for name, field in fields.items()
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    ]
    missing = [name for name in required if name not in data]
    if missing:
        raise error(f"{where} lacks the key '{missing[0]}'; add it.")
    hints = _hints(cls)  # type: ignore[arg-type]
    values = {name: _convert(hints[name], item, f"{where}.{name}", error) for name, item in data.items()}
    return cls(**values)


@functools.cache
def _hints(cls: type) -> dict[str, Any]:
    """The annotations of a class, evaluated; that takes longer than all the rest."""
    return typing.get_type_hints(cls)


def _convert(hint: Any, value: Any, where: str, error: type[TeselaError]) -> Any:
    origin = typing.get_origin(hint)
    if origin is typing.Union:
        options = typing.get_args(hint)
        if value is None and type(None) in options:
            return None
        return _convert(next(option for option in options if option is not type(None)), value, where, error)
    if origin is tuple:
        if not isinstance(value, (list, tuple)):
            raise error(f"{where} must be a list, not {_kind(value)}.")
        item_hints = typing.get_args(hint)
        if item_hints[-1] is Ellipsis:
            if item_hints[0] is float and all(type(item) is float for item in value):
                return tuple(value)
            return tuple(_convert(item_hints[0], item, f"{where}[{i}]", error) for i, item in enumerate(value))
        if len(value) != len(item_hints):
            raise error(f"{where} must hold {len(item_hints)} values, not {len(value)}.")
        return tuple(_convert(item_hints[i], item, f"{where}[{i}]", error) for i, item in enumerate(value))
    if origin is dict:
        if not isinstance(value, dict):
            raise error(f"{where} must be a JSON object, not {_kind(value)}.")
        return {key: _convert(typing.get_args(hint)[1], item, f"{where}.{key}", error) for key, item in value.items()}
    if dataclasses.is_dataclass(hint):
        return from_json(typing.cast(type, hint), value, where, error)
    if hint is Any:
        return value
    return _scalar(hint, value, where, error)


def _scalar(hint: type, value: Any, where: str, error: type[TeselaError]) -> Any:
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, hint) and not (hint is int and isinstance(value, bool)):
        return value
    names = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
    raise error(f"{where} must be {names.get(hint, hint.__name__)}, not {_kind(value)}.")


def _kind(value: Any) -> str:
    return "null" if value is None else f"{type(value).__name__} {value!r}"[:80]
