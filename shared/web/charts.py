"""Charts from one Vega-Lite specification: SVG for pages (it follows light and dark), PNG for documents.

Text is measured with Noto Sans, which has every Vietnamese glyph; on a page it takes the page's own font.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

Rows = Sequence[tuple[str, Mapping[str, float]]]
"""(label, {series: value}) in the order to be drawn."""

FONT = "Noto Sans"
FONT_FOLDERS = (Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/noto"))
PALETTE = ("#8e1b16", "#2a4a74", "#a8781a", "#3f7357", "#7d6a8c")
INK, RULE = "#5e5347", "#dbd0bd"
_VARIABLES = {colour: f"var(--chart-{n})" for n, colour in enumerate(PALETTE, 1)} | {
    INK: "var(--chart-ink)",
    RULE: "var(--chart-rule)",
}
_LOCALE = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " đồng"]}


def bar_svg(title: str, rows: Rows, *, unit: str = "", stacked: bool = True) -> str:
    """Horizontal bars, one line for each label. More than one series is stacked and gets a legend."""
    return _svg(title, rows, bar_spec(rows, unit=unit, stacked=stacked))


def bar_png(title: str, rows: Rows, *, unit: str = "", stacked: bool = True, scale: float = 2.0) -> bytes:
    """The same chart as a PNG on white for documents. ``scale`` 2 prints well at 16 cm."""
    return _png(title, bar_spec(rows, unit=unit, stacked=stacked), scale)


def line_svg(title: str, rows: Rows, *, unit: str = "") -> str:
    """Points joined by lines over labels in the given order, e.g. quarters."""
    return _svg(title, rows, line_spec(rows, unit=unit))


def line_png(title: str, rows: Rows, *, unit: str = "", scale: float = 2.0) -> bytes:
    """The line chart as a PNG on white."""
    return _png(title, line_spec(rows, unit=unit), scale)


def bar_spec(rows: Rows, *, unit: str, stacked: bool) -> dict[str, Any]:
    """Vega-Lite specification of the bars."""
    encoding: dict[str, Any] = {
        "y": {"field": "label", "type": "nominal", "sort": None, "title": None},
        "x": {"field": "value", "type": "quantitative", "title": unit or None, "stack": stacked or None} | _whole(rows),
        "color": _colour(rows),
    }
    if not stacked:
        encoding["yOffset"] = {"field": "series", "sort": None}
    step = 34 if stacked else 22
    return _spec(rows, {"type": "bar", "height": {"band": 0.7}}, encoding) | {"height": {"step": step}}


def _whole(rows: Rows) -> dict[str, Any]:
    """Counts have no halves on their axis."""
    counts = all(value == int(value) for _, figures in rows for value in figures.values())
    return {"axis": {"tickMinStep": 1, "format": ",d"}} if counts else {}


def line_spec(rows: Rows, *, unit: str) -> dict[str, Any]:
    """Vega-Lite specification of the line."""
    axis = {"labelAngle": 0}
    encoding = {
        "x": {"field": "label", "type": "ordinal", "sort": None, "title": None, "axis": axis},
        "y": {
            "field": "value",
            "type": "quantitative",
            "title": unit or None,
            "scale": {"zero": True, "nice": True},
            "axis": {"titleAngle": 0, "titleAlign": "right", "titleAnchor": "end", "titleY": -12, "titleX": -8},
        },
        "color": _colour(rows),
    }
    mark = {"type": "line", "point": {"filled": True, "size": 55}, "strokeWidth": 2.5}
    return _spec(rows, mark, encoding) | {"height": 240}


def _spec(rows: Rows, mark: dict[str, Any], encoding: dict[str, Any]) -> dict[str, Any]:
    values = [
        {"label": label, "series": series, "value": value}
        for label, figures in rows
        for series, value in figures.items()
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 560,
        "background": None,
        "padding": {"left": 24, "right": 12, "top": 4, "bottom": 4},
        "data": {"values": values},
        "mark": mark,
        "encoding": encoding,
        "config": _config(),
    }


def _series(rows: Rows) -> list[str]:
    return list(dict.fromkeys(series for _, figures in rows for series in figures))


def _colour(rows: Rows) -> dict[str, Any]:
    series = _series(rows)
    if len(series) > len(PALETTE):
        raise ValueError(f"a chart shows at most {len(PALETTE)} series, not {len(series)}")
    legend = {"title": None, "orient": "top", "symbolType": "square"} if len(series) > 1 else None
    scale = {"domain": series, "range": list(PALETTE[: len(series)])}
    return {"field": "series", "type": "nominal", "sort": None, "scale": scale, "legend": legend}


def _config() -> dict[str, Any]:
    text = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": 14, "titleFontSize": 13}
    return {
        "font": FONT,
        "view": {"stroke": None},
        "axis": text
        | {"labelColor": INK, "titleColor": INK, "titleFontWeight": "normal", "labelLimit": 260}
        | {"domainColor": INK, "gridColor": RULE, "tickColor": RULE, "tickCount": 5},
        "axisY": {"labelPadding": 8},
        "axisBand": {"grid": False, "ticks": False},
        "legend": text | {"labelColor": INK, "symbolSize": 140, "padding": 4, "columnPadding": 18},
    }


def _svg(title: str, rows: Rows, spec: dict[str, Any]) -> str:
    import vl_convert  # large: only who draws carries it

    _register_fonts()
    drawn = str(vl_convert.vegalite_to_svg(spec, format_locale=_LOCALE))
    for colour, variable in _VARIABLES.items():
        drawn = re.sub(rf'(fill|stroke)="{colour}"', rf'\1="{variable}"', drawn)
    drawn = re.sub(r'font-family="[^"]*"', 'font-family="inherit"', drawn)
    # The shapes inside carry English roles of Vega's own; one sentence for the whole chart says more.
    drawn = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", drawn)
    label = escape(f"{title}. {_in_words(rows)}", quote=True)
    return re.sub(r"<svg ", f'<svg role="img" aria-label="{label}" ', drawn, count=1)


def _in_words(rows: Rows) -> str:
    single = len(_series(rows)) == 1
    return "; ".join(
        f"{label}: " + ", ".join(f"{value:g}" if single else f"{series} {value:g}" for series, value in figures.items())
        for label, figures in rows
    )


def _png(title: str, spec: dict[str, Any], scale: float) -> bytes:
    import vl_convert

    _register_fonts()
    heading = {"text": title, "anchor": "start", "fontSize": 16, "font": FONT, "color": "#211b16"}
    whole = spec | {"background": "#ffffff", "title": heading, "padding": 12}
    return bytes(vl_convert.vegalite_to_png(whole, scale=scale, format_locale=_LOCALE))


@cache
def _register_fonts() -> None:
    import vl_convert

    for folder in FONT_FOLDERS:
        if folder.is_dir():
            vl_convert.register_font_directory(str(folder))
