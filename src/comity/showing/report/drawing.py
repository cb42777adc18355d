"""Charts as SVG without script or style sheet: what a reader sees is in the file, for HTML, Word, PDF and print alike.

Colours are told apart in grey as well; each bar has its words as a title for those who cannot see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

WIDTH, LABELS, MARGIN, ROW = 960, 190, 24, 26
INK, QUIET, RULE = "#1c1c1c", "#5f5f5f", "#c9c9c9"
TONES = {"good": "#3b7a57", "part": "#b08a2e", "bad": "#a3412f"}
LINES = {"political": "#2f5d8a", "military": "#a3412f", "economic": "#3b7a57", "people": "#7a5195"}
FONT = "font-family=\"'Source Sans 3', 'DejaVu Sans', Arial, sans-serif\""
LETTER = 6.2  # width of a letter at 12 px, enough for most


def draw_band(band: Mapping[str, Any]) -> str:
    """The tracks of a relation as bars through time: sure parts full, unsure ends faded, disputed ones hatched.

    ``band`` is what :func:`comity.showing.web.charts.band` gives.
    """
    first, last = band["domain"]
    last = max([last, *(b["to"] for b in band["bars"])])
    first = min([first, *(b["from"] for b in band["bars"])])
    tracks = [t["key"] for t in band["tracks"]]
    height = ROW * len(tracks) + 62
    x = _scale(first, last, LABELS, WIDTH - MARGIN)
    parts = [
        '<defs><pattern id="band-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" stroke="#ffffff" stroke-width="2.4"/>'
        "</pattern>"
    ]
    for tone, colour in TONES.items():
        for name, a, b in (("in", 0.08, 0.9), ("out", 0.9, 0.08)):
            parts.append(
                f'<linearGradient id="band-{tone}-{name}"><stop offset="0" stop-color="{colour}" stop-opacity="{a}"/>'
                f'<stop offset="1" stop-color="{colour}" stop-opacity="{b}"/></linearGradient>'
            )
    parts.append("</defs>")
    parts += _years(first, last, x, height - 48, 0)
    parts += _legend(height - 16)
    for n, track in enumerate(band["tracks"]):
        top = n * ROW + 4
        label = track["track"] + (f", {track['by']}" if track["by"] else "")
        parts.append(_text(LABELS - 10, top + 14, label, anchor="end", fill=INK))
        parts.append(f'<line x1="{LABELS}" x2="{WIDTH - MARGIN}" y1="{top + 20}" y2="{top + 20}" stroke="{RULE}"/>')
    for bar in band["bars"]:
        parts += _bar(bar, tracks.index(bar["key"]) * ROW + 4, x)
    said = "; ".join(f"{b['key'].partition('|')[0]} {b['said']}" for b in band["bars"])
    return _svg(height, "The course of the relation", said, parts)


LEGEND = (
    ("in being", (TONES["good"],)),
    ("in part", (TONES["part"],)),
    ("broken, stopped or hostile", (TONES["bad"],)),
    ("disputed", (TONES["good"], "url(#band-hatch)")),
    ("no text gives the end", ("url(#band-good-out)",)),
)


def _legend(top: float) -> Iterable[str]:
    """What the shades mean, in one line."""
    left: float = LABELS
    for said, fills in LEGEND:
        for fill in fills:
            yield _rect(left, top - 2, 22, 11, fill)
        yield _text(left + 28, top + 8, said, size=11)
        left += 28 + len(said) * LETTER + 20


def _bar(bar: Mapping[str, Any], top: float, x: Any) -> Iterable[str]:
    tone = bar["tone"] if bar["tone"] in TONES else "part"
    from_, x1, x2, to = (x(bar[k]) for k in ("from", "x1", "x2", "to"))
    pieces = [
        (from_, x1, f"url(#band-{tone}-in)"),
        (x1, max(x2, x1 + 2), TONES[tone]),
        (max(x2, x1 + 2), to, f"url(#band-{tone}-out)"),
    ]
    yield f"<g><title>{escape(bar['said'])}</title>"
    for left, right, fill in pieces:
        if right > left:
            yield _rect(left, top, right - left, 18, fill)
    if bar["disputed"]:
        yield _rect(from_, top, max(to, x2) - from_, 18, "url(#band-hatch)")
    if (x2 - x1) > len(bar["state"]) * LETTER + 8:
        if bar["disputed"]:
            yield _rect(x1 + 2, top + 2, len(bar["state"]) * LETTER + 6, 14, TONES[tone])
        yield _text(x1 + 5, top + 13, bar["state"], fill="#ffffff")
    yield "</g>"


def draw_index(index: Mapping[str, Any]) -> str:
    """The lines of the index with their bounds, one under the other; below, how many documents speak of each year.

    ``index`` is what :func:`comity.showing.web.charts.index` gives. Years without a value break the line.
    """
    first, last = index["domain"]
    x = _scale(first, last + 1, LABELS, WIDTH - MARGIN)
    panel = 74
    height = panel * len(index["lines"]) + 88
    held: dict[str, list[Mapping[str, Any]]] = {name: [] for name in index["lines"]}
    for point in index["points"]:
        if point["value"] is not None:
            held[point["line"]].append(point)
    limit = max(
        [1.0, *(abs(p[k]) for ps in held.values() for p in ps for k in ("low", "high", "value") if p[k] is not None)]
    )
    parts = list(_years(first, last + 1, x, height - 22, 0))
    for n, (name, points) in enumerate(held.items()):
        middle = n * panel + panel / 2
        y = _scale(limit, -limit, n * panel + 8, (n + 1) * panel - 8)
        parts.append(_text(LABELS - 10, middle + 4, name, anchor="end", fill=INK))
        parts.append(_text(LABELS - 10, n * panel + 16, f"+{limit:g}", anchor="end", size=10))
        parts.append(_text(LABELS - 10, (n + 1) * panel - 6, f"−{limit:g}", anchor="end", size=10))
        parts.append(f'<line x1="{LABELS}" x2="{WIDTH - MARGIN}" y1="{middle:g}" y2="{middle:g}" stroke="{RULE}"/>')
        for run in _runs(points):
            parts += _run(run, x, y, LINES.get(name, INK))
    top = panel * len(held) + 10
    most = max((c["documents"] for c in index["coverage"]), default=1) or 1
    parts.append(_text(LABELS - 10, top + 40, "documents", anchor="end", fill=INK))
    for c in index["coverage"]:
        tall = 40 * c["documents"] / most
        if tall:
            parts.append(
                _rect(x(c["year"]) + 0.5, top + 44 - tall, max(0.6, x(c["year"] + 1) - x(c["year"]) - 1), tall, QUIET)
            )
    silent = f" No document speaks of {', '.join(index['silent'])}." if index["silent"] else ""
    return _svg(height, "The relation year by year", f"Lines: {', '.join(held)}, {first}–{last}.{silent}", parts)


def _runs(points: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """Points cut where a year has no value."""
    runs: list[list[Mapping[str, Any]]] = []
    for p in sorted(points, key=lambda p: p["year"]):
        if runs and p["year"] == runs[-1][-1]["year"] + 1:
            runs[-1].append(p)
        else:
            runs.append([p])
    return runs


def _run(run: Sequence[Mapping[str, Any]], x: Any, y: Any, colour: str) -> Iterable[str]:
    middle = [(x(p["year"] + 0.5), y(p["value"])) for p in run]
    high = [(x(p["year"] + 0.5), y(p["value"] if p["high"] is None else p["high"])) for p in run]
    low = [(x(p["year"] + 0.5), y(p["value"] if p["low"] is None else p["low"])) for p in run]
    if len(run) == 1:
        (at, top), (_, bottom) = high[0], low[0]
        ends = f'x1="{at:.1f}" x2="{at:.1f}" y1="{top:.1f}" y2="{bottom:.1f}"'
        yield f'<line {ends} stroke="{colour}" stroke-opacity="0.35" stroke-width="4"/>'
        yield f'<circle cx="{middle[0][0]:.1f}" cy="{middle[0][1]:.1f}" r="2" fill="{colour}"/>'
        return
    yield f'<polygon points="{_points([*high, *reversed(low)])}" fill="{colour}" fill-opacity="0.18"/>'
    yield f'<polyline points="{_points(middle)}" fill="none" stroke="{colour}" stroke-width="1.6"/>'


def _points(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{a:.1f},{b:.1f}" for a, b in places)


def _scale(first: float, last: float, low: float, high: float) -> Any:
    wide = (last - first) or 1.0
    return lambda value: low + (value - first) / wide * (high - low)


def _years(first: float, last: float, x: Any, bottom: float, top: float) -> Iterable[str]:
    """Light lines and numbers at round years."""
    step = next(s for s in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 10_000) if (last - first) / s <= 12)
    year = int(-(-first // step) * step)
    while year <= last:
        at = f'x1="{x(year):.1f}" x2="{x(year):.1f}" y1="{top}" y2="{bottom}"'
        yield f'<line {at} stroke="{RULE}" stroke-dasharray="2 3"/>'
        yield _text(x(year), bottom + 16, str(year), anchor="middle", size=11)
        year += step


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"/>'


def _text(x: float, y: float, said: str, *, anchor: str = "start", size: int = 12, fill: str = QUIET) -> str:
    at = f'x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"'
    return f'<text {at} fill="{fill}">{escape(said)}</text>'


def _svg(height: float, title: str, said: str, parts: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}" '
        f'role="img" {FONT}><title>{escape(title)}</title><desc>{escape(said)}</desc>'
        f'<rect width="{WIDTH}" height="{height:g}" fill="#ffffff"/>{"".join(parts)}</svg>'
    )
