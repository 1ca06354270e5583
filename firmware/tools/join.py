"""Makes one module of those that always stay.

A module costs the board a dictionary, two names for ever, and a place in it for each thing that it
imports from its neighbours: some 350 bytes, twenty times over, for parts that are never let go.
"""

import ast
import builtins
from collections.abc import Iterator, Mapping


class Ambiguous(Exception):
    """Two of the modules mean different things by a name."""


def join(sources: Mapping[str, str], package: str, into: str) -> dict[str, str]:
    """The modules anew: those right below `package` are one, named `into`, and all others know.

    Raises Ambiguous where a name would come to mean something else.
    """
    trees = {name: ast.parse(text) for name, text in sources.items()}
    # A package is known by what is below it.
    members = [
        name
        for name in trees
        if name.rpartition(".")[0] == package
        and not any(other.startswith(name + ".") for other in trees)
    ]
    for name, tree in trees.items():
        Joining(name, set(members), package, into).visit(tree)
        ast.fix_missing_locations(tree)
    body = list[ast.stmt]()
    for name in ordered(members, {name: sources[name] for name in members}, package):
        body += trees.pop(name).body
    trees[into] = ast.Module(body=list(once(body)), type_ignores=[])
    check(trees[into])
    return {name: ast.unparse(tree) for name, tree in trees.items()}


def ordered(members: list[str], sources: Mapping[str, str], package: str) -> list[str]:
    """Each after those that it imports at its top."""
    found = list[str]()

    def take(name: str) -> None:
        for node in ast.parse(sources[name]).body:
            if isinstance(node, ast.ImportFrom):
                for wanted in origins(name, node, package):
                    if wanted in members and wanted not in found:
                        take(wanted)
        if name not in found:
            found.append(name)

    for name in members:
        take(name)
    return found


def origins(name: str, node: ast.ImportFrom, package: str) -> list[str]:
    """The modules that an import is of."""
    base = node.module or ""
    if node.level:
        parent = name.rsplit(".", node.level)[0]
        base = f"{parent}.{node.module}" if node.module else parent
    return [f"{package}.{each.name}" for each in node.names] if base == package else [base]


class Joining(ast.NodeTransformer):
    """Rewrites what a module says of the members: they are one now."""

    def __init__(self, name: str, members: set[str], package: str, into: str) -> None:
        self._name, self._members, self._package, self._into = name, members, package, into
        self._inside = name in members
        self._as_modules = set[str]()
        self._used = set[str]()
        self._bound = set[str]()

    def visit_Module(self, node: ast.Module) -> ast.Module:  # noqa: N802
        self._bound = set(bound(node))
        self.generic_visit(node)
        if self._used and not self._inside:
            if clash := self._used & self._bound:
                raise Ambiguous(f"{self._name}: {', '.join(sorted(clash))}")
            node.body.insert(0, self._import(sorted(self._used)))
        return node

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.stmt | list[ast.stmt] | None:  # noqa: N802
        found = origins(self._name, node, self._package)
        if len(found) == len(node.names) and found != [node.module]:  # modules of the package
            kept = []
            for alias, origin in zip(node.names, found, strict=True):
                if origin in self._members:
                    self._as_modules.add(alias.asname or alias.name)
                else:
                    kept.append(alias)
            node.names = kept
            return node if kept else None
        if found[0] not in self._members:
            return node
        if any(alias.asname for alias in node.names):
            raise Ambiguous(f"{self._name}: another name for {ast.unparse(node)}")
        return None if self._inside else self._import([alias.name for alias in node.names])

    def _import(self, names: list[str]) -> ast.ImportFrom:
        return ast.ImportFrom(self._into, [ast.alias(name) for name in names], 0)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:  # noqa: N802
        if isinstance(node.value, ast.Name) and node.value.id in self._as_modules:
            self._used.add(node.attr)
            return ast.Name(node.attr, node.ctx)
        self.generic_visit(node)
        return node


def bound(tree: ast.AST) -> Iterator[str]:
    """Every name that something binds, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg


def once(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Without docstrings, and each import but once."""
    told = set[str]()
    for statement in body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue
        if isinstance(statement, ast.Import | ast.ImportFrom):
            text = ast.unparse(statement)
            if text in told:
                continue
            told.add(text)
        yield statement


def check(tree: ast.Module) -> None:
    """Raises Ambiguous where two parts bind one name, or one hides what Python means by it."""
    told = set[str]()
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            names = {each.id for each in ast.walk(statement) if is_target(each)}
        elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names = {statement.name}
        else:
            continue
        if clash := names & (told | set(dir(builtins))):
            raise Ambiguous(", ".join(sorted(clash)))
        told |= names


def is_target(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
