"""Expressions and terms as maths that a person reads: no needless brackets, and one line for all taxa that share a form."""

import re
from collections.abc import Iterable

from milkway.core.declare import CareRule, Episode, Flow, Initial, Pulse, Rate, Sign, Term, Watch
from milkway.core.expression import Expression, Number, Operation, to_text
from milkway.core.model import Model

SIGNS = {"add": (" + ", 1), "sub": (" - ", 1), "mul": (" * ", 2), "div": (" / ", 2), "pow": ("^", 3)}
SIDES = ("left", "right")


def readable(expression: Expression, within: int = 0, right: bool = False) -> str:
    """Return an expression as text with only the brackets that it needs.

    Args:
        expression: to print.
        within: how strongly the surrounding operator binds.
        right: whether the expression stands to the right of one that is not associative.
    """
    if not isinstance(expression, Operation) or expression.operator not in SIGNS:
        return _call(expression) if isinstance(expression, Operation) else to_text(expression)
    if _is_zero(expression):
        return "0"
    sign, strength = SIGNS[expression.operator]
    first, second = expression.arguments
    if expression.operator in ("add", "sub") and _is_zero(second):
        return readable(first, within, right)
    if expression.operator == "add" and _is_zero(first):
        return readable(second, within, right)
    if expression.operator == "sub" and isinstance(first, Number) and first.value == 0:
        text = f"-{readable(second, 2)}"
    else:
        text = readable(first, strength) + sign + readable(second, strength, expression.operator in ("sub", "div"))
    return f"({text})" if strength < within or (right and strength == within) else text


def _is_zero(expression: Expression) -> bool:
    """Return whether an expression only carries a unit, as in `volume * 0`."""
    if isinstance(expression, Operation) and expression.operator == "mul":
        return any(_is_zero(argument) for argument in expression.arguments)
    return isinstance(expression, Number) and expression.value == 0


def _call(operation: Operation) -> str:
    parts = [readable(argument) for argument in operation.arguments]
    if operation.operator == "where":
        return f"({parts[2]} if {parts[0]} > {parts[1]} else {parts[3]})"
    return f"{operation.operator}({', '.join(parts)})"


def sentence(term: Term) -> str:
    """Return a term as one line."""
    match term:
        case Flow():
            return _flow(term)
        case Rate():
            return f"d {term.state.key} / dt = {readable(term.at, 2)} * ({readable(term.toward)} - {term.state.key})"
        case Initial():
            return f"{term.stock.key} = {readable(term.amount)} at the start"
        case Pulse():
            when = f"each midnight while {term.exposure.key}" if term.daily else f"when {term.exposure.key} begins"
            return f"{term.into.key} + {readable(term.amount, 1)} {when}, with chance {readable(term.chance)}"
        case Episode():
            lasts = (
                "for ever"
                if term.lasts is None
                else f"for a median of {readable(term.lasts)} (geometric sd {readable(term.spread)})"
            )
            return f"{term.sets.key} begins at hazard {readable(term.hazard)} and lasts {lasts}"
        case CareRule():
            return (
                f"{term.sets.key} follows {term.when.key} with chance {readable(term.chance)} "
                f"after {readable(term.after)} for {readable(term.lasts)}"
            )
        case Sign():
            level, threshold, sharpness = (readable(part) for part in (term.level, term.threshold, term.sharpness))
            return f"{term.name} has level {level}, threshold {threshold}, sharpness {sharpness}"
        case Watch():
            return f"{term.name} = {readable(term.quantity)}"


def _flow(flow: Flow) -> str:
    source = "nothing" if flow.out_of is None else flow.out_of.key
    ends = ", ".join(stock.key if _is_one(count) else f"{readable(count, 2)} {stock.key}" for stock, count in flow.into.items())
    return f"{source} -> {ends or 'nothing'} at {readable(flow.rate())}"


def _is_one(count: Expression) -> bool:
    return isinstance(count, Number) and count.value == 1


def grouped(lines: Iterable[str], model: Model) -> list[tuple[str, list[str]]]:
    """Return forms with the taxa, resources and sides that share each, in order of first mention.

    >>> model = Model("", (), (), ())
    >>> grouped(["left_milk__a -> nothing at k", "right_milk__a -> nothing at k"], model)
    [('{side}_milk__a -> nothing at k', ['left', 'right'])]
    """
    forms: dict[str, list[dict[str, str]]] = {}
    for line in lines:
        form, names = line, {}
        for word, (before, choices) in _words(model).items():
            name = _first_of(form, before, choices)
            if name:
                form, names[word] = re.sub(_pattern(before, name), word, form), name
        forms.setdefault(form, []).append(names)
    return [_settled(form, uses) for form, uses in forms.items()]


def _settled(form: str, uses: list[dict[str, str]]) -> tuple[str, list[str]]:
    """Return a form with the words that stand for a single name put back, and the names that the others stand for."""
    single = {word: name for word, name in uses[0].items() if {use[word] for use in uses} == {name}}
    for word, name in single.items():
        form = form.replace(word, name)
    listed = (" ".join(name for word, name in use.items() if word not in single) for use in uses)
    return form, [names for names in dict.fromkeys(listed) if names]


def _words(model: Model) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return for each word what stands before the names that it may replace, and these names."""
    return {
        "{taxon}": (r"(?<=[_\[,])", tuple(taxon.name for taxon in model.taxa)),
        "{substance}": (r"(?:(?<=__)|(?<=[\[,]))", tuple(substance.name for substance in model.substances)),
        "{side}": (r"(?<![A-Za-z0-9_])", SIDES),
    }


def _first_of(text: str, before: str, names: tuple[str, ...]) -> str | None:
    """Return the name that the text mentions first: the one that the line is about."""
    found = [(match.start(), -len(name), name) for name in names if (match := re.search(_pattern(before, name), text))]
    return min(found)[2] if found else None


def _pattern(before: str, name: str) -> str:
    return f"{before}{re.escape(name)}(?![A-Za-z0-9])"
