"""``ui`` in every template: each component's macro by its name, with the request's context at hand.

``{{ ui.button("Gửi hồ sơ") }}`` runs the macro ``button`` of ``components/button.html``. Macros are found once
per environment; the module of a component is made at its first use in a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

_MACRO = re.compile(r"{%-?\s*macro\s+([a-z]\w*)\s*\(")
Macro = Callable[..., Markup]


def macros(environment: Environment) -> dict[str, str]:
    """Every public macro and the template that defines it. Two files with one name are a mistake."""
    found: dict[str, str] = {}
    assert environment.loader is not None
    for template in sorted(environment.list_templates()):
        if not template.startswith("components/"):
            continue
        source, _, _ = environment.loader.get_source(environment, template)
        for name in _MACRO.findall(source):
            if name in found:
                raise ValueError(f"macro {name} is in both {found[name]} and {template}")
            found[name] = template
    return found


class Kit:
    """The components of one page. Attributes are macros."""

    def __init__(self, environment: Environment, index: Mapping[str, str], context: dict[str, Any]) -> None:
        self._environment = environment
        self._index = index
        self._context = {**context, "ui": self}
        self._modules: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Macro:
        if name.startswith("_") or name not in self._index:
            raise AttributeError(f"there is no component {name!r}")
        template = self._index[name]
        if template not in self._modules:
            self._modules[template] = self._environment.get_template(template).make_module(self._context)
        macro: Macro = getattr(self._modules[template], name)
        return macro
