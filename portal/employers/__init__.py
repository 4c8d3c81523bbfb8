"""Client companies: who they are, by which way each kind of message reaches them, their people, their positions."""
