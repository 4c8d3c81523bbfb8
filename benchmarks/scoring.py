"""Interviews scored a second on one core, with all 41 rules, facts and readings in memory.

Prints both figures (reasons as ids and values; and as sentences) beside a calibration loop run in the same minute.
"""

import time
from collections.abc import Callable
from pathlib import Path

from portal.casefile import load_case
from portal.policy.packs import NAMES, pack
from portal.policy.policy import Policy
from portal.policy.reading import readings_for
from portal.policy.results import result_values
from portal.policy.scoring import score

CASES = Path(__file__).parent.parent / "tests" / "cases"
SECONDS = 2.0


def all_rules() -> Policy:
    """Every rule there is, as the agency default (else another pack) has it."""
    rules = {rule: entry for name in reversed(NAMES) for rule, entry in pack(name).rules.items()}
    return Policy(name="all", version="1", rules=rules)


def rate(act: Callable[[], int]) -> float:
    """How many things a second ``act`` does; it returns how many it did."""
    act()
    done, begun = 0, time.process_time()
    while (spent := time.process_time() - begun) < SECONDS:
        done += act()
    return done / spent


def calibration() -> int:
    """A fixed piece of plain work: how fast this machine is just now."""
    total = 0
    for number in range(100_000):
        total += number * number % 7
    return 1


def main() -> None:
    """Run and print."""
    policy = all_rules()
    cases = []
    for path in sorted(CASES.glob("*.yaml")):
        if ".expect" not in path.name:
            facts = load_case(path.read_text(), path.name)
            as_of = facts.interview.ends_at.replace(year=2027)
            cases.append((facts, as_of, readings_for(facts, as_of)))

    def plain() -> int:
        for facts, as_of, readings in cases:
            score(facts, policy, as_of, readings)
        return len(cases)

    def said() -> int:
        for facts, as_of, readings in cases:
            result_values(score(facts, policy, as_of, readings))
        return len(cases)

    print(f"calibration loop             {rate(calibration):10.0f} /s")
    print(
        f"scored, reasons as ids       {rate(plain):10.0f} interviews/s  ({len(policy.rules)} rules, goal 5000)"
    )
    print(f"scored, reasons as sentences {rate(said):10.0f} interviews/s")


if __name__ == "__main__":
    main()
