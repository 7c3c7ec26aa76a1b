"""The search index beside the published copy: built from it, brought up to date with it, and never locked to readers.

The index is a tantivy folder; a commit is all or nothing, so that a process that dies leaves the last one. What is
in it tells what is missing: every article has a number that changes with what is searched of it, and an update adds
and removes what differs. A new index is built beside the old one and renamed, so that none is ever half there.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import tantivy

from tasks.errors import WarehouseBusy, WarehouseError
from warehouse.arrow import registered
from warehouse.catalog import read_publication
from warehouse.faults import with_remedy
from warehouse.search_words import code_analyzer, fold, name_analyzer, text_analyzer
from warehouse.sql_files import read_sql

FORMAT = 1  # goes up with every change to the schema or to how words are made
STATE = "state"
SHOWN = "shown"
OF_RUN = "run "
MEMORY = 64_000_000  # bytes, of the one thread that indexes
ROWS_AT_ONCE = 500
PARTIAL_PREFIX = ".building-"
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did: articles put in, articles taken out, articles that are searched now."""

    added: int
    removed: int
    articles: int


class BrokenIndex(WarehouseError):
    """The index cannot be read; a new one can be built from the warehouse."""


def update_index(
    folder: Path, con: duckdb.DuckDBPyConnection, tell: Tell, *, wait: bool = True, anew: bool = False
) -> Updated:
    """Make the index in ``folder`` say what the articles of ``con`` say, and no more.

    One that is missing, broken or of an older format is built anew, which is told. Raises ``WarehouseBusy`` where
    another process is at it and ``wait`` is false, ``WarehouseError`` where the disk says no.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _only_indexer(folder, wait):
            _remove_leftovers(folder)
            current = index_path(folder)
            if current.is_dir() and not anew:
                try:
                    if (updated := _bring_up_to_date(current, con)) is not None:
                        return updated
                except BrokenIndex as error:
                    tell(f"the search index cannot be read ({error}): building it anew")
            elif not anew and _older(folder):
                tell("the search index is of an older format: building it anew")
            return _build_anew(folder, con, tell)
    except OSError as error:
        raise WarehouseError(f"{folder}: cannot write the search index: {with_remedy(error)}") from error


def open_index(folder: Path) -> tantivy.Index:
    """The index, to search it; raises ``BrokenIndex`` where there is none that can be read."""
    with faults_told():
        return _registered(tantivy.Index.open(str(index_path(folder))))


def indexed_state(index: tantivy.Index) -> str | None:
    """The state of the articles when the index was last brought up to date; see ``articles_state``."""
    with faults_told():
        searcher = index.searcher()
        query = tantivy.Query.term_query(index.schema, "kind", STATE)
        hits = searcher.search(query, 1).hits
        note = shown(searcher, hits[0][1]) if hits else {}
    state = note.get("state")
    return str(state) if state else None


def shown(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> dict[str, Any]:
    """What a reader is shown of a document."""
    found: dict[str, Any] = json.loads(bytes(searcher.doc(address).get_first(SHOWN) or b"{}"))
    return found


def articles_state(con: duckdb.DuckDBPyConnection) -> str:
    """A word that changes when the published articles do; of a database that is no publication: its newest run."""
    units = [file.unit for file in read_publication(con).files if file.unit.table == "articles"]
    if units:
        told = "\n".join(sorted(f"{unit.name} {unit.rows} {unit.fingerprint}" for unit in units))
        return hashlib.sha256(told.encode()).hexdigest()
    rows = con.execute(read_sql("select_newest_run")).fetchall()
    return OF_RUN + (rows[0][0] if rows else "none")


def index_path(folder: Path) -> Path:
    """Where the index of today's format lies."""
    return folder / f"index-{FORMAT}"


@contextmanager
def faults_told() -> Iterator[None]:
    """Turn what the library complains of within the block into ``BrokenIndex``."""
    # The library tells nearly everything as a ValueError, and what it did not expect as a panic, no Exception.
    try:
        yield
    except ValueError as error:
        raise BrokenIndex(str(error).splitlines()[0]) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise BrokenIndex(str(error).splitlines()[0]) from error


@contextmanager
def _only_indexer(folder: Path, wait: bool) -> Iterator[None]:
    # As with the published copy: the kernel lets go of a folder's lock when the process dies.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    except BlockingIOError as error:
        raise WarehouseBusy(f"{folder}: another process is bringing the search index up to date") from error
    finally:
        os.close(descriptor)


def _remove_leftovers(folder: Path) -> None:
    for path in folder.glob(f"{PARTIAL_PREFIX}*"):
        shutil.rmtree(path)


def _older(folder: Path) -> list[Path]:
    return [path for path in folder.glob("index-*") if path != index_path(folder)]


def _build_anew(folder: Path, con: duckdb.DuckDBPyConnection, tell: Tell) -> Updated:
    wanted = _prints(con)
    if wanted.num_rows >= 5_000:
        tell(f"building the search index of {wanted.num_rows} articles; this takes a while, once")
    partial = Path(tempfile.mkdtemp(prefix=PARTIAL_PREFIX, dir=folder))
    try:
        with faults_told():
            index = _registered(tantivy.Index(_schema(), str(partial)))
            _write(index, con, wanted, (), wanted.num_rows)
        for path in (*_older(folder), index_path(folder)):
            shutil.rmtree(path, ignore_errors=True)
        partial.chmod(0o755)  # a folder for a while is its maker's alone
        partial.rename(index_path(folder))
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return Updated(wanted.num_rows, 0, wanted.num_rows)


def _bring_up_to_date(path: Path, con: duckdb.DuckDBPyConnection) -> Updated | None:
    """Add and remove what differs; ``None``, and nothing done, where the index must be built anew.

    That is where texts were let go: what is removed stays in the index's files, unseen, until these are merged.
    """
    with faults_told():
        index = _registered(tantivy.Index.open(str(path)))
        state = articles_state(con)
        if state == indexed_state(index) and not state.startswith(OF_RUN):
            return Updated(0, 0, index.searcher().num_docs - 1)  # one is the index's own note
        known = pa.table({"print": pa.array(_known_prints(index), pa.uint64())})
        prints = _prints(con)
        with registered(con, {"prints": prints, "known": known}):
            wanted: Any = con.sql("FROM prints ANTI JOIN known USING (print)").to_arrow_table()
            gone = con.execute("FROM known ANTI JOIN prints USING (print)").fetchall()
        if gone and wanted["text_removed_at"].null_count < wanted.num_rows:
            return None
        if wanted.num_rows or gone or indexed_state(index) != state:
            _write(index, con, wanted, [print_ for (print_,) in gone], prints.num_rows)
    return Updated(wanted.num_rows, len(gone), prints.num_rows)


def _prints(con: duckdb.DuckDBPyConnection) -> Any:
    try:
        return con.sql(read_sql("select_search_prints")).to_arrow_table()
    except duckdb.BinderException as error:
        raise WarehouseError(
            "an older Daybook published these data: type 'daybook run', which publishes them anew"
        ) from error


def _known_prints(index: tantivy.Index) -> list[int]:
    searcher = index.searcher()
    if not searcher.num_docs:
        return []
    hits = searcher.search(tantivy.Query.all_query(), searcher.num_docs, count=False).hits
    values = searcher.fast_field_values("print", [address for _, address in hits])
    return [int(value) for value in values if value is not None]


def _write(
    index: tantivy.Index, con: duckdb.DuckDBPyConnection, wanted: Any, gone: Iterable[int], articles: int
) -> None:
    writer = index.writer(MEMORY, 1)
    for print_ in gone:
        # By a query: told by its term, a number is taken for one of another type, and nothing goes.
        writer.delete_documents_by_query(tantivy.Query.term_query(index.schema, "print", print_))
    with registered(con, {"wanted": wanted}):
        ((first, last),) = con.execute("SELECT min(first_seen_at), max(first_seen_at) FROM wanted").fetchall()
        rows = con.execute(read_sql("select_search_articles"), {"first": first, "last": last})
        while batch := rows.fetchmany(ROWS_AT_ONCE):
            for row in batch:
                writer.add_document(_document(*row))
    writer.delete_documents_by_term("kind", STATE)
    state = tantivy.Document()
    state.add_text("kind", STATE)
    state.add_bytes(SHOWN, _packed({"state": articles_state(con), "articles": articles}))
    writer.add_document(state)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()


def _document(
    print_: int,
    article_id: str,
    title: str,
    text: str,
    outlet: str,
    url: str | None,
    language: str | None,
    duplicate_of: str | None,
    country: str | None,
    published: datetime,
) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("print", print_)
    document.add_text("title", fold(title))
    document.add_text("text", fold(text))
    document.add_text("outlet", fold(outlet))
    document.add_date("published", published)
    if country:
        document.add_text("country", country)
    if language:
        # en-GB is found as en too.
        for code in {language, language.split("-")[0]}:
            document.add_text("language", code)
    shown = {
        "article_id": article_id,
        "published_at": published.isoformat(),
        "outlet": outlet,
        "country": country,
        "language": language,
        "title": title,
        "text": text,
        "url": url,
        "duplicate_of": duplicate_of,
    }
    document.add_bytes(SHOWN, _packed(shown))
    return document


def _packed(shown: dict[str, Any]) -> bytes:
    return json.dumps(shown, ensure_ascii=False).encode("utf-8", "replace")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("print", indexed=True, fast=True)
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", tokenizer_name="text")
    builder.add_text_field("text", tokenizer_name="text")
    builder.add_text_field("outlet", tokenizer_name="name")
    builder.add_text_field("country", tokenizer_name="code", index_option="basic")
    builder.add_text_field("language", tokenizer_name="code", index_option="basic")
    builder.add_date_field("published", indexed=True, fast=True)
    # What a reader is shown, as the outlet wrote it: the other fields are without accents, and not stored.
    builder.add_bytes_field(SHOWN, stored=True)
    return builder.build()


def _registered(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer("text", text_analyzer())
    index.register_tokenizer("name", name_analyzer())
    index.register_tokenizer("code", code_analyzer())
    return index
