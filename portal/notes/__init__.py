"""Reading what people write, apart from any policy: pure functions of the text."""
