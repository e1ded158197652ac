"""Whom a line is for and what about, in plain words, and beside which others it stands."""

from __future__ import annotations

from site_config.helplines.basis import listed
from site_config.i18n import _
from site_config.model import Line

WHO = {
    "youth": _("children and young people"),
    "women": _("women"),
    "parents": _("parents"),
    "lgbtq": _("LGBTQ+ people"),
    "adults": _("adults"),
    "men": _("men"),
    "indigenous": _("Indigenous people"),
    "elders": _("older people"),
    "migrants": _("people who came from another country"),
    "veterans": _("people who served, and their families"),
    "deaf": _("Deaf and hard of hearing people"),
}
# What people on a line have in common; said behind who they are: women hurt or frightened by
# someone close.
WHAT = {
    "domestic-violence": _("hurt or frightened by someone close"),
    "sexual-violence": _("hurt by sexual violence"),
    "substance-use": _("who use alcohol or drugs"),
}
ABOUT = {
    "emotional-support": _("anything that is hard"),
    "abuse": _("abuse"),
    "suicide": _("thoughts of suicide"),
    "crisis": _("a crisis"),
    "sexual-violence": _("sexual violence"),
    "depression": _("depression"),
    "substance-use": _("alcohol or drugs"),
    "health-advice": _("health advice"),
    "social-support": _("support around you"),
    "anxiety": _("anxiety"),
    "relationships": _("relationships"),
    "trauma": _("trauma"),
    "loneliness": _("loneliness"),
    "information": _("which service to go to"),
    "bereavement": _("someone’s death"),
    "complex-mental-health": _("long mental illness"),
    "bullying": _("bullying"),
    "online-abuse": _("abuse online"),
    "advice": _("advice"),
    "self-harm": _("self-harm"),
    "stalking": _("stalking"),
    "family": _("family"),
    "gender-identity": _("gender"),
    "disaster": _("a disaster"),
}


# Lines for some people stand together under these headings, in this order.
GROUPS = {
    "young": _("For children and young people"),
    "lgbtq": _("For LGBTQ+ people"),
    "violence": _("If someone close hurts or frightens you"),
    "sexual-violence": _("About sexual violence"),
    "veterans": _("For people who served, and their families"),
    "deaf": _("For Deaf and hard of hearing people"),
    "migrants": _("For people who came from another country"),
    "substance-use": _("About alcohol or drugs"),
    "some": _("For some people"),
}
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
    sentences = [_for(line)]
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


def _for(line: Line) -> str:
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
