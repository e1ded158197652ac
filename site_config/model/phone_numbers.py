"""Written numbers, and whether one that is shown reaches the same line as one that is dialled."""

from __future__ import annotations

import re
import unicodedata

# Calling codes by ISO 3166 country, from libphonenumber 9.0.43 (Apache-2.0).
CODES = """
AC:247 AD:376 AE:971 AF:93 AG:1 AI:1 AL:355 AM:374 AO:244 AR:54 AS:1 AT:43 AU:61 AW:297 AX:358
AZ:994 BA:387 BB:1 BD:880 BE:32 BF:226 BG:359 BH:973 BI:257 BJ:229 BL:590 BM:1 BN:673 BO:591
BQ:599 BR:55 BS:1 BT:975 BW:267 BY:375 BZ:501 CA:1 CC:61 CD:243 CF:236 CG:242 CH:41 CI:225 CK:682
CL:56 CM:237 CN:86 CO:57 CR:506 CU:53 CV:238 CW:599 CX:61 CY:357 CZ:420 DE:49 DJ:253 DK:45 DM:1
DO:1 DZ:213 EC:593 EE:372 EG:20 EH:212 ER:291 ES:34 ET:251 FI:358 FJ:679 FK:500 FM:691 FO:298
FR:33 GA:241 GB:44 GD:1 GE:995 GF:594 GG:44 GH:233 GI:350 GL:299 GM:220 GN:224 GP:590 GQ:240 GR:30
GT:502 GU:1 GW:245 GY:592 HK:852 HN:504 HR:385 HT:509 HU:36 ID:62 IE:353 IL:972 IM:44 IN:91 IO:246
IQ:964 IR:98 IS:354 IT:39 JE:44 JM:1 JO:962 JP:81 KE:254 KG:996 KH:855 KI:686 KM:269 KN:1 KP:850
KR:82 KW:965 KY:1 KZ:7 LA:856 LB:961 LC:1 LI:423 LK:94 LR:231 LS:266 LT:370 LU:352 LV:371 LY:218
MA:212 MC:377 MD:373 ME:382 MF:590 MG:261 MH:692 MK:389 ML:223 MM:95 MN:976 MO:853 MP:1 MQ:596
MR:222 MS:1 MT:356 MU:230 MV:960 MW:265 MX:52 MY:60 MZ:258 NA:264 NC:687 NE:227 NF:672 NG:234
NI:505 NL:31 NO:47 NP:977 NR:674 NU:683 NZ:64 OM:968 PA:507 PE:51 PF:689 PG:675 PH:63 PK:92 PL:48
PM:508 PR:1 PS:970 PT:351 PW:680 PY:595 QA:974 RE:262 RO:40 RS:381 RU:7 RW:250 SA:966 SB:677
SC:248 SD:249 SE:46 SG:65 SH:290 SI:386 SJ:47 SK:421 SL:232 SM:378 SN:221 SO:252 SR:597 SS:211
ST:239 SV:503 SX:1 SY:963 SZ:268 TA:290 TC:1 TD:235 TG:228 TH:66 TJ:992 TK:690 TL:670 TM:993
TN:216 TO:676 TR:90 TT:1 TV:688 TW:886 TZ:255 UA:380 UG:256 US:1 UY:598 UZ:998 VA:39 VC:1 VE:58
VG:1 VI:1 VN:84 VU:678 WF:681 WS:685 XK:383 YE:967 YT:262 ZA:27 ZM:260 ZW:263
"""
CALLING: dict[str, str] = dict(re.findall(r"([A-Z]{2}):([0-9]+)", CODES))
# What is dialled before a number only inside a country, by its calling code; elsewhere 0.
TRUNKS = {
    "1": ("", "1"),
    "7": ("", "8"),
    "36": ("", "06"),
    "39": ("",),
    "370": ("", "0", "8"),
    "375": ("", "8", "80"),
    "993": ("", "8"),
}
# Where a number behind the calling code may begin with 0.
KEEPS_ZERO = {"39", "225", "241", "242", "378", "379"}
ANY_TRUNK = ("", "0", "8", "1", "80", "06")
LOCAL_IN_NORTH_AMERICA = 7

# Only the digits 0 to 9: a phone does not dial those of another script.
NUMBER = re.compile(r"[+*#]?\(?[0-9][0-9\s().\-–]*#?")
# A number, a time or a day in running text, which no line end and no change of direction may take
# apart.
IN_TEXT = re.compile(r"([+*#(]?\d[\d\s().:/*#–-]*\d#?)")
MENU = re.compile(r"\b(?:option|ext\.?|press) [0-9]{1,2}\b")


def digits(text: str) -> str:
    """What a phone would dial of a written number: digits, ``*`` and ``#``."""
    return re.sub(r"[^0-9*#]", "", text)


def shown_number(display: str) -> str:
    """The number inside a line's ``display`` as written there: ``171`` of ``171, option 6``; empty
    if there is none.
    """
    found = max(NUMBER.findall(display), key=lambda part: len(digits(part)), default="")
    return found.lstrip(" .-–").rstrip(" .-–(")


def fault(display: str) -> str:
    """What could deceive whoever reads a display: a letter that hides, turns round or only looks
    like a digit, or a second number. Empty when nothing could. Menu choices (``option 6``, ``ext.
    8``, ``press 1``) may stand behind the number.
    """
    for letter in display:
        category, turn = unicodedata.category(letter), unicodedata.bidirectional(letter)
        if (
            category[0] in "CM"
            or turn in {"R", "AL", "AN"}
            or (category[0] == "N" and letter not in "0123456789")
        ):
            return f"holds a letter that can hide or turn round a digit ({unicodedata.name(letter, 'no name').lower()})"
    number = shown_number(display)
    if number and re.search(r"[0-9]", MENU.sub("", display.replace(number, "", 1))):
        return "holds two numbers, or other digits than the number"
    return ""


def same_line(shown: str, dialled: str, country: str = "") -> bool:
    """Whether a shown number and a dialled one reach the same line.

    ``dialled`` may be international (``+441632960000``): then it is the calling code of the
    ``country`` (ISO 3166, capitals) and the shown digits, less the trunk prefix that is dialled
    only inside it. In North America neighbours may leave out the area. A country that is not known
    may have any code of up to three digits.
    """
    here, there = digits(shown), digits(dialled)
    if not here or not dialled.startswith("+"):
        return bool(here) and here == there
    if shown.lstrip(" (").startswith("+"):
        return here == there
    code = CALLING.get(country)
    if code is None:
        return any(
            here.startswith(trunk)
            and len(here) > len(trunk) + 2
            and there.endswith(here[len(trunk) :])
            and len(there) - len(here[len(trunk) :]) <= (4 if there.startswith("1") else 3)
            for trunk in ANY_TRUNK
        )
    rest = there.removeprefix(code)
    if not there.startswith(code) or (rest.startswith("0") and code not in KEEPS_ZERO):
        return False
    if code == "1" and len(here) == LOCAL_IN_NORTH_AMERICA and rest.endswith(here):
        return True
    return any(here == trunk + rest for trunk in TRUNKS.get(code, ("", "0")))
