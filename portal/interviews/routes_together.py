"""Every page of interviews and candidates, on one blueprint."""

from portal.interviews import routes, routes_assign, routes_candidates, routes_changes, routes_met

blueprint = routes.blueprint
PAGES = (routes, routes_candidates, routes_assign, routes_changes, routes_met)
"""The modules whose routes stand on it."""
