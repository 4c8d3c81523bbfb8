"""The forms of an admin: the agency's settings, its teams and its staff."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, ColorField, EmailField, RadioField, SelectField, StringField
from wtforms.validators import Email, InputRequired, Length, Optional

from portal.accounts.addresses import LONGEST
from portal.models import Paper, Role, Team, User
from portal.web import zones
from portal.web.typed import trimmed
from portal.web.zones import SelectChoice

PAPERS = [
    SelectChoice(Paper.LETTER.value, _l("Letter (8.5 × 11 in)")),
    SelectChoice(Paper.A4.value, _l("A4 (210 × 297 mm)")),
]
ROLES = [
    SelectChoice(Role.RECRUITER.value, _l("Recruiter: looks after the candidates of a team")),
    SelectChoice(Role.ADMIN.value, _l("Admin: the same for all teams, and keeps the agency in order")),
]


class SettingsForm(FlaskForm):  # type: ignore[misc]
    """The agency's own settings."""

    name = StringField(
        _l("Name"), [InputRequired(_l("Enter the agency’s name.")), Length(max=120)], filters=[trimmed]
    )
    contact_person = StringField(
        _l("Who answers questions about results"),
        [Optional(), Length(max=200)],
        filters=[trimmed],
        description=_l("A name and how to reach them. Every report and the first-use notice name them."),
    )
    timezone = SelectField(
        _l("Timezone"),
        description=_l("Days of the rules begin and end by it, unless an interview has its own."),
    )
    language = SelectField(
        _l("Language"), description=_l("Of mails and reports, unless a person chose another.")
    )
    paper = RadioField(_l("Paper of reports and letters"), choices=PAPERS)
    colour = ColorField(
        _l("Colour"), description=_l("Of mails and reports. Dark enough to carry white words.")
    )
    mail_from = EmailField(
        _l("Sender of mails"),
        [Optional(), Email(_l("Enter an address like coaching@example.com.")), Length(max=LONGEST)],
        filters=[trimmed],
        description=_l("The mail server must allow it. Empty: the installation’s own address."),
    )
    inbound_domain = StringField(
        _l("Domain of blind copies"),
        [Optional(), Length(max=253)],
        filters=[trimmed],
        description=_l("Mail to it must reach the portal. Empty: no blind-copy address is offered."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )

    def offer(self) -> None:
        """Fill the lists."""
        self.timezone.choices = zones.choices()
        self.language.choices = zones.languages()


class TeamForm(FlaskForm):  # type: ignore[misc]
    """A team's name."""

    name = StringField(
        _l("Name of the team"), [InputRequired(_l("Enter a name.")), Length(max=80)], filters=[trimmed]
    )


class StaffForm(FlaskForm):  # type: ignore[misc]
    """What somebody is who works here."""

    name = StringField(_l("Name"), [InputRequired(_l("Enter a name.")), Length(max=120)], filters=[trimmed])
    role = RadioField(_l("Role"), choices=ROLES, default=Role.RECRUITER.value)
    team = SelectField(
        _l("Team"), description=_l("Recruiters see their team’s candidates and cover for each other.")
    )

    def offer(self, teams: Iterable[Team]) -> None:
        """Fill the list of teams."""
        self.team.choices = [
            SelectChoice("", _("None (admins only)")),
            *(SelectChoice(str(team.id), team.name) for team in teams),
        ]


class InviteForm(StaffForm):
    """Somebody who is to work here."""

    email = EmailField(
        _l("Email address"),
        [
            InputRequired(_l("Enter an address.")),
            Email(_l("Enter an address like name@example.com.")),
            Length(max=LONGEST),
        ],
        filters=[trimmed],
    )


class MemberForm(StaffForm):
    """Somebody who works here already."""

    take_along = BooleanField(_l("Take the candidates along when the team changes"), default=True)


class HandOverForm(FlaskForm):  # type: ignore[misc]
    """To whom everything goes."""

    to = SelectField(_l("Hand everything over to"), [InputRequired(_l("Choose a colleague."))])

    def offer(self, colleagues: Iterable[User]) -> None:
        """Fill the list of colleagues, with their teams."""
        self.to.choices = [
            SelectChoice("", _("Choose a colleague")),
            *(
                SelectChoice(str(user.id), f"{user.name} ({user.team.name})" if user.team else user.name)
                for user in colleagues
            ),
        ]
