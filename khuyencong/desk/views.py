from django.http import HttpResponse
from django.shortcuts import render

from khuyencong.accounts.http import Request, page
from khuyencong.accounts.policy import be_signed_in

from . import queries


@page("GET", may=be_signed_in)
def home(request: Request) -> HttpResponse:
    context = {"person": request.user, "desk": queries.desk_of(request.user)}
    return render(request, "desk/home.html", context)
