"""What every page has in common: templates that extend one base, and figures that live on the page itself."""

import plotly.graph_objects as go
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup
from plotly.io import to_html
from plotly.offline import get_plotlyjs

PRINTING = """
const fit = (width) => document.querySelectorAll(".js-plotly-plot").forEach((one) => Plotly.relayout(one, width));
addEventListener("beforeprint", () => fit({width: 680, autosize: false}));
addEventListener("afterprint", () => fit({width: null, autosize: true}));
"""  # 680 px is the width of A4 between its margins


def template_of(name: str) -> Template:
    """Return a page's template by the name of its file; it may extend `page.html.j2` and import `parts.html.j2`."""
    loader = PackageLoader("milkway.reports")
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).get_template(name)


def plotly_script() -> Markup:
    """Return the script that embedded figures need, once a page; it also fits them to the paper when the page is printed."""
    return Markup(get_plotlyjs() + PRINTING)


def embedded(figure: go.Figure, name: str) -> Markup:
    """Return a figure as HTML that expects plotly's script on the page."""
    config = {"displayModeBar": False, "responsive": True}
    return Markup(to_html(figure, full_html=False, include_plotlyjs=False, config=config, div_id=f"figure-{name}"))
