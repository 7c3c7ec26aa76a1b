"""A treebank of our own, small enough to read."""

from spacy.language import Language
from spacy.tokens import Doc


def annotated(pipeline: Language) -> Doc:
    """Two sentences in which every UD label that a parser must know stands once."""
    words = ["Rebels", "shot", "a", "guard", ".", "Troops", "were", "hit", "by", "shells", "in", "Deraa"]
    return Doc(
        pipeline.vocab,
        words,
        [True, True, True, False, True, True, True, True, True, True, True, False],
        pos=["NOUN", "VERB", "DET", "NOUN", "PUNCT", "NOUN", "AUX", "VERB", "ADP", "NOUN", "ADP", "PROPN"],
        heads=[1, 1, 3, 1, 1, 7, 7, 7, 9, 7, 11, 7],
        deps=[
            "nsubj",
            "ROOT",
            "det",
            "obj",
            "punct",
            "nsubj:pass",
            "aux:pass",
            "ROOT",
            "case",
            "obl:agent",
            "case",
            "obl",
        ],
        ents=["O"] * 11 + ["B-LOC"],
    )
