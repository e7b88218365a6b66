from django.urls import path

from . import views

app_name = "desk"

# /ban-lam-viec/
urlpatterns = [
    path("", views.home, name="home"),
    path("viec-dang-cho/", views.worklist, name="worklist"),
    path("thu-nhac-viec/", views.letters, name="letters"),
]
