"""Overlapping character bigrams: the one text form that makes SQLite's full-text search exact for Chinese.

Every character that can be part of a word (a Han character, a letter, a digit, ``.``, ``%``) gives one index term: itself
with its right neighbour, or itself alone where the run of such characters ends. The term's position is the character's,
so a phrase of terms is a substring, whatever the script and wherever in a word it begins:

* ``老服务`` is the phrase ``老服 服务``;
* a single character is a prefix query;
* punctuation gives no term: a phrase passes over it, so a string with punctuation inside is looked up as a phrase and then
  compared with the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from pipeline.chinese.variants import simplified

if TYPE_CHECKING:
    import numpy as np

TOKENIZER = "ascii tokenchars '.%_'"
"""FTS5's tokenizer setting under which every term stays one token: it splits at blanks only."""

_WORD = r"[\w.%‰]"
RUN = re.compile(f"{_WORD}+")
_PUNCTUATION = tuple(zip("，；：？！（）\u3000", ",;:?!() ", strict=True))
_COMPATIBILITY = re.compile("[^\\x00-\\x7f\u3400-\u4dbf\u4e00-\u9fff、-〟·—‘’“”]")
"""Characters that normalization may change: all but those of ordinary Chinese text, for which it need not be called."""
_TERMS = re.compile(f"(?=({_WORD}{{1,2}}))")


def fold(text: str) -> str:
    """Compatibility forms to plain ones (full width to half width), lower case, simplified: both sides of a match. Never stored.

    >>> fold("ＧＢ／Ｔ　３５％"), fold("養老")
    ('gb/t 35%', '养老')
    """
    for wide, narrow in _PUNCTUATION:
        text = text.replace(wide, narrow)
    if _COMPATIBILITY.search(text):
        text = unicodedata.normalize("NFKC", text)
    return simplified(text.lower())


def terms(text: str) -> list[str]:
    """The index terms of ``text``, in order.

    >>> terms("5A级，养老")
    ['5a', 'a级', '级', '养老', '老']
    """
    return _TERMS.findall(fold(text))


def spelled(texts: Sequence[str]) -> list[str]:
    """The terms of each text as one string with blanks between, of many texts at once: many times as fast as ``terms`` of each.

    >>> [text.split() for text in spelled(["5A级，养老", "。"])]
    [['5a', 'a级', '级', '养老', '老'], []]
    """
    import numpy as np

    folded = [fold(text) for text in texts]
    here = np.frombuffer("".join(text + "\n" for text in folded).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    word = _words()[np.minimum(here, 0xFFFF)]
    for at in np.flatnonzero(here > 0xFFFF):
        word[at] = RUN.match(chr(here[at])) is not None
    signs = np.full((len(here), 3), ord(" "), "<u4")  # of each character: itself, the next one, a blank; blanks where no word is
    np.copyto(signs[:, 0], here, where=word)
    np.copyto(signs[:-1, 1], here[1:], where=word[:-1] & word[1:])
    spelling = signs.tobytes().decode("utf-32-le", "surrogatepass")
    out, start = [], 0
    for text in folded:
        stop = start + 3 * len(text)
        out.append(spelling[start:stop])
        start = stop + 3  # behind the line feed, which keeps the terms of two texts apart
    return out


@cache
def _words() -> np.ndarray:
    """Whether a term can begin with the character, for each of the basic plane."""
    import numpy as np

    words = np.zeros(0x10000, bool)
    for run in RUN.finditer("".join(map(chr, range(0x10000)))):
        words[run.start() : run.end()] = True
    return words


def phrase(folded: str) -> tuple[list[str], bool]:
    """The terms that stand in a row wherever the folded string stands, and whether the last is only a prefix.

    The end of the string need not be the end of a run in the text, so its last character gives no term of its own, except
    where it is a run by itself: then it is a prefix. Empty when there is no character a word could have.

    >>> phrase("养老服务"), phrase("老"), phrase("甲、乙丙")
    ((['养老', '老服', '服务'], False), (['老'], True), (['甲', '乙丙'], False))
    """
    found = _TERMS.findall(folded)
    if not found or not RUN.match(folded[-1]):
        return found, False  # a string that ends in punctuation fixes the end of its last run
    if len(found) > 1 and len(found[-2]) == 2:
        return found[:-1], False
    return found, True
