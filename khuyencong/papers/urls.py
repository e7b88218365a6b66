from django.urls import path

from .views import papers, register, scans, templates, years

app_name = "papers"

urlpatterns = [
    # /van-thu/
    path("", register.register_page, name="register"),
    path("so/<str:ending>/", register.register_file, name="register_file"),
    # /van-thu/de-an/<mã>/
    path("de-an/<str:code>/", papers.scheme_papers, name="scheme_papers"),
    path("de-an/<str:code>/lap/", papers.paper_write, name="paper_write"),
    # /van-thu/nam/<năm>/
    path("nam/<year:year>/", years.year_papers, name="year_papers"),
    path("nam/<year:year>/lap/", years.year_write, name="year_write"),
    # /van-thu/van-ban/<mã>/
    path("van-ban/<str:code>/", papers.paper_detail, name="paper_detail"),
    path("van-ban/<str:code>/cap-so/", papers.paper_number, name="paper_number"),
    path("van-ban/<str:code>/huy-so/", register.number_void, name="number_void"),
    path("van-ban/<str:code>/ban-ky/", papers.scan_add, name="scan_add"),
    path("van-ban/<str:code>/ban-ky/<int:key>/", papers.scan_file, name="scan_file"),
    path("van-ban/<str:code>/tep/<str:ending>/", papers.paper_file, name="paper_file"),
    # /van-thu/mau/
    path("mau/", templates.template_list, name="template_list"),
    path("mau/<str:kind>/", templates.template_edit, name="template_edit"),
    path("mau/<str:kind>/khoi-dau/", templates.layout_start, name="layout_start"),
    path("mau/<str:kind>/<int:number>/", templates.layout_file, name="layout_file"),
    # /van-thu/quet/
    path("quet/", scans.batch_list, name="batch_list"),
    path("quet/<int:key>/", scans.batch_detail, name="batch_detail"),
    path("quet/<int:key>/tep/", scans.batch_file, name="batch_file"),
    path("quet/<int:key>/trang/<int:number>/", scans.page_file, name="page_file"),
    path("quet/<int:key>/trang/<int:number>/xep/", scans.page_assign, name="page_assign"),
]
