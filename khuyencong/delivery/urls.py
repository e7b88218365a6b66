from django.urls import path

from .views import (
    acceptance,
    afterwards,
    contracts,
    corrections,
    detail,
    evidence,
    forecasts,
    paying,
    progress,
    settlement,
)

app_name = "delivery"

urlpatterns = [
    # /thuc-hien/
    path("cham-ke-hoach/", forecasts.behind_list, name="behind_list"),
    # /thuc-hien/<mã>/: the tabs
    path("<str:code>/", detail.delivery_detail, name="delivery_detail"),
    path("<str:code>/tien-do/", progress.progress_list, name="progress_list"),
    path("<str:code>/nghiem-thu/", acceptance.acceptance_list, name="acceptance_list"),
    path("<str:code>/sau-ho-tro/", afterwards.follow_up_list, name="follow_up_list"),
    # /thuc-hien/<mã>/hop-dong/
    path("<str:code>/hop-dong/", contracts.contract_sign, name="contract_sign"),
    path("<str:code>/hop-dong/phu-luc/", contracts.appendix_add, name="appendix_add"),
    path("<str:code>/bat-dau/", contracts.start, name="start"),
    # /thuc-hien/<mã>/giay-to/
    path("<str:code>/giay-to/", evidence.evidence_of_scheme, name="evidence"),
    path("<str:code>/giay-to/<int:key>/", evidence.evidence_of_line, name="evidence"),
    path("<str:code>/giay-to/tep/<int:key>/", evidence.evidence_file, name="evidence_file"),
    # /thuc-hien/<mã>/tam-ung/, hoan-tra/
    path("<str:code>/tam-ung/<int:key>/", paying.advance_add, name="advance_add"),
    path("<str:code>/hoan-tra/", paying.repayment_add, name="repayment_add"),
    path("<str:code>/hoan-tra/lich/<str:source>/", paying.schedule, name="schedule"),
    # /thuc-hien/<mã>/tien-do/, kiem-tra/, anh/
    path("<str:code>/tien-do/bao-cao/", progress.progress_add, name="progress_add"),
    path("<str:code>/tien-do/<int:key>/", progress.progress_confirm, name="progress_confirm"),
    path("<str:code>/tien-do/<int:key>/anh/", progress.report_photo_add, name="report_photo_add"),
    path("<str:code>/tien-do/du-kien/", forecasts.forecast_set, name="forecast_set"),
    path("<str:code>/kiem-tra/", progress.visit_add, name="visit_add"),
    path("<str:code>/kiem-tra/<int:key>/anh/", progress.visit_photo_add, name="visit_photo_add"),
    path("<str:code>/anh/<int:key>/", progress.photo_file, name="photo_file"),
    # /thuc-hien/<mã>/nghiem-thu/
    path("<str:code>/nghiem-thu/ket-thuc/", acceptance.acceptance_finish, name="acceptance_finish"),
    path("<str:code>/nghiem-thu/<int:key>/", acceptance.acceptance_add, name="acceptance_add"),
    # /thuc-hien/<mã>/quyet-toan/
    path("<str:code>/quyet-toan/", settlement.settlement, name="settlement"),
    path(
        "<str:code>/quyet-toan/nam/<year:year>/",
        settlement.settlement_of_year,
        name="settlement_of_year",
    ),
    path("<str:code>/quyet-toan/chung-tu/", settlement.voucher_list, name="voucher_list"),
    path("<str:code>/quyet-toan/chung-tu/<int:key>/", settlement.voucher_edit, name="voucher_edit"),
    # /thuc-hien/<mã>/huy/
    path("<str:code>/huy/<slug:kind>/<int:key>/", corrections.cancel, name="cancel"),
    # /thuc-hien/<mã>/danh-gia/
    path("<str:code>/danh-gia/", afterwards.evaluation, name="evaluation"),
    path("<str:code>/danh-gia/<int:key>/", afterwards.follow_up_add, name="follow_up_add"),
]
