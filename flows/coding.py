"""Texts to codings in processes, for articles of a run and for the lines of ``daybook code``."""

import json
from collections.abc import Iterable, Iterator, Sequence

from flows.workers import chunked, map_chunks
from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_documents
from tasks.extract.jsonl import code_chunk, lost_line
from tasks.records import Coding, Document

DOCUMENTS_A_CHUNK = 20
WORTH_PROCESSES = 60  # below this the start of a process costs more than it saves


def code_in_processes(documents: Sequence[Document], workers: int) -> list[Coding]:
    """Code documents, in order; a document that ends its process gets a coding with an error."""
    version = load_codebook().version

    def lost(document: Document, why: str) -> Coding:
        return Coding(document.doc_id, (), (), version, error=why)

    useful = workers if len(documents) >= WORTH_PROCESSES else 1
    chunks = map_chunks(code_documents, chunked(documents, DOCUMENTS_A_CHUNK), useful, lost)
    return [coding for chunk in chunks for coding in chunk]
