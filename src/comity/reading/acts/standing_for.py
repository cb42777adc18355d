"""What the words of a sentence stand for: the actors that are named, described or meant by a pronoun."""

from __future__ import annotations

from comity.models import Mention, Sentence
from comity.reading.acts.anaphora import Talk
from comity.reading.acts.cast import Cast
from comity.reading.acts.clause import Clauses
from comity.reading.acts.descriptions import describe


def cover(view: Clauses, cast: Cast, talk: Talk, sentence: Sentence) -> dict[int, list[Mention]]:
    """Token -> the mentions that it stands for; ``view.it`` and ``view.they`` are told as well.

    It is worked out when it is first asked for, which must be in the order of the text, and kept with the parse: who
    asks again may give a ``talk`` that knows nothing.
    """
    kept = view.kept.get(("cover", 0))
    if kept is None:
        cast.enter(sentence.paragraph)
        held = cast.tokens(view, sentence.n)
        describe(view, held, cast)
        talk.resolve(view, held, sentence.paragraph)
        kept = view.kept["cover", 0] = (held, view.it, view.they)
    held, view.it, view.they = kept
    return dict(held)
