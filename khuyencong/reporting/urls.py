from django.urls import path

from . import views

app_name = "reporting"

# /bao-cao/
urlpatterns = [
    path("", views.report_list, name="report_list"),
    path("<slug:place>/<str:period>/cong-bo/", views.published_report, name="published_report"),
    path(
        "<slug:place>/<str:period>/cong-bo/bao-cao.<str:ending>",
        views.published_report_file,
        name="published_report_file",
    ),
    path("<slug:place>/<str:period>/so/", views.records_report, name="records_report"),
    path(
        "<slug:place>/<str:period>/so/bao-cao.<str:ending>",
        views.records_report_file,
        name="records_report_file",
    ),
]
