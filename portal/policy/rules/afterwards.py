"""Afterwards: how often and when to get in touch again (rules 25–28).

Logistics, and what keeps a promise, are free here; the recruiter's own acts only ever serve 27.
"""

from itertools import pairwise

from portal.policy.catalogue import rule
from portal.policy.contacts import Contact
from portal.policy.finding import Finding, met, missed, not_applicable, pending
from portal.policy.moments import day_after, local_day
from portal.policy.params import CHANNELS, chosen, number, stage_days
from portal.policy.view import View, ids


@rule(
    25,
    text="Contact each person at most {max}, all channels together.",
    sources=("MAKE 4", "FIVE 1", "TP"),
    params={
        "max": number("times", "touches a person may get", 0, 100),
        "counts": chosen("channels", "channels that count", CHANNELS, "all", all_word=True),
    },
    prohibition=True,
    reasons={
        "within": "Nobody heard from you too often.",
        "over": "{who} heard from you {count} times; {cap} is the limit.",
    },
    advice={"over": "Leave it there: they know that you are interested. Put the energy into other openings."},
)
def touch_cap(view: View, max: int, counts: frozenset[str]) -> Finding:  # noqa: A002, ARG001 - policy's own names
    """Whether nobody at the employer got more than ``max`` counted touches by closes_at. MAKE 4, FIVE 1, TP.

    Mail to several counts once for each. "Write again on …" lifts the cap by one.
    """
    cap = max + (view.facts.interview.follow_up_after is not None)
    for person, contacts in view.counted.items():
        if len(contacts) > cap:
            counted = [c for c in contacts if c.at <= view.closes_at]
            if len(counted) > cap:
                return missed("over", {"who": (person,), "count": len(counted), "cap": cap}, ids(counted))
    return met("within", final=view.closed)


@rule(
    26,
    text="Keep to the dates they gave you.",
    sources=("HN 1", "HN 2", "TP"),
    prohibition=True,
    reasons={
        "kept": "You kept to the dates they gave you.",
        "no_dates": "They gave you no dates to keep to.",
        "before_decision": "You got in touch on {touch_at}, before they meant to decide.",
        "in_silence": "You got in touch on {touch_at}, though they asked for no contact before {silent_at}.",
    },
    advice={
        "before_decision": "Next time, wait until their date has passed; then a short check-in is welcome.",
        "in_silence": "Next time, keep the draft until the day they named.",
    },
)
def respects_dates(view: View) -> Finding:
    """Whether no check_in, value_add or call came before the decision date ended, and nothing before no_contact_before.

    A thank-you by phone to people who all prefer calls is fine; once the outcome is known the decision date binds no
    more. Company follows and mail to the recruiter are free. HN 1–2, TP.
    """
    silent_until = view.silent_until or 0
    waits_until = min(view.decision_ends or 0, view.closes_at)
    for contact in view.contacts:
        if not contact.direct:
            continue
        if contact.at < silent_until:
            values = {"touch_at": contact.at, "silent_at": silent_until}
            return missed("in_silence", values, (contact.id,))
        if contact.at < waits_until and _presses(view, contact):
            return missed("before_decision", {"touch_at": contact.at}, (contact.id,))
    binds_until = max(silent_until, view.decision_ends or 0)
    if not binds_until:
        return met("no_dates", final=view.over)
    return met("kept", final=view.as_of >= binds_until or view.over)


def _presses(view: View, contact: Contact) -> bool:
    if contact.kind in ("check_in", "value_add"):
        return True
    if contact.channel != "phone_call":
        return False
    invited = all(view.people[p].prefers == "phone_call" for p in contact.direct)
    return not (contact.kind == "thank_you" and invited)


@rule(
    27,
    text="With no answer by their date, check in once within {grace_days} after it (no date given: {windows}).",
    sources=("FIVE 1", "HN 1", "TP"),
    params={
        "windows": stage_days("first and last day after the interview, where no date was given", {}),
        "grace_days": number("days", "how long after their date a check-in is in time", 1, 365),
    },
    asks_for="check_in",
    needs_interest=True,
    reasons={
        "in_window": "You checked in at the right time, on {touch_at}.",
        "by_recruiter": "Your recruiter asked for you at the right time, on {touch_at}.",
        "late": "You checked in on {touch_at}; the best time lasted until {ends_at}.",
        "none": "Nobody checked in between {opens_at} and {ends_at}.",
        "too_early": "You checked in too early ({touch_at}) and not between {opens_at} and {ends_at}.",
        "open": "If you hear nothing, a check-in is welcome from {opens_at} to {ends_at}.",
        "answered": "You heard back before a check-in was due.",
        "decided": "The decision came before a check-in was due.",
        "no_days": "No date was given, and this policy sets no days for a check-in at this stage.",
    },
    advice={
        "late": "Next time, set a reminder for the day after their date.",
        "none": "Next time, set a reminder for the day after their date.",
        "too_early": "Next time, wait for the day after their date; then one short message.",
        "open": "Send one short, friendly check-in, with something new in it.",
    },
)
def checks_in_when_due(view: View, windows: object, grace_days: int) -> Finding:  # noqa: ARG001 - the view's window
    """Whether one check-in was made within its window; after it half; before it does not count. FIVE 1, HN 1, TP.

    The window is ``grace_days`` after ``decision_by``; "write again on …" replaces that (its own day is in time);
    with neither, the stage's days after the interview. Any touch of the recruiter's to the employer serves.
    """
    window = view.window
    if window is None:
        return not_applicable("no_days")
    values = {"opens_at": window.opens, "ends_at": window.ends}
    asked = [c for c in view.by_recruiter if c.direct and c.at >= window.opens]
    own = view.check_in
    if own is not None:
        return met("in_window", {"touch_at": own.at}, (own.id,))
    called = next((c for c in asked if c.at < window.ends), None)
    if called is not None:
        return met("by_recruiter", {"touch_at": called.at}, (called.id,))
    for reason, at in (("answered", view.heard_at), ("decided", view.outcome_at)):
        if at is not None and at < window.ends:
            return not_applicable(reason, final=view.as_of >= window.ends)
    if view.as_of < window.ends:
        return pending(window.ends, "open", values, opens=window.opens)
    return _after_window(view, asked, values)


def _after_window(view: View, asked: list[Contact], values: dict[str, int]) -> Finding:
    ends = values["ends_at"]
    own = [c for c in view.contacts if c.kind == "check_in" and c.people]
    late = min(
        (c for c in (*own, *asked) if ends <= c.at <= view.closes_at), key=lambda c: c.at, default=None
    )
    if late is not None:
        return Finding(
            "partly",
            "late",
            {"touch_at": late.at, "ends_at": ends},
            (late.id,),
            final=True,
            earned=1,
            parts=2,
        )
    early = [c for c in own if c.at < ends]
    if early:
        return missed("too_early", {"touch_at": early[0].at, **values}, ids(early), final=view.closed)
    return missed("none", values, final=view.closed)


@rule(
    28,
    text="Leave at least {min_days} between messages to the same person.",
    sources=("GDH", "HN 6"),
    params={"min_days": number("days", "local days between two touches to a person", 0, 365)},
    prohibition=True,
    reasons={
        "spaced": "You left enough time between messages.",
        "close": "{who} heard from you again on {touch_at}; {min_days} between messages was the limit.",
    },
    advice={"close": "Next time, let {min_days} go by before you write again."},
)
def spaced_out(view: View, min_days: int) -> Finding:
    """Whether each counted touch to a person came at least ``min_days`` after the one before it. GDH, HN 6 (monthly).

    Counted in local days, like every window in days. Exempt is the one check-in made inside its window.
    """
    for person, contacts in view.counted.items():
        for before, contact in pairwise(contacts):
            if contact is view.check_in:
                continue
            if contact.at < day_after(local_day(before.at, view.zone), view.zone, min_days):
                values = {"who": (person,), "touch_at": contact.at}
                return missed("close", values, (before.id, contact.id))
    return met("spaced", final=view.over)
