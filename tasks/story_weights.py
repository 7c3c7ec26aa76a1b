"""How alike articles are, in bulk: sparse rows of TF-IDF weights and their products."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tasks.records.stories import StoryMembers
from tasks.story_terms import BITS, COLUMNS, LOOKS

__all__ = ["COLUMNS", "Floats", "is_in", "likeness", "term_weights", "weighed"]

FADE_DAYS, FADED = 60.0, 0.85  # of the likeness of articles that are long apart, this share is left
COMMON = 0.02  # terms in more than this share of the articles tell too little for the time that they take
LEAST_COMMON = 200  # articles; in a small collection every share is a matter of chance
Floats = NDArray[np.float32]
LOG_COUNTS: Floats = (1 + np.log(np.maximum(np.arange(256), 1))).astype(np.float32)
Matrix = Any  # a sparse matrix; SciPy comes without types


def term_weights(known: NDArray[np.int64], articles: int) -> Floats:
    """Inverse document frequency of every term, of which ``known`` of the ``articles`` have each; 0 for common ones."""
    weights = np.log((articles + 1) / (known + 1)) + 1
    weights[known > max(COMMON * articles, LEAST_COMMON)] = 0
    return weights.astype(np.float32)


def weighed(members: StoryMembers, weights: Floats, wanted: NDArray[np.bool_] | None = None) -> Matrix:
    """One row an article, such that the product of two rows is the mean cosine of their looks.

    Common terms are left out, and with ``wanted`` all that are not in it: they would be most of the work.
    """
    values = LOG_COUNTS[members.counts] * weights[members.terms]
    norms = _norms(members, values)
    kept = (weights > 0 if wanted is None else wanted & (weights > 0))[members.terms]
    offsets = np.concatenate(([0], np.cumsum(kept)))[members.offsets]
    columns = members.terms[kept].astype(np.int32)
    return sparse.csr_matrix((values[kept] / norms[kept], columns, offsets), shape=(len(members), COLUMNS))


def _norms(members: StoryMembers, values: Floats) -> Floats:
    """For every term the length of its look, over all looks; the terms of a look stand together."""
    looks = members.terms >> BITS
    starts = np.union1d(members.offsets[:-1], np.flatnonzero(looks[1:] != looks[:-1]) + 1)
    starts = starts[starts < len(values)]
    if not len(starts):
        return np.ones(len(values), dtype=np.float32)
    lengths = np.sqrt(np.add.reduceat(values * values, starts) * LOOKS)
    lengths[lengths == 0] = 1
    each: Floats = np.repeat(lengths, np.diff(np.append(starts, len(values)))).astype(np.float32)
    return each


def is_in(members: StoryMembers) -> NDArray[np.bool_]:
    """Which terms are in the articles."""
    found = np.zeros(COLUMNS, dtype=np.bool_)
    found[members.terms] = True
    return found


def likeness(one: StoryMembers, rows: Matrix, other: StoryMembers, columns: Matrix) -> Floats:
    """How alike the articles of ``one`` and of ``other`` are, 0 to 1; 0 where they are in different languages."""
    alike: Floats = (rows @ columns.T).toarray()
    apart = np.abs(one.days[:, None] - other.days[None])
    alike *= (FADED + (1 - FADED) * np.exp(-apart / FADE_DAYS)).astype(np.float32)
    names, numbers = np.unique(np.array(one.languages + other.languages, dtype=np.str_), return_inverse=True)
    if len(names) > 1:
        alike[numbers[: len(one), None] != numbers[None, len(one) :]] = 0
    return alike


def centrality(members: StoryMembers, places: NDArray[np.int64], weights: Floats) -> Floats:
    """How like the other members of its story each article is, summed up; ``places`` numbers the stories."""
    if not len(members):
        return np.zeros(0, dtype=np.float32)
    rows = weighed(members, weights)
    within = sparse.csr_matrix((np.ones(len(places), dtype=np.float32), (places, np.arange(len(places)))))
    total: Floats = np.asarray(rows.multiply((within @ rows)[places]).sum(axis=1)).ravel()
    return total.round(4)  # so that the order of sums decides nothing
