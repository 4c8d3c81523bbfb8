"""Reviewing what candidates submit: what waits, one page to decide, and what a decision sets going."""
