"""What the worker says, in the language of QGIS.

The worker has no Qt and speaks English. Its messages are f-strings, so what arrives is a template with values in it:
resources/i18n/worker.json lists the templates, Qt's translation holds each of them in the context "TeselaWorker", and
here the template of a message is found again. Of several that fit, the one with most words of its own counts. A value
may be a message itself, and a message may be several in a row. What no template fits stays English.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from qgis.PyQt.QtCore import QCoreApplication

from ...engine.contract.places import asset

CONTEXT = "TeselaWorker"
LONGEST_CHARS = 4000
MOST_NESTED = 5
PIECES_KEPT = 500
# Where a text may be several in a row, tried in this order.
JOINTS = (re.compile(r"\n"), re.compile(r"(?<=[.?!]) "), re.compile(r"; "), re.compile(r": "), re.compile(r", "))
WORD = re.compile(r"[^\W\d_]+")
VALUE, NO_WORD = "\0", ""
ALONE = re.compile(r"(?<![\w\0])[^\W\d_]+(?![\w\0])")
COUNTED = re.compile(r"([\d.,]+ )(.+)", re.DOTALL)
BRACKETED = re.compile(r"(.*?)( ?\()(.+)(\))", re.DOTALL)


@dataclass(frozen=True)
class Template:
    """A message with places for values: `literals` lie around them, `translation` has {0}, {1}, … for them."""

    literals: tuple[str, ...]
    translation: str

    def values(self, message: str) -> list[str] | None:
        """Return the values that a message has in these places, or None where it is none of this template."""
        first, last = self.literals[0], self.literals[-1]
        if len(self.literals) == 1:
            return [] if message == first else None
        if not message.startswith(first) or not message.endswith(last) or len(message) < len(first) + len(last):
            return None
        found, place, end = [], len(first), len(message) - len(last)
        for literal in self.literals[1:-1]:
            there = message.find(literal, place, end)
            if there < 0:
                return None
            found.append(message[place:there])
            place = there + len(literal)
        return [*found, message[place:end]]


class Catalogue:
    """Templates with their translations; those with most words of their own come first."""

    def __init__(self, translations: Iterable[tuple[str, str]]) -> None:
        templates = [Template(_literals(source), translation) for source, translation in translations]
        templates.sort(key=lambda template: sum(map(len, template.literals)), reverse=True)
        self._plain = {each.literals[0]: each.translation for each in templates if len(each.literals) == 1}
        # A text without a template is looked at in pieces of several kinds, so the same piece comes again and again.
        self._translated = lru_cache(maxsize=PIECES_KEPT)(self._translate)
        # By its longest word almost every other template is out of question.
        self._by_word: dict[str, list[tuple[int, Template]]] = {}
        for rank, each in enumerate(templates):
            if len(each.literals) > 1:
                self._by_word.setdefault(_longest_word(each.literals), []).append((rank, each))

    def translate(self, message: str) -> str:
        """Return a message in the language of the translations, or as it is where no template fits."""
        if (not self._plain and not self._by_word) or len(message) > LONGEST_CHARS:
            return message
        return self._translated(message, MOST_NESTED)

    def _translate(self, text: str, depth: int) -> str:
        if text in self._plain:
            return self._plain[text]
        if depth == 0 or " " not in text:
            return text
        for template in self._likely(text):
            values = template.values(text)
            if values is not None:
                return template.translation.format(*(self._translated(value, depth - 1) for value in values))
        return self._in_pieces(text, depth - 1)

    def _likely(self, text: str) -> list[Template]:
        """The templates whose longest word is in a text, those with most words of their own first."""
        words = {*WORD.findall(text), NO_WORD}
        found = [each for word in words & self._by_word.keys() for each in self._by_word[word]]
        return [template for _, template in sorted(found, key=lambda each: each[0])]

    def _in_pieces(self, text: str, depth: int) -> str:
        bracketed = BRACKETED.fullmatch(text)
        if bracketed and _is_balanced(bracketed[3]):
            before, opening, inside, closing = bracketed.groups()
            return self._translated(before, depth) + opening + self._translated(inside, depth) + closing
        for joint in JOINTS:
            pieces = joint.split(text)
            if len(pieces) > 1:
                # A single word in a row of others is most likely a name.
                translated = [self._translated(piece, depth) if " " in piece else piece for piece in pieces]
                if translated != pieces:
                    between = [*joint.findall(text), ""]
                    return "".join(piece + gap for piece, gap in zip(translated, between))
        counted = COUNTED.fullmatch(text)
        return counted[1] + self._translated(counted[2], depth) if counted else text


def _longest_word(literals: tuple[str, ...]) -> str:
    """The longest word that surely stands alone in a message: one beside a value may be continued by it."""
    spaced = VALUE.join(literals)
    return max((match[0] for match in ALONE.finditer(spaced)), key=len, default=NO_WORD)


def _is_balanced(text: str) -> bool:
    """Whether each bracket in a text is closed in it."""
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


def _literals(template: str) -> tuple[str, ...]:
    """The literals around the places of a template, one more than there are places; they are numbered from the left."""
    literals = [""]
    for literal, field, _, _ in string.Formatter().parse(template):
        literals[-1] += literal
        if field is not None:
            literals.append("")
    return tuple(literals)


def translate(message: str) -> str:
    """Return a message of the worker in the language of QGIS, or in English where there is no translation."""
    return _catalogue(_probe()).translate(message)


def _probe() -> str:
    """What one template is translated to now: it changes with the translation that is loaded."""
    templates = _templates()
    return QCoreApplication.translate(CONTEXT, templates[0]) if templates else ""


@lru_cache(maxsize=2)
def _catalogue(_probe_of_the_language: str) -> Catalogue:
    translated = ((template, QCoreApplication.translate(CONTEXT, template)) for template in _templates())
    return Catalogue((source, translation) for source, translation in translated if translation != source)


@lru_cache(maxsize=1)
def _templates() -> tuple[str, ...]:
    path = asset("resources") / "i18n" / "worker.json"
    return tuple(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else ()
