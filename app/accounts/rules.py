"""Names, passwords, waiting, and how long a sign-in lasts: plain decisions about plain values."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Final

import pyotp

from app.kernel.tokens import same
from app.kernel.wording import Said, say

SHORTEST_PASSWORD: Final = 15
LONGEST_PASSWORD: Final = 1000
RECOVERY_CODES: Final = 10

IDLE: Final = timedelta(minutes=30)
AT_MOST: Final = timedelta(hours=12)
REFRESHED_AFTER: Final = timedelta(minutes=5)
SECOND_STEP_WITHIN: Final = timedelta(minutes=5)
LINK_DAYS: Final = 7

FREE_TRIES: Final = 4
LONGEST_WAIT: Final = timedelta(minutes=5)
FORGOTTEN_AFTER: Final = timedelta(days=1)

_STEP_SECONDS: Final = 30
_DIGITS: Final = re.compile(r"\d{6}")

# Words that long common passwords are strung together from. Length is what protects; this refuses
# the long ones that every list of guesses begins with.
_COMMON: Final = re.findall(
    r"\w+",
    """
    password passwort passw parola motdepasse contrasena kennwort secret geheim letmein let me in
    welcome admin administrator root login signin master guest test testing user access default
    changeme change please open sesame qwerty qwertz azerty asdf asdfgh zxcvbn qwertyuiop asdfghjkl
    zxcvbnm iloveyou love you i my is the this a to and me monkey dragon princess sunshine football
    baseball superman batman starwars maytheforcebewithyou trustno hello world god jesus christ
    freedom peace dialogue dialog second track secondtrack workshop house facilitator organizer mediator
    correct horse battery staple computer internet samsung google facebook summer winter spring
    autumn monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december abc abcd abcdef xyz aa one two three
    four five six seven eight nine ten for ever forever never again nothing something anything
    """,
)
_ALPHABETS: Final = (
    "0123456789012345678901234567890",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
    "1q2w3e4r5t6y7u8i9o0p",
)
_LETTERS_FOR: Final = str.maketrans("013457@$!", "oieastasi")


def compared(name: str) -> str:
    """A sign-in name as it is compared: the same name in any capitals and any encoding of its letters."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def weakness(password: str, *, names: tuple[str, ...] = ()) -> Said | None:
    """What is wrong with a password; None when nothing is.

    Length decides. There are no rules about digits and signs, which make people write passwords down
    in the same few ways; refused is only what guessing tries first (NIST 800-63B).
    """
    if len(password) < SHORTEST_PASSWORD:
        return say(
            "A password has at least %(number)d characters. Four or five words nobody would put "
            "together are easier to remember than signs.",
            number=SHORTEST_PASSWORD,
        )
    if len(password) > LONGEST_PASSWORD:
        return say("A password has at most %(number)d characters.", number=LONGEST_PASSWORD)
    plain = "".join(compared(password).split())
    if _is_guessed_first(plain):
        return say(
            "This password is among the first that anybody would guess: a common phrase, a row of "
            "keys or something repeated. Please choose another."
        )
    own = [word for name in names for word in compared(name).split()]
    if _is_made_of(plain, [*own, *_COMMON]):
        return say("This password is made of your own name. Please choose another.")
    return None


def _is_guessed_first(plain: str) -> bool:
    return (
        len(set(plain)) < 5
        or _is_repeated(plain)
        or any(plain in row or plain in row[::-1] for row in _ALPHABETS)
        or _is_made_of(plain, _COMMON)
    )


def _is_repeated(plain: str) -> bool:
    """Whether a shorter text, said again and again, makes up all of it."""
    shift = (plain + plain).find(plain, 1)
    return 0 < shift <= len(plain) // 2


def _is_made_of(plain: str, words: list[str]) -> bool:
    """Whether common words, digits and a few signs make up all of it, signs written for letters included."""
    spelled = {_without_signs(plain), _without_signs(plain.translate(_LETTERS_FOR))}
    return any(len(text) * 3 >= len(plain) * 2 and _can_be_cut(text, words) for text in spelled)


def _without_signs(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _can_be_cut(text: str, words: list[str]) -> bool:
    reached = {0}
    for start in range(len(text)):
        if start not in reached:
            continue
        if text[start].isdigit():
            reached.add(start + 1)
        reached.update(start + len(word) for word in words if text.startswith(word, start))
    return len(text) in reached


def wait_after(failures: int) -> timedelta:
    """How long the next try must wait: not at all at first, then twice as long each time.

    It ends at five minutes: whoever knows a name must not be able to lock its owner out of a workshop.
    """
    if failures <= FREE_TRIES:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - FREE_TRIES + 1, 16)), LONGEST_WAIT)


def lasts(*, opened: datetime, seen: datetime, moment: datetime) -> bool:
    """Whether a sign-in still holds: thirty minutes idle, twelve hours in all, and never from the future."""
    return (
        moment - seen < IDLE and moment - opened < AT_MOST and opened <= moment and seen <= moment
    )


def step_of(moment: datetime) -> int:
    """Which half-minute this is, counted as authenticator apps count."""
    return int(moment.timestamp()) // _STEP_SECONDS


def accepted_step(
    secret: str, typed: str, *, moment: datetime, last_step: int | None
) -> int | None:
    """The half-minute whose code was typed, or None. A code is taken once, and none before it afterwards."""
    code = "".join(typed.split())
    if not _DIGITS.fullmatch(code):
        return None
    now = step_of(moment)
    one_time = pyotp.TOTP(secret)
    accepted = None
    for step in (now - 1, now, now + 1):
        fits = same(one_time.generate_otp(step), code)
        if fits and (last_step is None or step > last_step):
            accepted = step
    return accepted


def looks_like_a_second_factor(typed: str) -> bool:
    """Six digits come from an authenticator; anything else may be a recovery code."""
    return _DIGITS.fullmatch("".join(typed.split())) is not None
