from django.urls import path, re_path

from . import views

app_name = "group_plans"

# /ke-hoach-nhom/
urlpatterns = [
    path("de-an/<str:code>/", views.scheme_plans, name="scheme_plans"),
    # /ke-hoach-nhom/<số>/
    path("<int:pk>/", views.plan_detail, name="plan_detail"),
    path("<int:pk>/dong/<int:line>/", views.part_add, name="part_add"),
    path("<int:pk>/co-so/<int:part>/", views.part_edit, name="part_edit"),
    re_path(
        rf"^(?P<pk>[0-9]{{1,9}})/(?P<word>{'|'.join(views.STEPS)})/$",
        views.plan_step,
        name="plan_step",
    ),
]
