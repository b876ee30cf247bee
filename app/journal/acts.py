"""How an act upon the record is written on a page; each subject names its own."""

from __future__ import annotations

from app.journal.models import Entry
from app.kernel.wording import Said

_sentences: dict[str, Said] = {}


def name_act(tag: str, sentence: Said) -> str:
    """Say how entries of this tag read; `%(number)s` in it becomes the entry's number."""
    _sentences[tag] = sentence
    return tag


def written(entry: Entry) -> Said | str:
    """The sentence of an entry, to be put in the page's language; an unnamed tag reads as itself."""
    sentence = _sentences.get(entry.tag)
    if sentence is None:
        return entry.tag
    return sentence if entry.number is None else Said(sentence.message, (("number", entry.number),))
