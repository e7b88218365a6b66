from django.urls import path

from . import views

app_name = "establishments"

# /co-so/
urlpatterns = [
    path("", views.establishment_list, name="establishment_list"),
    path("them/", views.establishment_add, name="establishment_add"),
    path("xa-phuong/", views.commune_options, name="commune_options"),
    path("tai-khoan/", views.account_list, name="account_list"),
    path("tai-khoan/<int:key>/", views.account_detail, name="account_detail"),
    # /co-so/<mã>/
    path("<str:code>/", views.establishment_detail, name="establishment_detail"),
    path("<str:code>/sua/", views.establishment_edit, name="establishment_edit"),
]
