"""What every form does with what was typed into it."""


def trimmed(text: str | None) -> str | None:
    """What was typed, without blanks around it."""
    return text.strip() if text else text
