from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponseBase, JsonResponse

from khuyencong.accounts.http import PublicRequest, page
from khuyencong.accounts.models import User
from khuyencong.figures import policy
from khuyencong.figures.exports import report_data
from khuyencong.figures.reading.extract import read
from khuyencong.figures.reading.load import MAX_BYTES, Loaded, Unreadable, load, load_pasted
from khuyencong.figures.report_check import check_report

View = Callable[[PublicRequest], HttpResponseBase]


class BadRequest(Exception):
    """The request does not hold what is asked for; the message is a Vietnamese sentence."""


def _answers_in_json(view: View) -> View:
    """Let a client that is no browser get every refusal as JSON, never as a page."""

    @wraps(view)
    def answered(request: PublicRequest) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return _error(401, "Hãy đăng nhập trước khi gọi giao diện này.")
        if request.user.password_given_at is not None:
            return _error(403, "Hãy đổi mật khẩu được cấp trên trang rồi mới gọi giao diện này.")
        if not policy.check_reports(request.user):
            return _error(403, "Tài khoản này không được đọc và soát số liệu.")
        try:
            return view(request)
        except BadRequest as error:
            return _error(400, str(error))
        except Unreadable as error:
            return _error(422, str(error))

    return answered


@page("POST", public=True, given_password=True)
@_answers_in_json
def extract(request: PublicRequest) -> HttpResponseBase:
    """`file` or `text` in; the array of figures out, as `figures extract --json` prints it."""
    return JsonResponse(read(_text(request).text).to_json(), safe=False)


@page("POST", public=True, given_password=True)
@_answers_in_json
def check(request: PublicRequest) -> HttpResponseBase:
    """`file` or `text` in, `records=1` to ask the records too; findings and judgements out."""
    report = check_report(
        read(_text(request).text),
        against_records=request.POST.get("records") == "1",
        viewer=request.user,
    )
    return JsonResponse(report_data(report))


def _text(request: PublicRequest) -> Loaded:
    """The text of the request; raise :class:`BadRequest` or :class:`Unreadable`."""
    file, pasted = request.FILES.get("file"), request.POST.get("text", "")
    if bool(file) == bool(pasted.strip()):
        raise BadRequest("Hãy gửi «file» hoặc «text», một trong hai.")
    if file is None:
        return load_pasted(pasted)
    if (file.size or 0) > MAX_BYTES:
        raise Unreadable(f"Tệp lớn hơn {MAX_BYTES // 2**20} MB nên không đọc.")
    return load(file.read(), file.name or "")


def _error(status: int, sentence: str) -> JsonResponse:
    body: dict[str, Any] = {"error": sentence}
    return JsonResponse(body, status=status)
