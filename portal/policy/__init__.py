"""The engine: facts + policy + an instant in, verdicts out. Pure: no Flask, SQLAlchemy, clock or I/O."""

ENGINE = "1"
"""Version of the engine: raised whenever the same facts and policy could score differently."""
