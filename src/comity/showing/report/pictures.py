"""Charts as files: SVG as they are, PNG by vl-convert (the extra ``report``)."""

from __future__ import annotations

from pathlib import Path

from comity.keeping.faults import RecordError
from comity.showing.extras import needed
from comity.showing.report.content import Chart

SCALE = 2.0  # pixels of the PNG for each of the drawing


def png(chart: Chart) -> bytes:
    """The chart as PNG; raises MissingExtra where vl-convert is not installed."""
    made: bytes = needed("vl_convert", "report", "A chart as PNG").svg_to_png(chart.svg, scale=SCALE)
    return made


def write_charts(charts: tuple[Chart, ...], folder: Path) -> list[Path]:
    """Write NAME.svg and NAME.png for each chart into ``folder``, which is made; RecordError where it cannot be."""
    made = [(f"{c.name}.svg", c.svg.encode("utf-8")) for c in charts] + [(f"{c.name}.png", png(c)) for c in charts]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, held in made:
            (folder / name).write_bytes(held)
    except OSError as error:
        raise RecordError(f"{folder}: cannot be written ({error.strerror or error}). Name another place.") from error
    return [folder / name for name, _ in made]
