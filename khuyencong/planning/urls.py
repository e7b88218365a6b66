from django.urls import path

from .views import deciding, envelopes, plans, years

app_name = "planning"

# /ke-hoach/
urlpatterns = [
    path("", years.year_list, name="year_list"),
    path("de-an/<str:code>/", years.scheme_plan, name="scheme_plan"),
    path("lan-giao/<int:pk>/", deciding.edition_detail, name="edition_detail"),
    path("lan-giao/<int:pk>/thay-doi/", deciding.edition_changes, name="edition_changes"),
    path("lan-giao/<int:pk>/xlsx/", deciding.edition_xlsx, name="edition_xlsx"),
    path("han-muc/<int:pk>/", envelopes.envelope_detail, name="envelope_detail"),
    # /ke-hoach/phuong-an/<số>/
    path("phuong-an/<int:pk>/", plans.plan_detail, name="plan_detail"),
    path("phuong-an/<int:pk>/xlsx/", plans.plan_xlsx, name="plan_xlsx"),
    path("phuong-an/<int:pk>/chuyen/", plans.plan_move, name="plan_move"),
    path("phuong-an/<int:pk>/cap-nhat/", plans.plan_refresh, name="plan_refresh"),
    path("phuong-an/<int:pk>/sao-chep/", plans.plan_copy, name="plan_copy"),
    path("phuong-an/<int:pk>/de-xuat/", plans.plan_propose, name="plan_propose"),
    path("phuong-an/<int:pk>/quyet-dinh/", deciding.plan_decide, name="plan_decide"),
    path("phuong-an/<int:pk>/<int:item>/", plans.item_edit, name="item_edit"),
    # /ke-hoach/<năm>/
    path("<year:year>/", years.year_detail, name="year_detail"),
    path("<year:year>/so-sanh/", years.plan_compare, name="plan_compare"),
    path("<year:year>/so-sanh/xlsx/", years.compare_xlsx, name="compare_xlsx"),
    path("<year:year>/han-muc/", envelopes.envelope_give, name="envelope_give"),
    path("<year:year>/phuong-an/", plans.plan_add, name="plan_add"),
    path("<year:year>/khoa-so/", envelopes.year_close, name="year_close"),
]
