"""What dates may be counted from while a text is read: the day of writing, the day of a quotation, the story so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from comity.reading.dates import values
from comity.reading.dates.values import Value


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """The first month of a state's fiscal year, and whether the year is named by the calendar year it ends in."""

    state: str
    starts: int
    named_by_end: bool


@dataclass(slots=True)
class Anchors:
    """What dates may be counted from while a text is read: the day of writing, and what was told so far.

    ``told`` is the last time told, ``dated`` the last with a month, ``framed`` a year told since then that governs what
    follows; ``aside`` another year, good for its own sentence ``aside_in`` only; ``here`` is the sentence being read
    and ``spoken`` the day of the quotation being read. ``section`` holds the years its heading gives. ``recent`` says
    of a text about its own time (a news story, a commentary) how far a year that was told governs what follows: its
    sentence or its paragraph; ``ahead`` that the words beside an expression look ahead; ``year_in`` is the last
    sentence that told a year, ``year_paragraph`` its paragraph; ``present`` says that a main verb in the present has
    brought the text back to its own day since.
    """

    published: Value | None = None
    told: Value | None = None
    dated: Value | None = None
    framed: Value | None = None
    aside: Value | None = None
    aside_in: int = -1
    here: int = -1
    dated_in: int = -2
    section: tuple[int, int] | None = None
    recent: str = ""
    ahead: bool = False
    paragraph: int = -1
    year_in: int = -1
    year_paragraph: int = -2
    present: bool = False

    def of_the_day(self) -> Value | None:
        """The day of writing, where a time without a year is to be counted from it."""
        day = self.published
        if not self.recent or day is None or day.first is None or self.spoken is not None:
            return None
        if self.recent == "sentence":
            return None if self.here == self.year_in else day
        return None if self.paragraph == self.year_paragraph and not self.present else day

    strayed: int = 0
    spoken: Value | None = None
    fiscal: FiscalCalendar = field(default_factory=lambda: FiscalCalendar("USA", 10, True))

    def deictic(self) -> tuple[Value, str] | None:
        """What "last week" or "ten years ago" counts from."""
        if self.spoken is not None:
            return self.spoken, f"{self.spoken.edtf} (day of the quotation)"
        if self.published is not None:
            return self.published, f"document {self.published.edtf}"
        if self.told is not None:
            return self.told, f"{self.told.edtf} (told before)"
        return None

    def narrative(self) -> tuple[Value, str] | None:
        """What "the next day" or a bare "April 12" counts from."""
        if self.told is not None:
            return self.told, f"{self.told.edtf} (told before)"
        if self.spoken is not None:
            return self.spoken, f"{self.spoken.edtf} (day of the quotation)"
        if self.published is not None:
            return self.published, f"document {self.published.edtf}"
        return None

    def tell(self, v: Value, inferred: bool = False, frames: bool = True, aside: bool = False) -> None:
        """Take note of a time told; a season whose year was inferred moves nothing.

        ``frames`` says whether a bare year opens a sentence or a paragraph, and so dates what follows; a year told
        twice running does so too. ``aside`` says that it only tells a thing apart.
        """
        if not inferred and not (aside and self.recent):
            self.year_in, self.year_paragraph = self.here, self.paragraph
        if v.first is None or v.last is None or (inferred and v.unit == "season"):
            return
        if v.unit == "range":
            v = _end_of(v)
        if v.unit in ("day", "month"):
            self.told = self.dated = v
            self.dated_in = self.here
            self.framed = self.aside = None
        elif v.unit in ("year", "season", "quarter"):
            self.told = v
            frames = frames and self.dated_in != self.here
            if frames or (self.aside is not None and self.aside.year == v.year):
                self.framed = v
            self.aside, self.aside_in = v, self.here
        if not inferred and self.section and not self.section[0] <= v.year <= self.section[1]:
            self.strayed += 1
            if self.strayed > 3:
                self.section = None

    def head(self, v: Value) -> None:
        """Take note of a time in a heading: the years of the section under it."""
        if v.first is not None and v.last is not None and v.last[0] - v.first[0] <= 12:
            self.section, self.strayed = (v.first[0], v.last[0]), 0


def _end_of(v: Value) -> Value:
    """Where a range leaves the story: its last day, month or year."""
    assert v.last is not None
    return values.parse(v.edtf.split("/")[-1].rstrip("~")) or values.year(v.last[0])
