"""Taking in case files, so that what other systems or other agencies exported becomes interviews here."""
