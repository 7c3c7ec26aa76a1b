"""Texts to codings in processes, for articles of a run and for the lines of ``daybook code``."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.settings import Settings
from flows.workers import chunked, map_chunks
from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_documents
from tasks.extract.explain import ExplainedSentence, explain
from tasks.extract.jsonl import BadLine, coding_to_json, error_to_json, read_documents
from tasks.extract.parser.load import load_parser
from tasks.records import Coding, Document

DOCUMENTS_A_CHUNK = 20
WORTH_PROCESSES = 60  # below this the start of a process costs more than it saves


@dataclass(frozen=True, slots=True)
class CodedLine:
    """A line of JSON for a text, and whether that is an error."""

    json: str
    is_error: bool


def code_in_processes(
    documents: Sequence[Document], workers: int, on_done: Callable[[int], None]
) -> list[Coding]:
    """Code documents, in order; a document that ends its process gets a coding with an error."""
    codings: list[Coding] = []
    version = load_codebook().version

    def lost(document: Document, why: str) -> Coding:
        return Coding(document.doc_id, (), (), version, error=why)

    useful = workers if len(documents) >= WORTH_PROCESSES else 1
    for chunk in map_chunks(code_documents, chunked(documents, DOCUMENTS_A_CHUNK), useful, lost):
        codings += chunk
        on_done(len(chunk))
    return codings


def code_lines(lines: Iterable[str], workers: int) -> Iterator[CodedLine]:
    """Code JSON lines to JSON lines, in order and in bounded memory; a bad line gets an error and the rest go on."""
    chunks = chunked(read_documents(lines), DOCUMENTS_A_CHUNK)
    first = next(chunks, None)
    if first is None:
        return
    # A handful of texts is not worth the start of processes.
    useful = workers if len(first) == DOCUMENTS_A_CHUNK else 1
    for coded in map_chunks(_coded_lines, _again(first, chunks), useful, _lost_line):
        yield from coded


def explain_text(
    settings: Settings, text: str, title: str | None, published: datetime
) -> tuple[Document, tuple[ExplainedSentence, ...]]:
    """A text as a document, and why it is coded as it is, with the parser that the settings name."""
    document = Document("try", text, title, published)
    return document, explain(document, load_codebook(), load_parser(settings.parser))


def _coded_lines(items: Sequence[Document | BadLine]) -> list[CodedLine]:
    codings = iter(code_documents([item for item in items if isinstance(item, Document)]))
    return [
        _lost_line(item, item.error) if isinstance(item, BadLine) else _coded_line(item, next(codings))
        for item in items
    ]


def _coded_line(document: Document, coding: Coding) -> CodedLine:
    return CodedLine(coding_to_json(coding, document), coding.error is not None)


def _lost_line(item: Document | BadLine, why: str) -> CodedLine:
    return CodedLine(error_to_json(item, why), True)


def _again(
    first: Sequence[Document | BadLine], rest: Iterable[Sequence[Document | BadLine]]
) -> Iterator[Sequence[Document | BadLine]]:
    yield first
    yield from rest
