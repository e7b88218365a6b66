"""The lock that every change of a dossier takes first."""

from khuyencong.dossiers.policy import BEING_PREPARED
from khuyencong.lib.vietnamese import lower_first
from khuyencong.schemes.models import Scheme


class DossierClosed(Exception):
    """The dossier has been submitted, or more: nobody changes it any more."""


class ChangedMeanwhile(Exception):
    """Somebody else has changed the row since the person opened it."""


def lock(scheme: Scheme) -> Scheme:
    """Lock the scheme until the transaction ends; raise :class:`DossierClosed`."""
    scheme = Scheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)
    refuse_closed(scheme)
    return scheme


def refuse_closed(scheme: Scheme) -> None:
    """Raise :class:`DossierClosed` where the scheme is no longer being prepared."""
    if scheme.state not in BEING_PREPARED:
        raise DossierClosed(
            f"Hồ sơ không còn ở bước soạn thảo ({lower_first(scheme.get_state_display())}): "
            "không sửa được nữa."
        )
