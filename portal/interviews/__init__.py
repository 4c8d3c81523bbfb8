"""Candidates, their interviews, the people met there, and what the employer says afterwards."""
