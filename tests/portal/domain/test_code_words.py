"""The list that codes and passphrases are drawn from: long enough, plain, credited, and without
words that hurt.
"""

from __future__ import annotations

import math
import re

from tests.harness.paths import ROOT

LIST = "portal/domain/code_words.txt"
LEFT_OUT = "tests/portal/domain/code_words_left_out.txt"
FEWEST = 7000
# The different words of all the lists together that the notice names.
WHOLE = 10758
SIX = 6
BITS = 76

# Written by hand, beside the list of what was left out, because somebody may read six words on the
# worst night of their life. Line by line: means; violence and death; what shame says; what the
# night says; illness, drugs and eating; two that turn a neighbour cruel; and what only the later
# lists brought.
HURTS = """
    strangle handgun suffocate drown rope gallows blade poison overdose noose razor
    kill suicide rape molest battered violate mutilated mortuary graveyard morbidly maggot
    unwanted unloved unworthy worthless unneeded outcast isolated ashamed shame guilt failing imbecile idiocy
    despair panic agony helpless dejected
    epilepsy delirium nutcase prozac valium cannabis glutton starved prison police
    never cannot
    gun bomb bullet knife pistol cliff pill razor skull blood murder dark abandon abandoned unloved ugly useless guilt lonely
    victim violence slavery euthanize anxiety numb obesity tobacco alcohol poker divorce debt misery horror hell killer
"""

MAKERS = (
    "Joseph Bonneau / Electronic Frontier Foundation",
    "CC BY 3.0 US",
    "https://www.eff.org/dice",
    "Copyright (c) 2013-2016 Pavol Rusnak",
    "https://github.com/trezor/python-mnemonic",
    "Copyright 2019 SatoshiLabs",
    "https://github.com/trezor/python-shamir-mnemonic",
    "Copyright (c) 2015, Alexander Lukanin",
    "https://github.com/alexanderlukanin13/coolname",
)


def lines(name: str) -> list[str]:
    return (ROOT / name).read_bytes().decode("utf-8").removesuffix("\n").split("\n")


def words(name: str) -> list[str]:
    return [line for line in lines(name) if not line.startswith("#")]


def notice() -> str:
    return "\n".join(line for line in lines(LIST) if line.startswith("#"))


def test_six_words_are_as_hard_to_guess_as_we_say() -> None:
    assert len(words(LIST)) >= FEWEST
    assert SIX * math.log2(len(words(LIST))) >= BITS


def test_every_word_is_plain_and_stands_once_in_its_place() -> None:
    assert [word for word in words(LIST) if not re.fullmatch("[a-z]{3,9}", word)] == []
    assert words(LIST) == sorted(set(words(LIST)))
    assert words(LEFT_OUT) == sorted(set(words(LEFT_OUT)))


def test_the_notice_names_the_makers_their_licences_and_what_we_changed() -> None:
    assert lines(LIST)[: notice().count("\n") + 1] == notice().split("\n")
    for said in (
        *MAKERS,
        f"{len(words(LEFT_OUT))} words are left out",
        f"{len(words(LIST)):,} words",
        f"{WHOLE:,} different words",
    ):
        assert said in notice()


def test_the_licence_file_credits_the_lists_too() -> None:
    licence = "\n".join(lines("LICENSE"))
    for said in (
        LIST,
        LEFT_OUT,
        *MAKERS,
        "Permission is hereby granted, free of charge",
        "Redistributions of source code must retain",
    ):
        assert said in licence


def test_no_word_that_was_left_out_has_come_back_and_none_got_lost() -> None:
    assert sorted(set(words(LIST)) & set(words(LEFT_OUT))) == []
    assert len(words(LIST)) + len(words(LEFT_OUT)) == WHOLE


def test_no_word_that_we_know_to_hurt_is_there() -> None:
    assert sorted(set(words(LIST)) & set(HURTS.split())) == []
