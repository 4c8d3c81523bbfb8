"""What an admin keeps in order: the agency's settings, its staff and teams, and who looks after whom."""
