from django.urls import path

from .views import appraisal, conclusion, council, opinion, reading

app_name = "appraisals"

# /tham-dinh/
urlpatterns = [
    path("", appraisal.appraisal_list, name="appraisal_list"),
    path("da-ket-luan/", appraisal.conclusion_list, name="conclusion_list"),
    # /tham-dinh/hoi-dong/
    path("hoi-dong/", council.council_list, name="council_list"),
    path("hoi-dong/lap/", council.council_add, name="council_add"),
    path("hoi-dong/<int:key>/", council.council_detail, name="council_detail"),
    path("hoi-dong/<int:key>/thoi/<int:member>/", council.member_dismiss, name="member_dismiss"),
    # /tham-dinh/<mã>/
    path("<str:code>/", appraisal.appraisal_detail, name="appraisal_detail"),
    path("<str:code>/cac-y-kien/", reading.opinion_list, name="opinion_list"),
    path("<str:code>/doi-chieu/", reading.norm_check, name="norm_check"),
    path("<str:code>/ho-tro-truoc/", reading.earlier_support, name="earlier_support"),
    path("<str:code>/ho-so/", reading.dossier_read, name="dossier_read"),
    path("<str:code>/giay-to/<int:key>/", reading.paper_file, name="paper_file"),
    path("<str:code>/mo/", appraisal.appraisal_open, name="appraisal_open"),
    path("<str:code>/dinh-muc/", appraisal.basis_edit, name="basis_edit"),
    path("<str:code>/xung-dot/", appraisal.recusal_add, name="recusal_add"),
    path("<str:code>/y-kien/", opinion.opinion_edit, name="opinion_edit"),
    path("<str:code>/ket-luan/", conclusion.conclusion_add, name="conclusion_add"),
]
