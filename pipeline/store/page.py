"""The page ``docs/schema.md``, made from the schema itself: ``python -m pipeline.store.page > docs/schema.md``."""

from __future__ import annotations

import re
import sqlite3

from pipeline.store import schema
from pipeline.store.connect import teach

_HEAD = f"""# The database

Made by `python -m pipeline.store.page` from `pipeline/store/schema.py`; shape {schema.VERSION}.

One SQLite file. Open it with any SQLite tool; the views below need nothing of ours.

- `start` and `end` are half-open code-point offsets: of nodes and clauses in the document's text, of facts in their clause's
  text (`substr(text, start + 1, end - start)`).
- Lists are JSON arrays, flags 0 or 1, dates `2018`, `2018-12` or `2018-12-13`.
- A clause is cited as `documents.id || '#' || clauses.eid`; both are computed from content and last, keys do not.
- An amount with an open side has `low` or `high` NULL; `low_inclusive` and `high_inclusive` say whether the bound itself counts.

```sql
-- fines for the same act in different regions
SELECT region, document, clause, breach, trigger, low, high FROM penalties
WHERE measure = '罚款' AND breach LIKE '%未取得%许可%' ORDER BY high DESC;

-- deadlines of authorities
SELECT region, document, clause, actor, action, deadline FROM view_norms WHERE modality = 'duty' AND deadline IS NOT NULL;

-- which regulations cite a law, and how often
SELECT cited, count(*) FROM view_entities WHERE label = 'law' GROUP BY cited ORDER BY 2 DESC LIMIT 20;
```
"""


def page() -> str:
    """The page as Markdown."""
    from sqlite_utils import Database

    connection = sqlite3.connect(":memory:", isolation_level=None)
    teach(connection)
    schema.ensure(Database(connection), "page")
    parts = [_HEAD, "## Views\n", *(_view(connection, name) for name in schema.VIEWS)]
    parts += ["## Tables\n", *(_table(connection, name) for name in re.findall(r"CREATE TABLE (\w+)", schema.TABLES))]
    parts.append(
        "### `clause_index`\n\nThe full-text index over `title`, `heading` and `text` of clauses: overlapping character bigrams "
        "(`pipeline/chinese/bigrams.py`), so that every substring is found. Its `rowid` is `clauses.key`. Search it through "
        "`zhengce search`; by hand, `MATCH '\"养老 老服 服务\"'` finds 养老服务.\n"
    )
    return "\n".join(parts)


def _view(connection: sqlite3.Connection, name: str) -> str:
    columns = ", ".join(f"`{row[1]}`" for row in connection.execute(f"PRAGMA table_info({name})"))
    return f"### `{name}`\n\n{columns}\n"


def _table(connection: sqlite3.Connection, name: str) -> str:
    found = re.search(rf"((?:^--[^\n]*\n)*)^CREATE TABLE {name} \(\n(.*?)^\)", schema.TABLES, re.MULTILINE | re.DOTALL)
    said = " ".join(line.removeprefix("-- ") for line in found[1].splitlines())
    notes = dict(re.findall(r"^  (\w+) [^\n]*?-- (.+)$", found[2], re.MULTILINE))
    above = {row[3]: f"→ `{row[2]}`" for row in connection.execute(f"PRAGMA foreign_key_list({name})")}
    lines = [f"### `{name}`\n", *([said + "\n"] if said else []), "| column | type | |", "|---|---|---|"]
    for _, column, kind, _, _, key, *_ in connection.execute(f"PRAGMA table_info({name})"):
        remarks = "; ".join(filter(None, ("key" if key else "", above.get(column), notes.get(column))))
        lines.append(f"| `{column}` | {kind} | {remarks} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(page(), end="")
