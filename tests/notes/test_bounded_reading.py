import time

import pytest

from portal.notes.read import read
from portal.notes.reading import Context

CONTEXT = Context(
    topics=("a b c",) * 20, requirements=("x y",) * 20, stumbles=(("q", "a b c d"),) * 10, names=("Lee",)
)


@pytest.mark.parametrize(
    "text",
    ["\n" * 50_000, "." * 50_000, "A. " * 16_000, "[" * 50_000, "thanks\n" * 8_000, "my word " * 6_000, "a-" * 25_000,
     ("\n" + " " * 40 + "kind") * 1_000, "the " + " " * 49_000, "x" * 500_000],
    ids=["lines", "stops", "initials", "brackets", "thanks", "own words", "hyphens", "sign-offs", "spaces", "long"],
)  # fmt: skip
def test_no_text_makes_reading_slow(text: str):
    begun = time.process_time()
    read(text, CONTEXT)
    assert time.process_time() - begun < 2
