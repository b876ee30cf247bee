"""Names in each side's use with the agreed form, and words to be careful with."""

from __future__ import annotations

from app.practice.files import shape
from app.practice.made import Made
from app.terms import actions
from app.terms.rules import TermKind


@shape
class Uses:
    """How each town says it."""

    upper: tuple[str, ...] = ()
    lower: tuple[str, ...] = ()


@shape
class TermEntry:
    """An entry of the list: a name in each side's use, or `words` to be careful with."""

    kind: TermKind
    reason: str
    uses: Uses = Uses()
    words: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if bool(self.words) != (self.kind is TermKind.CAREFUL):
            raise ValueError("words to be careful with have 'words', and names have 'uses'")


@shape
class TermsFile:
    """The list of terms."""

    terms: tuple[TermEntry, ...]


def put_on_the_list(made: Made, given: TermsFile) -> None:
    """Put every entry on the list."""
    for each in given.terms:
        uses = [
            (made.parties["upper"].id, "\n".join(each.uses.upper)),
            (made.parties["lower"].id, "\n".join(each.uses.lower)),
        ]
        said = [("", "\n".join(each.words))] if each.words else uses
        actions.list_term(
            made.dialogue, actions.Entry(each.kind, said, "\n".join(each.agreed), each.reason)
        )
