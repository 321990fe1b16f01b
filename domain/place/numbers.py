"""Numbers as people write them: 12, 十二, third."""

CHINESE = "零〇一二三四五六七八九十百两"
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ENGLISH = tuple(_ORDINALS.split())
ENGLISH = "|".join(_ENGLISH)


def digits(said: str) -> str:
    """`said` as digits without leading zeros (十二 -> 12, third -> 3, B12 -> B12, a -> A); letters stay, upper case."""
    if said.lower() in _ENGLISH:
        return str(_ENGLISH.index(said.lower()) + 1)
    if said and all(character in CHINESE for character in said):
        return str(_chinese(said))
    letters = said.rstrip("0123456789")
    number = said[len(letters) :].lstrip("0")
    return letters.upper() + (number or ("0" if len(said) > len(letters) else ""))


def _chinese(said: str) -> int:
    """Up to 999; a row of plain digits (五零一) is read digit by digit."""
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
