"""A packed pipeline says the same as before, in a fraction of the bytes."""

import numpy as np
import pytest
from spacy.language import Language

from tasks.extract.parser.pack import pack, unpack

TEXT = "Troops hit a guard in Deraa, Lt. Col. Ali said."


def _said(pipeline: Language) -> list[tuple[str, str, str, int, str]]:
    return [
        (token.text, token.pos_, token.dep_, token.head.i, token.ent_iob_ + token.ent_type_)
        for token in pipeline(TEXT)
    ]


def test_an_unpacked_pipeline_says_what_the_packed_one_said(small_pipeline: Language) -> None:
    packed = pack(small_pipeline)
    assert _said(unpack(packed)) == _said(small_pipeline)
    assert len(packed) < len(small_pipeline.to_bytes()) / 2


def test_labels_survive(small_pipeline: Language) -> None:
    again = unpack(pack(small_pipeline))
    assert again.pipe_labels == small_pipeline.pipe_labels
    assert "obl:agent" in again.pipe_labels["parser"]


def test_the_same_pipeline_gives_the_same_bytes(small_pipeline: Language) -> None:
    once = pack(small_pipeline)
    assert pack(small_pipeline) == once
    assert pack(unpack(once)) == once  # half precision is lost once


def test_weights_that_half_precision_cannot_hold_are_refused(small_pipeline: Language) -> None:
    model = small_pipeline.get_pipe("morphologizer").model
    node = next(node for node in model.walk() if node.has_param("W"))
    node.set_param("W", np.full_like(node.get_param("W"), 1e6))
    with pytest.raises(ValueError, match="did not converge"), np.errstate(over="ignore"):
        pack(small_pipeline)
