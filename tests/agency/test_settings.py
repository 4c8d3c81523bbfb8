"""The agency's settings and teams, as an admin keeps them."""

import pytest
from flask import Flask

from portal.agency.operations import contrast_with_white, mail_domain
from portal.extensions import db
from portal.models import Agency, AuditEntry, Paper, Team
from tests.cast import Cast

GOOD = {
    "name": "Harbour Staffing",
    "timezone": "Europe/London",
    "language": "en_GB",
    "paper": "a4",
    "colour": "#7a1f3d",
    "mail_from": "Coaching@Harbour.example",
    "inbound_domain": "Copies.Harbour.example",
    "contact_person": "Ada Marsh, ada@harbour.example",
}


def test_an_admin_changes_every_setting_and_it_is_audited(app: Flask, cast: Cast, signed_in):
    client = signed_in(cast.admin)
    assert client.get("/agency/settings").status_code == 200
    assert client.post("/agency/settings", data=GOOD).status_code == 302
    agency = db.session.get_one(Agency, cast.agency.id)
    assert (agency.timezone, agency.language, agency.paper) == ("Europe/London", "en_GB", Paper.A4)
    assert (agency.mail_from, agency.inbound_domain) == (
        "coaching@harbour.example",
        "copies.harbour.example",
    )
    entry = db.session.query(AuditEntry).filter_by(action="agency.changed").one()
    assert "timezone" in entry.detail["settings"]
    assert "name" not in entry.detail["settings"]
    assert db.session.get_one(Agency, cast.other_agency.id).timezone == "Europe/Berlin"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "Enter the agency"),
        ("colour", "#ffee00", "darker colour"),
        ("colour", "red", "colour"),
        ("mail_from", "nobody", "address like"),
        ("inbound_domain", "https://copies.example.com", "without @"),
        ("inbound_domain", "localhost", "without @"),
        ("timezone", "Mars/Olympus", "Not a valid choice"),
    ],
)
def test_a_setting_that_cannot_be_is_named_and_nothing_typed_is_lost(
    app: Flask, cast: Cast, signed_in, field: str, value: str, says: str
):
    answer = signed_in(cast.admin).post("/agency/settings", data=GOOD | {field: value})
    assert answer.status_code == 422
    assert says in answer.text
    assert "ada@harbour.example" in answer.text
    assert db.session.get_one(Agency, cast.agency.id).timezone == "America/Chicago"


def test_white_on_black_stands_out_and_on_white_does_not():
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)


def test_a_mail_domain_is_kept_in_lower_case_and_addresses_are_none():
    assert mail_domain(" Copies.Example.COM ") == "copies.example.com"
    assert mail_domain("tom@example.com") is None
    assert mail_domain("a b.com") is None


def test_an_admin_creates_and_renames_teams_whose_names_differ(app: Flask, cast: Cast, signed_in):
    client = signed_in(cast.admin)
    assert client.post("/agency/teams", data={"name": "  Health   care "}).status_code == 302
    team = db.session.query(Team).filter_by(name="Health care").one()
    assert client.post("/agency/teams", data={"name": "health CARE"}).status_code == 422
    assert client.post("/agency/teams", data={"name": ""}).status_code == 422
    taken = client.post(f"/agency/teams/{team.id}", data={"name": "Finance"})
    assert taken.status_code == 422
    assert "already" in taken.text
    assert client.post(f"/agency/teams/{team.id}", data={"name": "Nursing"}).status_code == 302
    assert "Nursing" in client.get("/agency/teams").text
    assert db.session.query(AuditEntry).filter_by(action="team.renamed").one().detail["new"] == "Nursing"


def test_the_teams_of_another_agency_are_not_there(app: Flask, cast: Cast, signed_in):
    client = signed_in(cast.admin)
    assert client.post(f"/agency/teams/{cast.other.team.id}", data={"name": "Mine"}).status_code == 404


def test_the_home_page_counts_work_and_says_that_the_worker_is_away(app: Flask, cast: Cast, signed_in):
    page = signed_in(cast.admin).get("/agency").text
    assert "stands still" in page
    assert "interviews without an outcome" in page
    assert "Name who answers questions" in page
