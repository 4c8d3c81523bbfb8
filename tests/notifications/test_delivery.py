"""Real deliveries to an SMTP server on loopback that takes, refuses or is away."""

import re
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.accounts.operations import make_link
from portal.extensions import db
from portal.models import MailedLink, MailState
from portal.notifications.delivery import deliver, find_waiting
from tests import factories as make
from tests.work import send_mails


def send(mail, later=timedelta(0)):
    deliver(mail.agency_id, mail.id, make.now() + later, make_link)


def test_a_mail_is_sent_once_in_the_agencys_name_with_both_parts(cast, server, mail):
    row = mail()
    for _ in range(3):
        send(row)
    assert (row.state, row.attempts, row.error) == (MailState.SENT, 1, None)
    assert row.sent_at is not None
    [got] = server.box.got
    assert got["From"] == "Harbour Staffing <portal@localhost>"
    assert got["To"] == f"Priya Nair <{cast.own.candidate.user.email}>"
    assert (got["Subject"], got["Message-ID"]) == ("How did it go?", row.message_id)
    assert got["Reply-To"] == f"Tom Reed <{cast.own.recruiter.email}>", "answers reach a person"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["Date"].datetime == row.sent_at.replace(microsecond=0)
    assert [part.get_content_type() for part in got.iter_parts()] == ["text/plain", "text/html"]


def test_the_agencys_own_sender_is_used_where_it_has_one(cast, server, mail):
    cast.agency.mail_from = "coaching@harbour.example"
    send(mail())
    assert server.box.got[0]["From"] == "Harbour Staffing <coaching@harbour.example>"


def test_answers_do_not_go_to_a_recruiter_who_has_left(cast, server, mail):
    cast.own.recruiter.disabled_at = make.now()
    send(mail())
    assert server.box.got[0]["Reply-To"] is None


def test_its_link_is_made_as_it_goes_out_and_works(app, cast, server, mail):
    row = mail()
    assert db.session.query(MailedLink).count() == 0
    send(row)
    text = server.box.got[0].get_body(("plain",)).get_content()
    html = server.box.got[0].get_body(("html",)).get_content()
    [address] = re.findall(r"http://127\.0\.0\.1:8000(/l/\S+)", text)
    assert f'href="http://127.0.0.1:8000{address}"' in html
    assert "[[link]]" not in text + html
    assert address.removeprefix("/l/") not in row.text + row.html, "no token stays behind"
    answer = app.test_client().post(address)
    assert answer.status_code == 302


def test_a_server_that_is_away_gets_everything_once_it_is_back(server, mail):
    rows = [mail(f"k{number}") for number in range(3)]
    server.go()
    send_mails()
    assert {(row.state, row.attempts) for row in rows} == {(MailState.WAITING, 1)}
    assert {row.error for row in rows} == {"ConnectionRefusedError"}
    server.come_back()
    send_mails()
    assert server.box.got == [], "not before the pause is over"
    for row in rows:
        send(row, timedelta(seconds=20))
        send(row, timedelta(seconds=20))
    assert sorted(got["Message-ID"] for got in server.box.got) == sorted(row.message_id for row in rows)
    assert {(row.state, row.error) for row in rows} == {(MailState.SENT, None)}


def test_pauses_grow_while_the_server_is_away_and_after_days_the_mail_has_failed(server, mail):
    server.go()
    row, pauses, later = mail(), [], timedelta(0)
    while row.state is MailState.WAITING:
        now = make.now() + later
        deliver(row.agency_id, row.id, now, make_link)
        pauses.append(round((row.next_try_at - now).total_seconds()))
        later += timedelta(seconds=pauses[-1]) if len(pauses) < 9 else timedelta(hours=20)
    assert pauses[:8] == [15, 30, 60, 120, 240, 480, 900, 900]
    assert timedelta(days=4) < later < timedelta(days=6)
    assert row.state is MailState.FAILED


@pytest.mark.parametrize("step", ["rcpt", "data"])
def test_a_mail_that_the_server_refuses_has_failed_and_the_answer_is_kept(server, mail, step):
    setattr(server.box, step, "550 5.1.1 no such person here")
    row = mail()
    send(row)
    assert (row.state, row.error) == (MailState.FAILED, "550 5.1.1 no such person here")
    send(row, timedelta(days=1))
    assert row.attempts == 1


@pytest.mark.parametrize("step", ["rcpt", "data"])
def test_a_server_that_asks_for_patience_gets_it(server, mail, step):
    setattr(server.box, step, "451 4.7.1 greylisted, come back later")
    row = mail()
    send(row)
    assert (row.state, row.error) == (MailState.WAITING, "451 4.7.1 greylisted, come back later")
    setattr(server.box, step, "250 OK")
    send(row, timedelta(minutes=1))
    assert row.state is MailState.SENT


def test_line_ends_in_names_and_subjects_are_text(cast, server, mail):
    cast.own.candidate.user.name = 'Priya\r\nBcc: everybody@example.net\r\n\r\n"<b>'
    cast.agency.name = "Harbour\nX-Evil: 1"
    send(mail(subject="Hello\r\nBcc: all@example.net\r\n\r\nboo"))
    [got] = server.box.got
    assert got["Bcc"] is None
    assert got["X-Evil"] is None
    assert got["Subject"] == "Hello Bcc: all@example.net boo"
    assert "Harbour X-Evil: 1" in got["From"]


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b\r\nRCPT TO:<c@d.example>", "a b@c.example", "@x.example"]
)
def test_an_address_that_is_none_fails_the_mail_alone(server, mail, address):
    row, other = mail(to_address=address), mail("other")
    send_mails()
    assert (row.state, other.state) == (MailState.FAILED, MailState.SENT)
    assert row.error == "this is not an address"


def test_a_closed_account_gets_no_mail(cast, server, mail):
    row = mail()
    cast.own.candidate.user.disabled_at = make.now()
    db.session.commit()
    send(row)
    assert (row.state, server.box.got) == (MailState.FAILED, [])
    assert "closed" in row.error


def test_two_workers_do_not_send_the_same_mail(app, server, mail):
    row = mail()
    agency_id, mail_id = row.agency_id, row.id
    db.session.rollback()
    both = threading.Barrier(4)

    def work():
        with app.app_context():
            both.wait(10)
            deliver(agency_id, mail_id, make.now(), make_link)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert len(server.box.got) == 1


def test_a_worker_that_died_while_sending_has_the_mail_sent_again_under_the_same_message_id(server, mail):
    from portal.notifications.delivery import _claim

    row = mail()
    assert _claim(row.agency_id, row.id, make.now()) == 1  # and then its worker is gone
    send(row, timedelta(minutes=1))
    assert server.box.got == [], "it may still be at it"
    send(row, timedelta(minutes=4))
    assert [got["Message-ID"] for got in server.box.got] == [row.message_id]


def test_what_waits_too_long_is_found_and_what_waits_for_its_pause_is_left(mail):
    now = make.now()
    lost, fresh, paused = mail("lost"), mail("fresh"), mail("paused")
    lost.next_try_at, fresh.next_try_at = now - timedelta(seconds=5), now - timedelta(seconds=1)
    paused.next_try_at = now + timedelta(minutes=5)
    db.session.commit()
    assert [one.row_id for one in find_waiting(now, queue_is_empty=True)] == [lost.id]
    assert find_waiting(now, queue_is_empty=False) == []


def test_without_a_server_mails_become_files_each_whole_and_once(app, mail, tmp_path):
    before = app.config["PORTAL"]
    app.config["PORTAL"] = replace(before, instance=tmp_path)
    try:
        row = mail()
        send(row)
    finally:
        app.config["PORTAL"] = before
    [file] = (tmp_path / "mail").iterdir()
    assert file.name == f"{row.id}.eml"
    assert b"Subject: How did it go?" in file.read_bytes()
    assert row.state is MailState.SENT
    assert db.session.scalar(select(func.count()).select_from(MailedLink)) == 1
