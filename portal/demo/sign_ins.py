"""How to come in: the staff's addresses with the demo's password, and a link for each candidate as their mail has it."""

import os
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from portal import links
from portal.accounts.mailed_links import make_link
from portal.demo.people import PASSWORD
from portal.extensions import db
from portal.models import Candidate, LinkPurpose, Role, User

FILE = "demo-sign-ins.txt"
"""Its name in the instance folder; whether an installation has it says whether it is a demo."""

ROLES = {Role.ADMIN: "admin", Role.RECRUITER: "recruiter"}


def sign_ins(now: datetime) -> str:
    """The sign-ins as text, with a new link for each candidate: each works once, for seven days. The caller commits."""
    staff = db.session.scalars(select(User).where(User.role != Role.CANDIDATE).order_by(User.role, User.id))
    candidates = db.session.scalars(select(Candidate).order_by(Candidate.id))
    lines = [
        f"Staff sign in at {links.absolute('accounts.sign_in')} with the password: {PASSWORD}",
        *[f"  {user.email:38} {user.name}, {ROLES[user.role]}" for user in staff],
        "Candidates come in by a mailed link (it works once, for seven days; the sign-in page mails another):",
    ]
    for candidate in candidates:
        token = make_link(candidate.user, LinkPurpose.SIGN_IN, None, now)
        lines.append(f"  {candidate.user.name:38} {links.absolute('accounts.mailed_link', token=token)}")
    return "\n".join(lines) + "\n"


def keep(text: str, folder: Path) -> None:
    """Write the sign-ins where only the installation's owner can read them."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    new.replace(path)


def is_demo(folder: Path) -> bool:
    """Whether this installation was filled by the demo."""
    return (folder / FILE).exists()
