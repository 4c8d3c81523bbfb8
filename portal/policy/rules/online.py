"""Online: whom to connect with, where, and what to leave unsaid (rules 34–38)."""

from fractions import Fraction

from portal.policy.catalogue import rule
from portal.policy.contacts import REQUEST_CHANNELS, REQUESTS, Contact
from portal.policy.finding import Finding, met, missed, not_applicable, pending, shared
from portal.policy.params import NETWORKS, chosen, number
from portal.policy.params import share as share_of
from portal.policy.view import View, ids


def _requests(view: View, channels: frozenset[str] = REQUEST_CHANNELS) -> list[Contact]:
    return [c for c in view.contacts if c.channel in channels and c.direct]


def _channels(networks: frozenset[str]) -> frozenset[str]:
    return frozenset(REQUESTS[network] for network in networks)


@rule(
    34,
    text="Connect with {share} of your interviewers on {networks}.",
    sources=("FIVE 2", "GDH", "HN 5"),
    params={
        "networks": chosen("networks", "networks that serve", NETWORKS),
        "share": share_of("share of the interviewers to connect with"),
    },
    asks_for="connect",
    needs_people=True,
    needs_interest=True,
    reasons={
        "connected_met": "You connected with the people who interviewed you.",
        "connected_partly": "You connected with {count} of {all} interviewers.",
        "connected_missed": "You connected with nobody who interviewed you.",
        "open": "You are connected with {count} of {all} interviewers so far.",
        "no_interviewers": "Nobody met was an interviewer.",
    },
    advice={
        "connected_partly": "Next time, send a request with a line on why.",
        "connected_missed": "Next time, send a request with a line on why.",
        "open": "Send {who} a request on {networks}, with a line on why.",
    },
)
def connects_professionally(view: View, networks: frozenset[str], share: Fraction) -> Finding:
    """Interviewers who got a request on a listed network, against the ``share`` asked for. FIVE 2 (all), GDH, HN 5.

    Partly: achieved ÷ required, both as exact shares (no rounding up to whole people).
    """
    interviewers = [p.id for p in view.facts.people if p.role == "interviewer"]
    if not interviewers:
        return not_applicable("no_interviewers")
    requests = _requests(view, _channels(networks))
    reached = {p for c in requests for p in c.direct if p in interviewers}
    evidence = ids(requests)
    values = {
        "count": len(reached),
        "all": len(interviewers),
        "who": tuple(p for p in interviewers if p not in reached),
    }
    achieved, required = len(reached) * share.denominator, len(interviewers) * share.numerator
    if achieved >= required:
        return met("connected_met", values, evidence)
    if not view.closed:
        return pending(view.closes_at, "open", values, evidence)
    return shared(achieved, required, "connected", values, evidence, final=view.over)


@rule(
    35,
    text="Say why in each connection request.",
    sources=("HN 5",),
    reasons={
        "none": "You sent no connection request.",
        "given": "Each connection request says why.",
        "lacking": "A connection request carries no reason.",
    },
    advice={"lacking": "Next time, add one line: an article, a shared interest, something you spoke about."},
)
def connection_reason(view: View) -> Finding:
    """Whether each connection request (a follow on X too) carries a reason: its own, or its words. HN 5."""
    requests = _requests(view)
    if not requests:
        return not_applicable("none", final=view.over)
    bare = [c for c in requests if not (c.touch.reason or "").strip() and not (c.words or "").strip()]
    if bare:
        return missed("lacking", evidence=ids(bare))
    return met("given", evidence=ids(requests), final=view.over)


@rule(
    36,
    text="Keep {networks} private: no requests there.",
    sources=("GDH",),
    params={"networks": chosen("networks", "networks that are personal", NETWORKS)},
    prohibition=True,
    reasons={
        "kept": "You kept personal networks out of it.",
        "asked": "You sent a request on a personal network.",
    },
    advice={"asked": "Withdraw it if you still can; LinkedIn is the place for work."},
)
def avoids_personal_networks(view: View, networks: frozenset[str]) -> Finding:
    """Whether no request was made on a listed network. GDH."""
    requests = _requests(view, _channels(networks))
    return missed("asked", evidence=ids(requests)) if requests else met("kept", final=view.over)


@rule(
    37,
    text="Send each person at most {max} and post about the company at most {max_posts}.",
    sources=("GDH",),
    params={
        "max": number("requests", "requests a person, over all networks", 0, 100),
        "max_posts": number("times", "public posts aimed at the company", 0, 100),
    },
    prohibition=True,
    reasons={
        "calm": "You kept your online contact light.",
        "requests": "{who} got {count} connection requests from you; {max} is enough.",
        "posts": "You posted about the company {count} times; {max_posts} is enough.",
    },
    advice={
        "requests": "One network is enough; let the others be.",
        "posts": "Let posts about the company rest until you have heard from them.",
    },
)
def no_social_blitz(view: View, max: int, max_posts: int) -> Finding:  # noqa: A002 - names of the policy
    """At most ``max`` requests a person over all networks, and ``max_posts`` posts aimed at the company. GDH."""
    by_person: dict[str, list[Contact]] = {}
    for contact in _requests(view):
        for person in contact.direct:
            by_person.setdefault(person, []).append(contact)
    for person, contacts in by_person.items():
        if len(contacts) > max:
            return missed("requests", {"who": (person,), "count": len(contacts)}, ids(contacts))
    posts = [p for p in view.facts.posts if p.about_company and view.seen(p.at)]
    if len(posts) > max_posts:
        return missed("posts", {"count": len(posts)}, tuple(p.id for p in posts if p.id))
    return met("calm", final=view.over)


@rule(
    38,
    text="Keep the interview and the job out of public posts.",
    sources=("FIVE 3",),
    prohibition=True,
    reasons={
        "kept": "You kept the interview out of public posts.",
        "posted": "A public post mentions the interview or the job.",
    },
    advice={"posted": "Take the post down if you can; talk about the field instead of the interview."},
)
def discreet_in_public(view: View) -> Finding:
    """Whether no public post is about the interview or the job. FIVE 3 (note of caution)."""
    posts = [p for p in view.facts.posts if p.mentions_interview and view.seen(p.at)]
    if posts:
        return missed("posted", evidence=tuple(p.id for p in posts if p.id))
    return met("kept", final=view.over)
