from django.urls import path

from . import views

app_name = "api"

# /api/so-lieu/
urlpatterns = [
    path("so-lieu/trich/", views.extract, name="extract"),
    path("so-lieu/soat/", views.check, name="check"),
]
