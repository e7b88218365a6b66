"""A form that remembers what its person saw, so that another's edit meanwhile is merged."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core import signing
from django.db.models import Model

from khuyencong.dossiers.models import FormDraft
from khuyencong.dossiers.queries import Edit, Values, edits
from khuyencong.ui.fields import OfficeForm

_SALT = "khuyencong.dossiers.forms"


def seal(values: Mapping[str, str]) -> str:
    """What was shown, as a hidden field carries it there and back."""
    return signing.dumps(dict(values), salt=_SALT, compress=True)


def unseal(text: str) -> Values:
    """What was shown; whoever tampers with it saw nothing."""
    try:
        found: Values = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return {}
    return found


class SeenForm(OfficeForm):
    """A form of a dossier: ``current`` are its initial values, ``theirs`` the same in words.

    With a ``draft``, what its person had typed stands in the fields, over what was seen then.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        current: Mapping[str, Any],
        theirs: Values,
        draft: FormDraft | None,
        **kwargs: Any,
    ) -> None:
        self.current, self.theirs = current, theirs
        base = draft.base if draft else theirs
        typed = draft.typed if draft else {}
        super().__init__(*args, initial={**current, **typed, "seen": seal(base)}, **kwargs)

    def facts(self) -> Any:
        """What was typed, as the action takes it; only of a valid form."""
        raise NotImplementedError

    def mine(self) -> Values:
        """The same in words."""
        raise NotImplementedError

    def edits(self) -> list[Edit]:
        """What somebody else has saved since the person saw it; only of a valid form."""
        return edits(unseal(self.cleaned_data["seen"]), self.theirs, self.mine())

    def merged(self, found: Sequence[Edit]) -> Any:
        """The data with both people's edits: mine where both changed a field, else the new ones."""
        posted: Any = self.data
        data = posted.copy()
        for one in found:
            if not one.is_conflict:
                _put(data, one.name, self.current.get(one.name))
        data["seen"] = seal(self.theirs)
        return data


def _put(data: Any, name: str, value: Any) -> None:
    """Set a field to an initial value, as a browser would post it."""
    if value is True:
        data[name] = "on"
    elif value is False or value is None:
        data.pop(name, None)
    elif isinstance(value, list):
        data.setlist(name, [_key(one) for one in value])
    else:
        data[name] = _key(value)


def _key(value: Any) -> str:
    return str(value.pk if isinstance(value, Model) else value)
