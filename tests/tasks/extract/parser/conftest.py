"""The shipped parser, and a small pipeline that knows the labels but nothing else."""

import pytest
import spacy
from spacy.language import Language
from spacy.training import Example

from tasks.extract.parser.load import load_parser
from tasks.extract.syntax import SentenceParser
from tests.tasks.extract.parser.treebank import annotated


@pytest.fixture(scope="session")
def shipped() -> SentenceParser:
    return load_parser()


@pytest.fixture
def small_pipeline() -> Language:
    """A parser, a tagger and a name finder with first weights, which no training has touched."""
    pipeline = spacy.blank("en")
    for name in ("morphologizer", "parser", "ner"):
        pipeline.add_pipe(name, config={"min_action_freq": 1} if name == "parser" else {})
    document = annotated(pipeline)
    pipeline.initialize(lambda: [Example(pipeline.make_doc(document.text), document)])
    return pipeline
