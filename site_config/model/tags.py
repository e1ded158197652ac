"""The one list of feelings and tags, in plain words: what a page may help with, and what it is
about.
"""

from __future__ import annotations

from typing import Literal

# What somebody comes with. The first three words that they might type stand in the pages' keywords.
Feeling = Literal[
    "panic", "worry", "sleep", "numb", "low", "anger", "urge", "lonely", "grief", "friend"
]
# What a page is about, beside a feeling. A word is in one of the two lists alone: both make
# addresses such as /challenges/for/nature/.
Tag = Literal[
    "breathing",
    "movement",
    "food",
    "nature",
    "thanks",
    "kindness",
    "company",
    "creative",
    "thoughts",
    "rest",
    "screens",
    "work",
    "caring",
    "hosting",
    "moderating",
    "starting",
    "privacy",
]
