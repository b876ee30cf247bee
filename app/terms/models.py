"""ListedTerm: a place, or the conflict itself, as each side calls it, or a word to be careful with. Sealed whole.

Who calls what how is a position (D§6.5): even which entry is of which kind stays sealed.
"""

from sqlalchemy.orm import Mapped

from app.dialogues.models import of_a_dialogue
from app.kernel.db import Key, Model, table
from app.kernel.wording import Wording
from app.vault import Sealed, SealedRow


class ListedTerm(SealedRow, Model):
    """One entry of the list. `uses` are a side's words, `words` those to be careful with."""

    __tablename__ = "listed_terms"
    __table_args__ = table()

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    kind = Sealed(str)
    """A `rules.TermKind`."""
    uses = Sealed(list)
    """Each side's use as {party, words}: one form on each line. Of a word to be careful with, party is empty."""
    agreed = Sealed(Wording)
    """The agreed form, which may be a double one; empty while none is agreed."""
    reason = Sealed(Wording)
