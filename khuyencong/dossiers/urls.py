from django.urls import path

from .views import (
    attachments,
    corrections,
    coverage,
    dossier,
    estimate,
    keeping,
    needs,
    promises,
    sections,
)

app_name = "dossiers"

urlpatterns = [
    # /khao-sat/
    path("khao-sat/", needs.need_list, name="need_list"),
    path("khao-sat/ghi/", needs.need_add, name="need_add"),
    path("khao-sat/ghi-do/", needs.need_draft, name="need_draft"),
    path("khao-sat/co-so/", needs.establishment_options, name="establishment_options"),
    path("khao-sat/<int:key>/", corrections.need_detail, name="need_detail"),
    path("khao-sat/<int:key>/sua/", corrections.need_edit, name="need_edit"),
    path("khao-sat/<int:key>/rut/", corrections.need_withdraw, name="need_withdraw"),
    path("khao-sat/<int:key>/lap-ho-so/", needs.need_to_dossier, name="need_to_dossier"),
    path("khao-sat/tuyen-truyen/", needs.outreach_list, name="outreach_list"),
    path("khao-sat/tuyen-truyen/ghi/", needs.outreach_add, name="outreach_add"),
    path("khao-sat/tuyen-truyen/<int:key>/", corrections.outreach_detail, name="outreach_detail"),
    path("khao-sat/tuyen-truyen/<int:key>/sua/", corrections.outreach_edit, name="outreach_edit"),
    path(
        "khao-sat/tuyen-truyen/<int:key>/rut/",
        corrections.outreach_withdraw,
        name="outreach_withdraw",
    ),
    path("khao-sat/do-phu/tai-ve/", coverage.coverage_xlsx, name="coverage_xlsx"),
    path("khao-sat/do-phu/", coverage.coverage, name="coverage"),
    path("khao-sat/do-phu/<int:key>/", coverage.coverage_of_place, name="coverage_of_place"),
    # /ho-so/<mã>/
    path("ho-so/", dossier.dossier_list, name="dossier_list"),
    path("ho-so/lap-moi/", dossier.dossier_add, name="dossier_add"),
    path("ho-so/<str:code>/", dossier.dossier_detail, name="dossier_detail"),
    path("ho-so/<str:code>/thong-tin-chung/", dossier.dossier_general, name="dossier_general"),
    path("ho-so/<str:code>/chep/", dossier.dossier_copy, name="dossier_copy"),
    path("ho-so/<str:code>/trinh/", dossier.dossier_submit, name="dossier_submit"),
    # /ho-so/<mã>/phan/<số>/
    path("ho-so/<str:code>/phan/<int:number>/", sections.section_edit, name="section_edit"),
    path("ho-so/<str:code>/phan/<int:number>/gop/", sections.section_merge, name="section_merge"),
    path(
        "ho-so/<str:code>/phan/<int:number>/cac-ban/",
        sections.section_history,
        name="section_history",
    ),
    # /ho-so/<mã>/go-do/, cac-ban/
    path("ho-so/<str:code>/go-do/<str:key>/", keeping.form_keep, name="form_keep"),
    path("ho-so/<str:code>/cac-ban/", keeping.form_history, name="form_history"),
    # /ho-so/<mã>/du-toan/
    path("ho-so/<str:code>/du-toan/tai-ve/", estimate.estimate_xlsx, name="estimate_xlsx"),
    path("ho-so/<str:code>/du-toan/", estimate.estimate_detail, name="estimate_detail"),
    path("ho-so/<str:code>/du-toan/dong/", estimate.estimate_add_line, name="estimate_add_line"),
    path(
        "ho-so/<str:code>/du-toan/dong/<int:key>/",
        estimate.estimate_edit_line,
        name="estimate_edit_line",
    ),
    path(
        "ho-so/<str:code>/du-toan/dong/<int:key>/them/",
        estimate.estimate_add_item,
        name="estimate_add_item",
    ),
    path(
        "ho-so/<str:code>/du-toan/khoan/<int:key>/",
        estimate.estimate_edit_item,
        name="estimate_edit_item",
    ),
    # /ho-so/<mã>/cam-ket/
    path("ho-so/<str:code>/cam-ket/<int:key>/", promises.promise_edit, name="promise_edit"),
    # /ho-so/<mã>/giay-to/
    path("ho-so/<str:code>/giay-to/", attachments.attachment_list, name="attachment_list"),
    path(
        "ho-so/<str:code>/giay-to/<int:key>/tep/",
        attachments.attachment_file,
        name="attachment_file",
    ),
    path(
        "ho-so/<str:code>/giay-to/<int:key>/rut/",
        attachments.attachment_withdraw,
        name="attachment_withdraw",
    ),
    path(
        "ho-so/<str:code>/giay-to/<int:key>/khong-ap-dung/",
        attachments.attachment_waive,
        name="attachment_waive",
    ),
]
