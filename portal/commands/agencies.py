"""Which agency a command is about, and as whom it acts."""

from typing import TYPE_CHECKING

from portal.commands.inputs import InputError

if TYPE_CHECKING:
    from portal.models import Agency, User


def agency_named(name: str | None) -> "Agency":
    """The agency of that name, or the only one there is; InputError says which there are."""
    from sqlalchemy import select

    from portal.extensions import db
    from portal.models import Agency

    found = db.session.scalars(select(Agency).order_by(Agency.id)).all()
    named = [one for one in found if name is None or one.name == name]
    if len(named) == 1:
        return named[0]
    if not found:
        raise InputError(["there is no agency yet: portal init makes one"])
    raise InputError([f"--agency must be one of: {', '.join(one.name for one in found)}"])


def staff_of(agency: "Agency", email: str | None) -> "User":
    """The admin or recruiter of that address, or the agency's first admin."""
    from sqlalchemy import select

    from portal.extensions import db
    from portal.models import Role, User

    query = select(User).where(User.agency_id == agency.id, User.disabled_at.is_(None)).order_by(User.id)
    query = (
        query.where(User.email == email.lower(), User.role != Role.CANDIDATE)
        if email
        else query.where(User.role == Role.ADMIN)
    )
    found = db.session.scalars(query).first()
    if found is None:
        raise InputError([f"--as {email or ''}: {agency.name} has no such admin or recruiter"])
    return found
