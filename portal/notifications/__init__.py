"""Mail to the people of an agency: written to the outbox with what gives rise to it, sent by the worker."""
