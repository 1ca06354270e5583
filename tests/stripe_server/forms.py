"""Bodies of Stripe's: forms with keys like `payment_intent_data[metadata][a]`."""

import re
from urllib.parse import parse_qsl

_PARTS = re.compile(r"[^\[\]]+")


def read_form(text: str) -> dict:
    """The form as nested dicts; lists become dicts of numbers and are turned back."""
    tree: dict = {}
    for key, value in parse_qsl(text, keep_blank_values=True, strict_parsing=True):
        parts = _PARTS.findall(key)
        node = tree
        for part in parts[:-1]:
            node = node.setdefault(part, {})
        node[parts[-1]] = value
    return _listed(tree)


def _listed(node):
    if not isinstance(node, dict):
        return node
    inner = {key: _listed(value) for key, value in node.items()}
    if inner and all(key.isdigit() for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner
