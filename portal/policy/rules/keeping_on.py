"""Keeping on: learning about them, looking elsewhere, staying in touch (rules 39–41)."""

from portal.policy.catalogue import rule
from portal.policy.finding import Finding, met, missed, not_applicable, pending
from portal.policy.moments import day_after, micros
from portal.policy.params import number
from portal.policy.view import View, ids


@rule(
    39,
    text="Keep learning about the company: at least {min}.",
    sources=("HN 7",),
    params={"min": number("entries", "learning entries after the interview", 1, 100, noun="entry")},
    reasons={
        "learnt": "You kept learning about the company.",
        "none": "Nothing learnt about the company since the interview is recorded.",
        "open": "You have noted {count} of {min} about the company since the interview.",
    },
    advice={
        "none": "Next time, read their blog or news once a week: it feeds the next conversation.",
        "open": "Read something of theirs and note what you learnt.",
    },
)
def keeps_learning(view: View, min: int) -> Finding:  # noqa: A002 - the parameter's name in every policy
    """Whether at least ``min`` learning entries came after the interview; undated ones count. HN 7."""
    entries = [
        e for e in view.facts.learning if view.seen(e.at) and (e.at is None or micros(e.at) >= view.ended)
    ]
    evidence = tuple(e.id for e in entries if e.id)
    if len(entries) >= min:
        return met("learnt", evidence=evidence)
    if not view.closed:
        return pending(view.closes_at, "open", {"count": len(entries)}, evidence)
    return missed("none", evidence=evidence, final=view.over)


@rule(
    40,
    text="Keep looking: at least {min} elsewhere meanwhile.",
    sources=("FIVE 5", "MAKE 4"),
    params={"min": number("applications", "applications or interviews elsewhere", 1, 100)},
    reasons={
        "looking": "You kept looking elsewhere meanwhile.",
        "none": "No application elsewhere is recorded for the time of waiting.",
        "open": "You have noted {count} of {min} elsewhere so far.",
    },
    advice={
        "none": "Next time, apply elsewhere while you wait: nothing is certain until it is signed.",
        "open": "Apply to one more opening and tick it here; naming it is up to you.",
    },
)
def keeps_looking(view: View, min: int) -> Finding:  # noqa: A002 - the parameter's name in every policy
    """Whether at least ``min`` applications fell between the interview's end and closes_at. FIVE 5, MAKE 4."""
    entries = [
        a
        for a in view.facts.applications
        if view.seen(a.at) and (a.at is None or view.ended <= micros(a.at) <= view.closes_at)
    ]
    evidence = tuple(a.id for a in entries if a.id)
    if len(entries) >= min:
        return met("looking", evidence=evidence)
    if not view.closed:
        return pending(view.closes_at, "open", {"count": len(entries)}, evidence)
    return missed("none", evidence=evidence)


_QUIET_DAYS = 7


@rule(
    41,
    text="While you hear nothing, stay in touch with something useful: at least {min}.",
    sources=("GDH", "HN 6"),
    params={"min": number("times", "useful messages after the first week", 1, 100)},
    asks_for="value_add",
    needs_interest=True,
    reasons={
        "stayed": "You stayed in mind with something useful.",
        "none": "No useful message went out while you were waiting.",
        "open": "A useful message is welcome from {opens_at}, as long as you hear nothing.",
        "answered": "They answered, so there was no silence to fill.",
    },
    advice={
        "none": "Next time, send an article or a sample of your work after a quiet week or two.",
        "open": "When it stays quiet, send something they can use: an article, a sample, a short thought.",
    },
)
def stays_in_touch(view: View, min: int) -> Finding:  # noqa: A002 - the parameter's name in every policy
    """Whether ``min`` value_add touches with something new came from the 7th local day on, unheard; until closes_at.

    Not applicable once they answered, or where the outcome came before those days began. GDH, HN 6.
    """
    opens = day_after(view.end_day, view.zone, _QUIET_DAYS)
    heard = view.heard_at if view.heard_at is not None and view.heard_at <= view.closes_at else None
    ends = view.closes_at if heard is None else heard
    useful = [
        c
        for c in view.contacts
        if c.kind == "value_add" and c.people and opens <= c.at <= ends and view.brought.get(c.id)
    ]
    if len(useful) >= min:
        return met("stayed", evidence=ids(useful))
    if heard is not None:
        return not_applicable("answered")
    if not view.closed:
        return pending(view.closes_at, "open", {"opens_at": opens}, ids(useful), opens=opens)
    return missed("none") if opens < view.closes_at else not_applicable("decided_first")
