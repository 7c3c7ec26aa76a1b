"""Writes sentences as news agencies do, with their trees: treebanks of web text hold few of them.

Web text teaches a parser that a participle behind a noun modifies it ("a man called Joe"); in a wire lead it is the
verb ("The minister called for talks"). The sentences mean nothing; their trees are right by construction.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

FINITE = "Mood=Ind|Number={}|Person=3|Tense=Past|VerbForm=Fin"
PRESENT = "Mood=Ind|Number={}|Person=3|Tense=Pres|VerbForm=Fin"
PASSIVE, PERFECT = "Tense=Past|VerbForm=Part|Voice=Pass", "Tense=Past|VerbForm=Part"
GERUND, INFINITIVE = "Tense=Pres|VerbForm=Part", "VerbForm=Inf"
AUXILIARIES = {"Sing": ("was", "has", "is"), "Plur": ("were", "have", "are")}


@dataclass(frozen=True, slots=True)
class Branch:
    """A word with what it governs to its left and to its right."""

    word: str
    upos: str
    feats: str = ""
    rel: str = "root"
    left: tuple["Branch", ...] = ()
    right: tuple["Branch", ...] = ()

    def as_(self, rel: str) -> "Branch":
        """The same under another relation."""
        return replace(self, rel=rel)

    def before(self, *branches: "Branch") -> "Branch":
        """With more in front of it."""
        return replace(self, left=(*branches, *self.left))

    def after(self, *branches: "Branch") -> "Branch":
        """With more behind it."""
        return replace(self, right=(*self.right, *branches))


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a written sentence; ``head`` numbers its governor, its own number at the root."""

    word: str
    upos: str
    feats: str
    head: int
    rel: str


def flatten(tree: Branch) -> tuple[Token, ...]:
    """The words of a tree in order."""
    ordered: list[tuple[Branch, Branch | None]] = []

    def walk(branch: Branch, above: Branch | None) -> None:
        for child in branch.left:
            walk(child, branch)
        ordered.append((branch, above))
        for child in branch.right:
            walk(child, branch)

    walk(tree, None)
    places = {id(branch): at for at, (branch, _) in enumerate(ordered)}
    return tuple(
        Token(one.word, one.upos, one.feats, places[id(above)] if above else at, one.rel)
        for at, (one, above) in enumerate(ordered)
    )


def word(text: str, upos: str, rel: str, feats: str = "") -> Branch:
    """A word that governs nothing."""
    return Branch(text, upos, feats, rel)


def read_words(path: Path = Path(__file__).with_name("wire_words.toml")) -> Mapping[str, list[str]]:
    """The word lists."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes one sentence after another from a stream of random numbers."""

    random: Random
    words: Mapping[str, list[str]]

    def sentence(self) -> tuple[Token, ...]:
        """One sentence with its full stop."""
        write = self.random.choice(
            (self.plain, self.plain, self.plain, self.told, self.saying, self.later, self.whose, self.both)
            + (self.reduced, self.passive, self.will, self.headline, self.doing, self.named)
        )
        tree = write()
        tokens = flatten(tree if write == self.headline else tree.after(word(".", "PUNCT", "punct")))
        opening = replace(tokens[0], word=tokens[0].word[:1].upper() + tokens[0].word[1:])
        return (opening, *tokens[1:])

    def some(self, name: str) -> str:
        """Any word of a list."""
        return self.random.choice(self.words[name])

    def chance(self, share: float) -> bool:
        """True as often as that."""
        return self.random.random() < share

    # --- noun phrases -------------------------------------------------------------------------------------------
    def actor(self) -> tuple[Branch, str]:
        """Who acts, with the number: a state, a group, an office, or a name with its title."""
        kind = self.random.randrange(6)
        if kind == 0:
            return word(self.some("states"), "PROPN", "nsubj", "Number=Sing"), "Sing"
        if kind == 1:
            return self.office(), "Sing"
        if kind == 2:
            return self.person(), "Sing"
        if kind == 3:
            return self.joined(), "Plur"
        return self.group(), "Plur"

    def group(self) -> Branch:
        head = word(self.some("groups"), "NOUN", "nsubj", "Number=Plur")
        if self.chance(0.4):
            head = head.before(word(self.some("qualities"), "ADJ", "amod"))
        if self.chance(0.6):
            head = head.before(word(self.some("demonyms"), "ADJ", "amod"))
        if self.chance(0.15):
            head = head.after(self.led_by())
        return head.before(word("The", "DET", "det")) if self.chance(0.15) else head

    def led_by(self) -> Branch:
        """ "backed by Iran": a participle that does modify."""
        verb = word(self.random.choice(("backed", "led", "armed", "trained")), "VERB", "acl", PASSIVE)
        return verb.after(self.agent())

    def agent(self) -> Branch:
        state = word(self.some("states"), "PROPN", "obl:agent", "Number=Sing")
        return state.before(word("by", "ADP", "case"))

    def office(self) -> Branch:
        *modifiers, head = self.some("persons").split()
        branch = word(head, "NOUN", "nsubj", "Number=Sing")
        branch = branch.before(*(word(one, "NOUN", "compound", "Number=Sing") for one in modifiers))
        kind = self.random.randrange(3)
        if kind == 0:
            owner = word(self.some("states"), "PROPN", "nmod:poss", "Number=Sing")
            return branch.before(owner.after(word("'s", "PART", "case")))
        if kind == 1:
            branch = branch.before(word(self.some("demonyms"), "ADJ", "amod"))
        return branch.before(word(self.random.choice(("The", "A")), "DET", "det"))

    def person(self) -> Branch:
        name = word(self.some("first_names"), "PROPN", "nsubj", "Number=Sing")
        name = name.after(word(self.some("last_names"), "PROPN", "flat", "Number=Sing"))
        if self.chance(0.8):
            title = word(self.some("titles"), "PROPN", "nmod:desc", "Number=Sing")
            if self.chance(0.5):
                title = title.before(word(self.some("demonyms"), "ADJ", "amod"))
            return name.before(title)
        return name

    def joined(self) -> Branch:
        """Two that act together."""
        second = word(self.some("states"), "PROPN", "conj", "Number=Sing").before(word("and", "CCONJ", "cc"))
        return word(self.some("states"), "PROPN", "nsubj", "Number=Sing").after(second)

    def target(self, rel: str = "obj") -> Branch:
        """On whom or on what it is done."""
        kind = self.random.randrange(5)
        if kind == 0:
            head = self.thing()
        elif kind == 1:
            *modifiers, last = self.some("plural_things").split()
            head = word(last, "NOUN", rel, "Number=Plur")
            head = head.before(*(word(one, "NOUN", "compound", "Number=Sing") for one in modifiers))
        elif kind == 2:
            head = self.counted()
        elif kind == 3:
            head = word(self.some("states"), "PROPN", rel, "Number=Sing")
        else:
            head = self.lowered(self.group())
        return head.as_(rel)

    def lowered(self, branch: Branch) -> Branch:
        """With small articles, for the middle of a sentence."""
        left = tuple(
            replace(one, word=one.word.lower()) if one.upos == "DET" else one for one in branch.left
        )
        return replace(branch, left=left)

    def thing(self) -> Branch:
        head = word(self.some("things"), "NOUN", "obj", "Number=Sing")
        if self.chance(0.4):
            head = head.before(word(self.some("demonyms"), "ADJ", "amod"))
        return head.before(word(self.random.choice(("a", "the", "the")), "DET", "det"))

    def counted(self) -> Branch:
        people = word(self.some("people"), "NOUN", "obj", "Number=Plur")
        *before, number = self.some("numbers").split()
        if number == "of":
            many = word(before[0], "NOUN", "obj", "Number=Plur")
            return many.after(people.as_("nmod").before(word("of", "ADP", "case")))
        count = word(number, "NUM", "nummod")
        if before == ["at", "least"]:
            least = word("least", "ADJ", "obl").before(word("at", "ADP", "case"))
            count = count.before(least)
        elif before:
            count = count.before(word(before[0], "DET", "advmod"))
        return people.before(count)

    # --- what is done -------------------------------------------------------------------------------------------
    def forms(self, name: str) -> tuple[list[str], list[str]]:
        """Base, past, participle, third person and gerund of any verb of a list, and what stands behind it."""
        verb, *rest = self.some(name).split("|")
        return verb.split(), rest

    def verb(self, form: str, feats: str) -> Branch:
        return Branch(form, "VERB", feats)

    def when(self) -> Branch | None:
        kind = self.random.randrange(6)
        if kind < 2:
            day = word(self.some("days"), "PROPN", "obl", "Number=Sing")
            return day.before(word("on", "ADP", "case"))
        if kind == 2:
            return word(self.some("days"), "PROPN", "obl:unmarked", "Number=Sing")
        if kind == 3:
            month = word(self.some("months"), "NOUN", "obl:unmarked", "Number=Sing")
            return month.before(word("last", "ADJ", "amod"))
        return None

    def where(self) -> Branch | None:
        if self.chance(0.5):
            return None
        city = word(self.some("cities"), "PROPN", "obl", "Number=Sing")
        return city.before(word(self.random.choice(("in", "near", "outside")), "ADP", "case"))

    def circumstances(self, verb: Branch) -> Branch:
        """With a place and a day, or neither."""
        return verb.after(*(one for one in (self.where(), self.when()) if one is not None))

    def doing_it(self, number: str) -> Branch:
        """A verb in the past with all that it governs but its subject."""
        kind = self.random.randrange(10)
        feats = FINITE.format(number)
        if kind < 5:
            forms, _ = self.forms("transitive")
            return self.circumstances(self.verb(forms[1], feats).after(self.target()))
        if kind < 7:
            return self.circumstances(self.with_preposition(feats))
        if kind == 7:
            forms, _ = self.forms("control")
            done, _ = self.forms("transitive")
            what = self.verb(done[0], INFINITIVE).as_("xcomp").before(word("to", "PART", "mark"))
            verb = self.verb(forms[1], feats)
            when = self.when() if self.chance(0.3) else None
            return verb.after(*([when] if when else []), what.after(self.target()))
        forms, _ = self.forms("object_control")
        done, _ = self.forms("transitive")
        what = self.verb(done[0], INFINITIVE).as_("xcomp").before(word("to", "PART", "mark"))
        whom = self.lowered(self.random.choice((self.group(), self.office()))).as_("iobj")
        return self.verb(forms[1], feats).after(whom, what.after(self.target()))

    def with_preposition(self, feats: str) -> Branch:
        forms, (preposition, kind) = self.forms("prepositional")
        verb = self.verb(forms[1], feats)
        for extra in forms[5:]:
            noun = extra == "fire"
            verb = verb.after(
                word(extra, "NOUN", "obj", "Number=Sing") if noun else word(extra, "ADP", "compound:prt")
            )
        return verb.after(self.governed(kind).as_("obl").before(word(preposition, "ADP", "case")))

    def governed(self, kind: str) -> Branch:
        if kind == "city":
            return word(self.some("cities"), "PROPN", "obl", "Number=Sing")
        if kind == "state":
            return word(self.some("states"), "PROPN", "obl", "Number=Sing")
        if kind == "thing":
            return self.thing()
        if kind == "scene":
            city = word(self.some("cities"), "PROPN", "nmod", "Number=Sing").before(word("of", "ADP", "case"))
            scene = word(self.some("scenes"), "NOUN", "obl", "Number=Sing").after(city)
            return scene.before(word("the", "DET", "det"))
        return self.lowered(self.random.choice((self.group(), self.office())))

    # --- sentences ----------------------------------------------------------------------------------------------
    def plain(self) -> Branch:
        """ "Kenyan police arrested two men in Goma on Friday"."""
        who, number = self.actor()
        done = self.doing_it(number)
        if self.chance(0.1):
            done = done.before(word(self.some("adverbs"), "ADV", "advmod"))
        return done.before(who)

    def named(self) -> Branch:
        """With an apposition: "Omar Hassan, the army chief, condemned the deal"."""
        who = self.person().after(word(",", "PUNCT", "punct"))
        office = self.lowered(self.office()).as_("appos")
        who = who.after(office, word(",", "PUNCT", "punct"))
        return self.doing_it("Sing").before(who)

    def teller(self) -> Branch:
        *before, head = self.some("tellers").split()
        branch = word(head, "NOUN", "nsubj", "Number=Plur")
        upos = {"the": ("DET", "det"), "a": ("DET", "det"), "state": ("NOUN", "compound")}
        return branch.before(*(word(one, *upos[one]) for one in before))

    def told(self) -> Branch:
        """ "..., officials said on Friday"."""
        said = self.verb("said", FINITE.format("Plur"))
        when = self.when()
        said = said.before(self.plain().as_("ccomp"), word(",", "PUNCT", "punct"), self.teller())
        return said.after(when) if when else said

    def saying(self) -> Branch:
        """ "The army said that rebels shelled a school"."""
        who, number = self.actor()
        inner = self.plain().as_("ccomp")
        inner = replace(inner, left=tuple(self.lowered(one) for one in inner.left))
        if self.chance(0.5):
            inner = inner.before(word("that", "SCONJ", "mark"))
        return self.verb("said", FINITE.format(number)).after(inner).before(who)

    def later(self) -> Branch:
        """ "... after gunmen killed three people"."""
        inner = self.plain().as_("advcl")
        inner = replace(inner, left=tuple(self.lowered(one) for one in inner.left))
        opener = self.random.choice(("after", "as", "before", "because", "when", "while"))
        return self.plain().after(inner.before(word(opener, "SCONJ", "mark")))

    def whose(self) -> Branch:
        """With a relative clause on the subject."""
        who = self.group()
        forms, _ = self.forms("transitive")
        pronoun = word("who", "PRON", "nsubj")
        clause = self.verb(forms[1], FINITE.format("Plur")).as_("acl:relcl").after(self.target())
        return self.doing_it("Plur").before(who.after(clause.before(pronoun)))

    def both(self) -> Branch:
        """Two verbs with one subject."""
        who, number = self.actor()
        second = self.doing_it(number).as_("conj").before(word("and", "CCONJ", "cc"))
        return self.doing_it(number).after(second).before(who)

    def reduced(self) -> Branch:
        """ "Protesters arrested on Friday clashed with police": the first participle modifies."""
        who = replace(self.group(), right=())
        forms, _ = self.forms("transitive")
        clause = self.circumstances(self.verb(forms[2], PASSIVE).as_("acl"))
        if self.chance(0.4):
            clause = clause.after(self.agent())
        return self.doing_it("Plur").before(who.after(clause))

    def passive(self) -> Branch:
        """ "Two men were arrested by police in Lima"."""
        whom = self.random.choice((self.counted(), self.group()))
        forms, _ = self.forms("transitive")
        verb = self.verb(forms[2], PASSIVE)
        if self.chance(0.5):
            verb = verb.after(self.agent())
        helpers = [word("were", "AUX", "aux:pass", FINITE.format("Plur"))]
        if self.chance(0.3):
            helpers = [
                word("have", "AUX", "aux", PRESENT.format("Plur")),
                word("been", "AUX", "aux:pass", PERFECT),
            ]
        return self.circumstances(verb).before(whom.as_("nsubj:pass"), *helpers)

    def will(self) -> Branch:
        """With a modal, a perfect or a progressive."""
        who, number = self.actor()
        forms, _ = self.forms("transitive")
        _, has, be = AUXILIARIES[number]
        helper, form, feats, tense = self.random.choice(
            (
                ("will", forms[0], INFINITIVE, "VerbForm=Fin"),
                ("would", forms[0], INFINITIVE, "VerbForm=Fin"),
                (has, forms[2], PERFECT, PRESENT.format(number)),
                (be, forms[4], GERUND, PRESENT.format(number)),
            )
        )
        verb = self.circumstances(self.verb(form, feats).after(self.target()))
        return verb.before(who, word(helper, "AUX", "aux", tense))

    def doing(self) -> Branch:
        """ "..., killing three people"."""
        forms, _ = self.forms("transitive")
        inner = self.verb(forms[4], GERUND).as_("advcl").before(word(",", "PUNCT", "punct"))
        return self.plain().after(inner.after(self.counted()))

    def headline(self) -> Branch:
        """Present tense, no articles: "Turkey closes border with Greece"; or a bare participle."""
        if self.chance(0.3):
            forms, _ = self.forms("transitive")
            whom = self.counted().as_("nsubj:pass")
            return self.circumstances(self.verb(forms[2], PASSIVE)).before(whom)
        who = self.random.choice(
            (word(self.some("states"), "PROPN", "nsubj", "Number=Sing"), replace(self.group(), right=()))
        )
        forms, _ = self.forms("transitive")
        number = "Sing" if who.upos == "PROPN" else "Plur"
        target = self.target()
        target = replace(target, left=tuple(one for one in target.left if one.upos != "DET"))
        verb = self.verb(forms[3] if number == "Sing" else forms[0], PRESENT.format(number))
        return self.circumstances(verb.after(target)).before(who)


def write_sentences(count: int, seed: int = 11) -> list[tuple[Token, ...]]:
    """That many sentences, the same for the same seed."""
    writer = Writer(Random(seed), read_words())
    return [writer.sentence() for _ in range(count)]
