"""An agency's policy as published versions: which one judges, and how the next comes into force."""
