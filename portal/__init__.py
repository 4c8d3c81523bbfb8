"""Candidate coaching portal."""
