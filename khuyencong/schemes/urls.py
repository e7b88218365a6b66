from django.urls import path

from . import views

app_name = "schemes"

# /de-an/
urlpatterns = [
    path("", views.scheme_list, name="scheme_list"),
    path("them/", views.scheme_add, name="scheme_add"),
    path("so-tien/", views.amount_understood, name="amount_understood"),
    path("co-so/", views.establishment_options, name="establishment_options"),
    # /de-an/<mã>/
    path("<str:code>/", views.scheme_detail, name="scheme_detail"),
    path("<str:code>/sua/", views.scheme_edit, name="scheme_edit"),
    path("<str:code>/them-dong/", views.scheme_add_line, name="scheme_add_line"),
    path("<str:code>/so-kinh-phi/", views.scheme_ledger, name="scheme_ledger"),
    path("<str:code>/buoc/<slug:word>/", views.scheme_step, name="scheme_step"),
]
