"""The shape of the database, as literals: tables, the search index, views. ``ensure`` makes or renews it.

Conventions. ``start`` and ``end`` are half-open code-point offsets: of nodes and clauses in the document's text, of facts in
their clause's text. Lists are JSON arrays. Flags are 0 or 1. Facts are numbered inside their clause (``n``), clauses and
documents have keys of this database only; the ids that last and that other databases share are computed from content:
``documents.id`` (first 16 hex digits of the text's sha256) and the clause id ``documents.id || '#' || clauses.eid``.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from pipeline.chinese.bigrams import TOKENIZER
from pipeline.store import sheets

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x7A686563  # "zhec", in the file's header: SQLite's own mark of whose a database is
VERSION = 2  # of the shape below, kept as user_version
OLDEST = 2  # that MIGRATIONS lead on from; before it nothing was released

TABLES = (
    """
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Every file that was offered, also those that could not be read.
CREATE TABLE sources (
  key INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  url TEXT,
  sha256 TEXT NOT NULL,
  media_type TEXT NOT NULL,
  encoding TEXT,
  size INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('ok', 'partial', 'failed')),
  seconds REAL NOT NULL,
  version TEXT NOT NULL,            -- of the extractor
  stored_at TEXT NOT NULL           -- UTC
) STRICT;
CREATE INDEX sources_sha256 ON sources(sha256);

CREATE TABLE documents (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  title_is_ours INTEGER NOT NULL CHECK (title_is_ours IN (0, 1)),
  genre TEXT,
  carries TEXT,
  doc_number TEXT,
  issuers TEXT NOT NULL,
  addressees TEXT NOT NULL,
  region TEXT,
  region_code TEXT,                 -- GB/T 2260
  region_level TEXT,
  regions TEXT NOT NULL,
  level TEXT,
  written TEXT,
  promulgated TEXT,
  effective TEXT,
  expires TEXT,
  date TEXT,                        -- to sort and filter by: promulgated, else written, else effective
  status TEXT,
  theme TEXT,                       -- the first of its topics
  characters INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('ok', 'partial', 'failed')),
  version TEXT NOT NULL             -- of the extractor
) STRICT;
CREATE INDEX documents_title ON documents(title);
CREATE INDEX documents_region ON documents(region_code);

-- Apart from documents, so that a scan of those reads no text.
CREATE TABLE texts (
  document INTEGER PRIMARY KEY REFERENCES documents(key) ON DELETE CASCADE,
  text TEXT NOT NULL
) STRICT;

-- Where a document was found. A document vanishes with its last source.
CREATE TABLE source_documents (
  source INTEGER NOT NULL REFERENCES sources(key) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES documents(key) ON DELETE CASCADE,
  start INTEGER NOT NULL,           -- in the text read from the source
  end INTEGER NOT NULL,
  first_line INTEGER NOT NULL,
  last_line INTEGER NOT NULL,
  PRIMARY KEY (source, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_documents_document ON source_documents(document);

-- The words that say what the columns of documents say (written, promulgated, effective, expires, status).
CREATE TABLE evidence (
  document INTEGER NOT NULL REFERENCES documents(key) ON DELETE CASCADE,
  field TEXT NOT NULL,
  text TEXT NOT NULL,
  start INTEGER,
  end INTEGER,
  PRIMARY KEY (document, field)
) STRICT, WITHOUT ROWID;

-- What the header lines tell of the text's making, oldest first: 通过, 批准, 公布, 修正, 修订, 施行.
CREATE TABLE acts (
  document INTEGER NOT NULL REFERENCES documents(key) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  date TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,               -- the words from the date to the act
  start INTEGER,
  end INTEGER,
  PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE topics (
  document INTEGER NOT NULL REFERENCES documents(key) ON DELETE CASCADE,
  rank INTEGER NOT NULL,            -- 1 is best
  label TEXT NOT NULL,
  probability REAL NOT NULL,
  evidence TEXT NOT NULL,
  PRIMARY KEY (document, rank)
) STRICT, WITHOUT ROWID;

CREATE TABLE nodes (
  document INTEGER NOT NULL REFERENCES documents(key) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  eid TEXT NOT NULL,
  kind TEXT NOT NULL,
  label TEXT,
  number INTEGER,
  suffix INTEGER,
  heading TEXT,
  parent INTEGER,                   -- n of the node above
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  own_end INTEGER NOT NULL,
  line INTEGER NOT NULL,
  page INTEGER,
  part INTEGER NOT NULL,
  PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE clauses (
  key INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents(key) ON DELETE CASCADE,
  eid TEXT NOT NULL,
  label TEXT NOT NULL,
  kind TEXT NOT NULL,
  number INTEGER,
  path TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  page INTEGER,
  part INTEGER NOT NULL,
  function TEXT,
  function_probability REAL,
  function_evidence TEXT,
  text TEXT NOT NULL,
  UNIQUE (document, eid)
) STRICT;

CREATE TABLE quantities (
  clause INTEGER NOT NULL REFERENCES clauses(key) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  low REAL,
  high REAL,
  low_inclusive INTEGER NOT NULL CHECK (low_inclusive IN (0, 1)),
  high_inclusive INTEGER NOT NULL CHECK (high_inclusive IN (0, 1)),
  unit TEXT NOT NULL,
  approx INTEGER NOT NULL CHECK (approx IN (0, 1)),
  per TEXT NOT NULL,
  dimension TEXT NOT NULL,
  of TEXT,
  role TEXT,
  anchor TEXT,                      -- of a time limit: what it runs from
  period TEXT,                      -- for which it is told: 2026, 2021/2025
  kind TEXT,                        -- with a period: target or result
  rule TEXT NOT NULL,
  confidence REAL NOT NULL,
  PRIMARY KEY (clause, n)
) STRICT, WITHOUT ROWID;

-- A law cited is an entity too: then title and target (art_90__para_2) say which and where.
CREATE TABLE entities (
  clause INTEGER NOT NULL REFERENCES clauses(key) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  label TEXT NOT NULL,
  norm TEXT,
  citation INTEGER NOT NULL CHECK (citation IN (0, 1)),
  title TEXT,
  target TEXT,
  rule TEXT NOT NULL,
  confidence REAL NOT NULL,
  PRIMARY KEY (clause, n)
) STRICT, WITHOUT ROWID;

-- Where the citations among the entities lead, one row for each part that one names; written by the pass after a batch.
CREATE TABLE citations (
  clause INTEGER NOT NULL,
  n INTEGER NOT NULL,               -- of the entity
  k INTEGER NOT NULL,               -- a list or a range names several parts
  relation TEXT,                    -- 依据 贯彻落实 依照 处罚 违反 适用 修改 废止 参照 除外; NULL a mention
  outcome TEXT NOT NULL CHECK (outcome IN ('found', 'partly', 'missing', 'not held')), -- partly: the article, not its 款 or 项; missing: held, but without such a part
  title TEXT,                       -- of the text cited, as titles are compared; NULL the document itself
  part TEXT,                        -- art_90__para_2
  document INTEGER REFERENCES documents(key) ON DELETE SET NULL,
  eid TEXT,                         -- of the node
  target INTEGER REFERENCES clauses(key) ON DELETE SET NULL,
  younger INTEGER NOT NULL CHECK (younger IN (0, 1)), -- only a version younger than the citing text is held: numbers may have moved
  PRIMARY KEY (clause, n, k),
  FOREIGN KEY (clause, n) REFERENCES entities(clause, n) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX citations_document ON citations(document);
CREATE INDEX citations_target ON citations(target);

-- start, end and text are those of the cue.
CREATE TABLE norms (
  clause INTEGER NOT NULL REFERENCES clauses(key) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  modality TEXT NOT NULL CHECK (modality IN ('duty', 'prohibition', 'permission', 'encouragement', 'sanction', 'directive')),
  items INTEGER NOT NULL CHECK (items IN (0, 1)),
  rule TEXT NOT NULL,
  confidence REAL NOT NULL,
  PRIMARY KEY (clause, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE norm_spans (
  clause INTEGER NOT NULL,
  norm INTEGER NOT NULL,
  n INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('actor', 'action', 'condition', 'deadline', 'exception')),
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  rule TEXT NOT NULL,
  confidence REAL NOT NULL,
  PRIMARY KEY (clause, norm, n),
  FOREIGN KEY (clause, norm) REFERENCES norms(clause, n) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE issues (
  key INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES sources(key) ON DELETE CASCADE,
  document INTEGER REFERENCES documents(key) ON DELETE CASCADE,
  code TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'error')),
  message TEXT NOT NULL,
  start INTEGER,                    -- in the document's text
  end INTEGER
) STRICT;
CREATE INDEX issues_source ON issues(source);
CREATE INDEX issues_document ON issues(document);
"""
    + sheets.TABLES
)

# FTS5 keeps no text: what it needs to check or rebuild itself it asks of the view, which only a connection that knows
# zh_terms() can read. Searching needs neither the view nor the function.
INDEX = f"""
CREATE VIEW clause_terms AS
  SELECT c.key AS key, zh_terms(d.title) AS title, zh_terms(c.path) AS heading, zh_terms(c.text) AS text
  FROM clauses c JOIN documents d ON d.key = c.document;
CREATE VIRTUAL TABLE clause_index USING fts5 (
  title, heading, text, content = 'clause_terms', content_rowid = 'key', tokenize = "{TOKENIZER}"
);
"""

# For searches by facts alone (modality:duty, group:*, cites:…): made in older databases too, when they are next written.
FACT_INDEXES = """
CREATE INDEX IF NOT EXISTS norms_modality ON norms(modality, clause);
CREATE INDEX IF NOT EXISTS entities_label ON entities(label, clause);
CREATE INDEX IF NOT EXISTS entities_law ON entities(coalesce(title, text), clause) WHERE label = 'law';
"""

_PLACE = """d.id || '#' || c.eid AS clause_id, d.title AS document, c.label AS clause, c.path,
  d.region, d.region_code, d.level, d.genre, d.theme, d.date, c.function"""
_JOIN = "JOIN clauses c ON c.key = f.clause JOIN documents d ON d.key = c.document"


def _roles(role: str, norm: str) -> str:
    """SQL for the texts of a norm's spans in one role, as one string."""
    return f"(SELECT group_concat(s.text, '；') FROM norm_spans s WHERE s.clause = {norm}.clause AND s.norm = {norm}.n AND s.role = '{role}') AS {role}"


VIEWS = {
    "view_documents": """
SELECT d.id, d.title, d.genre, d.doc_number, d.issuers, d.region, d.region_code, d.level, d.written, d.promulgated, d.effective,
  d.expires, d.date, d.status, d.theme, d.characters, (SELECT count(*) FROM clauses c WHERE c.document = d.key) AS clauses,
  (SELECT s.path FROM source_documents x JOIN sources s ON s.key = x.source WHERE x.document = d.key ORDER BY s.key LIMIT 1) AS source
FROM documents d""",
    "view_clauses": f"""
SELECT {_PLACE}, c.function_probability, c.kind, c.eid, c.start, c.end, c.text
FROM clauses c JOIN documents d ON d.key = c.document""",
    "view_nodes": """
SELECT d.id AS document_id, d.title AS document, o.eid, o.kind, o.label, o.number, o.heading, p.eid AS parent, o.start, o.end, o.line, o.page,
  substr(t.text, o.start + 1, o.own_end - o.start) AS text
FROM nodes o JOIN documents d ON d.key = o.document JOIN texts t ON t.document = d.key
  LEFT JOIN nodes p ON p.document = o.document AND p.n = o.parent""",
    "view_quantities": f"""
SELECT {_PLACE}, f.text, f.low, f.high, f.low_inclusive, f.high_inclusive, f.unit, f.approx, f.per, f.dimension, f.of, f.role,
  f.anchor, f.period, f.kind, f.rule, f.confidence, f.start, f.end, c.text AS clause_text
FROM quantities f {_JOIN}""",
    "view_entities": f"""
SELECT {_PLACE}, f.text, f.label, f.norm, f.title AS cited, f.target, f.rule, f.confidence, f.start, f.end, c.text AS clause_text
FROM entities f {_JOIN}""",
    "view_citations": f"""
SELECT {_PLACE}, e.text, f.relation, f.outcome, f.title AS cited, f.part, t.id AS cited_id, t.title AS cited_document, f.eid AS cited_eid,
  g.label AS cited_clause, CASE WHEN g.key IS NOT NULL THEN t.id || '#' || g.eid END AS cited_clause_id, f.younger, e.start, e.end
FROM citations f {_JOIN} JOIN entities e ON e.clause = f.clause AND e.n = f.n
  LEFT JOIN documents t ON t.key = f.document LEFT JOIN clauses g ON g.key = f.target""",
    "view_norms": f"""
SELECT {_PLACE}, f.modality, f.text AS cue, {_roles("actor", "f")},
  {_roles("action", "f")},
  {_roles("condition", "f")},
  {_roles("deadline", "f")},
  {_roles("exception", "f")}, f.items, f.rule, f.confidence, f.start, f.end, c.text AS clause_text
FROM norms f {_JOIN}""",
    "view_issues": """
SELECT s.path, d.title AS document, i.severity, i.code, i.message, i.start, i.end
FROM issues i JOIN sources s ON s.key = i.source LEFT JOIN documents d ON d.key = i.document""",
    **sheets.VIEWS,
}

MIGRATIONS: dict[int, str] = {}
"""SQL that leads from the shape of that number to the next."""


def ensure(db: Database, written_by: str) -> None:
    """Bring ``db`` from the shape it has (none in an empty file) to ``VERSION``, in one transaction; views are made anew."""
    connection: sqlite3.Connection = db.conn
    connection.execute("BEGIN IMMEDIATE")
    try:
        found = connection.execute("PRAGMA user_version").fetchone()[0]  # now that no other process can change it
        steps = [MIGRATIONS[n] for n in range(found, VERSION)] if found else [TABLES, INDEX]
        for statement in (s for step in [*steps, FACT_INDEXES] for s in _statements(step)):
            connection.execute(statement)
        for name, sql in VIEWS.items():
            db.create_view(name, sql.strip(), replace=True)
        connection.execute(
            "INSERT INTO meta VALUES ('written_by', ?) ON CONFLICT DO UPDATE SET value = excluded.value", (written_by,)
        )
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except sqlite3.Error:
        connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> list[str]:
    """The statements of a script one by one: ``executescript`` would commit before each."""
    out, lines = [], ""
    for line in script.splitlines(keepends=True):
        lines += line
        if sqlite3.complete_statement(lines):
            out.append(lines.strip())
            lines = ""
    return out
