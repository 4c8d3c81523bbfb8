"""Coaching reports: what they say, how they are rendered to PDF, where they are kept."""
