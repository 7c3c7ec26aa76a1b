"""An object that is somebody's name but in no list: "Israel arrested Ahed Tamimi"."""

from tasks.extract.candidates import Candidate
from tasks.extract.parties import Party
from tasks.extract.reading import Reading
from tasks.records import Actor

NAMED_ON = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE"})  # acts on persons
FLAT = frozenset({"flat", "compound", "nmod:desc"})


def unlisted_object(reading: Reading, candidate: Candidate) -> tuple[Party, ...]:
    """The name that is the object of an act on persons; nobody where it is no name, or one of somebody known."""
    tree = reading.tree
    if tree is None or candidate.verb is None or candidate.frame.event_type not in NAMED_ON:
        return ()
    at = tree.child(candidate.first, "obj")
    if at is None or tree.upos[at] != "PROPN":
        return ()
    parts = sorted([at, *(k for k in tree.below[at] if tree.rels[k] in FLAT and tree.upos[k] == "PROPN")])
    first, end = parts[0], parts[-1] + 1
    known = any(m.first < end and first < m.end for m in (*reading.actors, *reading.places))
    if known or len(parts) < 2 or end - first != len(parts):
        return ()
    if not all(reading.words[k].text[:1].isupper() for k in parts):
        return ()
    text = reading.sentence.text[reading.words[first].start : reading.words[end - 1].end]
    return (Party(Actor(text, text), first, kind="person"),)
