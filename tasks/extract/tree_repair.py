"""Mends a parser's commonest slip on news: the main verb of a sentence taken for a participle of its subject.

"Merkel called on Russia to withdraw" comes out as a name with a participle behind it, as in "a man called Joe".
"""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.syntax import Node, Parse

FINITE = frozenset({"Mood=Ind", "Tense=Past", "VerbForm=Fin"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
GOVERNED = frozenset({"obj", "iobj", "xcomp", "ccomp"})
# Behind an intransitive verb; behind a participle that modifies stand *by*, *in*, *at* and days.
PARTICLES = frozenset({"on", "upon", "for", "off", "out", "back", "against", "with", "to"})


def repaired(parse: Parse, text: str) -> Parse:
    """The tree with a main verb where it had none; or just as it was."""
    nodes = list(parse.nodes)
    root = next((at for at, node in enumerate(nodes) if node.head == at), None)
    if root is None:
        return parse
    subject, place = root, "root"
    if nodes[root].upos not in NOMINAL:
        subjects = [at for at, node in enumerate(nodes) if node.head == root and node.deprel == "nsubj"]
        if len(subjects) < 2:
            return parse
        subject, place = subjects[0], "ccomp"
    verb = _hidden_verb(nodes, subject, text)
    if verb is None:
        return parse
    nodes[verb] = replace(nodes[verb], head=verb if place == "root" else root, deprel=place, feats=FINITE)
    nodes[subject] = replace(nodes[subject], head=verb, deprel="nsubj")
    for at, node in enumerate(nodes):
        if node.head == subject and at > verb:
            nodes[at] = replace(node, head=verb)
    return Parse(tuple(nodes))


def _hidden_verb(nodes: Sequence[Node], subject: int, text: str) -> int | None:
    """The participle behind a noun that is a verb in the past by what it governs."""
    for at, node in enumerate(nodes):
        if node.head != subject or node.deprel != "acl" or at < subject or "Tense=Past" not in node.feats:
            continue
        below = [other for k, other in enumerate(nodes) if other.head == at and k != at]
        if any(other.deprel in ("obl:agent", "aux", "aux:pass", "cop") for other in below):
            return None
        if any(other.deprel in GOVERNED for other in below) or nodes[subject].upos == "PROPN":
            return at
        behind = nodes[at + 1] if at + 1 < len(nodes) else None
        moving = behind is not None and text[behind.start : behind.end].lower() in PARTICLES
        return at if moving and not _dated(nodes, at + 2) else None
    return None


def _dated(nodes: Sequence[Node], at: int) -> bool:
    return at < len(nodes) and (nodes[at].lemma.endswith("day") or nodes[at].upos == "NUM")
