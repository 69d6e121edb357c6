from __future__ import annotations


def cut(lines):
    return [lines] if lines else []
