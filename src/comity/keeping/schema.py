"""The record on disk: one SQLite file, its tables, links and indexes.

The tables named in :data:`comity.tables.TABLES` hold one row for every value; the order of ``seq`` is that of the
export, with room left between its numbers for what is added later. Lists stand as JSON text. Beside them:

``meta``          key, value: ``schema`` (version), ``columns`` (digest of this file's tables), ``comity`` (version that
                  wrote it), ``reader`` and ``weigher`` (digests of the code and knowledge that read the documents and
                  weighed them), ``grows`` (1 where documents can be added without weighing everything anew)
``readings``      what each document said, whole, as compressed JSON, with the key under which a rebuild takes it again
                  and the document as it was given, before anything was read from it (JSON, without its text)
``actors``        every actor code of the record: its name, its kind, whether it is a state
``names``         names, demonyms and codes by which an actor of the record may be asked for
``claim_actor``   claim, code, role (actor, recipient, or that of a third party), state (the code without its organ)
``fact_claim``    fact, claim
``fact_pair``     fact, a, b: each pair of states (a < b) that the fact is about
``dispute_pair``  dispute, a, b
``notes``         what weighing wants people to know
``pairs``         pair (as in ``facts.pair``), place: where the rows about it stand
``wording``       document, same (digest of its whole wording), seeds, places, units: its runs of words as hashes, by
                  which copied passages are found when another is added; marks: what else hangs on other documents
``families``      document, unit, start, end, family: the sentences that other documents share
``links``         a, i, b, j, copy: which sentence of one document is a copy of which of another, and its row in copies
``called``        actor, name, kind, n: how often the texts name an actor so
``worded``        word (lower case), code: words of the texts that may mean an actor
``sentences_fts`` full text (FTS5) of the sentences that are no furniture; ``rowid`` is ``sentences.seq``
``facts_fts``     full text of what each fact says in plain words and in its sentences; ``rowid`` is ``facts.seq``

Facts have three columns that their class has not: ``title`` (the fact in plain words) and ``earliest`` and ``latest``
(ISO days, ``""`` where the text gives none), by which they are ordered and found. Claims have one: ``states``, the
states and organisations that act or are acted on, without their organs, parted by blanks.
"""

from __future__ import annotations

import functools
from hashlib import sha256

from comity import tables

VERSION = 2
APPLICATION = 0x636F6D79  # "comy": what `file` and SQLite browsers call the format by
SQL = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "list": "TEXT", "object": "TEXT"}

EXTRA = {"facts": ("title", "earliest", "latest"), "claims": ("states",)}

LINKS = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE readings (
  document TEXT PRIMARY KEY REFERENCES documents(document), key TEXT NOT NULL, given TEXT NOT NULL,
  reading BLOB NOT NULL);
CREATE TABLE actors (
  code TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, state INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE names (name TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (name, code)) WITHOUT ROWID;
CREATE TABLE claim_actor (
  claim TEXT NOT NULL REFERENCES claims(id), code TEXT NOT NULL, role TEXT NOT NULL, state TEXT NOT NULL,
  PRIMARY KEY (claim, code, role)) WITHOUT ROWID;
CREATE TABLE fact_claim (
  fact TEXT NOT NULL REFERENCES facts(id), claim TEXT NOT NULL REFERENCES claims(id),
  PRIMARY KEY (fact, claim)) WITHOUT ROWID;
CREATE TABLE fact_pair (
  a TEXT NOT NULL, b TEXT NOT NULL, earliest TEXT NOT NULL, fact TEXT NOT NULL REFERENCES facts(id),
  PRIMARY KEY (a, b, earliest, fact)) WITHOUT ROWID;
CREATE TABLE dispute_pair (
  a TEXT NOT NULL, b TEXT NOT NULL, dispute TEXT NOT NULL REFERENCES disputes(id),
  PRIMARY KEY (a, b, dispute)) WITHOUT ROWID;
CREATE TABLE notes (seq INTEGER PRIMARY KEY, note TEXT NOT NULL);
CREATE TABLE pairs (pair TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE wording (
  document TEXT PRIMARY KEY REFERENCES documents(document), same TEXT NOT NULL, marks TEXT NOT NULL,
  seeds BLOB NOT NULL, places BLOB NOT NULL, units BLOB NOT NULL);
CREATE TABLE families (
  document TEXT NOT NULL REFERENCES documents(document), unit INTEGER NOT NULL, start INTEGER NOT NULL,
  "end" INTEGER NOT NULL, family TEXT NOT NULL, PRIMARY KEY (document, unit)) WITHOUT ROWID;
CREATE TABLE links (
  a TEXT NOT NULL, i INTEGER NOT NULL, b TEXT NOT NULL, j INTEGER NOT NULL, copy INTEGER NOT NULL,
  PRIMARY KEY (a, i, b, j)) WITHOUT ROWID;
CREATE TABLE called (
  actor TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (actor, name, kind)) WITHOUT ROWID;
CREATE TABLE worded (word TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (word, code)) WITHOUT ROWID;
CREATE VIRTUAL TABLE sentences_fts USING fts5(
  quote, content='sentences', content_rowid='seq', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE facts_fts USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2');
"""

INDEXES = """
CREATE INDEX sentences_at ON sentences(document, start);
CREATE INDEX mentions_at ON mentions(document, start);
CREATE INDEX mentions_actor ON mentions(actor, kind);
CREATE INDEX dates_at ON dates(document, start);
CREATE INDEX claims_at ON claims(document, start);
CREATE INDEX claims_act ON claims(act, "when");
CREATE INDEX claims_fact ON claims(fact);
CREATE INDEX claims_states ON claims(states);
CREATE INDEX claims_family ON claims(family);
CREATE INDEX copies_a ON copies(json_extract(a, '$.document'));
CREATE INDEX copies_b ON copies(json_extract(b, '$.document'));
CREATE INDEX families_family ON families(family);
CREATE INDEX wording_same ON wording(same);
CREATE INDEX facts_pair ON facts(pair);
CREATE INDEX disputes_pair ON disputes(pair);
CREATE INDEX offices_state ON offices(state, accredited_to);
CREATE INDEX amounts_payer ON amounts(payer, recipient);
CREATE INDEX passages_pair ON passages(pair);
CREATE INDEX claim_actor_state ON claim_actor(state, claim);
CREATE INDEX fact_claim_claim ON fact_claim(claim);
CREATE INDEX facts_act ON facts(act, earliest);
CREATE INDEX facts_when ON facts(earliest);
CREATE INDEX fact_pair_fact ON fact_pair(fact);
CREATE INDEX fact_pair_b ON fact_pair(b, a);
CREATE INDEX amounts_at ON amounts(document, start);
CREATE INDEX amounts_claim ON amounts(claim);
CREATE INDEX status_pair ON status(pair);
CREATE INDEX offices_person ON offices(person);
CREATE INDEX statements_speaker ON statements(speaker);
CREATE INDEX disputes_fact ON disputes(fact);
CREATE INDEX periods_pair ON periods(pair, track);
CREATE INDEX index_pair ON "index"(pair, year);
CREATE INDEX threads_pair ON threads(pair);
CREATE INDEX judgements_target ON judgements(target);
CREATE INDEX unread_at ON unread(document, start);
"""


@functools.cache
def ddl() -> str:
    """The statements that make the tables of a record, without the indexes (these are made when all rows are in)."""
    return "\n".join(_table(name) for name in tables.TABLES) + LINKS


def _table(name: str) -> str:
    lines = ["seq INTEGER PRIMARY KEY"]
    for column in tables.columns(name):
        sql = f'"{column.name}" {SQL[column.kind]}' + ("" if column.kind == "number" else " NOT NULL")
        if (name == "documents" and column.name == "document") or column.name == "id":
            sql += " UNIQUE"
        elif column.name == "document":
            sql += " REFERENCES documents(document)"
        lines.append(sql)
    lines += [f'"{extra}" TEXT NOT NULL' for extra in EXTRA.get(name, ())]
    return f'CREATE TABLE "{name}" (\n  ' + ",\n  ".join(lines) + ");"


@functools.cache
def digest() -> str:
    """What tells one schema from another, down to a column."""
    return sha256((ddl() + INDEXES).encode()).hexdigest()[:16]
