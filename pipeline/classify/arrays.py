"""Where the trained arrays are and how they are read: ``models/<name>.npz`` with its card ``models/<name>.json``.

In a checkout the folder stands beside the package, in an installed wheel inside it. Arrays only, never pickles.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ZhengceError

if TYPE_CHECKING:
    import numpy as np

PACKAGE = Path(__file__).resolve().parents[1]
FOLDERS = (PACKAGE / "models", PACKAGE.parent / "models")


def find(filename: str) -> Path:
    """The path of a file of ``models/``. Raises :class:`ZhengceError` when it is not there."""
    for folder in FOLDERS:
        if (path := folder / filename).is_file():
            return path
    stem = filename.partition(".")[0]
    raise ZhengceError(
        f"The trained model {filename} is missing.", hint=f"Train it: python scripts/train_{stem}.py (or: make models)"
    )


@cache
def load(name: str) -> Mapping[str, np.ndarray]:
    """The arrays of model ``name``, read once."""
    import numpy as np

    with np.load(find(f"{name}.npz"), allow_pickle=False) as stored:
        return {key: stored[key] for key in stored.files}


@cache
def card(name: str) -> Mapping[str, object]:
    """The model card: data fingerprint, command, date, versions, figures, classes, known weak classes."""
    return json.loads(find(f"{name}.json").read_text(encoding="utf-8"))
