"""Ready-made sheets over the facts: what follows a breach, who must do what, how strong a document's language is.

Each sheet is data: columns with their SQL, where the rows come from, how they are grouped and ordered. ``c`` is the clause
and ``d`` the document in all of them, so that the filters of searches apply (``search.facts``); ``views`` makes of each a
view of the database too. The tables ``breaches`` and ``measures`` hold what ``extract.penalties`` found.
"""

from __future__ import annotations

from dataclasses import dataclass

TABLES = """
-- What was breached, by penalty: n 0 is the whole or the lead-in of a list, 1.. are the items of the list.
CREATE TABLE breaches (
  clause INTEGER NOT NULL REFERENCES clauses(key) ON DELETE CASCADE,
  penalty INTEGER NOT NULL,         -- ordinal in the clause
  n INTEGER NOT NULL,
  listed INTEGER NOT NULL CHECK (listed IN (0, 1)), -- items follow
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (clause, penalty, n)
) STRICT, WITHOUT ROWID;

-- What follows it: each measure of each sanction, in the order of escalation.
CREATE TABLE measures (
  clause INTEGER NOT NULL,
  n INTEGER NOT NULL,
  penalty INTEGER NOT NULL,         -- ordinal in the clause, as of breaches
  step INTEGER NOT NULL,            -- 1 for what follows at once, 2 for what follows 逾期不改正 …
  norm INTEGER NOT NULL,            -- of the sanction
  kind TEXT NOT NULL,               -- 责令改正 罚款 没收 …
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  trigger TEXT,                     -- the condition of this step: 逾期不改正的
  body TEXT,                        -- who punishes
  PRIMARY KEY (clause, n),
  FOREIGN KEY (clause, norm) REFERENCES norms(clause, n) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Who answers for the tasks in [since, start) of a clause: （责任单位：市科委）.
CREATE TABLE responsible (
  clause INTEGER NOT NULL REFERENCES clauses(key) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('牵头', '责任', '配合')),
  since INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  rule TEXT NOT NULL,
  confidence REAL NOT NULL,
  PRIMARY KEY (clause, n)
) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its columns by name, its FROM with the aliases ``c`` and ``d``, and what stands behind the filters."""

    columns: dict[str, str]
    source: str
    order: str
    where: str = "1"
    group: str = ""

    def sql(self, conditions: tuple[str, ...] = (), order: str = "") -> str:
        """The SELECT with ``conditions`` over ``c`` and ``d`` added, in the sheet's own order or another."""
        selected = ", ".join(f'{sql} AS "{name}"' for name, sql in self.columns.items())
        where = " AND ".join((self.where, *conditions))
        group = f" GROUP BY {self.group}" if self.group else ""
        return f"SELECT {selected} FROM {self.source} WHERE {where}{group} ORDER BY {order or self.order}"


def _roles(role: str) -> str:
    return (
        f"(SELECT group_concat(s.text, '；') FROM norm_spans s WHERE s.clause = f.clause AND s.norm = f.n AND s.role = '{role}')"
    )


def _listed(rows: str) -> str:
    """SQL for the texts of ``rows``, whose column is ``told``, in one string."""
    return f"(SELECT group_concat(told, '；') FROM ({rows}))"


_JOIN = "JOIN clauses c ON c.key = f.clause JOIN documents d ON d.key = c.document"
_PLACE = {
    "region": "d.region",
    "document": "d.title",
    "clause": "c.label",
    "clause_id": "d.id || '#' || c.eid",
    "date": "d.date",
}

_CITED = """FROM breaches x JOIN entities e ON e.clause = x.clause AND e.citation AND e.start >= x.start AND e.end <= x.end
  LEFT JOIN citations r ON r.clause = e.clause AND r.n = e.n LEFT JOIN clauses g ON g.key = r.target
  LEFT JOIN documents t ON t.key = g.document
  WHERE x.clause = f.clause AND x.penalty = f.penalty AND (x.n = 0 OR x.n = b.n) AND coalesce(r.relation, '') != '除外'"""
"""The citations inside a breach, its lead-in included: the duties that were not met."""

PENALTIES = Sheet(
    columns={
        **_PLACE,
        "breach": "b.text",
        "lead": "CASE WHEN b.n > 0 THEN l.text END",
        "duty": _listed(f"SELECT DISTINCT e.text AS told {_CITED} ORDER BY e.start"),
        "duty_id": _listed(f"SELECT DISTINCT t.id || '#' || g.eid AS told {_CITED} AND g.key IS NOT NULL ORDER BY e.start"),
        "step": "f.step",
        "trigger": "f.trigger",
        "measure": "f.kind",
        "text": "f.text",
        "amount": "q.text",
        "low": "q.low",
        "high": "q.high",
        "low_inclusive": "q.low_inclusive",
        "high_inclusive": "q.high_inclusive",
        "unit": "q.unit",
        "role": "q.role",
        "body": "f.body",
        "confidence": "f.confidence",
    },
    source=f"""(SELECT m.*, k.confidence FROM measures m JOIN norms k ON k.clause = m.clause AND k.n = m.norm) f {_JOIN}
  LEFT JOIN breaches b ON b.clause = f.clause AND b.penalty = f.penalty AND b.listed = 0
  LEFT JOIN breaches l ON l.clause = f.clause AND l.penalty = f.penalty AND l.n = 0
  LEFT JOIN quantities q ON q.clause = f.clause AND q.start >= f.start AND q.end <= f.end""",
    order="f.clause, f.penalty, b.n, f.n, q.start",
)

_SANCTIONS = """FROM citations r JOIN entities e ON e.clause = r.clause AND e.n = r.n
  JOIN breaches x ON x.clause = r.clause AND e.start >= x.start AND e.end <= x.end
  JOIN measures m ON m.clause = x.clause AND m.penalty = x.penalty
  JOIN clauses g ON g.key = r.clause JOIN documents t ON t.key = g.document
  JOIN nodes o ON o.document = r.document AND o.eid = r.eid
  WHERE r.target = f.clause AND coalesce(r.relation, '') != '除外' AND c.start + f.start BETWEEN o.start AND o.end - 1"""
"""The measures that follow a breach of the paragraph in which the norm stands."""


def _answered(column: str) -> str:
    """SQL for what follows the breach of a norm that binds; nothing follows that of a right."""
    answers = _listed(f"SELECT DISTINCT {column} AS told {_SANCTIONS} ORDER BY m.clause, m.n")
    return f"CASE WHEN f.modality IN ('duty', 'prohibition') THEN {answers} END"


RESPONSIBILITIES = Sheet(
    columns={
        **_PLACE,
        "body": _roles("actor"),
        "responsible": _listed(
            "SELECT a.role || ' ' || a.text AS told FROM responsible a "
            "WHERE a.clause = f.clause AND f.start >= a.since AND f.start < a.start ORDER BY a.n"
        ),
        "modality": "f.modality",
        "cue": "f.text",
        "action": _roles("action"),
        "deadline": _roles("deadline"),
        "condition": _roles("condition"),
        "exception": _roles("exception"),
        "items": "f.items",
        "sanction": _answered("coalesce(m.trigger || '，', '') || m.text"),
        "sanction_id": _answered("t.id || '#' || g.eid"),
        "confidence": "f.confidence",
    },
    source=f"norms f {_JOIN}",
    where="f.modality != 'sanction'",
    order="f.clause, f.n",
)

_MODALITIES = ("duty", "prohibition", "permission", "encouragement", "directive", "sanction")

STRENGTH = Sheet(
    columns={
        "document": "d.title",
        "region": "d.region",
        "genre": "d.genre",
        "date": "d.date",
        "norms": "count(*)",
        **{f"{name}_share": f"round(avg(f.modality = '{name}'), 3)" for name in _MODALITIES},
        "bound_share": "round(avg(f.modality IN ('duty', 'prohibition', 'sanction')), 3)",
        "document_id": "d.id",
    },
    source=f"norms f {_JOIN}",
    group="d.key",
    order="d.key",
)

SIGNALS = Sheet(
    columns={
        **_PLACE,
        "signal": """CASE
  WHEN EXISTS (SELECT 1 FROM norms n WHERE n.clause = c.key AND n.modality IN ('prohibition', 'sanction')) THEN 'prohibition'
  WHEN EXISTS (SELECT 1 FROM norms n WHERE n.clause = c.key AND n.modality IN ('duty', 'directive')) THEN 'directive'
  ELSE 'none' END""",
        "text": "c.text",
    },
    source="clauses c JOIN documents d ON d.key = c.document",
    order="c.key",
)

INDICATORS = Sheet(
    columns={
        "region": "d.region",
        "document": "d.title",
        "date": "d.date",
        "indicator": "f.of",
        "period": "f.period",
        "kind": "f.kind",
        "text": "f.text",
        "low": "f.low",
        "high": "f.high",
        "unit": "f.unit",
        "approx": "f.approx",
        "per": "f.per",
        "told": "f.told",
        "clause": "c.label",
        "clause_id": "d.id || '#' || c.eid",
        "confidence": "f.confidence",
    },
    source="""(SELECT q.*, row_number() OVER same AS nth, count(*) OVER (PARTITION BY p.document, q.of, q.period, q.kind, q.unit) AS told
    FROM quantities q JOIN clauses p ON p.key = q.clause WHERE q.of IS NOT NULL AND q.period IS NOT NULL AND q.unit != '次'
    WINDOW same AS (PARTITION BY p.document, q.of, q.period, q.kind, q.unit ORDER BY q.clause, q.n)) f
  JOIN clauses c ON c.key = f.clause JOIN documents d ON d.key = c.document""",
    where="f.nth = 1",
    order="d.key, f.of, f.period",
)
"""What plans and reports tell of an indicator for a period: the first place that tells it, and how many do."""

SHEETS = {
    "responsibilities": RESPONSIBILITIES,
    "penalties": PENALTIES,
    "strength": STRENGTH,
    "signals": SIGNALS,
    "indicators": INDICATORS,
}
"""The sheets by name; each is a view of the same name."""

VIEWS = {name: sheet.sql() for name, sheet in SHEETS.items()}
