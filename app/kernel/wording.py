"""What people wrote, in one or more languages, and what we say to people, to be translated later.

`Wording` is for their words, `say` for ours. Nothing of ours and nothing of Flask is imported here.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, Self

Direction = Literal["rtl", "ltr", "auto"]

UNDETERMINED = "und"

_TAG = re.compile(r"(?:[A-Za-z]{2,8}|[xX](?=-))(?:-[A-Za-z0-9]{1,8})*")
_RTL_SCRIPTS = frozenset(  # ISO 15924
    re.findall(r"\w+", "Adlm Arab Aran Hebr Mand Mend Nkoo Rohg Samr Syrc Syrj Syrn Thaa Yezi")
)
_RTL_LANGUAGES = frozenset(
    re.findall(
        r"\w+",
        "ar arc arz azb bal bgn bqi ckb dv fa fas glk he hbo heb khw ks lrc luz mzn nqo pnb prs"
        " ps sd skr syr ug ur ydd yi",
    )
)


@lru_cache(maxsize=256)
def canonical_tag(tag: str) -> str:
    """BCP-47 with its usual capitals, so that `AR-arab` and `ar-Arab` are one language."""
    if not _TAG.fullmatch(tag):
        raise ValueError("not a BCP-47 language tag")
    first, *rest = tag.split("-")
    parts = [first.lower()]
    private = parts[0] == "x"
    for part in rest:
        if private or len(part) == 1:
            private = True
            parts.append(part.lower())
        elif len(part) == 4 and part.isalpha():
            parts.append(part.title())
        elif len(part) == 2:
            parts.append(part.upper())
        else:
            parts.append(part.lower())
    return "-".join(parts)


def direction_of(tag: str) -> Direction:
    """The script decides where it is named, else the language; of no language, nothing is known."""
    language, *rest = canonical_tag(tag).split("-")
    script = next((part for part in rest if len(part) == 4 and part.istitle()), None)
    if script is not None:
        return "rtl" if script in _RTL_SCRIPTS else "ltr"
    if language in {UNDETERMINED, "mul", "zxx", "x"}:
        return "auto"
    return "rtl" if language in _RTL_LANGUAGES else "ltr"


@dataclass(frozen=True, slots=True, repr=False)
class Rendering:
    """The same thing said in one language; `checked` once somebody who speaks both has read it."""

    language: str
    text: str
    checked: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "language", canonical_tag(self.language))
        # A lone half of a surrogate pair cannot be stored or sent. It is refused here, where words
        # come to be, so that no later step can fail on it.
        try:
            self.text.encode()
        except UnicodeEncodeError:
            raise ValueError("half of a surrogate pair is not text") from None

    def __repr__(self) -> str:
        return f"<Rendering {self.language}>"

    @property
    def direction(self) -> Direction:
        return direction_of(self.language)


@dataclass(frozen=True, slots=True, repr=False)
class Wording:
    """What people wrote: renderings by language, and which of them hold (one, several, none).

    Neither `repr` nor `str` shows the words, so that no log and no traceback can repeat them.
    Templates may write `{{ wording }}`: that gives the escaped text.
    """

    renderings: tuple[Rendering, ...]
    authoritative: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "renderings", tuple(self.renderings))
        object.__setattr__(
            self, "authoritative", tuple(canonical_tag(tag) for tag in self.authoritative)
        )
        languages = self.languages
        if not languages:
            raise ValueError("a wording has at least one rendering")
        if len(set(languages)) != len(languages):
            raise ValueError("a wording has one rendering in a language")
        if len(set(self.authoritative)) != len(self.authoritative):
            raise ValueError("an authoritative language is named once")
        if not set(self.authoritative) <= set(languages):
            raise ValueError("an authoritative language has a rendering")

    @classmethod
    def of(cls, text: str, language: str = UNDETERMINED) -> Self:
        rendering = Rendering(language, text)
        return cls((rendering,), (rendering.language,))

    def __repr__(self) -> str:
        return f"<Wording {' '.join(self.languages)}>"

    __str__ = __repr__

    def __html__(self) -> str:
        return html.escape(self.text)

    def __bool__(self) -> bool:
        return any(rendering.text.strip() for rendering in self.renderings)

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(rendering.language for rendering in self.renderings)

    @property
    def first(self) -> Rendering:
        """The first authoritative rendering, or simply the first where none has the last word."""
        if not self.authoritative:
            return self.renderings[0]
        return next(each for each in self.renderings if each.language == self.authoritative[0])

    @property
    def text(self) -> str:
        return self.first.text

    @property
    def language(self) -> str:
        return self.first.language

    @property
    def direction(self) -> Direction:
        return self.first.direction

    def in_language(self, tag: str) -> Rendering | None:
        """The rendering for a reader of `tag`: that very tag, else shorter and shorter ones.

        Another region or script of the same language comes last, and never one of another.
        """
        wanted = canonical_tag(tag)
        by_language = {rendering.language: rendering for rendering in self.renderings}
        while True:
            if wanted in by_language:
                return by_language[wanted]
            if "-" not in wanted:
                break
            wanted = wanted.rpartition("-")[0]
        return next(
            (each for each in self.renderings if each.language.split("-")[0] == wanted), None
        )

    def direction_of(self, tag: str) -> Direction:
        return direction_of(tag)

    def with_rendering(self, language: str, text: str, *, checked: bool = False) -> Self:
        """The same wording with this rendering added or put in the place of the former one."""
        new = Rendering(language, text, checked)
        renderings = [new if each.language == new.language else each for each in self.renderings]
        if new not in renderings:
            renderings.append(new)
        return type(self)(tuple(renderings), self.authoritative)

    def said_in(self, language: str, text: str) -> Self:
        """The same wording with these words in this language, or with none where the text is empty.

        The words that have the last word stay whatever is taken away beside them.
        """
        if text:
            return self.with_rendering(language, text)
        tag = canonical_tag(language)
        kept = tuple(each for each in self.renderings if each.language != tag)
        if not kept or self.language == tag:
            return self
        return type(self)(kept, tuple(each for each in self.authoritative if each != tag))

    def with_authoritative(self, *languages: str) -> Self:
        return type(self)(self.renderings, languages)

    def to_json(self) -> str:
        renderings = [
            [each.language, each.text, 1] if each.checked else [each.language, each.text]
            for each in self.renderings
        ]
        return json.dumps(
            [renderings, list(self.authoritative)], ensure_ascii=False, separators=(",", ":")
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        renderings, authoritative = json.loads(text)
        return cls(
            tuple(Rendering(each[0], each[1], len(each) > 2) for each in renderings),
            tuple(authoritative),
        )


@dataclass(frozen=True, slots=True, repr=False)
class Renderings:
    """What stands in further languages for words that stand beside it, found by these very words.

    For rows of several words that change together, as a block of an agenda has its purpose and its
    questions. A rendering belongs to the words it renders: where they change or go, it is found no
    more, and `among` lets go of it, so that nothing is left of words that were taken away.
    """

    by_words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The words, and what they are by language."""

    @classmethod
    def of(cls, *wordings: Wording) -> Self:
        """Everything in these wordings but what has the last word in each."""
        return cls(
            {
                wording.text.strip(): further
                for wording in wordings
                if wording
                and (
                    further := {
                        each.language: each.text
                        for each in wording.renderings
                        if each is not wording.first and each.text.strip()
                    }
                )
            }
        )

    def __repr__(self) -> str:
        return f"<Renderings {' '.join(self.languages)}>"

    __str__ = __repr__

    def __bool__(self) -> bool:
        return bool(self.by_words)

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language in which something stands here."""
        return tuple(sorted({tag for each in self.by_words.values() for tag in each}))

    def in_language(self, text: str, tag: str) -> str:
        """What stands for these words in this very language; nothing of one that is only near."""
        return self._of(text).get(canonical_tag(tag), "")

    def wording(self, text: str, language: str = UNDETERMINED) -> Wording:
        """The words with everything that stands here for them. They keep the last word."""
        own = Wording.of(text, language)
        for tag, said in self._of(text).items():
            if tag != own.language:
                own = own.with_rendering(tag, said)
        return own

    def said_in(self, text: str, language: str, rendering: str) -> Self:
        """The same with this rendering of these words, or without one where it is empty."""
        tag = canonical_tag(language)
        rest = {each: said for each, said in self._of(text).items() if each != tag}
        kept = rest | ({tag: rendering} if rendering.strip() else {})
        others = {words: said for words, said in self.by_words.items() if words != text.strip()}
        return type(self)(others | ({text.strip(): kept} if kept and text.strip() else {}))

    def among(self, texts: Iterable[str]) -> Self:
        """Only what stands for these words."""
        standing = {text.strip() for text in texts}
        return type(self)(
            {words: said for words, said in self.by_words.items() if words in standing}
        )

    def where(self, may_stay: Callable[[str], bool]) -> Self:
        """Only the renderings of which this is true."""
        kept = {
            words: {tag: said for tag, said in renderings.items() if may_stay(said)}
            for words, renderings in self.by_words.items()
        }
        return type(self)({words: said for words, said in kept.items() if said})

    def __or__(self, later: Renderings) -> Renderings:
        """Both; where both say something, the later."""
        return Renderings(
            {
                words: {**self._of(words), **later._of(words)}
                for words in (*self.by_words, *later.by_words)
            }
        )

    def _of(self, text: str) -> Mapping[str, str]:
        return self.by_words.get(text.strip(), {})

    def to_json(self) -> str:
        return json.dumps(self.by_words, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        return cls(json.loads(text))


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """A sentence of ours, with what belongs in its gaps, still in no language.

    `str()` gives it untranslated; the edge calls `through` with its own gettext.
    """

    message: str
    given: tuple[tuple[str, object], ...] = ()
    plural: str | None = None
    count: int = 1

    @property
    def values(self) -> dict[str, object]:
        return dict(self.given)

    def __str__(self) -> str:
        if self.plural is not None and self.count != 1:
            return _filled(self.plural, self.values)
        return _filled(self.message, self.values)

    def __repr__(self) -> str:
        # Not the values: they may be somebody's words.
        return f"<Said {self.message!r}>"

    def through(
        self, gettext: Callable[[str], str], ngettext: Callable[[str, str, int], str]
    ) -> str:
        if self.plural is None:
            return _filled(gettext(self.message), self.values)
        return _filled(ngettext(self.message, self.plural, self.count), self.values)


def say(message: str, /, **values: object) -> Said:
    """Marks a sentence for translation where Flask may not be imported (rules, actions, errors)."""
    return Said(message, _given(values.items()))


def say_n(singular: str, plural: str, count: int, /, **values: object) -> Said:
    """`say` for one or several; `%(num)d` is the number, as in `ngettext`."""
    return Said(singular, _given({"num": count, **values}.items()), plural, count)


def _given(items: Iterable[tuple[str, object]]) -> tuple[tuple[str, object], ...]:
    return tuple((name, _plain(value)) for name, value in items)


def _plain(value: object) -> object:
    return value.text if isinstance(value, Wording) else value


def _filled(message: str, values: Mapping[str, Any]) -> str:
    return message % values if values else message
