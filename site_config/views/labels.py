"""Words that templates and cards choose by a value of an entry: each value that the model allows
has its words here.
"""

from __future__ import annotations

from site_config.i18n import N_, Words

where = Words(
    {
        "in-public": N_("In public"),
        "in-bed": N_("In bed"),
        "at-home": N_("At home"),
        "outside": N_("Outside"),
    }
)
evidence = Words(
    {
        "practice": N_("taught, little tested"),
        "some": N_("some evidence"),
        "strong": N_("strong evidence"),
    }
)
panes = {"practice": 1, "some": 2, "strong": 3}
energy = Words({"low": N_("Low energy"), "some": N_("Some energy"), "more": N_("More energy")})
# How many, and of what.
length = {"week": 7, "month": 4}
length_unit = Words({"week": N_("days"), "month": N_("weeks")})
weekday = Words(
    {
        "monday": N_("Mondays"),
        "tuesday": N_("Tuesdays"),
        "wednesday": N_("Wednesdays"),
        "thursday": N_("Thursdays"),
        "friday": N_("Fridays"),
        "saturday": N_("Saturdays"),
        "sunday": N_("Sundays"),
    }
)
place = Words(
    {"online": N_("Online"), "in-person": N_("In person"), "anywhere": N_("Wherever you are")}
)
signup = Words(
    {
        "open": N_("Places are open"),
        "waiting": N_("Full, with a waiting list"),
        "paused": N_("Paused for now"),
        "closed": N_("Closed"),
    }
)
seen = Words(
    {"full": N_("read in full"), "excerpt": N_("read in part"), "note": N_("known from a note")}
)

# The guide for writers: what becomes of a page, and how much of a rule's source was read.
levels = Words(
    {
        "error": N_("Must be mended"),
        "warning": N_("A person decides"),
        "suggestion": N_("An idea"),
    }
)
read = Words({"seen": N_("read"), "partial": N_("read in part"), "recall": N_("not opened by us")})

# A resource. The order of the kinds is that of their list.
medium = Words(
    {
        "article": N_("To read"),
        "video": N_("To watch"),
        "podcast": N_("To listen to"),
        "app": N_("An app or a tool"),
        "community": N_("A community"),
    }
)
account = Words(
    {
        "none": N_("No account needed."),
        "optional": N_("An account is possible, and not needed."),
        "needed": N_("You need an account."),
        "unknown": N_("We do not know whether it needs an account."),
    }
)
# The same in fewer words, for cards.
account_short = Words(
    {
        "none": N_("no account"),
        "optional": N_("account optional"),
        "needed": N_("needs an account"),
        "unknown": N_("account: not known"),
    }
)
data = Words(
    {
        "stays": N_("What you enter stays on your device."),
        "leaves": N_("What you enter, or what you do there, leaves your device."),
        "unknown": N_("We do not know where your data goes."),
    }
)
data_short = Words(
    {
        "stays": N_("data stays on your device"),
        "leaves": N_("data leaves your device"),
        "unknown": N_("data: not known"),
    }
)
transcript = Words(
    {
        "here": N_("Its words can be read on this page."),
        "there": N_("Its words can be read there."),
        "none": N_("There is no text of what is said."),
    }
)

# A practice. The order of the forms is that of their list.
form = Words(
    {"run-sheet": N_("Run-sheet"), "prompts": N_("Sentences to say"), "training": N_("Training")}
)
for_whom = Words(
    {
        "everyone": N_("For everyone"),
        "hosts": N_("For hosts of groups"),
        "moderators": N_("For moderators"),
    }
)

# An event: the days of a week from Monday, and the months from January, both counted from 0.
day_of_week = Words(
    {
        0: N_("Monday"),
        1: N_("Tuesday"),
        2: N_("Wednesday"),
        3: N_("Thursday"),
        4: N_("Friday"),
        5: N_("Saturday"),
        6: N_("Sunday"),
    }
)
month_short = Words(
    {
        0: N_("Jan"),
        1: N_("Feb"),
        2: N_("Mar"),
        3: N_("Apr"),
        4: N_("May"),
        5: N_("Jun"),
        6: N_("Jul"),
        7: N_("Aug"),
        8: N_("Sep"),
        9: N_("Oct"),
        10: N_("Nov"),
        11: N_("Dec"),
    }
)

# What somebody comes with, as they would say it. The order is that in which the pages are offered.
feeling = Words(
    {
        "panic": N_("I feel panicky"),
        "worry": N_("I cannot stop worrying"),
        "sleep": N_("I cannot sleep"),
        "low": N_("I feel low"),
        "numb": N_("I feel numb or far away"),
        "anger": N_("I am angry"),
        "urge": N_("I want to stop an urge"),
        "lonely": N_("I feel lonely"),
        "grief": N_("I am grieving"),
        "friend": N_("I am worried about somebody"),
        "carers": N_("I look after somebody"),
    }
)
# What a page is about.
tag = Words(
    {
        "breathing": N_("Breathing"),
        "movement": N_("Moving"),
        "food": N_("Food"),
        "nature": N_("Nature"),
        "thanks": N_("Saying thank you"),
        "kindness": N_("Being kind"),
        "company": N_("Being with people"),
        "creative": N_("Making things"),
        "thoughts": N_("Thoughts"),
        "rest": N_("Rest"),
        "screens": N_("Screens"),
        "work": N_("Work"),
        "caring": N_("Looking after somebody"),
        "hosting": N_("Hosting a group"),
        "moderating": N_("Moderating"),
        "starting": N_("Getting started"),
        "privacy": N_("Privacy"),
    }
)
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
