"""Where the code can be mutated: the tokens that operators of cosmic-ray change, without those that mean nothing to a test."""

import ast
import random
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.ast.ast_query import ASTQuery
from cosmic_ray.work_item import MutationSpec

PACKAGE = Path("src/milkway")
REPLACED = (
    (
        "Binary",
        "Add_Sub Sub_Add Mul_Div Div_Mul FloorDiv_Div Mod_Div Pow_Mul RShift_LShift LShift_RShift BitOr_BitAnd BitAnd_BitOr",
    ),
    ("Binary", "BitXor_BitAnd"),
    ("Comparison", "Lt_LtE Lt_GtE LtE_Lt LtE_Gt Gt_GtE Gt_LtE GtE_Gt GtE_Lt Eq_NotEq NotEq_Eq Is_IsNot IsNot_Is"),
    ("Unary", "USub_UAdd Delete_Not Delete_Invert"),
)
OPERATORS = (
    *(f"core/Replace{kind}Operator_{change}" for kind, changes in REPLACED for change in changes.split()),
    *(f"core/Replace{change}" for change in ("TrueWithFalse", "FalseWithTrue", "AndWithOr", "OrWithAnd")),
    *(f"core/Replace{change}" for change in ("BreakWithContinue", "ContinueWithBreak")),
    *(f"core/{name}" for name in ("AddNot", "ExceptionReplacer", "NumberReplacer", "RemoveDecorator", "ZeroIterationForLoop")),
)
# Decorators that speed (`cache`, `compiled`) or that freeze what is never written to, which the type check holds.
SILENT_DECORATORS = ("dataclass", "cache", "lru_cache", "compiled", "njit", "overload", "runtime_checkable", "final")
type Span = tuple[tuple[int, int], tuple[int, int]]


def packages(root: Path) -> list[str]:
    """Return the packages and modules below `reports` in the layers of import-linter."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    below = layers[layers.index("reports") + 1 :]
    return [name.strip() for layer in below for name in layer.split("|")]


def draw(root: Path, count: int, seed: int) -> list[MutationSpec]:
    """Return a random mutation at each of so many random places of the tree, paths from its root."""
    at: dict[tuple[str, tuple[int, int]], list[MutationSpec]] = defaultdict(list)
    for path in _modules(root):
        for spec in _mutations(root, path):
            at[str(spec.module_path), spec.start_pos].append(spec)
    chance = random.Random(seed)
    return [chance.choice(at[place]) for place in chance.sample(sorted(at), count)]


def _modules(root: Path) -> Iterator[Path]:
    for name in sorted(packages(root)):
        place = root / PACKAGE / name
        yield from sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]


def _mutations(root: Path, path: Path) -> Iterator[MutationSpec]:
    nodes = list(ast_nodes(get_ast_from_path(path)))
    silent = list(_silent(ast.parse(path.read_text())))
    for name in OPERATORS:
        operator = plugins.get_operator(name)()
        positions = ((node, *span) for node in nodes for span in operator.mutation_positions(node))
        for occurrence, (node, start, end) in enumerate(positions):
            if not any(first <= start < last for first, last in silent):
                definition = ASTQuery(node).get_definition_name()
                yield MutationSpec(path.relative_to(root), name, occurrence, start, end, definition_name=definition)


def _silent(tree: ast.Module) -> Iterator[Span]:
    """Yield what no test is asked about: from a position up to another."""
    for node in ast.walk(tree):
        for part in _silent_parts(node):
            yield (part.lineno, part.col_offset), (part.end_lineno, part.end_col_offset)
        for decorator in getattr(node, "decorator_list", ()):
            if _name(decorator) in SILENT_DECORATORS:
                yield (decorator.lineno, 0), (decorator.end_lineno, decorator.end_col_offset)


def _silent_parts(node: ast.AST) -> list[ast.AST]:
    match node:
        case (
            ast.arg(annotation=ast.expr() as said) | ast.AnnAssign(annotation=said) | ast.FunctionDef(returns=ast.expr() as said)
        ):
            return [said]  # types, which the type check reads
        case ast.TypeAlias() | ast.Assert():
            return [node]  # types again; and what holds in any case, so that a weaker form of it changes nothing
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return [node]
        case ast.keyword(arg="strict", value=ast.Constant()):
            return [node]  # zip(…, strict=True), an assertion
        case _:
            return []


def _name(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
