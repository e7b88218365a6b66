from django.urls import path

from . import views

app_name = "figures"

# /so-lieu/
urlpatterns = [
    path("", views.address, name="address"),
    path("csv/", views.address_csv, name="address_csv"),
    path("xlsx/", views.address_xlsx, name="address_xlsx"),
]
