# SPDX-License-Identifier: EUPL-1.2
"""Collect the sentences of the program, bring the catalogues up to date, compile and check them.

    python scripts/messages.py update    after writing new sentences, then translate the empty ones
    python scripts/messages.py update fr the same for one language, which may be a new one
    python scripts/messages.py check     what the tests ask: nothing missing, no gap misspelt
    python scripts/messages.py compile   the .mo files a bundle ships
    python scripts/messages.py extract   the bare list, for translators, into `build/`

Besides the sentences marked in the code, the names and notes in shipped tables and the units that
are words are collected from where they are declared.
"""

import argparse
import ast
import csv
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "resources" / "locale"
LANGUAGES = ("de", "fr")
DOMAIN = "planner"
_KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "Counted": (2, 3)}
_SHIPPED = {
    "templates.csv": ("name", "description"),
    "parameter_names.csv": ("name",),
    "engine_defaults.csv": ("name", "note"),
    "reference_values.csv": ("name", "notes"),
    "demand_groups.csv": ("name",),
    "workloads.csv": ("name",),
    "data_spaces.csv": ("name", "note"),
    "support_services.csv": ("name",),
    "sectors.csv": ("name",),
    "glossary.csv": ("definition",),
}
_SHIPPED_UNITS = ("engine_defaults.csv", "rules.csv", "unit_costs.csv")
_PLACEHOLDER = re.compile(r"\{(\w*)[^}]*\}")
_WORD = re.compile(r"[a-z]{4}|\bof\b|^bn\b|^share$|\byear\b")
_WIDTH = 96
_HEADER = """\
# Sentences of the AI Factory Planner.
# SPDX-License-Identifier: EUPL-1.2
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: {language}\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def main() -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(description="Look after the message catalogues.")
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument(
        "languages", nargs="*", help="only these; all that are kept complete if none"
    )
    asked = parser.parse_args()
    return COMMANDS[asked.command](*asked.languages)


def extract_all(*_languages: str) -> int:
    """Write every sentence into `build/planner.pot`."""
    target = ROOT / "build" / f"{DOMAIN}.pot"
    target.parent.mkdir(exist_ok=True)
    with target.open("wb") as stream:
        write_po(stream, collected(), width=_WIDTH, include_lineno=False, sort_by_file=True)
    return 0


def update(*languages: str) -> int:
    """Bring each catalogue up to date; new sentences come in empty, old ones go."""
    found = collected()
    for language in languages or LANGUAGES:
        catalogue = read_catalogue(language)
        catalogue.update(found, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        write_catalogue(language, catalogue)
        empty = [message for message in _messages(catalogue) if not _is_translated(message)]
        print(f"{language}: {len(catalogue)} sentences, {len(empty)} to translate")
    return 0


def compile_all(*languages: str) -> int:
    """Compile each catalogue for shipping."""
    for language in languages or LANGUAGES:
        with _file(language, ".mo").open("wb") as stream:
            write_mo(stream, read_catalogue(language))
    return 0


def check(*languages: str) -> int:
    """Name every sentence a reader would see in the wrong language or with a wrong gap."""
    found = list(problems(languages or LANGUAGES))
    for problem in found:
        print(problem, file=sys.stderr)
    return int(bool(found))


def collected() -> Catalog:
    """Return every sentence of the program, with the files it is in."""
    catalogue = Catalog(domain=DOMAIN, charset="utf-8")
    for file in _sources():
        name = file.relative_to(ROOT).as_posix()
        for line, words in marked(file.read_bytes()):
            catalogue.add(words, locations=[(name, line)])
    for name, words in (*_shipped(), *_units()):
        catalogue.add(words, locations=[(name, 1)])
    return catalogue


def marked(source: bytes) -> Iterator[tuple[int, str | tuple[str, ...]]]:
    """Yield the sentences marked in Python source by line, those inside f-strings as well.

    Before Python 3.12 an f-string is a single token, so the extractor does not look into it.
    """
    nodes = ast.walk(ast.parse(source))
    braces = (ast.unparse(node.value) for node in nodes if isinstance(node, ast.FormattedValue))
    for code in (source, *(brace.encode() for brace in braces)):
        for line, words, _comments, _context in extract("python", BytesIO(code), _KEYWORDS):
            if words:
                yield line, _text(words)


def problems(languages: tuple[str, ...] = LANGUAGES) -> Iterator[str]:
    """Yield what is wrong with the catalogues, one sentence each."""
    found = collected()
    for language in languages:
        catalogue = read_catalogue(language)
        for message in _messages(found):
            yield from _problems_of(language, message, catalogue.get(message.id))


def read_catalogue(language: str) -> Catalog:
    """Return the catalogue of a language, an empty one if there is none yet."""
    file = _file(language, ".po")
    if not file.exists():
        return Catalog(locale=language, domain=DOMAIN, charset="utf-8")
    with file.open("rb") as stream:
        return read_po(stream, locale=language, domain=DOMAIN)


def write_catalogue(language: str, catalogue: Catalog) -> None:
    """Write a catalogue without dates and line numbers, so that it changes only with its words."""
    file = _file(language, ".po")
    file.parent.mkdir(parents=True, exist_ok=True)
    header = _HEADER.format(language=language, plural_forms=catalogue.plural_forms)
    with file.open("wb") as stream:
        stream.write(header.encode())
        write_po(
            stream,
            catalogue,
            width=_WIDTH,
            omit_header=True,
            include_lineno=False,
            sort_by_file=True,
            ignore_obsolete=True,
        )


def _problems_of(language: str, message: Message, translated: Message | None) -> Iterator[str]:
    shown = repr(_forms(message.id)[0])
    if translated is None or not _is_translated(translated):
        yield f"{language}: {shown} is not translated"
    elif translated.fuzzy:
        yield f"{language}: the translation of {shown} is a guess"
    elif _gaps(message.id) != _gaps(translated.string):
        yield f"{language}: the translation of {shown} has other gaps"


def _gaps(words: object) -> set[str]:
    """Return the placeholders of a sentence, or of all its plural forms together."""
    return {name for form in _forms(words) for name in _PLACEHOLDER.findall(form)}


def _forms(words: object) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, tuple | list) else (str(words or ""),)


def _is_translated(message: Message) -> bool:
    return all(_forms(message.string))


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _text(words: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return tuple(words) if isinstance(words, tuple | list) else words


def _sources() -> list[Path]:
    folders = (ROOT / name for name in ("planner", "ui"))
    return sorted([ROOT / "main.py", *(file for f in folders for file in f.rglob("*.py"))])


def _shipped() -> Iterator[tuple[str, str]]:
    """Yield the sentences in shipped tables that the program shows in the reader's language."""
    for name, columns in _SHIPPED.items():
        for row in _table(name):
            yield from ((f"resources/data/{name}", row[c]) for c in columns if row[c])


def _table(name: str) -> list[dict[str, str]]:
    with (ROOT / "resources" / "data" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _units() -> Iterator[tuple[str, str]]:
    """Yield the units that are words rather than symbols, as fields and tables declare them."""
    for name in _SHIPPED_UNITS:
        units = (row["unit"] for row in _table(name))
        yield from ((f"resources/data/{name}", unit) for unit in units if _WORD.search(unit))
    for file in sorted((ROOT / "planner" / "domain" / "records").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "unit":
                unit = ast.literal_eval(node.value)
                if _WORD.search(unit):
                    yield file.relative_to(ROOT).as_posix(), unit


def _file(language: str, suffix: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}{suffix}"


COMMANDS = {"extract": extract_all, "update": update, "compile": compile_all, "check": check}

if __name__ == "__main__":
    sys.exit(main())
