"""The pages of accounts, each with its address."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from portal.access import Permission
from portal.accounts import routes_links as links
from portal.accounts import routes_notice as notice
from portal.accounts import routes_settings as settings
from portal.accounts import routes_sign_in as sign_in
from portal.web.navigation import MENU, Entry

blueprint = Blueprint("accounts", __name__)

blueprint.before_app_request(sign_in.note_activity)

MENU += [
    Entry(_l("Your settings"), "accounts.settings", Permission.USE_PORTAL),
    Entry(_l("What is kept about you"), "accounts.notice", Permission.SEE_TODAY),
]

for method, path, name, view in (
    ("GET", "/", "home", sign_in.home),
    ("GET", "/signin", "sign_in", sign_in.sign_in),
    ("POST", "/signin", "sign_in_with_password", sign_in.sign_in_with_password),
    ("POST", "/signin/link", "ask_for_link", sign_in.ask_for_link),
    ("GET", "/signin/sent", "link_sent", sign_in.link_sent),
    ("POST", "/signin/agency", "choose_agency", sign_in.choose_agency),
    ("POST", "/signout", "sign_out", sign_in.sign_out),
    ("GET", "/l/<token>", "mailed_link", links.mailed_link),
    ("POST", "/l/<token>", "use_mailed_link", links.use_mailed_link),
    ("POST", "/l/<token>/again", "renew_mailed_link", links.renew_mailed_link),
    ("GET", "/notice", "notice", notice.notice),
    ("POST", "/notice", "agree_to_notice", notice.agree_to_notice),
    ("POST", "/notice/decline", "decline_notice", notice.decline_notice),
    ("GET", "/notice/declined", "notice_declined", notice.notice_declined),
    ("GET", "/me/settings", "settings", settings.settings),
    ("POST", "/me/settings", "save_settings", settings.save_settings),
    ("POST", "/me/password", "change_password", settings.change_password),
    ("POST", "/me/signins/end", "end_other_sign_ins", settings.end_other_sign_ins),
    ("POST", "/me/signins/<uuid:sign_in_id>/end", "end_sign_in", settings.end_sign_in),
):
    blueprint.add_url_rule(path, name, view, methods=[method])
