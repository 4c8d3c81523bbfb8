"""Reading notes: what a text says, as spans and what they are. Pure, and without knowledge of any policy."""
