"""Numbers as people write them: 12, 十二, third."""

CHINESE = "零〇一二三四五六七八九十百两"
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_CARDINALS = "one two three four five six seven eight nine ten eleven twelve"
_ENGLISH = tuple(_ORDINALS.split())
_COUNTED = tuple(_CARDINALS.split())
ENGLISH = "|".join(_ENGLISH)
COUNTED = "|".join(_COUNTED)


def digits(said: str) -> str:
    """`said` as digits without leading zeros (十二 -> 12, third -> 3, B12 -> B12, a -> A); letters stay, upper case."""
    for words in (_ENGLISH, _COUNTED):
        if said.lower() in words:
            return str(words.index(said.lower()) + 1)
    if said and all(character in CHINESE for character in said):
        return str(_chinese(said))
    letters = said.rstrip("0123456789")
    number = said[len(letters) :].lstrip("0")
    return letters.upper() + (number or ("0" if len(said) > len(letters) else ""))


def _chinese(said: str) -> int:
    """Up to 999; a row of plain digits (五零一) is read digit by digit, two in their order (五六楼) as the first."""
    if len(said) == 2 and _DIGITS.get(said[1], 0) - _DIGITS.get(said[0], 0) == 1:  # noqa: PLR2004  "five or six"
        return _DIGITS[said[0]]
    if not set(said) & set("十百"):
        return int("".join(str(_DIGITS[character]) for character in said))
    total, digit = 0, 0
    for character in said:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
