from functools import cached_property
from pathlib import Path

from django.forms.renderers import Jinja2
from django.template.backends.jinja2 import Jinja2 as Engine


class FormRenderer(Jinja2):
    """Draws forms by Jinja2: a field in the look of the site, a select without a file an option.

    Templates of `ui/jinja2` come before Django's own of the same name.
    """

    field_template_name = "ui/field.html"

    @cached_property
    def engine(self) -> Engine:
        ours = Path(__file__).parent / "jinja2"
        theirs = [Path(folder) for folder in super().engine.template_dirs]
        return Engine({"APP_DIRS": False, "DIRS": [ours, *theirs], "NAME": "forms", "OPTIONS": {}})
