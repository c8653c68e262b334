"""One look for pages and charts: the palette, the Dashboard's colors and patterns, the team face's styles."""

from __future__ import annotations

from dataclasses import dataclass

# The site's style sheet (templates/html/style.css) uses the same values.
INK, SOFT, LINE, WASH, PAPER = "#1c2733", "#4d5b69", "#cbd3db", "#f4f6f8", "#ffffff"
ACCENT = "#0b4f6c"  # this school, this team, this group
OTHER = "#9aa5b1"  # what it is compared with; 2.5:1 on white, so it is drawn thick and labelled in SOFT
# Four steps of a rubric, light to dark in one hue: they differ in lightness, so they survive a copier.
STEPS = ("#e3e9ef", "#b5cbdc", "#6c9cbf", "#0b4f6c")
STEPS_INK = (INK, INK, INK, PAPER)


@dataclass(frozen=True)
class Swatch:
    """One of the Dashboard's colors: never shown without its name and its pattern."""

    name: str
    css: str
    full: str
    wash: str
    hatch: str


SWATCHES: dict[int, Swatch] = {
    0: Swatch("No color", "none", PAPER, PAPER, ""),
    1: Swatch("Red", "red", "#c4262e", "#fae3e3", "////"),
    2: Swatch("Orange", "orange", "#e07b00", "#fdebd3", "||||"),
    3: Swatch("Yellow", "yellow", "#f2c500", "#fdf6cf", "----"),
    4: Swatch("Green", "green", "#2e8540", "#dff0e2", "\\\\\\\\"),
    5: Swatch("Blue", "blue", "#1f5fae", "#dfeaf8", ""),
}

_CELL = "text-align:left;vertical-align:top;padding:5px 10px;border-bottom:1px solid #cbd3db"
_CHIP = f"color:{INK};padding:1px 6px;border-left:8px solid "
_BLOCK = "float:none;width:auto"  # JupyterLab sets question and answer side by side, too narrow for either
_PLAIN = "background-color:transparent;height:auto;overflow:visible"  # JupyterLab draws “progress” as a bar
_SMALL = "font-size:0.9em"
_STEP = (
    "display:inline-block;vertical-align:top;width:22%;min-width:7.5em;"
    "margin:0 2% 8px 0;padding-top:6px;border-top:6px solid"
)

# JupyterLab takes <style> out of a page that is not trusted; these few properties it keeps. Text color is set
# only where a background is, so that the dark theme stays readable.
TEAM_STYLES: dict[str, str] = {
    "table": "border-collapse:collapse;margin:8px 0 16px 0",
    "caption": "text-align:left;font-weight:600;padding-bottom:6px",
    "th": f"{_CELL};font-weight:600",
    "td": _CELL,
    "td.num": "text-align:right;white-space:nowrap",
    "th.num": "text-align:right",
    "figure": "margin:8px 0 16px 0",
    "figcaption": _SMALL,
    "img": "max-width:100%;height:auto",
    "lead": "font-size:1.15em;line-height:1.45",
    "note": _SMALL,
    "limits": _SMALL,
    "source": _SMALL,
    "also": "display:block;margin-top:2px;font-weight:400;font-style:normal;opacity:0.85",
    "typed": "margin:0 0 6px 0;padding-left:10px;border-left:3px solid #cbd3db",
    "dt": f"{_BLOCK};font-weight:600;margin-top:10px",
    "dd": f"{_BLOCK};margin:2px 0 0 0",
    "dl": "margin:0 0 12px 0",
    "here": "font-weight:700",
    "withheld": "font-style:italic",
    "verdict": "font-weight:600",
    "card": "border:1px solid #cbd3db;border-radius:8px;padding:8px 14px;margin:0 0 12px 0",
    "working-on": f"font-size:1.15em;padding-left:12px;border-left:4px solid {ACCENT}",
    "blank": "border-bottom:1px solid #9aa5b1;min-height:1.8em;margin:0 0 4px 0",
    "summary": "cursor:pointer;padding:4px 0",
    "progress": f"{_PLAIN};list-style:none;padding:0;margin:8px 0 12px 0",
    "checks": "list-style:none;padding:0",
    "li.done": f"{_STEP} {ACCENT};font-weight:600",
    "li.now": f"{_STEP.replace('solid', 'dashed')} {ACCENT};font-weight:600",
    "li.next": f"{_STEP} {LINE}",
    **{
        swatch.css: f"background-color:{swatch.wash};{_CHIP}{swatch.full}"
        for swatch in SWATCHES.values()
        if swatch.hatch or swatch.css == "blue"
    },
}
