"""The table of contents of the site: each app's addresses, included once."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

# Prefix → app.
SECTIONS = [
    ("", "khuyencong.accounts.urls"),
    ("", "khuyencong.portal.urls"),
    ("", "khuyencong.dossiers.urls"),  # khao-sat/ and ho-so/
    ("", "khuyencong.figures.urls"),  # so-lieu/ and van-ban/
    ("api/", "khuyencong.api.urls"),
    ("bao-cao/", "khuyencong.reporting.urls"),
    ("ban-lam-viec/", "khuyencong.desk.urls"),
    ("de-an/", "khuyencong.schemes.urls"),
    ("tham-dinh/", "khuyencong.appraisals.urls"),
    ("ke-hoach/", "khuyencong.planning.urls"),
    ("ke-hoach-nhom/", "khuyencong.group_plans.urls"),
    ("van-thu/", "khuyencong.papers.urls"),
    ("Q/", "khuyencong.papers.short_urls"),  # what a QR code leads to
    ("thuc-hien/", "khuyencong.delivery.urls"),
    ("dieu-chinh/", "khuyencong.adjustments.urls"),
    ("co-so/", "khuyencong.establishments.urls"),
]


urlpatterns: list[URLPattern | URLResolver] = [
    *(path(prefix, include(module)) for prefix, module in SECTIONS),
    path("quan-tri/", admin.site.urls),
]
