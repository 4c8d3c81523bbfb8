"""The candidate's pages of this feature, for the application to take up."""

from portal.recaps import routes_documents, routes_pages
from portal.recaps.routes_base import blueprint

__all__ = ["blueprint", "routes_documents", "routes_pages"]
