"""Signing in and out, invitations, mailed links, and what a candidate agrees to before anything is kept."""
