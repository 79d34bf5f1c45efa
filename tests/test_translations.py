"""Every text is translated, and what is compiled is what was translated."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import translations as tool
import worker_messages

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


WORKER = '''"""A docstring is no message."""

WANTED: "Path | None and so on" = None


def f(name, rows, error):
    """Nor is this one."""
    what = f"{rows} rows of {name} are empty" if rows else "there is none"
    raise JobError(
        f"{name} cannot be read: {error}. "
        f"It holds {', '.join(rows)}, and {{braces}}; "
        "name others."
    )
'''


def test_templates_of_the_worker_are_its_literals_and_f_strings(tmp_path: Path) -> None:
    source = tmp_path / "plugin" / "engine" / "path" / "a.py"
    source.parent.mkdir(parents=True)
    source.write_text(WORKER)
    assert worker_messages.collect(tmp_path) == {
        text: ["plugin/engine/path/a.py"]
        for text in (
            "{0} rows of {1} are empty",
            "there is none",
            "{0} cannot be read: {1}. It holds {2}, and {{braces}}; name others.",
        )
    }
    assert worker_messages.uncollected(tmp_path) == []
    source.write_text('def f(x):\n    emit(Note("a row of " + x))\n    raise RasterError("{} is no row".format(x))\n')
    assert worker_messages.uncollected(tmp_path) == [
        "plugin/engine/path/a.py:2: 'a row of ' + x",
        "plugin/engine/path/a.py:3: '{} is no row'.format(x)",
    ]


def test_a_message_of_the_worker_has_a_translation_with_its_places_and_is_known_to_the_shell(tree: Path) -> None:
    source = tree / "plugin" / "engine" / "path" / "a.py"
    source.parent.mkdir(parents=True)
    source.write_text('def f(x):\n    raise RasterError(f"{x} is no row")\n')
    assert tool.check(tree) == [
        "es: '{0} is no row' (plugin/engine/path/a.py) has no translation",
        "worker.json differs from the messages of the worker; run 'make translations'",
    ]
    shell, found = tool.read_ts(ts(tree)).values(), tool.collect_all(tree)[tool.WORKER_CONTEXT]
    (tree / "resources" / "i18n" / "worker.json").write_text(tool.templates_text(found))
    for translation, problems in (
        ("{0} no es una fila", []),
        ("{1} no es una fila", ["es: '{0} is no row' (plugin/engine/path/a.py): the placeholders differ"]),
    ):
        said = {"{0} is no row": tool.Message("{0} is no row", translation)}
        tool.write_ts(ts(tree), "es", shell, tool.merge(found, said))
        tool.compile_ts(ts(tree), compiler())
        assert tool.check(tree) == problems
        assert tool.read_qm(ts(tree).with_suffix(".qm"), tool.WORKER_CONTEXT) == {"{0} is no row": translation}
        assert "{0} is no row" not in tool.read_qm(ts(tree).with_suffix(".qm"))


def test_what_is_said_to_be_no_message_or_a_word_of_one_is_still_in_the_source() -> None:
    files = [file for file, _ in worker_messages._files(ROOT)]
    texts = {text for file in files for text in worker_messages.templates_of(file)}
    assert {*worker_messages.NO_MESSAGES, *worker_messages.WORDS} - texts == set(
        worker_messages.REWORDED.values()
    ) - texts


def test_no_message_of_the_worker_is_put_together_where_it_is_used() -> None:
    """What is left puts values together: numbers of bands, and an error's own words, which have templates."""
    assert [place.split(":")[0] for place in worker_messages.uncollected(ROOT)] == [
        "plugin/engine/contract/install.py",
        "plugin/engine/checking/mending.py",
        "plugin/engine/checking/rules.py",
    ]
