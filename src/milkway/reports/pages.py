"""What every page has in common: templates that extend one base, and figures that live on the page itself."""

import plotly.graph_objects as go
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup
from plotly.io.json import to_json_plotly
from plotly.offline import get_plotlyjs

DRAWING = """
const narrow = matchMedia("screen and (max-width: 760px)"), shown = [];
let paper = {};
function draw(place, wide, slim) {
  const one = () => {
    const {data, layout} = structuredClone(narrow.matches && !paper.width ? slim : wide);
    Plotly.react(place, data, {...layout, ...paper}, {displayModeBar: false, responsive: true});
  };
  shown.push(one);
  one();
}
const again = (width) => { paper = width; shown.forEach((one) => one()); };
narrow.addEventListener("change", () => again(paper));
addEventListener("beforeprint", () => again({width: 680, autosize: false}));
addEventListener("afterprint", () => again({}));
"""  # 680 px is the width of A4 between its margins


def template_of(name: str) -> Template:
    """Return a page's template by the name of its file; it may extend `page.html.j2` and import `parts.html.j2`."""
    loader = PackageLoader("milkway.reports")
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).get_template(name)


def plotly_script() -> Markup:
    """Return the script that embedded figures need, once a page: it shows the form that fits the screen or the paper."""
    return Markup(get_plotlyjs() + DRAWING)


def embedded(wide: go.Figure, narrow: go.Figure, name: str) -> Markup:
    """Return a figure in its two forms, named as its place on the page, as HTML that expects the page's script."""
    forms = f"{to_json_plotly(wide)}, {to_json_plotly(narrow)}"
    return Markup(f'<div id="figure-{name}"></div><script>draw("figure-{name}", {forms})</script>')
