"""Before leaving the room: what to ask for while everybody is still there (rules 1–3)."""

from portal.policy.catalogue import rule
from portal.policy.facts import Person
from portal.policy.finding import Finding, met, missed, pending, shared
from portal.policy.view import View


def _asked(view: View, *, recorded: bool) -> Finding:
    """Met as soon as recorded; else open until the recap is in or the case closes."""
    if recorded:
        return met("recorded", evidence=("interview",))
    if view.recap is not None:
        return missed("recap_in", evidence=("recap",))
    return missed("closed") if view.closed else pending(view.closes_at)


@rule(
    1,
    text="Ask when they expect to decide.",
    sources=("HN 1", "TP"),
    reasons={
        "recorded": "You asked when a decision falls.",
        "recap_in": "Your recap is in, and no question about the timeline is recorded.",
        "closed": "No question about the timeline is recorded.",
        "open": "It is not recorded yet whether you asked when they decide.",
    },
    advice={
        "recap_in": "Next time, close the conversation with: when do you expect to decide?",
        "closed": "Next time, close the conversation with: when do you expect to decide?",
        "open": "If you asked, note the answer in your recap; a date tells you when a check-in is welcome.",
    },
)
def asked_timeline(view: View) -> Finding:
    """Whether the candidate asked when a decision falls, or a decision date is recorded. HN 1, TP."""
    interview = view.facts.interview
    return _asked(view, recorded=bool(interview.asked_timeline or interview.decision_by))


@rule(
    2,
    text="Ask whether and how you may get in touch.",
    sources=("HN 2", "TP"),
    reasons={
        "recorded": "You asked how they like to be contacted.",
        "recap_in": "Your recap is in, and nobody's preferred way of contact is recorded.",
        "closed": "Nobody's preferred way of contact is recorded.",
        "open": "It is not recorded yet whether you asked how they like to be contacted.",
    },
    advice={
        "recap_in": "Next time, ask: may I write to you, and do you prefer email or the phone?",
        "closed": "Next time, ask: may I write to you, and do you prefer email or the phone?",
        "open": "If you asked, note each person's preferred way of contact in your recap.",
    },
)
def asked_contact_preference(view: View) -> Finding:
    """Whether the candidate asked how contact is welcome, or someone's preference is recorded. HN 2, TP."""
    asked = view.facts.interview.asked_contact_preference
    return _asked(view, recorded=bool(asked or any(p.prefers for p in view.facts.people)))


def _reachable(person: Person) -> bool:
    return any(detail and detail.strip() for detail in (person.email, person.address, person.phone))


@rule(
    3,
    text="Leave with a way to reach everyone you should thank.",
    sources=("TP", "GDH"),
    needs_people=True,
    reasons={
        "collected_met": "You have a way to reach everyone you should thank.",
        "collected_partly": "There is no email, address or phone for {who}.",
        "collected_missed": "There is no email, address or phone for {who}.",
        "open": "There is no email, address or phone yet for {who}.",
    },
    advice={
        "collected_partly": "Next time, ask for a card, or call the company's front desk for the details.",
        "collected_missed": "Next time, ask for a card, or call the company's front desk for the details.",
        "open": "Ask your recruiter, or call the company's front desk, for the details of {who}.",
    },
)
def collected_contact_details(view: View) -> Finding:
    """Share of required people with an email, postal address or phone; open until the case closes. TP, GDH."""
    lacking = tuple(p for p in view.required if not _reachable(view.people[p]))
    if lacking and not view.closed:
        return pending(view.closes_at, "open", {"who": lacking})
    reachable = tuple(p for p in view.required if p not in lacking)
    return shared(len(reachable), len(view.required), "collected", {"who": lacking}, reachable)
