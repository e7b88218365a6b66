"""Finding the appraisal of a page: a stranger gets 404, who may not change it 403."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from khuyencong.accounts.http import Request
from khuyencong.appraisals import policy
from khuyencong.appraisals.lifecycle import level_waiting
from khuyencong.appraisals.models import Appraisal
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Scheme

_OF_SCHEME = ("code", "name", "tier", "form", "state", "is_illustrative", "province__code")


def find_scheme(request: Request, code: str) -> Scheme:
    """The scheme whose appraisal the person may see: sent in, or before the person's council."""
    user = request.user
    seen = Scheme.objects.visible_to(user)
    if policy.view_records(user):
        seen = seen.exclude(state=State.DRAFT)
    else:
        own = Appraisal.objects.visible_to(user).filter(scheme=OuterRef("pk"))
        seen = seen.filter(Exists(own))
    return get_object_or_404(seen.select_related("province").only(*_OF_SCHEME), code=code)


def find_current(request: Request, code: str) -> Appraisal:
    """The appraisal under way of a scheme that the person may see; else 404."""
    seen = Appraisal.objects.visible_to(request.user).under_way().filter(scheme__code=code)
    for one in seen.select_related("scheme__province", "council", "conclusion").order_by("-round"):
        if one.level == level_waiting(one.scheme.state):
            return one
    raise Http404("Đề án không có lần thẩm định nào đang mở.")


def find_to_run(request: Request, code: str) -> Appraisal:
    """The appraisal under way that the person may set up; else 404 or 403."""
    found = find_current(request, code)
    if not policy.appraise(request.user, found):
        raise PermissionDenied("Bạn không tổ chức thẩm định đề án này.")
    return found
