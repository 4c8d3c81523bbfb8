"""The phrases by which a note thanks, wants, looks ahead, adds – and those that no note should have.

Every pattern is searched in one sentence and bounded, so that no text can make it slow.
"""

import re

_FLAGS = re.IGNORECASE
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday|morning|afternoon|evening"

THANKS = re.compile(
    r"\b(?:thank(?:s| you)|thankful|grateful|gratitude|appreciat\w+)\b.{0,120}?"
    r"\b(?:time|chance|conversations?|discussions?|interview\w*|opportunit\w+|meeting|meet|talk\w*|chat\w*|calls?|visit\w*|"
    r"tour|speak\w*|spoke|seeing|see|taking|took|showing|inviting|hosting|welcom\w+|having|insights?|sharing|explaining|"
    rf"being|openness|kindness|considering|{_DAYS})\b",
    _FLAGS,
)
NO_THANKS = re.compile(r"\b(?:thanks|thank you) in advance\b", _FLAGS)
INTEREST = re.compile(
    r"\b(?:interested|excited|enthusiastic|keen|eager|thrilled|passionate|delighted)\b.{0,30}?\b(?:in|about|to|on|by|for|at)\b"
    r"|\b(?:interest|enthusiasm|excitement) (?:in|for|about)\b"
    r"|\b(?:would|i'd|i’d)(?: \w+)? (?:love|like|be delighted|be glad|be happy|be thrilled|be proud)(?: \w+)? "
    r"to (?:join|work|be|become|bring|take|have|contribute|help|build|start|continue)\b"
    r"|\bhope (?:that )?you (?:\w+ )?(?:select|choose|pick|consider|hire)\b"
    r"|\bwant (?:this|the|to (?:work|join|be))\b"
    r"|\b(?:look|looking) forward to (?:joining|working)\b"
    r"|\b(?:perfect|ideal|right|great|dream) (?:role|job|position|place|fit|opportunity) for me\b"
    r"|\bmore (?:certain|sure|convinced) (?:than ever )?that\b",
    _FLAGS,
)
NO_INTEREST = re.compile(
    r"\b(?:not|no longer|never|isn't|wasn't|less|hardly) (?:\w+ )?(?:interested|excited|keen|eager)\b", _FLAGS
)
LOOK_AHEAD = re.compile(
    r"\b(?:look|looking|looked) (?:very much )?forward to\b"
    r"|\bnext (?:step|steps|stage|round|conversation|interview)\b"
    r"|\bhop(?:e|ing) to (?:\w+ )?(?:hear|work|join|speak|talk|meet|see|continue|become|be part)\b"
    r"|\bhear(?:ing)? from you\b|\bworking (?:together|with you)\b",
    _FLAGS,
)
LINK = re.compile(r"\bhttps?://[^\s<>()\"']{3,}|\bwww\.[^\s<>()\"']{3,}", _FLAGS)
ADDITION = re.compile(
    r"\b(?:attached|attachment|attaching|enclosed|enclosing|i attach|i enclose|link to|following link)\b"
    r"|\b(?:articles?|blog posts?|white ?papers?|case stud(?:y|ies)) (?:\w+ ){0,4}?(?:i|about|on|of|that|from|which|for|by)\b"
    r"|\b(?:an?|my|this|some|another) (?:\w+ ){0,2}?(?:portfolio|sample|example|demo|prototype|write-?up|repository|book|"
    r"podcast|summary|sketch|certificat\w+) (?:\w+ ){0,4}?(?:i|about|on|of|that|from|which|for|by)\b"
    r"|\bsince (?:we|our|then)\b.{0,30}?\b(?:i|i've|i’ve|my)\b"
    r"|\bi(?:'ve|’ve| have)? (?:also |just |since |recently |meanwhile )?(?:wrote|written|built|published|finished|"
    r"completed|earned|passed|came across|put together|drew up|sketched|measured|tried)\b"
    r"|\bi (?:did not|didn't|didn’t|forgot to) mention\b"
    r"|\bgiving\b.{0,60}?\b(?:more|further) thought\b",
    _FLAGS,
)
OWN_SKILL = re.compile(
    r"\b(?:i|i've|i’ve|we) (?:have |had |can |could |also |once |recently )*(?:led|lead|built|build|used|wrote|write|worked|"
    r"ran|run|managed|designed|cut|reduced|improved|increased|introduced|moved|migrated|developed|created|set up|"
    r"delivered|solved|supported|helped|help|trained|taught|handled|maintained|automated|launched|saved|bring|brought|"
    r"spent|know|learnt|learned|tested|implemented|contributed?|did|done|made)\b"
    r"|\bmy (?:\w+ ){0,3}?(?:experience|skills?|background|work|years|knowledge|training|time|project|team|last job|role|"
    r"expertise|strengths?)\b"
    r"|\b(?:that|this|same|such) experience\b",
    _FLAGS,
)
THEIR_NEED = re.compile(
    r"\b(?:help|support|contribute to|contribute|for|to|at|in|on|join) (?:you|your)\b"
    r"|\byou (?:\w+ )?(?:need|want|said|mentioned|described|are looking|look|plan|are planning|face|are facing|told)\b"
    r"|\byour (?:\w+ ){0,3}?(?:needs?|team|challenges?|plans?|problem|project|goals?|point|move|work|migration|engineers?|"
    r"customers?|clients?|users?|role)\b",
    _FLAGS,
)
PLACEHOLDER = re.compile(
    r"\[[^\]\n]{0,60}\]|\{[^}\n]{0,60}\}|<(?!https?:)[a-z][^<>\n@]{0,40}>|_{3,}|\bX{2,}\b|\bXYZ\b|\bINSERT\b|\bTBD\b"
    r"|\blorem ipsum\b|\b(?:your|company|interviewer'?s?|hiring manager'?s?|recipient'?s?) name\b"
)
STOCK = tuple(
    re.compile(phrase, _FLAGS)
    for phrase in (
        r"\bto whom it may concern\b",
        r"\bdear (?:sir|madam|sirs|hiring manager|hiring team|recruiter|interviewer)\b",
        r"\bthank you (?:\w+ ){0,3}for taking the time to (?:meet|speak|interview|talk) (?:with )?me (?:today|yesterday)?",
        r"\bit was (?:a|my) (?:great )?pleasure (?:to meet|meeting|speaking|to speak)\b",
        r"\b(?:please )?(?:do not|don't|feel free) (?:hesitate )?to (?:contact|reach out|call)\b",
        r"\bi believe (?:that )?i (?:would be|am) (?:a|an) (?:great|excellent|perfect|ideal|strong|good) (?:fit|match|candidate)\b",
        r"\blearn(?:ing)? more about (?:the (?:position|role|company)|your company)\b",
        r"\bmy skills and experience\b",
        r"\bthank you (?:again )?for your (?:time and )?consideration\b",
        r"\bif you (?:need|require) any (?:further|additional|more) information\b",
    )
)
NOBODY = STOCK[:2]
GREETING = re.compile(
    r"\s*(?:dear|hi|hello|hey|good (?:morning|afternoon|evening))\b[^,\n!:.]{0,60}(?:[,!:.]|\n|$)", _FLAGS
)
SIGN_OFF = re.compile(
    r"\n[ \t]*(?:kind|best|warm|with|many|sincerely|yours|regards|cheers|thanks|thank you|cordially|respectfully|all the best)"
    r"[^\n.!?]{0,40},?[ \t]*(?:\n[^\n]{0,80}){0,4}\s*$",
    _FLAGS,
)
