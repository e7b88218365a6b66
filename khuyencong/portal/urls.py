from django.urls import path

from . import views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("tinh/<slug:slug>/", views.province, name="province"),
    path("so-sanh/", views.comparison, name="comparison"),
    path("phuong-phap/", views.definitions, name="definitions"),
]
