"""What the rules of a joint text do not allow now. Each says what would put it right."""

from __future__ import annotations

from app.kernel.errors import DomainError


class NothingToRead(DomainError):
    """A text without paragraphs cannot be read, adopted or exported."""


class ReadingIsOpen(DomainError):
    """Words that are being read stay as they are until the reading closes."""


class NoReadingOpen(DomainError):
    """A mark came when no reading was open, or from a page of an earlier one."""


class NobodyToAsk(DomainError):
    """A reading or a release needs participants who are asked."""


class NotReadAsItStands(DomainError):
    """A text can be adopted only in the very words that were read."""


class NothingAdopted(DomainError):
    """No paragraph was adopted by everybody asked."""


class NotAdopted(DomainError):
    """Only an adopted text can be released."""


class AlreadyAdopted(DomainError):
    """An adopted text is not changed; a further text can be begun."""


class MayNotLeave(DomainError):
    """The level that holds lets nothing of substance, or no names, leave."""


class NotDescribed(DomainError):
    """Who is asked whether the group may be described must see in which words."""


class NotAsked(DomainError):
    """This seat is not among those asked, or not among those who read the text."""
