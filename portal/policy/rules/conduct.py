"""How follow-up is done: a second reader, something new, few and rehearsed calls, promises, references (24, 29–33)."""

from datetime import datetime

from portal.policy.catalogue import rule
from portal.policy.contacts import WRITTEN, Contact, approved_by
from portal.policy.finding import Finding, met, missed, not_applicable, pending, shared
from portal.policy.moments import hours as hours_of
from portal.policy.moments import micros
from portal.policy.params import number
from portal.policy.view import View, ids, real_limit
from portal.policy.waits import lies_in_review


@rule(
    24,
    text="Have someone read each message before it goes.",
    sources=("MAKE 3",),
    params={
        "unreviewed_within_hours": number(
            "hours",
            "before its limit, in which a draft in review may go without a decision (0: never)",
            0,
            720,
            0,
        )
    },
    prohibition=True,
    reasons={
        "nothing_sent": "No message has gone unread.",
        "read_met": "Every message was read and approved before it went.",
        "read_partly": "Not every message was approved, in the words that were sent, before it went.",
        "read_missed": "No message was approved, in the words that were sent, before it went.",
    },
    advice={
        "read_partly": "Send each draft for review first, and send the words that were approved.",
        "read_missed": "Send each draft for review first, and send the words that were approved.",
    },
)
def second_reader(view: View, unreviewed_within_hours: float = 0) -> Finding:
    """Share of written touches to the employer approved before they went, in the approved words. MAKE 3.

    Words compare without regard to white space. Mail to several counts once for each. A touch sent in the last
    ``unreviewed_within_hours`` before its real limit, while its draft lay in review, counts as approved.
    """
    sent = [(c, count) for c in view.contacts if c.written and (count := _readers(view, c))]
    if not sent:
        return met("nothing_sent", final=view.over)
    allowance = hours_of(unreviewed_within_hours)
    total = good = 0
    unread: list[Contact] = []
    for contact, count in sent:
        total += count
        if _approved(contact) or (allowance and _let_go(view, contact, allowance)):
            good += count
        else:
            unread.append(contact)
    return shared(good, total, "read", evidence=ids(unread or (c for c, _ in sent)), final=view.over)


def _readers(view: View, contact: Contact) -> int:
    """How many people count; a thank-you to somebody who need not be thanked does not."""
    if contact.kind == "thank_you":
        return sum(1 for p in contact.people if p in view.required)
    return len(contact.people)


def _approved(contact: Contact) -> bool:
    note = contact.note
    if note is None:
        return False
    return any(
        _same_words(contact, r.body if r.body is not None else note.body)
        for r in note.reviews
        if approved_by(r, contact.at)
    )


def _same_words(contact: Contact, approved: str | None) -> bool:
    own = contact.touch.body
    return own is None or "".join(own.split()) == "".join((approved or "").split())


def _let_go(view: View, contact: Contact, allowance: int) -> bool:
    limit = _limit_of(view, contact)
    if contact.note is None or limit is None or not limit - allowance <= contact.at <= limit:
        return False
    words = lies_in_review(contact.note, contact.at)
    return words is not None and _same_words(contact, words)


def _limit_of(view: View, contact: Contact) -> int | None:
    """The real limit of a touch: of the thank-you, of the check-in window, or of the promise that it keeps."""
    if contact.kind == "thank_you" or (contact.kind == "check_in" and view.window is not None):
        return real_limit(view, contact.kind)
    dues = [micros(p.due) for p in view.facts.promises if p.touch == contact.id and p.due is not None]
    return min(dues, default=None)


@rule(
    29,
    text="Bring something new each time you write again.",
    sources=("GDH", "HN 6"),
    prohibition=True,
    reasons={
        "nothing_sent": "No message has come without something new.",
        "new": "Each later message brought something new.",
        "empty": "Your message of {touch_at} brought nothing that they had not seen.",
    },
    advice={
        "empty": "Next time, bring an article, a sample of your work or a thought on what you spoke about."
    },
)
def offers_something_new(view: View) -> Finding:
    """Whether each check_in or value_add after the first touch brings what was not sent before. GDH, HN 6.

    A touch whose words are not known (a call) breaks nothing.
    """
    again = [c for c in view.contacts if c.people and c.channel in _MESSAGES][1:]
    later = [c for c in again if c.kind in ("check_in", "value_add") and not c.free]
    empty = [c for c in later if view.brought.get(c.id) is False]
    if empty:
        return missed("empty", {"touch_at": empty[0].at}, ids(empty))
    return met("new" if later else "nothing_sent", evidence=ids(later), final=view.over)


_MESSAGES = WRITTEN | {"phone_call"}


@rule(
    30,
    text="Make at most {max}.",
    sources=("GDH", "TP"),
    params={"max": number("phone calls", "calls to the employer", 0, 100)},
    prohibition=True,
    reasons={
        "none": "You did not phone the employer.",
        "few": "You made no more than {max}.",
        "many": "You called {count} times; {max} was the limit.",
    },
    advice={"many": "Write instead: a call takes people out of their work."},
)
def phones_sparingly(view: View, max: int) -> Finding:  # noqa: A002 - the parameter's name in every policy
    """Whether there were at most ``max`` phone calls to the employer. GDH (judiciously), TP (none)."""
    calls = view.calls
    if len(calls) > max:
        return missed("many", {"count": len(calls)}, ids(calls))
    return met("few" if calls else "none", evidence=ids(calls), final=view.over)


@rule(
    31,
    text="Rehearse each call with an approved script.",
    sources=("GDH",),
    reasons={
        "none": "You did not phone the employer.",
        "rehearsed": "You had an approved script for every call.",
        "unrehearsed": "A call had no approved script.",
    },
    advice={"unrehearsed": "Next time, write down the three things you want to say and have them read."},
)
def call_rehearsed(view: View) -> Finding:
    """Whether each call had a call script that was approved before it: its own note, or one to the same people. GDH."""
    if not view.calls:
        return not_applicable("none", final=view.over)
    bare = [c for c in view.calls if not _has_script(view, c)]
    if bare:
        return missed("unrehearsed", evidence=ids(bare))
    return met("rehearsed", evidence=ids(view.calls), final=view.over)


def _has_script(view: View, call: Contact) -> bool:
    return any(
        note.kind == "call_script"
        and (note is call.note or (not note.to or set(call.direct) <= set(note.to)))
        and any(approved_by(r, call.at) for r in note.reviews)
        for note in view.facts.notes
    )


@rule(
    32,
    text="Keep every promise by its time.",
    sources=("HN 2",),
    reasons={
        "kept_met": "You kept every promise in time.",
        "kept_partly": "Promises not kept in time: {lost}.",
        "kept_missed": "What you promised was not there in time.",
        "open": "You still have a promise to keep by {due_at}.",
        "open_lost": "You still have a promise to keep by {due_at}. Not kept in time: {lost}.",
        "none": "No promise is recorded.",
    },
    advice={
        "kept_partly": "Send what is still owed with one line of apology; next time, promise a time you can keep.",
        "kept_missed": "Send what is still owed with one line of apology; next time, promise a time you can keep.",
        "open": "Do what you promised before {due_at}.",
        "open_lost": "Do what you promised before {due_at}.",
    },
)
def promises_kept(view: View) -> Finding:
    """Share of promises kept (``kept_at``) by their due time; one without a due time is open until the case closes. HN 2."""
    promises = [(micros(p.due) if p.due else None, p.kept_at, p.id) for p in view.facts.promises]
    if not promises:
        return not_applicable("none", final=view.over)
    return _by_time(view, promises, "kept")


def _by_time(view: View, parts: list[tuple[int | None, datetime | None, str]], reason: str) -> Finding:
    """The share of ``parts`` (limit, done at, id) done by their limits; pending while one is open."""
    kept: list[str] = []
    lost = 0
    dues: list[int] = []
    final = True
    for own_limit, done_at, name in parts:
        limit = view.closes_at if own_limit is None else own_limit
        done = micros(done_at) if done_at is not None else None
        if done is not None and done <= view.as_of and (own_limit is None or done <= limit):
            kept.append(name)
            continue
        standing = view.standing(limit)
        if standing == "open":
            dues.append(limit)
        elif standing == "lost":
            lost += 1
        final = final and view.as_of >= (view.last_day if own_limit is None else limit)
    evidence = tuple(name for name in kept if name)
    if dues:
        values = {"due_at": min(dues), "lost": lost}
        return pending(min(dues), "open_lost" if lost else "open", values, evidence)
    if not kept and not lost:
        return not_applicable("decided_first", final=final)
    values = {"lost": lost} if lost else {}
    return shared(len(kept), len(kept) + lost, reason, values, evidence, final=final)


@rule(
    33,
    text="Tell your references who may call, by {hours} after the interview.",
    sources=("GDH",),
    params={"hours": number("hours", "elapsed since the interview's end", 0, 720, 24)},
    reasons={
        "told_met": "All your references were told in time.",
        "told_partly": "References not told in time: {lost}.",
        "told_missed": "Your references were not told in time.",
        "open": "Not all your references know yet that they may be called.",
        "open_lost": "Not all your references know yet that they may be called. Told too late: {lost}.",
        "none": "You named no references.",
    },
    advice={
        "told_partly": "Tell them now all the same: who may call, about which job, and why.",
        "told_missed": "Tell them now all the same: who may call, about which job, and why.",
        "open": "Tell each reference who may call, about which job, and why, before {due_at}.",
        "open_lost": "Tell each reference who may call, about which job, and why, before {due_at}.",
    },
)
def references_notified(view: View, hours: float) -> Finding:
    """Share of references told by the interview's end plus ``hours`` (default 24). GDH."""
    limit = view.ended + hours_of(hours)
    if not view.facts.references:
        return not_applicable("none", final=view.over)
    return _by_time(view, [(limit, r.notified_at, r.id) for r in view.facts.references], "told")
