from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from . import actions, policy
from .forms import PasswordForm, SignInForm
from .http import PublicRequest, Request, page


@sensitive_post_parameters("password")
@never_cache
@page("GET", "POST", public=True, given_password=True)
def sign_in(request: PublicRequest) -> HttpResponse:
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        return redirect(_next_page(request))
    context = {"form": form, "next": request.GET.get("next", "")}
    return render(request, "accounts/sign_in.html", context)


def _next_page(request: PublicRequest) -> str:
    """Where the person was going, if that is on this site."""
    wanted = request.POST.get("next", "")
    allowed = {request.get_host()}
    is_here = url_has_allowed_host_and_scheme(wanted, allowed, require_https=request.is_secure())
    if is_here and wanted.startswith("/"):
        return wanted
    return settings.LOGIN_REDIRECT_URL


@page("POST", public=True, given_password=True)
def sign_out(request: PublicRequest) -> HttpResponse:
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@page("GET", may=policy.be_signed_in)
def account(request: Request) -> HttpResponse:
    return render(request, "accounts/account.html", {"person": request.user})


@sensitive_post_parameters()
@page("GET", "POST", may=policy.be_signed_in, given_password=True)
def account_password(request: Request) -> HttpResponse:
    form = PasswordForm(request.user, request.POST or None)
    is_given = request.user.password_given_at is not None
    if request.method == "POST" and form.is_valid():
        actions.choose_password(request.user, password=form.cleaned_data["new"])
        update_session_auth_hash(request, request.user)
        messages.success(request, "Đã đổi mật khẩu.")
        return redirect(settings.LOGIN_REDIRECT_URL if is_given else "accounts:account")
    return render(request, "accounts/account_password.html", {"form": form, "is_given": is_given})
