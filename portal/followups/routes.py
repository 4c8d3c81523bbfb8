"""All pages of this feature, for the application to take up."""

from portal.followups import routes_drafts, routes_log, routes_notes, routes_send, routes_today
from portal.followups.routes_base import blueprint

__all__ = ["blueprint", "routes_drafts", "routes_log", "routes_notes", "routes_send", "routes_today"]
