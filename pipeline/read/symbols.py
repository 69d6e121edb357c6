"""Characters of symbol fonts: Word stores them as private-use code points F020 to F0FF that only the font explains.

Source: the character sets of Symbol (Adobe) and of Wingdings (Microsoft), as far as official documents use them.
"""

from __future__ import annotations

GREEK = dict(zip("abcdefghijklmnopqrstuvwxyz", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))

SYMBOL = {
    **{0xF000 + ord(letter): greek for letter, greek in GREEK.items()},
    0xF044: "Δ",
    0xF053: "Σ",
    0xF057: "Ω",
    0xF0A3: "≤",
    0xF0A5: "∞",
    0xF0AE: "→",
    0xF0B0: "°",
    0xF0B1: "±",
    0xF0B3: "≥",
    0xF0B4: "×",
    0xF0B7: "•",
    0xF0B8: "÷",
    0xF0B9: "≠",
    0xF0BB: "≈",
    0xF0D6: "√",
}

WINGDINGS = {
    0xF06C: "●",
    0xF06E: "■",
    0xF06F: "□",
    0xF075: "◆",
    0xF0A7: "▪",
    0xF0A8: "◻",
    0xF0E0: "→",
    0xF0FC: "✓",
    0xF0FE: "☑",
}

FONTS = {"symbol": SYMBOL, "wingdings": WINGDINGS}


def character(point: int, font: str) -> str:
    """The character at ``point`` of a symbol font; the private-use character itself where it is not known.

    >>> character(0xF061, "Symbol"), character(0xF0FE, "Wingdings"), character(0x25A1, "Arial")
    ('α', '☑', '□')
    """
    return FONTS.get(font.strip().lower(), {}).get(point) or chr(point)
