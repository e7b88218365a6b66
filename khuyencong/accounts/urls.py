from django.urls import path

from . import views

app_name = "accounts"

# /tai-khoan/
account_urls = [
    path("tai-khoan/", views.account, name="account"),
    path("tai-khoan/mat-khau/", views.account_password, name="account_password"),
]

urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    *account_urls,
]
