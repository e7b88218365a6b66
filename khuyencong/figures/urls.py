from django.urls import include, path

from .views import address, candidates, documents, report_check

app_name = "figures"

# /so-lieu/
address_urls = [
    path("", address.address, name="address"),
    path("csv/", address.address_csv, name="address_csv"),
    path("xlsx/", address.address_xlsx, name="address_xlsx"),
]

# /van-ban/<số>/
document_urls = [
    path("", documents.document_detail, name="document_detail"),
    path("thong-tin/", documents.document_describe, name="document_describe"),
    path("lich-su/", documents.document_history, name="document_history"),
    path("doi-chieu/", documents.document_overlaps, name="document_overlaps"),
    path("nhan-xet/", documents.finding_decide, name="finding_decide"),
    path("xac-nhan-loat/", candidates.candidates_accept_clear, name="candidates_accept_clear"),
    path("hoan-tac/", candidates.decision_undo, name="decision_undo"),
    path("<int:number>/xac-nhan/", candidates.candidate_accept, name="candidate_accept"),
    path("<int:number>/sua/", candidates.candidate_change, name="candidate_change"),
    path("<int:number>/bac/", candidates.candidate_reject, name="candidate_reject"),
]

urlpatterns = [
    path("so-lieu/", include(address_urls)),
    path("van-ban/", documents.document_list, name="document_list"),
    path("van-ban/dua-vao/", documents.document_add, name="document_add"),
    path("van-ban/soat/", report_check.report_check, name="report_check"),
    path("van-ban/<int:pk>/", include(document_urls)),
]
