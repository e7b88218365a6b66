from django.urls import path

from . import views

app_name = "desk"

# /ban-lam-viec/
urlpatterns = [
    path("", views.home, name="home"),
    path("viec-dang-cho/", views.worklist, name="worklist"),
    path("de-an/<str:code>/", views.own_scheme, name="own_scheme"),
    path("kinh-phi/", views.own_money, name="own_money"),
    path("thu-nhac-viec/", views.letters, name="letters"),
]
