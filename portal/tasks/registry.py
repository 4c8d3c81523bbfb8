"""Which function does which kind of work.

Handlers live in ``portal.tasks.handlers``, a module a feature, at the top of the import order: they may use every feature.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from portal.models import Task

Handler = Callable[[Task, datetime], None]

HANDLERS: dict[str, Handler] = {}

Carrier = Callable[[UUID, UUID], None]
CARRIERS: dict[str, Carrier] = {}
"""What is done with a reference to a row of each kind, by the row's agency and id; see :class:`~portal.tasks.transport.Reference`."""


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register a function for tasks of ``kind``.

    It gets the task and the present instant, and writes its effect by ``db.session`` without committing: the effect and
    ``done`` stand in one transaction. It may be called again after a crash, so whatever is not in the database (a mail, a
    file) has to bear a repetition. Slow work is done between transactions: see :mod:`portal.tasks.progress`. Raising a
    :class:`~portal.errors.PortalError` fails the task for good, anything else has it tried again.
    """

    def register(function: Handler) -> Handler:
        if kind in HANDLERS:
            raise ValueError(f"two handlers for {kind}")
        HANDLERS[kind] = function
        return function

    return register


def carrier(what: str) -> Callable[[Carrier], Carrier]:
    """Register a function for references to rows that are no tasks and know themselves how far they are."""

    def register(function: Carrier) -> Carrier:
        if what in CARRIERS:
            raise ValueError(f"two carriers of {what}")
        CARRIERS[what] = function
        return function

    return register
