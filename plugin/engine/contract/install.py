"""Add a model package from a folder or a zip, and remove one; standard library only, so that QGIS may do it too.

Everything is checked before a file stands under its final name: each name in the archive, what it would take on disk,
the card, the checksum of the weights. The package is put together in a temporary folder beside the installed ones and
becomes one of them by a single rename, so nobody ever sees half of it.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import tempfile
import time
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import IO

from .card import CARD_FILE, ModelCard, ModelPackage, read_card, read_package
from .errors import CardError, RunCancelled, TeselaError
from .events import IsCancelled
from .places import added_models, bundled_models, models_folder

COMPANIONS = ("golden.npz", "recipe.json", "LICENSE", "LICENSE.txt", "LICENSE.md", "NOTICE", "README.md", "README.txt")
LITTER = re.compile(r"(^|/)(__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$")
ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{name}{i}" for name in ("com", "lpt") for i in range(1, 10))})
MOST_MEMBERS = 200
MOST_BYTES = 2_000_000_000
MOST_CARD_BYTES = 20_000_000
MOST_RATIO = 200
RATIO_FROM_BYTES = 10_000_000
SPARE_BYTES = 50_000_000
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
ENCRYPTED = 0x1
CHUNK_BYTES = 1 << 20
ADDING, REMOVING = ".adding-", ".removing-"
STALE_S = 24 * 3600.0


class ModelIsInstalled(CardError):
    """A model of this id is installed already; ask, then install with `replace`."""

    def __init__(self, message: str, installed: ModelCard, offered: ModelCard) -> None:
        super().__init__(message)
        self.installed, self.offered = installed, offered


@dataclass(frozen=True)
class Installed:
    """What was installed: the package, the version that it replaced ("" for none), and files that were left out."""

    package: ModelPackage
    replaced: str = ""
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Member:
    """A file of the source: its name there, its declared size, and how to open it."""

    name: str
    size_bytes: int
    open: Callable[[], IO[bytes]]


def install(
    source: Path,
    replace: bool = False,
    cancelled: IsCancelled = lambda: False,
    check: Callable[[ModelPackage], None] | None = None,
) -> Installed:
    """Check the package in `source`, a folder or a zip, and install it for this user.

    A zip holds card.json at its top or in its only top folder. `check` looks at the unpacked package before it is
    installed, for example at the network's architecture. ModelIsInstalled where another package of this id is there and
    `replace` is not set; CardError says what is wrong with the package; RunCancelled.
    """
    with _members(source) as found:
        litter = tuple(member.name for member in found if LITTER.search(member.name))
        members = _below_top(source, [member for member in found if member.name not in litter])
        with _workplace(ADDING) as place:
            new = place / "new"
            new.mkdir()
            card = _take_card(source, members, new, cancelled)
            earlier = _installed_before(card, replace)
            _take_rest(source, card, members, new, cancelled)
            _check_whole(source, new, check)
            if cancelled():
                raise _cancelled()
            folder = _put(place, card)
    return Installed(ModelPackage(folder, card), earlier.version if earlier is not None else "", litter)


def remove(model: str) -> Path:
    """Remove a model that the user added, and return the folder that it was in; CardError for any other."""
    if model in bundled_models() and model not in added_models():
        raise CardError(f"The model '{model}' comes with Tesela, so it cannot be removed; only added ones can.")
    folder = added_models().get(model)
    if folder is None:
        raise CardError(
            f"There is no added model '{model}' to remove; added are {', '.join(added_models()) or 'none'}."
        )
    with _workplace(REMOVING) as place, _told(f"The model '{model}' cannot be removed"):
        folder.rename(place / "old")
    return folder


def compare_versions(one: str, other: str) -> int:
    """-1, 0 or 1: whether version `one` is older than `other`, the same, or newer; by its numbers, then as text."""
    left, right = _version_key(one), _version_key(other)
    return (left > right) - (left < right)


def _version_key(version: str) -> tuple[list[int], bool, list[tuple[int, str]]]:
    """Numbers count as numbers; 1 is 1.0, which comes before 1.0.1, and 1.0-rc1 comes before 1.0."""
    release, rest = re.fullmatch(r"([0-9.]*)(.*)", version.split("+", 1)[0], re.DOTALL).groups()  # type: ignore[union-attr]
    numbers = [int(part) for part in release.split(".") if part]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    words = [(int(part or 0), word.lower()) for part, word in re.findall(r"([0-9]+)|([A-Za-z]+)", rest)]
    return numbers, not words, words


@contextlib.contextmanager
def _members(source: Path) -> Iterator[list[_Member]]:
    """Yield the files of the source, every name checked; CardError for whatever is neither folder nor zip."""
    if source.is_dir():
        yield _in_folder(source)
        return
    if not source.exists():
        raise CardError(f"{source} does not exist; name the folder or the zip of a model package.")
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise CardError(
            f"{source} is neither a folder nor a zip that can be read ({error}); a model package is one of the two."
        ) from error
    with archive:
        yield _in_zip(source, archive)


def _in_zip(source: Path, archive: zipfile.ZipFile) -> list[_Member]:
    entries = archive.infolist()
    if len(entries) > MOST_MEMBERS:
        raise CardError(f"{source} is refused: it holds {len(entries)} files, but a model package has a handful.")
    _check_names(source, [entry.orig_filename.rstrip("/") for entry in entries])
    for entry in entries:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            what = "a symbolic link" if kind == stat.S_IFLNK else "a special file"
            raise CardError(f"{source} is refused: '{entry.filename}' is {what}, and a package holds plain files.")
        if entry.flag_bits & ENCRYPTED:
            raise CardError(f"{source} is refused: '{entry.filename}' is encrypted; unpack it, then add the folder.")
        if entry.compress_type not in METHODS:
            raise CardError(f"{source} is refused: '{entry.filename}' is packed in a way that Tesela cannot unpack.")
        if entry.file_size > max(RATIO_FROM_BYTES, MOST_RATIO * entry.compress_size):
            raise CardError(
                f"{source} is refused: '{entry.filename}' would grow from {entry.compress_size:,} to "
                f"{entry.file_size:,} bytes, as no model does."
            )
    files = [entry for entry in entries if not entry.is_dir()]
    return [_Member(entry.filename, entry.file_size, _opener(archive, entry)) for entry in files]


def _opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(entry)


def _in_folder(source: Path) -> list[_Member]:
    """The files of a folder; a symbolic link in it is refused, so that nothing outside is ever read."""
    found: list[_Member] = []
    for parent, folders, files in os.walk(source):
        for name in sorted(folders + files):
            path = Path(parent) / name
            relative = path.relative_to(source).as_posix()
            mode = path.lstat().st_mode
            if stat.S_ISLNK(mode):
                raise CardError(f"{source} is refused: '{relative}' is a symbolic link; put the file itself there.")
            if stat.S_ISREG(mode):
                found.append(_Member(relative, path.lstat().st_size, _file_opener(path)))
            elif not stat.S_ISDIR(mode):
                raise CardError(
                    f"{source} is refused: '{relative}' is a special file, and a package holds plain files."
                )
        if len(found) > MOST_MEMBERS:
            raise CardError(f"{source} is refused: it holds more than {MOST_MEMBERS} files; name the package's folder.")
    _check_names(source, [member.name for member in found])
    return found


def _file_opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _check_names(source: Path, names: list[str]) -> None:
    """Refuse every name that is no plain relative one on every system, and names that fall together on some."""
    seen: dict[str, str] = {}
    for name in names:
        problem = _problem_of(name)
        if problem:
            raise CardError(f"{source} is refused: the name {name[:120]!r} {problem}.")
        key = unicodedata.normalize("NFC", name).casefold()
        if key in seen:
            if seen[key] == name:
                raise CardError(f"{source} is refused: it holds '{name}' twice.")
            raise CardError(
                f"{source} is refused: '{seen[key]}' and '{name}' are one file on systems that ignore case; rename one."
            )
        seen[key] = name


def _problem_of(name: str) -> str:
    """What is wrong with a name in a package, or ""."""
    if not name:
        return "is empty"
    if any(ord(character) < 32 or ord(character) == 127 for character in name):
        return "holds a control character"
    if "\\" in name:
        return "holds a backslash"
    if name.startswith("/") or PureWindowsPath(name).drive:
        return "is absolute, so it would leave the package"
    if any(character in name for character in ':*?"<>|'):
        return "holds a character that Windows does not allow"
    for part in name.split("/"):
        if part == "..":
            return "leads out of the package"
        if part in ("", "."):
            return "is no plain path"
        if part.endswith((".", " ")):
            return "ends in a dot or a space, which Windows drops"
        if part.split(".", 1)[0].rstrip().casefold() in RESERVED:
            return "is reserved on Windows"
        if len(part.encode("utf-8", "surrogatepass")) > 200:
            return "is too long"
    return ""


def _below_top(source: Path, members: list[_Member]) -> dict[str, _Member]:
    """The members by their name below the folder that holds the card: the source itself, or its only top folder."""
    by_name = {member.name: member for member in members}
    if CARD_FILE in by_name:
        return by_name
    tops = {name.split("/", 1)[0] for name in by_name}
    if len(tops) == 1:
        top = tops.pop()
        below = {name[len(top) + 1 :]: member for name, member in by_name.items()}
        if CARD_FILE in below:
            return below
    raise CardError(
        f"{source} is no model package: it holds no {CARD_FILE}, neither at its top nor in one folder that holds "
        "everything."
    )


def _take_card(source: Path, members: dict[str, _Member], new: Path, cancelled: IsCancelled) -> ModelCard:
    """Unpack the card alone, and check it and its id before anything else is unpacked."""
    member = members[CARD_FILE]
    if member.size_bytes > MOST_CARD_BYTES:
        raise CardError(f"{source} is refused: its card has {member.size_bytes:,} bytes, as no card does.")
    _copy(source, member, new / CARD_FILE, cancelled)
    with _said_of(source, new):
        card = read_card(new)
    if not ID.fullmatch(card.id) or _problem_of(card.id):
        raise CardError(
            f"{source} is refused: its id {card.id!r} must consist of small letters, digits, '.', '-' and '_', because "
            "it becomes the name of a folder."
        )
    return card


def _installed_before(card: ModelCard, replace: bool) -> ModelCard | None:
    """The package of this id that would be replaced; refuses a bundled one, and another one unless told to replace."""
    if card.id in bundled_models():
        raise CardError(
            f"A model '{card.id}' comes with Tesela, so no other one of this id can be added; give it another id."
        )
    folder = added_models().get(card.id)
    if folder is None:
        return None
    try:
        installed = read_card(folder)
    except CardError:
        return None
    if replace:
        return installed
    order = compare_versions(card.version, installed.version)
    if order == 0 and card == installed:
        what = f"the very same one, {card.version}, is installed already"
    elif order == 0:
        what = f"a different one with the same version, {card.version}, is installed"
    else:
        what = f"version {installed.version} is installed, and {card.version} is {'newer' if order > 0 else 'older'}"
    raise ModelIsInstalled(f"The model '{card.id}' was not added: {what}. Replace it to go on.", installed, card)


def _take_rest(source: Path, card: ModelCard, members: dict[str, _Member], new: Path, cancelled: IsCancelled) -> None:
    """Unpack what the card names and what may lie beside it; every other file is refused."""
    allowed = {CARD_FILE, card.weights.file, *COMPANIONS}
    if _problem_of(card.weights.file):
        raise CardError(f"{source} is refused: the name of its weights {_problem_of(card.weights.file)}.")
    unknown = sorted(set(members) - allowed)
    if unknown:
        raise CardError(
            f"{source} is refused: '{unknown[0]}' is not part of a model package, which holds {CARD_FILE}, the weights "
            f"that it names ('{card.weights.file}') and, if wanted, {', '.join(COMPANIONS)}."
        )
    if card.weights.file not in members:
        raise CardError(f"{source} is refused: it lacks the weights '{card.weights.file}' that its card names.")
    whole = sum(member.size_bytes for member in members.values())
    if whole > MOST_BYTES:
        raise CardError(f"{source} is refused: it would take {whole:,} bytes; at most {MOST_BYTES:,} are unpacked.")
    free = shutil.disk_usage(new).free
    if whole + SPARE_BYTES > free:
        raise CardError(
            f"{source} takes {whole / 1e6:,.0f} MB, but only {free / 1e6:,.0f} MB are free in {models_folder()}; make "
            "room there, or name another folder with the variable TESELA_HOME."
        )
    for name, member in sorted(members.items()):
        if name != CARD_FILE:
            _copy(source, member, new / name, cancelled)


def _copy(source: Path, member: _Member, target: Path, cancelled: IsCancelled) -> None:
    """Copy the bytes of one member, at most as many as it declares; CardError where there are more, less or none."""
    taken = 0
    try:
        with member.open() as packed, target.open("xb") as file:
            while chunk := packed.read(CHUNK_BYTES):
                taken += len(chunk)
                if taken > member.size_bytes:
                    break
                if cancelled():
                    raise _cancelled()
                file.write(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise CardError(f"{source} is damaged: '{member.name}' cannot be unpacked ({error}); get it again.") from error
    except OSError as error:
        raise CardError(
            f"The model was not added: '{member.name}' of {source} cannot be copied to {models_folder()} "
            f"({error.strerror or error}); make room or correct the rights there, then try again."
        ) from error
    if taken != member.size_bytes:
        raise CardError(f"{source} is refused: '{member.name}' does not have the {member.size_bytes:,} bytes declared.")


def _check_whole(source: Path, new: Path, check: Callable[[ModelPackage], None] | None) -> None:
    """Check the weights against the card, and whatever else the caller wants checked."""
    with _said_of(source, new):
        package = read_package(new)
        if check is not None:
            check(package)


@contextlib.contextmanager
def _said_of(source: Path, new: Path) -> Iterator[None]:
    """Let errors speak of the source, which a person knows, instead of the temporary folder."""
    try:
        yield
    except RecursionError as error:
        raise CardError(f"{source} is refused: its card is nested too deeply to be a card.") from error
    except RunCancelled:
        raise
    except TeselaError as error:
        text = str(error.args[0]).replace(str(new), str(source))
        raise CardError(text.replace("install the package again", "get the package again")) from error


def _put(place: Path, card: ModelCard) -> Path:
    """Make the package an installed one by a rename; the one that it replaces comes back if that fails."""
    folder, old = models_folder() / card.id, place / "old"
    with _told(f"The model '{card.id}' was not added"):
        there = os.path.lexists(folder)
        if there:
            folder.rename(old)
        try:
            (place / "new").rename(folder)
        except OSError:
            if there:
                old.rename(folder)
            raise
    return folder


@contextlib.contextmanager
def _workplace(prefix: str) -> Iterator[Path]:
    """A temporary folder beside the installed packages, gone at the end; clears away what a killed process left."""
    root = models_folder()
    with _told("The folder of added models cannot be used"):
        root.mkdir(parents=True, exist_ok=True)
        for old in [path for start in (ADDING, REMOVING) for path in root.glob(f"{start}*")]:
            if time.time() - old.stat().st_mtime > STALE_S:
                shutil.rmtree(old, ignore_errors=True)
        place = Path(tempfile.mkdtemp(prefix=prefix, dir=root))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextlib.contextmanager
def _told(what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CardError(
            f"{what}: {models_folder()} said '{error.strerror or error}'; close programs that use the model, check the "
            "disk and the rights there, then try again."
        ) from error


def _cancelled() -> RunCancelled:
    return RunCancelled("Adding the model was cancelled; nothing was changed.")
