"""Every text is translated, and what is compiled is what was translated."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import translations as tool

ROOT = Path(__file__).parents[1]
SOURCE = 'from x import tr\n\n\ndef f():\n    return tr("Run {count:.1f} " "windows"), tr("&Cancel"), tr("R&&D")\n'


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small plugin whose texts are all translated."""
    for folder in ("bridge", "algorithms", "dock"):
        (tmp_path / "plugin" / folder).mkdir(parents=True)
    (tmp_path / "plugin" / "plugin.py").write_text(SOURCE)
    keys = "".join(f"{key}[es]=x\n" for key in tool.METADATA_KEYS)
    (tmp_path / "metadata.txt").write_text(f"[general]\n{keys}")
    write(tmp_path, {"Run {count:.1f} windows": "{count:.1f} ventanas", "&Cancel": "&Cancelar", "R&&D": "I&&D"})
    return tmp_path


def ts(tree: Path) -> Path:
    return tree / "resources" / "i18n" / "tesela_es.ts"


def write(tree: Path, translated: dict[str, str]) -> None:
    known = {text: tool.Message(text, words) for text, words in translated.items()}
    tool.write_ts(ts(tree), "es", tool.merge(tool.collect(tree), known))
    tool.compile_ts(ts(tree), compiler())


def compiler() -> str:
    try:
        return tool.find_compiler()
    except tool.TranslationError as error:
        pytest.skip(str(error))


def test_every_text_of_the_plugin_is_translated() -> None:
    assert tool.check() == []


def test_a_translated_tree_has_no_problems(tree: Path) -> None:
    assert tool.check(tree) == []
    assert tool.collect(tree)["Run {count:.1f} windows"] == ["plugin/plugin.py"], "adjacent literals are one text"


def test_a_new_text_is_a_problem_until_it_is_translated(tree: Path) -> None:
    (tree / "plugin" / "dock" / "new.py").write_text('def f():\n    tr("New")\n')
    assert tool.check(tree) == ["es: 'New' (plugin/dock/new.py) has no translation"]
    known = tool.read_ts(ts(tree)) | {"New": tool.Message("New", "Nuevo")}
    tool.write_ts(ts(tree), "es", tool.merge(tool.collect(tree), known))
    assert tool.check(tree) == ["tesela_es.qm differs from tesela_es.ts; run 'make translations'"]
    tool.compile_ts(ts(tree), compiler())
    assert tool.check(tree) == []


def test_an_unfinished_translation_is_none(tree: Path) -> None:
    text = ts(tree).read_text(encoding="utf-8")
    ts(tree).write_text(text.replace("<translation>&amp;Cancelar", '<translation type="unfinished">&amp;Cancelar'))
    tool.compile_ts(ts(tree), compiler())
    assert tool.check(tree) == ["es: '&Cancel' (plugin/plugin.py) has no translation"]


def test_a_text_that_is_gone_is_kept_aside_and_comes_back(tree: Path) -> None:
    source = tree / "plugin" / "plugin.py"
    source.write_text(SOURCE.replace('tr("&Cancel")', "None"))
    write(tree, {text: message.translation for text, message in tool.read_ts(ts(tree)).items()})
    assert tool.read_ts(ts(tree))["&Cancel"].vanished
    assert "&Cancel" not in tool.read_qm(ts(tree).with_suffix(".qm"))
    assert tool.check(tree) == []
    source.write_text(SOURCE)
    write(tree, {text: message.translation for text, message in tool.read_ts(ts(tree)).items()})
    assert tool.read_qm(ts(tree).with_suffix(".qm"))["&Cancel"] == "&Cancelar"


@pytest.mark.parametrize(
    ("source", "translation", "wrong"),
    [
        ("{a} of {b}", "{b} de {a}", False),
        ("{a} of {b}", "{a} de {c}", True),
        ("{a:.2f} s", "{a:.1f} s", True),
        ("{{a}}", "{{a}}", False),
        ("&Run", "E&jecutar", False),
        ("&Run", "Ejecutar", True),
        ("Run", "&Ejecutar", True),
        ("&Run", "&E&jecutar", True),
        ("R&&D", "I&&D", False),
        ("this & that", "esto y aquello", False),
        (" m²", " m²", False),
        (" m²", "m²", True),
        ("a\n\nb", "a\n\nb", False),
        ("a\n\nb", "a b", True),
    ],
)
def test_placeholders_mnemonics_spaces_and_lines_are_compared(source: str, translation: str, wrong: bool) -> None:
    assert bool(list(tool.problems_of(source, translation))) is wrong


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("def f(x):\n    tr(x)\n", "plugin/plugin.py:2: tr() needs one literal text"),
        ('def f(x):\n    tr(f"{x}")\n', "tr() needs one literal text"),
        ('def f(x):\n    tr("a" + x)\n', "tr() needs one literal text"),
        ('X = tr("a")\n', "plugin/plugin.py:1: tr() is called on import"),
        ('class A:\n    name = tr("a")\n', "tr() is called on import"),
        ('def f(x=tr("a")):\n    pass\n', "tr() is called on import"),
    ],
)
def test_texts_that_cannot_be_collected_are_told_with_their_place(tree: Path, source: str, message: str) -> None:
    (tree / "plugin" / "plugin.py").write_text(source)
    problems = tool.check(tree)
    assert len(problems) == 1
    assert message in problems[0]


def test_the_plugin_manager_finds_its_texts(tree: Path) -> None:
    (tree / "metadata.txt").write_text("[general]\nabout[es]=x\ndescription[es]=x\n")
    assert tool.check(tree) == ["metadata.txt has no tags[es]"]


def test_the_reader_of_compiled_files_agrees_with_qt(tree: Path) -> None:
    """What lrelease wrote, read by this project's reader, is what went in."""
    assert tool.read_qm(ts(tree).with_suffix(".qm")) == {
        "Run {count:.1f} windows": "{count:.1f} ventanas",
        "&Cancel": "&Cancelar",
        "R&&D": "I&&D",
    }
    ts(tree).with_suffix(".qm").write_bytes(b"no translation")
    with pytest.raises(tool.TranslationError, match="make translations"):
        tool.read_qm(ts(tree).with_suffix(".qm"))


def test_a_missing_compiler_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(tool.TranslationError, match="qttools5-dev-tools"):
        tool.find_compiler()
