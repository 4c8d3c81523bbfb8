"""A person's own settings: look, clock, reach, password, and where they are signed in."""

from flask import Flask

from portal import clock
from portal.accounts import throttle
from portal.accounts.preferences import device_name
from portal.extensions import db
from portal.models import AuditEntry, Candidate, Mail, SignIn, User
from tests.cast import Cast
from tests.factories import PASSWORD

LOOK = {"timezone": "Europe/Lisbon", "language": "en_GB", "theme": "dark"}


def test_a_candidate_keeps_clock_look_phone_and_further_addresses(app: Flask, cast: Cast, signed_in):
    client = signed_in(cast.own.candidate.user)
    assert client.get("/me/settings").status_code == 200
    data = LOOK | {
        "phone": "+1 (312) 555-0100",
        "sending_addresses": f"Priya@Work.example\n{cast.own.candidate.user.email}\npriya@work.example",
    }
    assert client.post("/me/settings", data=data).status_code == 302
    row = db.session.get_one(Candidate, (cast.agency.id, cast.own.candidate.id))
    assert (row.timezone, row.phone) == ("Europe/Lisbon", "+1 (312) 555-0100")
    assert row.sending_addresses == ["priya@work.example"]
    page = client.get("/me/settings").text
    assert 'data-theme="dark"' in page
    assert "priya@work.example" in page
    assert db.session.query(AuditEntry).filter_by(action="candidate.addresses_changed").count() == 1


def test_what_is_no_address_is_quoted_and_everything_typed_stays(app: Flask, cast: Cast, signed_in):
    client = signed_in(cast.own.candidate.user)
    data = LOOK | {"phone": "12345", "sending_addresses": "priya@work.example\nnot an address"}
    answer = client.post("/me/settings", data=data)
    assert answer.status_code == 422
    assert "“not an address” is not an email address" in answer.text
    assert "priya@work.example" in answer.text
    many = "\n".join(f"a{number}@work.example" for number in range(6))
    assert "at most 5" in client.post("/me/settings", data=data | {"sending_addresses": many}).text
    assert client.post("/me/settings", data=data | {"timezone": "Mars"}).status_code == 422
    assert client.post("/me/settings", data=data | {"phone": "call me"}).status_code == 422
    row = db.session.get_one(Candidate, (cast.agency.id, cast.own.candidate.id))
    assert (row.phone, row.sending_addresses) == (None, [])


def test_staff_may_take_the_agencys_clock_and_language(app: Flask, cast: Cast, signed_in):
    client = signed_in(cast.admin)
    assert client.post("/me/settings", data=LOOK).status_code == 302
    assert db.session.get_one(User, (cast.agency.id, cast.admin.id)).timezone == "Europe/Lisbon"
    assert client.post("/me/settings", data={"timezone": "", "language": "", "theme": ""}).status_code == 302
    user = db.session.get_one(User, (cast.agency.id, cast.admin.id))
    assert (user.timezone, user.language, user.theme) == (None, None, None)


def test_a_new_password_needs_the_present_one_and_ends_other_sign_ins(app: Flask, cast: Cast, signed_in):
    here, elsewhere = signed_in(cast.admin), signed_in(cast.admin)
    words = "seven quiet harbours"
    wrong = here.post("/me/password", data={"present": "wrong", "password": words, "again": words})
    assert "not your present password" in wrong.text
    weak = here.post("/me/password", data={"present": PASSWORD, "password": "short", "again": "short"})
    assert "at least 12 characters" in weak.text
    assert elsewhere.get("/me/settings").status_code == 200
    done = here.post("/me/password", data={"present": PASSWORD, "password": words, "again": words})
    assert done.status_code == 302
    assert here.get("/me/settings").status_code == 200
    assert elsewhere.get("/me/settings").headers["Location"].startswith("/signin")
    assert (
        app.test_client().post("/signin", data={"email": cast.admin.email, "password": words}).status_code
        == 302
    )
    assert db.session.query(Mail).one().kind == "password_changed"


def test_guessing_the_present_password_is_limited(app: Flask, cast: Cast, signed_in):
    client = signed_in(cast.admin)
    data = {"present": "wrong", "password": "seven quiet harbours", "again": "seven quiet harbours"}
    for _ in range(9):
        throttle.count(clock.now(), (throttle.OWN_PASSWORD, (str(cast.admin.id),)))
    assert [client.post("/me/password", data=data).status_code for _ in range(3)] == [422, 429, 429]


def test_candidates_have_no_password_to_change(app: Flask, cast: Cast, signed_in):
    client = signed_in(cast.own.candidate.user)
    assert "Present password" not in client.get("/me/settings").text
    data = {"present": "x", "password": "seven quiet harbours", "again": "seven quiet harbours"}
    assert client.post("/me/password", data=data).status_code == 302
    assert db.session.get_one(User, (cast.agency.id, cast.own.candidate.user_id)).password_hash is None


def test_one_sees_where_one_is_signed_in_and_ends_the_others(app: Flask, cast: Cast, signed_in):
    here, there, third = (signed_in(cast.admin) for _ in range(3))
    assert here.get("/me/settings").text.count('<th scope="row">') == 3
    rows = db.session.query(SignIn).order_by(SignIn.id).all()
    assert here.post(f"/me/signins/{rows[1].id}/end").status_code == 302
    assert there.get("/me/settings").headers["Location"].startswith("/signin")
    assert third.get("/me/settings").status_code == 200
    assert here.post("/me/signins/end").status_code == 302
    assert third.get("/me/settings").headers["Location"].startswith("/signin")
    assert here.get("/me/settings").status_code == 200


def test_nobody_ends_the_sign_in_of_somebody_else(app: Flask, cast: Cast, signed_in):
    signed_in(cast.own.recruiter)
    theirs = db.session.query(SignIn).one()
    assert signed_in(cast.admin).post(f"/me/signins/{theirs.id}/end").status_code == 404


def test_a_browser_is_called_by_name_and_system(app: Flask):
    windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604"
    assert device_name(windows) == "Chrome on Windows"
    assert device_name(phone) == "Safari on iPhone"
    assert device_name(None) == "An unknown device"
