"""What a scheme has gone through as far as papers are named by it, and the schemes of a number.

A migration of any table named here that changes a column in use drops the view first and makes it
again (docs/decisions/0022, 0023).
"""

from typing import Any

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

LIVES = """
CREATE VIEW papers_schemelife AS
SELECT scheme.id AS scheme_id,
       EXISTS (SELECT FROM dossiers_dossier WHERE scheme_id = scheme.id) AS has_dossier,
       EXISTS (SELECT FROM dossiers_estimateitem AS item
                 JOIN schemes_line AS line ON line.id = item.line_id
                WHERE line.scheme_id = scheme.id) AS has_estimate,
       EXISTS (SELECT FROM delivery_voucher
                WHERE scheme_id = scheme.id AND kind IN ('grant', 'recoverable'))
           AS has_state_vouchers,
       EXISTS (SELECT FROM delivery_voucher
                WHERE scheme_id = scheme.id AND kind NOT IN ('grant', 'recoverable'))
           AS has_other_vouchers,
       ARRAY(SELECT line_id FROM delivery_acceptance
              WHERE scheme_id = scheme.id AND cancelled_at IS NULL) AS accepted,
       ARRAY(SELECT jsonb_build_object(
                    'id', line.id, 'content', line.content, 'item', line.item,
                    'account', jsonb_build_object(
                        'id', account.id, 'advance_percent', account.advance_percent),
                    'sub_content', jsonb_build_object(
                        'id', sub.id, 'kind', jsonb_build_object(
                            'id', kind.id, 'code', kind.code)),
                    'beneficiary', jsonb_build_object(
                        'id', beneficiary.id, 'establishment', jsonb_build_object(
                            'id', establishment.id, 'name', establishment.name)))
               FROM schemes_line AS line
               JOIN funding_account AS account ON account.id = line.account_id
               LEFT JOIN regulations_subcontent AS sub ON sub.id = line.sub_content_id
               LEFT JOIN regulations_schemekind AS kind ON kind.id = sub.kind_id
               LEFT JOIN schemes_beneficiary AS beneficiary ON beneficiary.id = line.beneficiary_id
               LEFT JOIN establishments_establishment AS establishment
                 ON establishment.id = beneficiary.establishment_id
              WHERE line.scheme_id = scheme.id
              ORDER BY account.year, line.id) AS lines,
       ARRAY(SELECT jsonb_build_object('id', id, 'name', name, 'to_state', to_state, 'at', at)
               FROM schemes_steptaken
              WHERE scheme_id = scheme.id
                AND name IN ('return', 'return_ministry', 'reject', 'reject_ministry')
              ORDER BY number DESC) AS steps,
       ARRAY(SELECT jsonb_build_object(
                    'id', council.id, 'name', council.name,
                    'decision_number', council.decision_number,
                    'decision_date', council.decision_date)
               FROM appraisals_council AS council
              WHERE council.id IN (
                    SELECT council_id FROM appraisals_appraisal WHERE scheme_id = scheme.id)
              ORDER BY council.id) AS councils,
       ARRAY(SELECT jsonb_build_object(
                    'id', appraisal.id, 'level', appraisal.level, 'round', appraisal.round,
                    'council_id', appraisal.council_id)
               FROM appraisals_appraisal AS appraisal
               JOIN appraisals_conclusion AS conclusion ON conclusion.appraisal_id = appraisal.id
              WHERE appraisal.scheme_id = scheme.id
              ORDER BY conclusion.at DESC, appraisal.id DESC) AS appraisals,
       ARRAY(SELECT jsonb_build_object(
                    'id', given.id, 'edition', jsonb_build_object(
                        'id', edition.id, 'title', edition.title,
                        'decision_number', edition.decision_number))
               FROM planning_editionrow AS given
               JOIN planning_planedition AS edition ON edition.id = given.edition_id
              WHERE given.scheme_id = scheme.id AND given.kind = 'given'
              ORDER BY given.id) AS plan_rows,
       ARRAY(SELECT jsonb_build_object('id', id, 'number', number, 'state', state)
               FROM group_plans_groupplan AS plan
              WHERE scheme_id = scheme.id
                AND EXISTS (SELECT FROM group_plans_planpart WHERE plan_id = plan.id)
              ORDER BY number) AS group_plans,
       ARRAY(SELECT jsonb_build_object('id', id, 'number', number)
               FROM delivery_contract WHERE scheme_id = scheme.id) AS contracts,
       ARRAY(SELECT jsonb_build_object('id', appendix.id, 'number', appendix.number)
               FROM delivery_appendix AS appendix
               JOIN delivery_contract AS contract ON contract.id = appendix.contract_id
              WHERE contract.scheme_id = scheme.id
              ORDER BY appendix.signed_on, appendix.id) AS appendices,
       ARRAY(SELECT jsonb_build_object('id', id, 'month', month)
               FROM delivery_progressreport WHERE scheme_id = scheme.id
              ORDER BY month DESC) AS reports,
       ARRAY(SELECT jsonb_build_object('id', id, 'visited_on', visited_on, 'place', place)
               FROM delivery_visit WHERE scheme_id = scheme.id
              ORDER BY visited_on DESC, id DESC) AS visits,
       ARRAY(SELECT jsonb_build_object('id', id, 'number', number)
               FROM adjustments_changerequest AS request
              WHERE scheme_id = scheme.id AND state <> 'withdrawn'
                AND EXISTS (SELECT FROM adjustments_change WHERE request_id = request.id)
              ORDER BY id) AS letters,
       ARRAY(SELECT jsonb_build_object('id', id, 'number', number)
               FROM adjustments_changerequest
              WHERE scheme_id = scheme.id AND state IN ('submitted', 'approved')
              ORDER BY opened_at DESC, id DESC) AS requests,
       ARRAY(SELECT jsonb_build_object('id', id, 'number', number, 'year', year)
               FROM delivery_settlement
              WHERE scheme_id = scheme.id AND cancelled_at IS NULL AND year IS NULL
              ORDER BY settled_on, id) AS settlements,
       ARRAY(SELECT jsonb_build_object(
                    'id', id, 'line_id', line_id, 'round', round, 'visited_on', visited_on)
               FROM delivery_followup WHERE scheme_id = scheme.id
              ORDER BY round, id) AS follow_ups
  FROM schemes_scheme AS scheme
"""

# The schemes that a number's paper is of; of a paper of a year, all that it goes over.
SCHEMES = """
ALTER VIEW papers_registerrow RENAME TO papers_numbereddeed;
CREATE VIEW papers_registerrow AS
SELECT deed.*,
       CASE WHEN deed.scheme_id IS NOT NULL THEN ARRAY[deed.scheme_id]
            WHEN deed.source = 'number' THEN (
                SELECT array_agg(covered.scheme_id)
                  FROM papers_paper AS paper
                  JOIN papers_paper_covers AS covered ON covered.paper_id = paper.id
                 WHERE paper.number_id = deed.key AND paper.scheme_id IS NULL)
       END AS schemes
  FROM papers_numbereddeed AS deed
"""
NO_SCHEMES = """
DROP VIEW papers_registerrow;
ALTER VIEW papers_numbereddeed RENAME TO papers_registerrow;
"""

_ROWS = (
    ("lines", "dòng nội dung"),
    ("steps", "lần trả lại hồ sơ"),
    ("councils", "hội đồng thẩm định"),
    ("appraisals", "lần thẩm định đã kết luận"),
    ("plan_rows", "lần giao kế hoạch"),
    ("group_plans", "kế hoạch của đề án nhóm"),
    ("contracts", "hợp đồng"),
    ("appendices", "phụ lục hợp đồng"),
    ("reports", "báo cáo tiến độ"),
    ("visits", "lần kiểm tra thực tế"),
    ("letters", "đề nghị điều chỉnh"),
    ("requests", "đề nghị điều chỉnh chờ quyết định hoặc đã duyệt"),
    ("settlements", "biên bản thanh lý"),
    ("follow_ups", "lần đánh giá sau hỗ trợ"),
)


def _rows(label: str) -> models.Field[Any, Any]:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.JSONField(), size=None, verbose_name=label
    )


class Migration(migrations.Migration):
    dependencies = (
        ("adjustments", "0002_decided_stays"),
        ("appraisals", "0002_what_is_locked_stays"),
        ("delivery", "0002_deeds_stay"),
        ("dossiers", "0002_versions_stay"),
        ("establishments", "0001_establishments"),
        ("funding", "0001_ledger"),
        ("group_plans", "0001_group_plans"),
        ("papers", "0003_register"),
        ("planning", "0002_editions_stay"),
        ("regulations", "0001_regulations"),
        ("schemes", "0003_steps_by_papers"),
    )

    operations = (
        migrations.RunSQL(LIVES, "DROP VIEW papers_schemelife;"),
        migrations.RunSQL(SCHEMES, NO_SCHEMES),
        migrations.CreateModel(
            name="SchemeLife",
            fields=[
                (
                    "scheme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                ("has_dossier", models.BooleanField(verbose_name="có hồ sơ")),
                ("has_estimate", models.BooleanField(verbose_name="có dự toán")),
                (
                    "has_state_vouchers",
                    models.BooleanField(verbose_name="có chứng từ của kinh phí nhà nước"),
                ),
                (
                    "has_other_vouchers",
                    models.BooleanField(verbose_name="có chứng từ của nguồn khác"),
                ),
                (
                    "accepted",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        size=None,
                        verbose_name="dòng nội dung đã nghiệm thu",
                    ),
                ),
                *((name, _rows(label)) for name, label in _ROWS),
            ],
            options={
                "verbose_name": "quá trình của đề án",
                "verbose_name_plural": "quá trình của đề án",
                "managed": False,
            },
        ),
        migrations.AddField(
            model_name="registerrow",
            name="schemes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                null=True,
                size=None,
                verbose_name="các đề án",
            ),
        ),
    )
