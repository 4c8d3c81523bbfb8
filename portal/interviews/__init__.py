"""Interviews: assigned, moved, cancelled, and what the employer says afterwards."""
