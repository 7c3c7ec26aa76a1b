"""Texts to codings in processes, for articles of a run and for the lines of ``daybook code``."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain

from flows.settings import Settings
from flows.workers import chunked, chunked_by_weight, map_chunks
from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_documents
from tasks.extract.explain import ExplainedSentence, explain
from tasks.extract.jsonl import BadLine, coding_to_json, error_to_json, read_documents
from tasks.extract.parser.load import load_parser
from tasks.parse_limit import OutOfTimeError, cpu_limit
from tasks.records import Coding, Document

DOCUMENTS_A_CHUNK = 20
CHARACTERS_A_CHUNK = 200_000
MOST_CHARACTERS = 400_000  # of one text: a short novel
TEXT_SECONDS = 30.0  # of processor time for one text; an article takes a tenth of one
WORTH_PROCESSES = 60  # below this the start of a process costs more than it saves


@dataclass(frozen=True, slots=True)
class CodedLine:
    """A line of JSON for a text, and whether that is an error."""

    json: str
    is_error: bool


def code_in_processes(
    documents: Sequence[Document], workers: int, parser: str, on_done: Callable[[int], None]
) -> list[Coding]:
    """Code documents, in order; one that ends its process or takes too long gets a coding with an error.

    ``parser`` names the sentence parser (see ``load_parser``).
    """
    codings: list[Coding] = []
    chunks = chunked(documents, DOCUMENTS_A_CHUNK)
    if workers > 1 and len(documents) >= WORTH_PROCESSES:
        code = partial(code_documents, parser=parser)
        coded = map_chunks(code, chunks, workers, _lost_coding, TEXT_SECONDS)
    else:
        coded = (_coded_here(chunk, parser) for chunk in chunks)
    for chunk in coded:
        codings += chunk
        on_done(len(chunk))
    return codings


def _coded_here(documents: Sequence[Document], parser: str) -> list[Coding]:
    """Code in this process, each document within its time where that can be held (in the main thread)."""
    codings: list[Coding] = []
    for document in documents:
        try:
            with cpu_limit(TEXT_SECONDS):
                codings += code_documents([document], parser)
        except OutOfTimeError:
            why = f"it took more than {TEXT_SECONDS:g} seconds of processor time"
            codings.append(_lost_coding(document, why))
    return codings


def _lost_coding(document: Document, why: str) -> Coding:
    return Coding(document.doc_id, (), (), load_codebook().version, error=why)


def code_lines(
    lines: Iterable[str], workers: int, parser: str = "", seconds: float = TEXT_SECONDS
) -> Iterator[CodedLine]:
    """Code JSON lines to JSON lines, in order and in bounded memory.

    A bad line, and a text that ends its process or takes more than ``seconds`` of processor time, gets an error and
    the rest go on.
    """
    texts = map(_not_too_long, read_documents(lines))
    chunks = chunked_by_weight(texts, DOCUMENTS_A_CHUNK, CHARACTERS_A_CHUNK, _characters)
    first = next(chunks, None)
    if first is None:
        return
    # A handful of texts is not worth the start of many processes.
    useful = workers if len(first) == DOCUMENTS_A_CHUNK or _weight(first) > CHARACTERS_A_CHUNK / 2 else 1
    code = partial(_coded_lines, parser=parser)
    for coded in map_chunks(code, chain([first], chunks), useful, _lost_line, seconds):
        yield from coded


def _not_too_long(item: Document | BadLine) -> Document | BadLine:
    length = _characters(item)
    if length <= MOST_CHARACTERS or isinstance(item, BadLine):
        return item
    problem = (
        f"the text has {length:,} characters, and at most {MOST_CHARACTERS:,} are coded: is it one article?"
    )
    return BadLine(item.doc_id, problem, item.given_id)


def _characters(item: Document | BadLine) -> int:
    return len(item.text) if isinstance(item, Document) else len(item.error)


def _weight(items: Iterable[Document | BadLine]) -> int:
    return sum(map(_characters, items))


def explain_text(
    settings: Settings, text: str, title: str | None, published: datetime
) -> tuple[Document, tuple[ExplainedSentence, ...]]:
    """A text as a document, and why it is coded as it is, with the parser that the settings name."""
    document = Document("try", text, title, published)
    return document, explain(document, load_codebook(), load_parser(settings.parser))


def _coded_lines(items: Sequence[Document | BadLine], parser: str) -> list[CodedLine]:
    codings = iter(code_documents([item for item in items if isinstance(item, Document)], parser))
    return [
        _lost_line(item, item.error) if isinstance(item, BadLine) else _coded_line(item, next(codings))
        for item in items
    ]


def _coded_line(document: Document, coding: Coding) -> CodedLine:
    return CodedLine(coding_to_json(coding, document), coding.error is not None)


def _lost_line(item: Document | BadLine, why: str) -> CodedLine:
    return CodedLine(error_to_json(item, why), True)
