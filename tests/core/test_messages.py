# SPDX-License-Identifier: EUPL-1.2
"""Every sentence of the program is in every language, with the same gaps."""

import re

from scripts import messages


def test_every_sentence_is_translated_with_the_same_gaps_and_none_is_guessed() -> None:
    """`python scripts/messages.py update` brings new sentences into the catalogues."""
    assert list(messages.problems()) == []


def test_a_sentence_inside_an_f_string_is_found() -> None:
    source = b"""told = f"{name}: {_('Saved.')} {ngettext('{n} row', '{n} rows', n)}" + _("Then")"""
    found = {words for _line, words in messages.marked(source)}
    assert found == {"Saved.", ("{n} row", "{n} rows"), "Then"}


def test_the_catalogue_changes_only_with_its_words() -> None:
    for language in messages.LANGUAGES:
        file = messages.LOCALES / language / "LC_MESSAGES" / "planner.po"
        header = file.read_text("utf-8").split("\n\n")[0]
        assert "POT-Creation-Date" not in header
        assert "Language: " + language in header


def test_sentences_are_calm_and_well_set() -> None:
    """Proper quotation marks and ellipses, no exclamation marks, in every language."""
    found = [messages.collected(), *map(messages.read_catalogue, messages.LANGUAGES)]
    for catalogue in found:
        for message in catalogue:
            words = f"{message.id} {message.string}" if message.id else ""
            assert '"' not in words, words
            assert "..." not in words, words
            assert "!" not in words, words


def test_french_is_set_as_french_is() -> None:
    """Marks of two parts and guillemets stay on the line of their words; apostrophes are curly."""
    loose = re.compile(r" [:;?%»]|« |[“”„]|\w'\w")
    for message in messages.read_catalogue("fr"):
        for form in message.string if isinstance(message.string, tuple) else (message.string,):
            assert not (message.id and loose.search(form)), form
