"""Collect the texts of the plugin for translation, and compile the translations.

    translations.py update    bring resources/i18n/tesela_es.ts up to date with the source, and compile it
    translations.py check     say what is not translated, or translated wrongly; the exit status is 1 then
    translations.py missing   print the texts that lack a translation, as JSON: {text: ""}
    translations.py fill FILE take translations from such a JSON file, then do as `update` does
    translations.py worker    say how many messages of the worker there are, and which cannot be collected

Every text of the shell that a person reads stands in the source as tr("…"), with a literal, so that it can be found.
The worker has no Qt: the templates of its messages are collected by worker_messages.py into a context of their own,
and into worker.json, by which the shell knows them. The .ts file is Qt Linguist's; the .qm is what QGIS loads.
Compiling needs Qt's `lrelease` (Debian: qttools5-dev-tools), checking does not.
"""

from __future__ import annotations

import argparse
import ast
import json
import shutil
import string
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeGuard

import worker_messages

ROOT = Path(__file__).resolve().parents[1]
CONTEXT = "Tesela"
WORKER_CONTEXT = "TeselaWorker"
LANGUAGES = ("es",)
FOLDER = ROOT / "resources" / "i18n"
TEMPLATES = "worker.json"
SOURCES = ("plugin/plugin.py", "plugin/bridge", "plugin/algorithms", "plugin/dock")
METADATA = ROOT / "metadata.txt"
METADATA_KEYS = ("description", "about", "tags")
COMPILERS = ("lrelease", "lrelease-qt5", "/usr/lib/qt5/bin/lrelease", "lrelease6", "/usr/lib/qt6/bin/lrelease")
QM_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
QM_MESSAGES = 0x69
QM_END, QM_TRANSLATION, QM_OBSOLETE, QM_SOURCE, QM_CONTEXT = 1, 3, 5, 6, 7


class TranslationError(Exception):
    """The texts cannot be collected or compiled; the message says where and why."""


@dataclass
class Message:
    """A text with its translation ("" while there is none) and the files that use it."""

    source: str
    translation: str = ""
    files: list[str] = field(default_factory=list)
    vanished: bool = False


def texts_of(path: Path, name: str) -> Iterator[str]:
    """Yield the literals inside tr(…) of one file; TranslationError where an argument is none, or comes too early."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        call
        for function in ast.walk(tree)
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        for call in _body_calls(function)
    }
    calls = [node for node in ast.walk(tree) if _is_tr(node)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        place = f"{name}:{call.lineno}"
        if len(call.args) != 1 or call.keywords or not _is_text(call.args[0]):
            raise TranslationError(f"{place}: tr() needs one literal text; put values in with .format() behind it.")
        if call not in inside:
            raise TranslationError(f"{place}: tr() is called on import, before the translation is loaded.")
        yield ast.literal_eval(call.args[0])


def _body_calls(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> Iterator[ast.Call]:
    body = function.body if isinstance(function.body, list) else [function.body]
    for statement in body:
        yield from (node for node in ast.walk(statement) if _is_tr(node))


def _is_tr(node: ast.AST) -> TypeGuard[ast.Call]:
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    return (isinstance(called, ast.Name) and called.id == "tr") or (
        isinstance(called, ast.Attribute) and called.attr == "tr"
    )


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(node.value)


def collect(root: Path = ROOT) -> dict[str, list[str]]:
    """Return each text of the source with the files that use it, in the order of files and lines."""
    found: dict[str, list[str]] = {}
    for source in SOURCES:
        path = root / source
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            name = file.relative_to(root).as_posix()
            for text in texts_of(file, name):
                files = found.setdefault(text, [])
                if name not in files:
                    files.append(name)
    return found


def collect_all(root: Path = ROOT) -> dict[str, dict[str, list[str]]]:
    """Return the texts of the shell and the message templates of the worker, by context, each as `collect` does."""
    return {CONTEXT: collect(root), WORKER_CONTEXT: worker_messages.collect(root)}


def read_ts(path: Path, context: str = CONTEXT) -> dict[str, Message]:
    """Read one context of a .ts file; an unfinished translation counts as none."""
    messages: dict[str, Message] = {}
    if not path.is_file():
        return messages
    contexts = [each for each in ET.parse(path).getroot().iter("context") if each.findtext("name") == context]
    for element in (message for each in contexts for message in each.iter("message")):
        source = element.findtext("source") or ""
        translation = element.find("translation")
        state = "" if translation is None else translation.get("type", "")
        text = (translation.text or "") if translation is not None and state != "unfinished" else ""
        files = [place.get("filename", "").removeprefix("../../") for place in element.iter("location")]
        messages[source] = Message(source, text, files, state in ("vanished", "obsolete"))
    return messages


def merge(found: Mapping[str, list[str]], known: Mapping[str, Message]) -> list[Message]:
    """Return the texts of the source with their known translations, then the translations that nothing uses now."""
    merged = [Message(text, known[text].translation if text in known else "", files) for text, files in found.items()]
    gone = [Message(old.source, old.translation, [], True) for old in known.values() if old.source not in found]
    return merged + [old for old in gone if old.translation]


def write_ts(path: Path, language: str, messages: Iterable[Message], worker: Iterable[Message] = ()) -> None:
    """Write a .ts file as Qt Linguist does, with the worker's messages behind; it is replaced only when it is whole."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    for name, texts in ((CONTEXT, messages), (WORKER_CONTEXT, worker)):
        _add_context(root, name, list(texts))
    ET.indent(root, "    ")
    body = ET.tostring(root, encoding="unicode")
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n')


def _add_context(root: ET.Element, name: str, messages: list[Message]) -> None:
    if not messages:
        return
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = name
    for message in messages:
        element = ET.SubElement(context, "message")
        for file in message.files:
            ET.SubElement(element, "location", filename=f"../../{file}")
        ET.SubElement(element, "source").text = message.source
        translation = ET.SubElement(element, "translation")
        translation.text = message.translation
        if message.vanished:
            translation.set("type", "vanished")
        elif not message.translation:
            translation.set("type", "unfinished")


def _replace(path: Path, text: str) -> None:
    partial = path.with_name(f"{path.name}.new")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def templates_text(templates: Iterable[str]) -> str:
    """What the file of templates holds: a JSON list of the worker's messages, sorted."""
    return json.dumps(sorted(templates), ensure_ascii=False, indent=1) + "\n"


def find_compiler() -> str:
    """Return Qt's lrelease; TranslationError says where it comes from."""
    for name in COMPILERS:
        found = shutil.which(name)
        if found and subprocess.run([found, "-version"], capture_output=True, check=False).returncode == 0:
            return found
    raise TranslationError(
        "Qt's lrelease was not found; install it with 'apt-get install qttools5-dev-tools' and try again."
    )


def compile_ts(path: Path, compiler: str) -> None:
    """Compile a .ts file into the .qm beside it; it is replaced only when it is whole."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".qm-") as folder:
        target = Path(folder) / path.with_suffix(".qm").name
        command = [compiler, "-silent", "-nounfinished", str(path), "-qm", str(target)]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode or not target.is_file():
            raise TranslationError(f"{compiler} could not compile {path}:\n{result.stderr or result.stdout}")
        target.replace(path.with_suffix(".qm"))


def read_qm(path: Path, context: str = CONTEXT) -> dict[str, str]:
    """Read the texts and translations of one context of a .qm file.

    It is sections of tag (1 byte), length (4 bytes) and content. The section of messages holds fields of the same make,
    up to one that ends the message: the translation in UTF-16, the source and the context in UTF-8; fields of text are
    preceded by their length.
    """
    content = path.read_bytes()
    if not content.startswith(QM_MAGIC):
        raise TranslationError(f"{path} is no compiled translation; make it again with 'make translations'.")
    place, messages = len(QM_MAGIC), b""
    while place < len(content):
        tag, length = struct.unpack_from(">BI", content, place)
        if tag == QM_MESSAGES:
            messages = content[place + 5 : place + 5 + length]
        place += 5 + length
    translations: dict[str, str] = {}
    place, source, translation, name = 0, "", "", ""
    while place < len(messages):
        tag = messages[place]
        place += 1
        if tag == QM_END:
            if name == context:
                translations[source] = translation
            source = translation = name = ""
        elif tag == QM_OBSOLETE:
            place += 4
        else:
            (length,) = struct.unpack_from(">I", messages, place)
            text = messages[place + 4 : place + 4 + length]
            place += 4 + length
            if tag == QM_TRANSLATION:
                translation = text.decode("utf-16-be")
            elif tag == QM_SOURCE:
                source = text.decode("utf-8")
            elif tag == QM_CONTEXT:
                name = text.decode("utf-8")
    return translations


def problems_of(source: str, translation: str) -> Iterator[str]:
    """Yield what is wrong with a translation, whatever the language."""
    if _placeholders(source) != _placeholders(translation):
        yield "the placeholders differ"
    if _mnemonics(source) != _mnemonics(translation):
        yield "one has a mnemonic (&) and the other has not, or there are several"
    if _edges(source) != _edges(translation):
        yield "spaces or line breaks at the beginning or the end differ"
    if source.count("\n") != translation.count("\n"):
        yield "the number of line breaks differs"


def _placeholders(text: str) -> Counter[str] | None:
    try:
        fields = [part[1:3] for part in string.Formatter().parse(text) if part[1] is not None]
    except ValueError:
        return None
    return Counter(f"{name}:{form}" for name, form in fields)


def _mnemonics(text: str) -> int:
    """The number of letters with a mnemonic; "&&" is a plain ampersand, and so is one before a space."""
    rest = text.replace("&&", "")
    return sum(1 for before, after in zip(rest, rest[1:] + " ", strict=True) if before == "&" and after.isalnum())


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def check(root: Path = ROOT) -> list[str]:
    """Return everything that is wrong with the translations, a line each; empty when all is well."""
    try:
        contexts = collect_all(root)
    except TranslationError as error:
        return [str(error)]
    problems = []
    for language in LANGUAGES:
        path = root / "resources" / "i18n" / f"tesela_{language}.ts"
        for context, found in contexts.items():
            known = read_ts(path, context)
            for text, files in found.items():
                message = known.get(text)
                where = f"{language}: {text!r} ({files[0]})"
                if message is None or not message.translation or message.vanished:
                    problems.append(f"{where} has no translation")
                else:
                    problems += [f"{where}: {problem}" for problem in problems_of(text, message.translation)]
        problems += _compiled_problems(path)
    problems += _template_problems(root, contexts[WORKER_CONTEXT])
    return problems + _metadata_problems(root / "metadata.txt")


def _template_problems(root: Path, templates: Mapping[str, list[str]]) -> list[str]:
    """Whether the shell knows just the messages that the worker has."""
    path = root / "resources" / "i18n" / TEMPLATES
    if (path.read_text(encoding="utf-8") if path.is_file() else templates_text(())) != templates_text(templates):
        return [f"{TEMPLATES} differs from the messages of the worker; run 'make translations'"]
    return []


def _compiled_problems(path: Path) -> list[str]:
    """Whether the .qm holds just what the .ts says."""
    compiled = path.with_suffix(".qm")
    if not compiled.is_file():
        return [f"{compiled.name} is not there; run 'make translations'"]
    for context in (CONTEXT, WORKER_CONTEXT):
        known = read_ts(path, context)
        wanted = {text: message.translation for text, message in known.items() if message.translation}
        wanted = {text: wanted[text] for text in wanted if not known[text].vanished}
        if read_qm(compiled, context) != wanted:
            return [f"{compiled.name} differs from {path.name}; run 'make translations'"]
    return []


def _metadata_problems(path: Path) -> list[str]:
    """Whether the plugin manager finds its texts in each language, as key[language] in metadata.txt."""
    keys = [line.split("=", 1)[0] for line in path.read_text(encoding="utf-8").splitlines() if "=" in line]
    wanted = [f"{key}[{language}]" for language in LANGUAGES for key in METADATA_KEYS]
    return [f"metadata.txt has no {key}" for key in wanted if key not in keys]


def missing(language: str) -> dict[str, str]:
    """Return the texts that lack a finished translation, of both contexts."""
    path = FOLDER / f"tesela_{language}.ts"
    lacking: dict[str, str] = {}
    for context, found in collect_all().items():
        lacking |= dict.fromkeys(_lacking(found, read_ts(path, context)), "")
    return lacking


def _lacking(found: Iterable[str], known: Mapping[str, Message]) -> list[str]:
    return [text for text in found if text not in known or not known[text].translation]


def update(extra: Mapping[str, str] | None = None) -> None:
    """Bring every .ts file up to date, with `extra` translations for the first language, and compile it.

    An extra translation of a text that one context lacks leaves the other context's alone.
    """
    contexts, compiler = collect_all(), find_compiler()
    for language in LANGUAGES:
        path = FOLDER / f"tesela_{language}.ts"
        known = {context: read_ts(path, context) for context in contexts}
        if language == LANGUAGES[0]:
            lacking = {context: set(_lacking(found, known[context])) for context, found in contexts.items()}
            for text, translation in (extra or {}).items():
                wanting = [context for context in contexts if text in lacking[context]]
                for context in wanting or [context for context, found in contexts.items() if text in found]:
                    known[context][text] = Message(text, translation)
        merged = {context: merge(found, known[context]) for context, found in contexts.items()}
        write_ts(path, language, merged[CONTEXT], merged[WORKER_CONTEXT])
        compile_ts(path, compiler)
        done = sum(1 for each in merged.values() for one in each if one.translation and not one.vanished)
        print(f"{path.relative_to(ROOT)}: {done} of {sum(map(len, contexts.values()))} texts are translated.")
    _replace(FOLDER / TEMPLATES, templates_text(contexts[WORKER_CONTEXT]))


def _worker_summary() -> str:
    places = worker_messages.uncollected(ROOT)
    count = len(worker_messages.collect(ROOT))
    lines = [f"{count} message templates of the worker; {len(places)} texts are put together where they are used:"]
    return "\n".join([*lines, *places])


def main(arguments: list[str] | None = None) -> int:
    """Run one of the commands above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("update", "check", "missing", "worker"):
        commands.add_parser(name)
    commands.add_parser("fill").add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    try:
        if options.command == "missing":
            print(json.dumps(missing(LANGUAGES[0]), ensure_ascii=False, indent=1))
            return 0
        if options.command == "worker":
            print(_worker_summary())
            return 0
        if options.command == "fill":
            update(json.loads(options.file.read_text(encoding="utf-8")))
        elif options.command == "update":
            update()
        problems = check()
    except TranslationError as error:
        problems = [str(error)]
    print("\n".join(problems) or "Every text is translated.")
    return 1 if problems and options.command == "check" else 0


if __name__ == "__main__":
    sys.exit(main())
