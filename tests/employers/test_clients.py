"""Client companies: adding them with their routes, finding them, changing and archiving them."""

import uuid_utils.compat
from flask import Flask

from portal.extensions import db
from portal.models import AuditEntry, Employer, Task
from tests import factories as make
from tests.cast import Cast
from tests.statements import statements

KINDS = ("thank_you", "clarification", "check_in", "value_add")


def asked(**values: object) -> dict[str, object]:
    return {"key": str(uuid_utils.compat.uuid7()), "name": "Quay Bank"} | values


def test_a_new_client_asks_for_its_route_and_chooses_none_beforehand(cast: Cast, signed_in):
    page = signed_in(cast.own.recruiter).get("/clients/new").text
    assert 'name="same"' in page
    assert all(f'name="route_{kind}"' in page for kind in KINDS)
    assert " checked" not in page


def test_a_client_without_a_route_is_not_saved_and_is_told_why(cast: Cast, signed_in):
    answer = signed_in(cast.own.recruiter).post(
        "/clients/new", data=asked(remarks="Ask for Eva", domains="quay.example")
    )
    assert answer.status_code == 422
    assert "Nothing is assumed" in answer.text
    assert 'href="#same-0"' in answer.text
    assert "Ask for Eva" in answer.text
    assert "quay.example" in answer.text
    assert db.session.query(Employer).filter_by(name="Quay Bank").count() == 0


def test_one_answer_holds_for_every_kind(cast: Cast, signed_in):
    client = signed_in(cast.own.recruiter)
    answer = client.post(
        "/clients/new",
        data=asked(same="via_agency", domains="@Quay.example\nquay.example", touch_cap="1"),
        follow_redirects=True,
    )
    assert "Through the agency" in answer.text
    row = db.session.query(Employer).filter_by(name="Quay Bank").one()
    assert row.routes == dict.fromkeys(KINDS, "via_agency")
    assert row.domains == ["quay.example"]
    assert row.overrides == {"touch_cap": {"max": 1}}
    assert db.session.query(AuditEntry).filter_by(action="employer.added", subject_id=row.id).count() == 1


def test_each_kind_can_have_its_own_way_and_none_may_be_left_out(cast: Cast, signed_in):
    client = signed_in(cast.own.recruiter)
    form = asked(
        same="by_kind", route_thank_you="direct", route_clarification="direct", route_check_in="none"
    )
    answer = client.post("/clients/new", data=form)
    assert answer.status_code == 422
    assert 'href="#route_value_add-0"' in answer.text
    client.post("/clients/new", data=form | {"route_value_add": "via_agency"})
    row = db.session.query(Employer).filter_by(name="Quay Bank").one()
    assert row.routes == {
        "thank_you": "direct",
        "clarification": "direct",
        "check_in": "none",
        "value_add": "via_agency",
    }


def test_two_answers_that_contradict_each_other_are_refused(cast: Cast, signed_in):
    answer = signed_in(cast.own.recruiter).post(
        "/clients/new", data=asked(same="direct", route_check_in="none")
    )
    assert answer.status_code == 422
    assert "Change one of the two" in answer.text


def test_the_same_form_sent_twice_makes_one_client(cast: Cast, signed_in):
    client, form = signed_in(cast.own.recruiter), asked(same="direct")
    first = client.post("/clients/new", data=form)
    second = client.post("/clients/new", data=form)
    assert first.headers["Location"] == second.headers["Location"]
    assert db.session.query(Employer).filter_by(name="Quay Bank").count() == 1


def test_a_wrong_domain_is_named(cast: Cast, signed_in):
    answer = signed_in(cast.own.recruiter).post(
        "/clients/new", data=asked(same="direct", domains="quay.example\nnot a domain")
    )
    assert answer.status_code == 422
    assert "not a domain is no mail domain" in answer.text


def test_a_form_without_its_key_says_so_and_keeps_what_was_typed(cast: Cast, signed_in):
    answer = signed_in(cast.own.recruiter).post(
        "/clients/new", data={"name": "Quay Bank", "same": "direct", "key": "1"}
    )
    assert answer.status_code == 422
    assert "press the button again" in answer.text
    assert 'value="Quay Bank"' in answer.text


def test_an_owner_from_another_agency_is_refused(cast: Cast, signed_in):
    answer = signed_in(cast.own.recruiter).post(
        "/clients/new", data=asked(same="direct", owner=str(cast.other.recruiter.id))
    )
    assert answer.status_code == 422
    assert db.session.query(Employer).filter_by(name="Quay Bank").count() == 0


def test_editing_shows_the_answers_given_and_a_new_route_has_open_interviews_scored_again(
    cast: Cast, signed_in
):
    client, row = signed_in(cast.own.recruiter), cast.own.employer
    page = client.get(f"/clients/{row.id}/edit").text
    assert 'checked id="same-0"' in page
    before = db.session.query(Task).filter_by(kind="score_interview").count()
    client.post(
        f"/clients/{row.id}/edit",
        data=asked(
            name=row.name,
            same="by_kind",
            **{f"route_{kind}": "none" for kind in KINDS},
            domains="acme.example",
        ),
    )
    db.session.refresh(row)
    assert row.routes == dict.fromkeys(KINDS, "none")
    assert db.session.query(Task).filter_by(kind="score_interview").count() == before + 1
    assert 'checked id="same-2"' in client.get(f"/clients/{row.id}/edit").text


def test_an_archived_client_leaves_the_list_and_can_come_back(cast: Cast, signed_in):
    client, row = signed_in(cast.admin), cast.own.employer
    client.post(f"/clients/{row.id}/archive")
    assert f"/clients/{row.id}" not in client.get("/clients").text
    assert f"/clients/{row.id}" in client.get("/clients?archived=1").text
    client.post(f"/clients/{row.id}/archive", data={"back": "1"})
    assert f"/clients/{row.id}" in client.get("/clients").text


def test_another_agency_s_client_is_not_there(cast: Cast, signed_in):
    client = signed_in(cast.own.recruiter)
    assert client.get(f"/clients/{cast.other.employer.id}").status_code == 404
    assert client.get(f"/clients/{cast.other.employer.id}/edit").status_code == 404
    assert client.post(f"/clients/{cast.other.employer.id}/archive").status_code == 404
    assert str(cast.other.employer.id) not in client.get("/clients").text


def test_candidates_have_no_clients_page(cast: Cast, signed_in):
    assert signed_in(cast.own.candidate.user).get("/clients").status_code == 404


def test_search_finds_names_and_domains_and_says_when_nothing_fits(cast: Cast, signed_in):
    make.employer(cast.agency, "Quay Bank", domains=["quay.example"])
    db.session.commit()
    client = signed_in(cast.own.recruiter)
    assert "Quay Bank" in client.get("/clients?q=QUAY").text
    assert "Acme" not in client.get("/clients?q=quay.ex").text
    assert "No client fits" in client.get("/clients?q=100%25").text


def test_an_agency_without_clients_is_told_what_to_do_first(app: Flask, signed_in):
    agency = make.agency()
    page = signed_in(make.user(agency, team_id=make.team(agency).id)).get("/clients").text
    assert "No clients yet" in page
    assert 'href="/clients/new"' in page


def test_long_lists_come_in_pages_that_lead_on_and_back(cast: Cast, signed_in):
    for number in range(120):
        make.employer(cast.agency, f"Company {number:03}")
    db.session.commit()
    client, seen, address, back = signed_in(cast.own.recruiter), [], "/clients", None
    while address:
        page = client.get(address).text
        seen += [f"{n:03}" for n in range(120) if f">Company {n:03}<" in page]
        address = link(page, "next")
        back = link(page, "prev") or back
    assert seen == [f"{n:03}" for n in range(120)]
    assert ">Company 050<" in client.get(back).text
    assert client.get("/clients?page=nonsense").status_code == 200


def link(page: str, rel: str) -> str | None:
    at = page.find(f'rel="{rel}" href="')
    return page[at:].split('href="', 1)[1].split('"', 1)[0].replace("&amp;", "&") if at >= 0 else None


def test_the_list_takes_as_many_statements_for_many_as_for_few(cast: Cast, signed_in):
    client = signed_in(cast.own.recruiter)
    client.get("/clients")
    with statements() as few:
        client.get("/clients")
    for number in range(30):
        at = make.employer(cast.agency, f"Company {number}", owner_id=cast.admin.id)
        make.contact(at)
        make.job(at)
    db.session.commit()
    with statements() as many:
        client.get("/clients")
    assert len(many) == len(few)
