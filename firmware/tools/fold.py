"""Writes constants where they are used, and leaves their names out.

On the board every name costs memory for ever, and a module's constant a place in its dictionary.
A name in capitals that is bound once, at the top of a module, to a number or a short text is
replaced by its value, in its own module and in all that import it. What is still referred to some
other way (by a file that is not compiled, or as an attribute of something unknown) stays.
"""

import ast
from collections.abc import Mapping

LONGEST = 14  # letters; a longer text is cheaper kept once
LARGEST = 1 << 30  # beyond it an int is an object of its own

Value = int | str
Constants = dict[str, dict[str, Value]]
"""Module → name → value."""


def fold(sources: Mapping[str, str], as_they_are: Mapping[str, str]) -> dict[str, str]:
    """The modules anew, by their dotted names; `as_they_are` keep all that they refer to."""
    trees = {name: ast.parse(text) for name, text in sources.items()}
    constants = {name: found(tree) for name, tree in trees.items()}
    for name, tree in trees.items():
        Folding(name, constants, trees).visit(tree)
    needed = set[str]()
    for tree in [*trees.values(), *map(ast.parse, as_they_are.values())]:
        needed |= mentioned(tree)
    for name, tree in trees.items():
        tree.body = [each for each in tree.body if not superfluous(each, constants[name], needed)]
    return {name: ast.unparse(tree) for name, tree in trees.items()}


def found(tree: ast.Module) -> dict[str, Value]:
    """A module's constants: bound once, and nowhere rebound."""
    bound = [
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    ]
    values = dict[str, Value]()
    for statement in tree.body:
        values |= pairs(statement)
    return {name: value for name, value in values.items() if bound.count(name) == 1}


def pairs(statement: ast.stmt) -> dict[str, Value]:
    """What an assignment makes constant: `A = 1`, `A, B = 1, 2` or `A, B = range(2)`."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return {}
    target, value = statement.targets[0], statement.value
    names = target.elts if isinstance(target, ast.Tuple) else [target]
    if not isinstance(target, ast.Tuple):
        given: list[ast.expr] = [value]
    elif isinstance(value, ast.Tuple):
        given = value.elts
    elif isinstance(value, ast.Call) and ast.unparse(value) == f"range({len(names)})":
        given = [ast.Constant(at) for at in range(len(names))]
    else:
        return {}
    told = dict[str, Value]()
    for name, each in zip(names, given, strict=True):
        small = isinstance(each, ast.Constant) and is_small(each.value)
        if not small or not isinstance(name, ast.Name) or not name.id.lstrip("_").isupper():
            return {}  # all of a statement, or nothing: it is left out as a whole
        told[name.id] = each.value
    return told


def is_small(value: object) -> bool:
    """Whether a value costs no more than its name."""
    if isinstance(value, str):
        return len(value) <= LONGEST
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < LARGEST


class Folding(ast.NodeTransformer):
    """Puts values in the place of names, in one module."""

    def __init__(self, name: str, constants: Constants, modules: Mapping[str, object]) -> None:
        self._module, self._constants, self._modules = name, constants, modules
        self._values = dict(constants[name])
        self._imported = dict[str, str]()  # local name → module

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.stmt | None:  # noqa: N802
        origin = self._origin(node)
        kept = []
        for alias in node.names:
            local = alias.asname or alias.name
            known = self._constants.get(origin, {})
            if alias.name in known:
                self._values[local] = known[alias.name]
                continue
            if f"{origin}.{alias.name}" in self._modules:
                self._imported[local] = f"{origin}.{alias.name}"
            kept.append(alias)
        node.names = kept
        return node if kept else None

    def _origin(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self._module.rsplit(".", node.level)[0]
        return f"{package}.{node.module}" if node.module else package

    def visit_Name(self, node: ast.Name) -> ast.expr:  # noqa: N802 - ast and the library call it so
        if isinstance(node.ctx, ast.Load) and node.id in self._values:
            return ast.Constant(self._values[node.id])
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:  # noqa: N802
        if isinstance(node.value, ast.Name) and node.value.id in self._imported:
            known = self._constants[self._imported[node.value.id]]
            if node.attr in known:
                return ast.Constant(known[node.attr])
        self.generic_visit(node)
        return node


def mentioned(tree: ast.Module) -> set[str]:
    """Names that are still asked for: imported, as attributes, or as text."""
    names = set[str]()
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) in docstrings:
            continue
        if isinstance(node, ast.Attribute):
            if ast.unparse(node.value) != "self":
                names.add(node.attr)
        elif isinstance(node, ast.alias):
            names.add(node.name)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names |= set(node.value.replace(".", " ").split())
    return names


def superfluous(statement: ast.stmt, constants: Mapping[str, Value], needed: set[str]) -> bool:
    """Whether an assignment binds nothing that anybody asks for."""
    names = pairs(statement)
    return bool(names) and all(name in constants and name not in needed for name in names)
