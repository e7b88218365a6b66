"""The address in the QR code: short and all in capitals, so that the code's squares are large."""

from django.urls import path

from .views import papers

app_name = "q"

urlpatterns = [
    # /Q/<mã>
    path("<str:code>", papers.paper_scanned, name="paper_scanned"),
]
