from django.urls import path, re_path

from .views import changes, requests, waiting

app_name = "adjustments"

# /dieu-chinh/
urlpatterns = [
    path("", requests.request_list, name="request_list"),
    path("thoi-gian/", waiting.lead_times, name="lead_times"),
    path("thoi-gian/tai-ve/", waiting.lead_times_xlsx, name="lead_times_xlsx"),
    path("de-an/<str:code>/", requests.scheme_requests, name="scheme_requests"),
    path("de-an/<str:code>/lap/", requests.request_add, name="request_add"),
    # /dieu-chinh/<số>/
    path("<int:pk>/", requests.request_detail, name="request_detail"),
    path("<int:pk>/ly-do/", requests.request_edit, name="request_edit"),
    path("<int:pk>/chon/", changes.change_choose, name="change_choose"),
    path("<int:pk>/de-an/<str:word>/", changes.change_put, name="change_scheme"),
    path("<int:pk>/dong/<int:line>/<str:word>/", changes.change_put, name="change_line"),
    path("<int:pk>/bo-sung/", changes.line_add, name="line_add"),
    path("<int:pk>/bo/<int:change>/", changes.change_drop, name="change_drop"),
    path("<int:pk>/cap-nhat/", changes.request_refresh, name="request_refresh"),
    path("<int:pk>/tai-lieu/", changes.paper_add, name="paper_add"),
    path("<int:pk>/tai-lieu/<int:paper>/", changes.paper_file, name="paper_file"),
    path("<int:pk>/tai-lieu/<int:paper>/rut/", changes.paper_drop, name="paper_drop"),
    path("<int:pk>/phe-duyet/", requests.request_approve, name="request_approve"),
    re_path(
        rf"^(?P<pk>[0-9]{{1,9}})/(?P<word>{'|'.join(requests.STEPS)})/$",
        requests.request_step,
        name="request_step",
    ),
]
