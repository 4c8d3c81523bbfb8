"""What a candidate does after an interview: what is due today, notes and their sending, and the log."""
