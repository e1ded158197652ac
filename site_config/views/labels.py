"""Words that templates and cards choose by a value of an entry: each value that the model allows
has its words here.
"""

from __future__ import annotations

from site_config.i18n import _

where = {
    "in-public": _("In public"),
    "in-bed": _("In bed"),
    "at-home": _("At home"),
    "outside": _("Outside"),
}
evidence = {
    "practice": _("taught, little tested"),
    "some": _("some evidence"),
    "strong": _("strong evidence"),
}
panes = {"practice": 1, "some": 2, "strong": 3}
energy = {"low": _("Low energy"), "some": _("Some energy"), "more": _("More energy")}
# How many, and of what.
length = {"week": (7, _("days")), "month": (4, _("weeks"))}
weekday = {
    "monday": _("Mondays"),
    "tuesday": _("Tuesdays"),
    "wednesday": _("Wednesdays"),
    "thursday": _("Thursdays"),
    "friday": _("Fridays"),
    "saturday": _("Saturdays"),
    "sunday": _("Sundays"),
}
place = {"online": _("Online"), "in-person": _("In person"), "anywhere": _("Wherever you are")}
signup = {
    "open": _("Places are open"),
    "waiting": _("Full, with a waiting list"),
    "paused": _("Paused for now"),
    "closed": _("Closed"),
}
seen = {"full": _("read in full"), "excerpt": _("read in part"), "note": _("known from a note")}

# The guide for writers: what becomes of a page, and how much of a rule's source was read.
levels = {
    "error": _("Must be mended"),
    "warning": _("A person decides"),
    "suggestion": _("An idea"),
}
read = {"seen": _("read"), "partial": _("read in part"), "recall": _("not opened by us")}

# A resource. The order of the kinds is that of their list.
medium = {
    "article": _("To read"),
    "video": _("To watch"),
    "podcast": _("To listen to"),
    "app": _("An app or a tool"),
    "community": _("A community"),
}
account = {
    "none": _("No account needed."),
    "optional": _("An account is possible, and not needed."),
    "needed": _("You need an account."),
    "unknown": _("We do not know whether it needs an account."),
}
# The same in fewer words, for cards.
account_short = {
    "none": _("no account"),
    "optional": _("account optional"),
    "needed": _("needs an account"),
    "unknown": _("account: not known"),
}
data = {
    "stays": _("What you enter stays on your device."),
    "leaves": _("What you enter, or what you do there, leaves your device."),
    "unknown": _("We do not know where your data goes."),
}
data_short = {
    "stays": _("data stays on your device"),
    "leaves": _("data leaves your device"),
    "unknown": _("data: not known"),
}
transcript = {
    "here": _("Its words can be read on this page."),
    "there": _("Its words can be read there."),
    "none": _("There is no text of what is said."),
}

# A practice. The order of the forms is that of their list.
form = {"run-sheet": _("Run-sheet"), "prompts": _("Sentences to say"), "training": _("Training")}
for_whom = {
    "everyone": _("For everyone"),
    "hosts": _("For hosts of groups"),
    "moderators": _("For moderators"),
}

# An event.
day_of_week = [
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
]
month_short = [
    _("Jan"),
    _("Feb"),
    _("Mar"),
    _("Apr"),
    _("May"),
    _("Jun"),
    _("Jul"),
    _("Aug"),
    _("Sep"),
    _("Oct"),
    _("Nov"),
    _("Dec"),
]

# What somebody comes with, as they would say it. The order is that in which the pages are offered.
feeling = {
    "panic": _("I feel panicky"),
    "worry": _("I cannot stop worrying"),
    "sleep": _("I cannot sleep"),
    "low": _("I feel low"),
    "numb": _("I feel numb or far away"),
    "anger": _("I am angry"),
    "urge": _("I want to stop an urge"),
    "lonely": _("I feel lonely"),
    "grief": _("I am grieving"),
    "friend": _("I am worried about somebody"),
    "carers": _("I look after somebody"),
}
# What a page is about.
tag = {
    "breathing": _("Breathing"),
    "movement": _("Moving"),
    "food": _("Food"),
    "nature": _("Nature"),
    "thanks": _("Saying thank you"),
    "kindness": _("Being kind"),
    "company": _("Being with people"),
    "creative": _("Making things"),
    "thoughts": _("Thoughts"),
    "rest": _("Rest"),
    "screens": _("Screens"),
    "work": _("Work"),
    "caring": _("Looking after somebody"),
    "hosting": _("Hosting a group"),
    "moderating": _("Moderating"),
    "starting": _("Getting started"),
    "privacy": _("Privacy"),
}
# What people type who look for such a page, beside the words of its title.
typed = {
    "panic": ["panic attack", "scared", "heart racing"],
    "worry": ["worried", "anxious", "anxiety", "overthinking"],
    "sleep": ["insomnia", "awake at night"],
    "low": ["sad", "down", "depressed", "low mood"],
    "numb": ["empty", "unreal", "spaced out"],
    "anger": ["anger", "rage", "furious"],
    "urge": ["craving", "impulse"],
    "lonely": ["alone", "isolated"],
    "grief": ["grief", "loss", "bereavement", "mourning"],
    "friend": ["friend", "worried about someone"],
    "carers": ["carer", "caregiver"],
}
