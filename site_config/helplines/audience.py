"""Whom a line is for and what about, in plain words, and beside which others it stands."""

from __future__ import annotations

from site_config.helplines.basis import listed
from site_config.i18n import N_, Words, _
from site_config.model import Line

WHO = Words(
    {
        "youth": N_("children and young people"),
        "women": N_("women"),
        "parents": N_("parents"),
        "lgbtq": N_("LGBTQ+ people"),
        "adults": N_("adults"),
        "men": N_("men"),
        "indigenous": N_("Indigenous people"),
        "elders": N_("older people"),
        "migrants": N_("people who came from another country"),
        "veterans": N_("people who served, and their families"),
        "deaf": N_("Deaf and hard of hearing people"),
    }
)
# What people on a line have in common; said behind who they are: women hurt or frightened by
# someone close.
WHAT = Words(
    {
        "domestic-violence": N_("hurt or frightened by someone close"),
        "sexual-violence": N_("hurt by sexual violence"),
        "substance-use": N_("who use alcohol or drugs"),
    }
)
ABOUT = Words(
    {
        "emotional-support": N_("anything that is hard"),
        "abuse": N_("abuse"),
        "suicide": N_("thoughts of suicide"),
        "crisis": N_("a crisis"),
        "sexual-violence": N_("sexual violence"),
        "depression": N_("depression"),
        "substance-use": N_("alcohol or drugs"),
        "health-advice": N_("health advice"),
        "social-support": N_("support around you"),
        "anxiety": N_("anxiety"),
        "relationships": N_("relationships"),
        "trauma": N_("trauma"),
        "loneliness": N_("loneliness"),
        "information": N_("which service to go to"),
        "bereavement": N_("someone’s death"),
        "complex-mental-health": N_("long mental illness"),
        "bullying": N_("bullying"),
        "online-abuse": N_("abuse online"),
        "advice": N_("advice"),
        "self-harm": N_("self-harm"),
        "stalking": N_("stalking"),
        "family": N_("family"),
        "gender-identity": N_("gender"),
        "disaster": N_("a disaster"),
    }
)


# Lines for some people stand together under these headings, in this order.
GROUPS = Words(
    {
        "young": N_("For children and young people"),
        "lgbtq": N_("For LGBTQ+ people"),
        "violence": N_("If someone close hurts or frightens you"),
        "sexual-violence": N_("About sexual violence"),
        "veterans": N_("For people who served, and their families"),
        "deaf": N_("For Deaf and hard of hearing people"),
        "migrants": N_("For people who came from another country"),
        "substance-use": N_("About alcohol or drugs"),
        "some": N_("For some people"),
    }
)
# The first of these that a line names decides, also where everyone may call about it.
ABOUT_ONE_THING = {
    "domestic-violence": "violence",
    "sexual-violence": "sexual-violence",
    "substance-use": "substance-use",
}
FOR_SOME = {
    "lgbtq": "lgbtq",
    "veterans": "veterans",
    "indigenous": "some",
    "youth": "young",
    "migrants": "migrants",
    "deaf": "deaf",
}


def group(line: Line) -> str:
    """The key of ``GROUPS`` under which a line stands, or an empty text for one that anybody may
    call about anything.

    A line for adults that names nobody else is one of the latter: children have lines of their own.
    """
    for names in (ABOUT_ONE_THING, {} if {"everyone", "adults"} & set(line.audience) else FOR_SOME):
        for name, key in names.items():
            if name in line.audience:
                return key
    return "" if {"everyone", "adults"} & set(line.audience) else "some"


def about(line: Line) -> str:
    """A few short sentences: for whom, about what, in which region, at what cost, and what they
    promise about names.
    """
    sentences = [for_whom(line)]
    topics = [ABOUT[name] for name in line.topics if name in ABOUT]
    if topics:
        sentences.append(_("About {topics}.").format(topics=listed(topics, _("or"))))
    if line.region:
        sentences.append(_("Serves {region}.").format(region=line.region))
    if line.cost:
        sentences.append(
            {"free": _("Free."), "standard": _("Costs as much as a normal call.")}[line.cost]
        )
    if line.confidential:
        sentences.append(_("They say that it is confidential."))
    if line.anonymous:
        sentences.append(_("They say that you need not give a name."))
    return " ".join(sentences)


def for_whom(line: Line) -> str:
    """Whom a line is for, as a sentence; a second one where Deaf people are among them."""
    names = list(line.audience)
    if "everyone" in names:
        return _("For everyone.")
    young = {"lgbtq", "youth"} <= set(names)
    who = [_("young LGBTQ+ people")] if young else []
    who += [
        WHO[name]
        for name in names
        if name in WHO and name != "deaf" and not (young and name in {"lgbtq", "youth"})
    ]
    what = [WHAT[name] for name in names if name in WHAT]
    if not who:
        who = [WHO["deaf"]] if "deaf" in names else [_("people")]
        names = [name for name in names if name != "deaf"]
    text = _("For {people}.").format(
        people=" ".join([listed(who, _("or")), *([listed(what, _("or"))] if what else [])])
    )
    return text + (" " + _("Deaf and hard of hearing people too.") if "deaf" in names else "")
