"""What a page shows many of is drawn by Jinja2: rows of lists, fields of forms, the menu.

A value that Django's own templates write costs ten times as much.  The words that templates of
`jinja2` folders may use are in `khuyencong.ui.words`.
"""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import BaseRenderer
from django.template import engines
from django.utils.safestring import SafeString


def draw(name: str, context: Mapping[Any, Any]) -> SafeString:
    """The template of that name in a `jinja2` folder, filled in with *context*."""
    drawn = engines["jinja2"].get_template(name).render(dict(context))
    return SafeString(drawn)


class FormRenderer(BaseRenderer):
    """Draws forms: a field in the look of the site, a select without a file an option.

    Templates of `ui/jinja2` come before Django's own of the same name.
    """

    field_template_name = "ui/field.html"

    def get_template(self, template_name: str) -> object:
        """Return the template that a widget, a field or a form names."""
        return engines["jinja2"].get_template(template_name)
