"""Who may pass each door: endpoint by endpoint, decided by hand. A route that is not here fails the suite."""

from dataclasses import dataclass

CANDIDATE, RECRUITER, ADMIN = "candidate", "recruiter", "admin"
ALL = frozenset({CANDIDATE, RECRUITER, ADMIN})
STAFF = frozenset({RECRUITER, ADMIN})


@dataclass(frozen=True)
class Door:
    """``roles`` that may pass; ``about`` whose row the address names: a candidate's, the agency's, one's own, or none."""

    roles: frozenset[str]
    about: str = "nothing"


PUBLIC = Door(frozenset(), "public")
EVERYONE = Door(ALL)
CANDIDATES = Door(frozenset({CANDIDATE}))
OFFICE = Door(STAFF)
ADMINS = Door(frozenset({ADMIN}))
THEIRS = Door(ALL, "candidate")
CANDIDATES_OWN = Door(frozenset({CANDIDATE}), "candidate")
STAFF_OF_THEIRS = Door(STAFF, "candidate")
AGENCYS = Door(STAFF, "agency")
ADMINS_AGENCYS = Door(frozenset({ADMIN}), "agency")

DOORS: dict[str, Door] = {
    "accounts.sign_in": PUBLIC,
    "accounts.sign_in_with_password": PUBLIC,
    "accounts.ask_for_link": PUBLIC,
    "accounts.link_sent": PUBLIC,
    "accounts.choose_agency": PUBLIC,
    "accounts.mailed_link": PUBLIC,
    "accounts.use_mailed_link": PUBLIC,
    "accounts.renew_mailed_link": PUBLIC,
    "accounts.home": EVERYONE,
    "accounts.sign_out": EVERYONE,
    "accounts.notice": CANDIDATES,
    "accounts.agree_to_notice": CANDIDATES,
    "accounts.decline_notice": CANDIDATES,
    "accounts.notice_declined": PUBLIC,
    "accounts.settings": EVERYONE,
    "accounts.save_settings": EVERYONE,
    "accounts.change_password": EVERYONE,
    "accounts.end_other_sign_ins": EVERYONE,
    "accounts.end_sign_in": CANDIDATES_OWN,
    "agency.home": ADMINS,
    "agency.settings": ADMINS,
    "agency.save_settings": ADMINS,
    "agency.teams": ADMINS,
    "agency.create_team": ADMINS,
    "agency.rename_team": ADMINS_AGENCYS,
    "agency.staff": ADMINS,
    "agency.new_member": ADMINS,
    "agency.invite_member": ADMINS,
    "agency.member": ADMINS_AGENCYS,
    "agency.change_member": ADMINS_AGENCYS,
    "agency.invite_again": ADMINS_AGENCYS,
    "agency.hand_over": ADMINS_AGENCYS,
    "agency.disable_member": ADMINS_AGENCYS,
    "agency.enable_member": ADMINS_AGENCYS,
    "audit.index": ADMINS,
    "employers.index": OFFICE,
    "employers.new": OFFICE,
    "employers.show": AGENCYS,
    "employers.edit": AGENCYS,
    "employers.archive": AGENCYS,
    "employers.new_contact": AGENCYS,
    "employers.contact": AGENCYS,
    "employers.archive_contact": AGENCYS,
    "employers.new_job": AGENCYS,
    "employers.job": AGENCYS,
    "notifications.outbox": ADMINS,
    "notifications.mail": ADMINS_AGENCYS,
    "notifications.download": ADMINS_AGENCYS,
    "notifications.try_again": ADMINS_AGENCYS,
    "policies.show": EVERYONE,
    "policies.version": EVERYONE,
    "policies.history": EVERYONE,
    "policies.choose": ADMINS,
    "policies.publish": ADMINS,
    "followups.begin_note": CANDIDATES_OWN,
    "followups.drop_note": CANDIDATES_OWN,
    "followups.log": CANDIDATES_OWN,
    "followups.new_note": CANDIDATES_OWN,
    "followups.note": THEIRS,
    "followups.save_new": CANDIDATES_OWN,
    "followups.save_note": CANDIDATES_OWN,
    "followups.send": CANDIDATES_OWN,
    "followups.sent": CANDIDATES_OWN,
    "followups.retract": CANDIDATES_OWN,
    "followups.take_back": CANDIDATES_OWN,
    "followups.today": CANDIDATES,
    "followups.write_log": CANDIDATES_OWN,
    "followups.write_note": CANDIDATES_OWN,
    "recaps.document": CANDIDATES_OWN,
    "recaps.document_file": THEIRS,
    "recaps.hand_in_document": CANDIDATES_OWN,
    "recaps.opened": CANDIDATES_OWN,
    "recaps.page": CANDIDATES_OWN,
    "recaps.save": CANDIDATES_OWN,
    "recaps.show": THEIRS,
    "recaps.take_over": CANDIDATES_OWN,
    "recaps.upload": CANDIDATES_OWN,
    "recaps.write": CANDIDATES_OWN,
    "recaps_phone.confirm": CANDIDATES_OWN,
    "recaps_phone.save": STAFF_OF_THEIRS,
    "recaps_phone.take_down": STAFF_OF_THEIRS,
    "recaps_phone.taken_down": STAFF_OF_THEIRS,
    "reviews_desk.called": STAFF_OF_THEIRS,
    "reviews_desk.log_called": STAFF_OF_THEIRS,
    "reviews_desk.override": STAFF_OF_THEIRS,
    "reviews_desk.verdict": STAFF_OF_THEIRS,
    "reviews.decide": STAFF_OF_THEIRS,
    "reviews.queue": OFFICE,
    "reviews.review": STAFF_OF_THEIRS,
    "tasks.show": THEIRS,
    "tasks.progress": THEIRS,
    "tasks.cancel": THEIRS,
    "tasks.health": PUBLIC,
    "reports.show": THEIRS,
    "reports.progress": THEIRS,
    "reports.make": THEIRS,
    "reports.pdf": THEIRS,
    "interviews.index": OFFICE,
    "interviews.new": OFFICE,
    "interviews.people_there": OFFICE,
    "interviews.show": THEIRS,
    "interviews.move": STAFF_OF_THEIRS,
    "interviews.cancel": STAFF_OF_THEIRS,
    "interviews.overrun": STAFF_OF_THEIRS,
    "interviews.said_what": STAFF_OF_THEIRS,
    "interviews.said_kind": STAFF_OF_THEIRS,
    "interviews.add_person": THEIRS,
    "interviews.person": THEIRS,
    "interviews.change_role": STAFF_OF_THEIRS,
    "interviews.take_out": STAFF_OF_THEIRS,
    "interviews.people": OFFICE,
    "interviews.new_candidate": OFFICE,
    "interviews.candidate": STAFF_OF_THEIRS,
    "interviews.edit_candidate": STAFF_OF_THEIRS,
    "interviews.hand_over": STAFF_OF_THEIRS,
    "interviews.invite": STAFF_OF_THEIRS,
    "interviews.archive_candidate": STAFF_OF_THEIRS,
}

QUERIES: dict[str, dict[str, str]] = {
    "followups.begin_note": {"to": "person_id"},
    "followups.save_new": {"to": "person_id"},
    "followups.write_log": {"what": "what"},
}
"""What an address says after its question mark, by the placeholder that has the value."""
