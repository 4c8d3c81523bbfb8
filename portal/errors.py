"""What can go wrong in the domain, without any HTTP in it.

``portal.web.errors`` says which page each of these becomes. Every error carries a sentence for the person who met it:
what is wrong and what to do.
"""

from collections.abc import Mapping
from datetime import datetime


class PortalError(Exception):
    """The root of everything that the domain refuses."""


class NotFound(PortalError):
    """The row does not exist, or is not the actor's to see: nobody outside can tell which."""


class NotAllowed(PortalError):
    """The actor sees the row but may not do this to it."""


class WrongState(PortalError):
    """The row is in a state in which this cannot be done (a sent note cannot be edited)."""


class Stale(PortalError):
    """Somebody changed the row since the actor read it; ``current`` says what stands there now."""

    def __init__(self, message: str, current: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.current = dict(current or {})


class Invalid(PortalError):
    """The values are not acceptable; ``faults`` maps a field's name to what is wrong with it."""

    def __init__(self, message: str, faults: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.faults = dict(faults or {})


class StorageFull(PortalError):
    """There is no room for a file; nothing of it was kept."""


class TooMany(PortalError):
    """There were too many tries in a short time; ``retry_at`` is when the next one counts again."""

    def __init__(self, message: str, retry_at: datetime) -> None:
        super().__init__(message)
        self.retry_at = retry_at
