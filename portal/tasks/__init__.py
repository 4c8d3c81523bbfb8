"""Background work: rows that are the truth about it, the transport that carries their ids, handlers, the schedule."""
