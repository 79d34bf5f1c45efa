"""Collect the message templates of the worker, which has no Qt and speaks English, for the shell to translate.

The rule: in SOURCES, every string literal and f-string that holds a space between other characters and five letters
is a message, or a piece that a message is made of; adjacent ones are one text, as Python joins them. In an f-string
each placeholder becomes {0}, {1}, … in order; its expression is looked through as well. Left out are docstrings,
annotations, what NO_MESSAGES names (SQL, tags of files, names of devices) and the files of FILES_WITHOUT (the pages
and plots of reports, which are English). Pieces of a single word cannot be told from keys, so WORDS lists those that
messages use.

What is put together otherwise (with + or .format, .join, .replace) at the very place where an error or event is made is
listed by `uncollected`; such a message is made whole in the engine where that is possible.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCES = (
    *(f"plugin/engine/{name}" for name in ("contract", "path", "checking", "photos", "evaluation", "explanation")),
    "plugin/engine/scene/recipe.py",
    *(f"plugin/engine/run/{name}.py" for name in ("worker", "answer", "doctor", "again", "scene")),
    *(f"plugin/bridge/worker/{name}.py" for name in ("session", "process")),
)
FILES_WITHOUT = ("plugin/engine/evaluation/plots.py", "plugin/engine/evaluation/report.py")
WORDS = (
    *("none", "mask", "degrees", "metres", "feet", "pixels", "unknown", "uncompressed", "newer", "older", "paletted"),
    *("one-bit", "later", "features", "geometries", "empty", "repaired", "accuracy"),
)
NO_MESSAGES = (
    "'crs' was not provided",
    "(no place)",
    "BEGIN EXCLUSIVE",
    "CPU ({0} cores)",
    "CREATE TABLE%",
    "GPU (CUDA)",
    "Grad-CAM (Selvaraju et al. 2017)",
    "Grad-CAM (Selvaraju et al. 2017), divided by HEAT_MAXIMUM, the highest cell of all windows",
    "PRAGMA journal_mode=DELETE",
    "PRAGMA locking_mode=EXCLUSIVE",
    "SELECT 1 FROM {0} LIMIT 1",
    "SELECT 1 FROM {0} WHERE {1} <> '' LIMIT 1",
    "SELECT name FROM pragma_table_info(?)",
    "SELECT name FROM sqlite_master WHERE sql LIKE ?",
    "Tesela {0}",
    "US survey foot",
    "band 4 red",
    "data type",
    "each window's highest",
    "install the package again",
    "get the package again",
    "near infrared",
    "no data",
    "onnxruntime {0} ({1})",
    "run.json: job",
    "run.json: model",
    "run.json: selection",
    "short side scaled, middle square, RGB",
    "tensorflow (Keras {0})",
    "{0} (Keras {1})",
    "{0} (highest: {1} {2})",
    "{0}: evaluation",
    '{{"request": "cancel"}}',
)
REWORDED = {"install the package again": "get the package again"}
"""What contract/install.py writes in place of words of an error, when the package is no installed one."""
MAKERS = ("Note", "Warning", "Remark", "Finding", "Remedy", "Failed", "Cancelled", "RunCancelled", "WorkerCrashed")
LEAST_LETTERS = 5


def templates_of(path: Path) -> Iterator[str]:
    """Yield the templates of one file, in the order of its lines."""
    yield from _texts(ast.parse(path.read_text(encoding="utf-8")))


def collect(root: Path) -> dict[str, list[str]]:
    """Return each template with the files that hold it."""
    found: dict[str, list[str]] = {}
    for file, name in _files(root):
        texts = list(templates_of(file))
        for text in (*texts, *_reworded(texts)):
            if text not in NO_MESSAGES and name not in found.setdefault(text, []):
                found[text].append(name)
    return found


def uncollected(root: Path) -> list[str]:
    """Return the places where an error or event is made of something whose text cannot be seen, a line each."""
    places: list[str] = []
    for file, name in _files(root):
        nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        calls = [node for node in nodes if isinstance(node, ast.Call) and _makes_message(node)]
        arguments = [argument for call in calls for argument in call.args if _is_put_together(argument)]
        arguments.sort(key=lambda argument: argument.lineno)
        places += [f"{name}:{argument.lineno}: {ast.unparse(argument)[:100]}" for argument in arguments]
    return places


def _files(root: Path) -> Iterator[tuple[Path, str]]:
    for source in SOURCES:
        path = root / source
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.is_file() else []:
            name = file.relative_to(root).as_posix()
            if name not in FILES_WITHOUT:
                yield file, name


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if node.value in WORDS or _is_prose(node.value):
            yield node.value.replace("{", "{{").replace("}", "}}")
    elif isinstance(node, ast.JoinedStr):
        literal = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        if _is_prose(_template(node)) and sum(map(str.isalpha, literal)) >= LEAST_LETTERS:
            yield _template(node)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from _texts(part.value)
    else:
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from _texts(child)


def _template(node: ast.JoinedStr) -> str:
    parts, number = [], 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value).replace("{", "{{").replace("}", "}}"))
        else:
            parts.append(f"{{{number}}}")
            number += 1
    return "".join(parts)


def _is_prose(text: str) -> bool:
    return " " in text.strip() and sum(map(str.isalpha, text)) >= LEAST_LETTERS


def _reworded(texts: list[str]) -> list[str]:
    return [text.replace(old, new) for text in texts for old, new in REWORDED.items() if old in text and text != old]


def _makes_message(call: ast.Call) -> bool:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    return name in MAKERS or (name.endswith("Error") and name[0].isupper())


def _is_put_together(argument: ast.expr) -> bool:
    if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute):
        return argument.func.attr in ("format", "join", "replace")
    return isinstance(argument, ast.BinOp)
