"""The thank-you: in time, to everyone, straight to them, by a fitting channel (rules 9–12).

A part of a share that stays open while the case closes asks nothing any more and leaves the share.
"""

from portal.policy.catalogue import rule
from portal.policy.contacts import ROUTED, Contact
from portal.policy.finding import Finding, met, missed, not_applicable, pending, shared
from portal.policy.params import CHANNELS, ROUTES, chosen, number, one_of
from portal.policy.view import View, ids


@rule(
    9,
    text="Send your first thank-you within {hours}.",
    sources=("GDH", "HN 3", "MAKE 1", "FIVE 1"),
    params={"hours": number("hours", "elapsed since contact is welcome; review is not charged", 1, 720)},
    asks_for="thank_you",
    needs_people=True,
    reasons={
        "thanked_met": "Everyone you thanked heard from you within {hours}.",
        "thanked_partly": "Thanked later than {hours}: {who_late}.",
        "thanked_missed": "Thanked later than {hours}: {who_late}.",
        "none": "Nobody was thanked within {hours}.",
        "open": "Nobody is thanked yet; {hours} is the limit.",
        "in_review": "Your draft still lies with your recruiter; that wait is not charged to you.",
        "open_for": "Still to be thanked: {who}.",
        "open_for_lost": "Still to be thanked: {who}. Thanked late: {who_late}.",
    },
    advice={
        "thanked_partly": "Next time, draft on the way home: a thank-you works best while you are fresh in mind.",
        "thanked_missed": "Next time, draft on the way home: a thank-you works best while you are fresh in mind.",
        "none": "Next time, draft on the way home: a thank-you works best while you are fresh in mind.",
        "open": "Write your thank-you now and send it before {due_at}.",
        "in_review": "Ask your recruiter for the decision, and send your thank-you as soon as you have it.",
        "open_for": "Thank {who} before {due_at}.",
        "open_for_lost": "Thank {who} before {due_at}.",
    },
)
def thanked_within(view: View, hours: float) -> Finding:  # noqa: ARG001 - the view holds the limit that hours sets
    """Of the required people thanked, the share whose first thank-you kept the charged limit. GDH, HN 3, MAKE 1, FIVE 1.

    The limit is clock start + ``hours``, plus the time the draft lay in review before it went. Required people not
    thanked yet keep the rule open until their own charged limit; after it they are left to ``thanked_everyone``.
    """
    kept: list[Contact] = []
    late: list[str] = []
    for person, contact in view.first_thanks.items():
        if contact.at <= view.thank_limit or contact.at <= view.thank_limit + view.wait_before(contact):
            kept.append(contact)
        elif view.standing(view.thank_limit + view.wait_before(contact, view.closes_at)) != "void":
            late.append(person)
    if not view.first_thanks:
        return _nobody(view)
    waiting = [p for p in view.required if p not in view.first_thanks]
    still = tuple(p for p in waiting if view.standing(view.charged_limit(p)) == "open")
    values = {"who": still, "who_late": tuple(late)} if still or late else {}
    evidence = ids(view.first_thanks.values())
    if still:
        reason = "open_for_lost" if late else "open_for"
        return pending(view.thank_limit, _open(view, reason), values, evidence)
    if not kept and not late:
        return not_applicable("decided_first", evidence=evidence, final=not waiting or view.over)
    parts = len(kept) + len(late)
    return shared(len(kept), parts, "thanked", values, evidence, final=not waiting or view.over)


def _nobody(view: View) -> Finding:
    limit = view.charged_limit()
    standing = view.standing(limit)
    if standing == "open":
        return pending(view.thank_limit, _open(view, "open"))
    if standing == "void":
        return not_applicable("decided_first", final=view.over)
    return missed("none")


def _open(view: View, reason: str) -> str:
    """The reason while open: past the real limit, only the wait in review keeps it so."""
    return "in_review" if view.as_of >= view.thank_limit else reason


@rule(
    10,
    text="Thank everyone who interviewed you.",
    sources=("GDH", "HN 3", "FIVE 1", "TP"),
    asks_for="thank_you",
    needs_people=True,
    reasons={
        "thanked_met": "Everyone who should hear from you got a thank-you.",
        "thanked_partly": "No thank-you reached {who}.",
        "thanked_missed": "No thank-you reached {who}.",
        "open": "Still to be thanked: {who}.",
    },
    advice={
        "thanked_partly": "Next time, one short note each is enough.",
        "thanked_missed": "Next time, one short note each is enough.",
        "open": "Send {who} a thank-you of their own.",
    },
)
def thanked_everyone(view: View) -> Finding:
    """Share of required people who got a thank-you; open until the case closes. GDH, HN 3, FIVE 1, TP.

    After an outcome, people whose limit of ``thanked_within`` (24 hours where the policy has none) lay later leave the
    share.
    """
    waiting = tuple(p for p in view.required if p not in view.first_thanks)
    evidence = ids(view.first_thanks.values())
    if not waiting:
        return met("thanked_met", evidence=evidence)
    if not view.closed:
        return pending(view.closes_at, "open", {"who": waiting}, evidence)
    owed = tuple(p for p in waiting if view.charged_limit(p) <= view.closes_at)
    parts = len(view.first_thanks) + len(owed)
    if not parts:
        return not_applicable("decided_first", final=view.over)
    return shared(
        len(view.first_thanks), parts, "thanked", {"who": owed}, evidence, final=not owed or view.over
    )


@rule(
    11,
    text="Follow the employer's route: {route}.",
    sources=("MAKE 5",),
    params={"route": one_of("route", "where follow-up goes unless the employer has its own route", ROUTES)},
    prohibition=True,
    reasons={
        "kept": "Every message took the agreed route.",
        "nothing_sent": "No message has taken a wrong route.",
        "recruiter_only": "A message meant for the employer went to your recruiter alone.",
        "bypassed": "A message went straight to the employer, who wants follow-up through the agency.",
        "unwanted": "This employer asked for no such contact, and some was made.",
    },
    advice={
        "recruiter_only": "Send it to the person you met; your recruiter may be in copy.",
        "bypassed": "Let your recruiter pass messages on to this employer.",
        "unwanted": "Leave further contact with this employer to your recruiter.",
    },
)
def sent_directly(view: View, route: str) -> Finding:  # noqa: ARG001 - the view holds the routes that it sets
    """Whether every written follow-up took its route (the employer's own wins over ``route``). MAKE 5.

    Direct: one addressed to the recruiter alone breaks it. Through the agency: one addressed to the employer breaks
    it, even with the recruiter in copy. None: any touch of that kind breaks it, connection requests included.
    """
    routes = view.routes
    sent: list[Contact] = []
    for contact in view.contacts:
        kind = contact.kind
        if kind not in ROUTED and kind != "connect":
            continue
        way = routes[kind]
        if way == "none":
            return missed("unwanted", evidence=(contact.id,))
        if not contact.written or kind == "connect":
            continue
        if way == "direct" and contact.to_recruiter and not contact.direct:
            return missed("recruiter_only", evidence=(contact.id,))
        if way == "via_agency" and contact.direct:
            return missed("bypassed", evidence=(contact.id,))
        sent.append(contact)
    return met("kept" if sent else "nothing_sent", evidence=ids(sent), final=view.over)


@rule(
    12,
    text="Use the channel each person prefers, else {preferred}.",
    sources=("MAKE", "FIVE 1", "TP", "GDH", "HN 2"),
    params={
        "preferred": chosen("channels", "channels that fit where no preference is stated", CHANNELS),
        "accepted": chosen("channels", "channels that count half there", CHANNELS, ()),
    },
    asks_for="thank_you",
    reasons={
        "fits_met": "Each thank-you used a channel that fits.",
        "fits_partly": "Another channel would have suited {who} better.",
        "fits_missed": "Another channel would have suited {who} better.",
        "open": "The channel is judged once everyone is thanked.",
        "nobody": "Nobody was thanked, so there is no channel to judge.",
    },
    advice={
        "fits_partly": "Next time, use the channel a person prefers, else {preferred}.",
        "fits_missed": "Next time, use the channel a person prefers, else {preferred}.",
        "open": "Use the channel a person prefers, else {preferred}.",
    },
)
def channel_fits(view: View, preferred: frozenset[str], accepted: frozenset[str] = frozenset()) -> Finding:
    """Best fit of the thank-yous each person got, averaged over the required people thanked. MAKE, FIVE, TP, GDH, HN 2.

    A stated preference counts 1 where used and 0 where not; without one a ``preferred`` channel counts 1, an
    ``accepted`` one ½. Open while someone required is not thanked; nobody thanked: not applicable once closed.
    """
    if len(view.first_thanks) < len(view.required) and not view.closed:
        return pending(view.closes_at)
    if not view.thanks:
        return not_applicable("nobody", final=view.over)
    best: dict[str, int] = {}
    for contact, person in view.thanks:
        wish = view.people[person].prefers
        if wish is not None:
            fit = 2 if contact.channel == wish else 0
        else:
            fit = 2 if contact.channel in preferred else 1 if contact.channel in accepted else 0
        best[person] = max(fit, best.get(person, 0))
    unfit = tuple(p for p, fit in best.items() if fit < 2)  # noqa: PLR2004 - counted in halves
    evidence = ids(c for c, _ in view.thanks)
    everyone = not unfit and len(best) == len(view.required)
    return shared(
        sum(best.values()),
        2 * len(best),
        "fits",
        {"who": unfit} if unfit else {},
        evidence,
        final=everyone or view.over,
    )
