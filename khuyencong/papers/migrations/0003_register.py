"""The register as a view: every place where a number is kept, in one shape.

Who issued a deed is told as ``building/issuers.py`` names it; ``tests/papers/test_register_rows.py``
holds the two together.  A migration of any table named here that changes a column in use drops the
view first and makes it again (docs/decisions/0022).
"""

from django.db import migrations, models

# Of each deed: who issues it (`role`), where that follows from the scheme (`payer`, `approver`), whom
# the row itself names (`said`), or one body (`ministry`, `ministry_department`, `committee`,
# `department`, `sender`); `place_id` where no scheme tells the place.
#
# A `body` is the one of a kind and place that deeds name: those of a real scheme (`of.deed` false) a
# real one, those of an illustrative one its like, and where there is none the real one.
REGISTER = """
CREATE VIEW papers_registerrow AS
WITH body AS (
    SELECT DISTINCT ON (kind, place_id, of.deed) kind, place_id, of.deed, code, name
      FROM organisations_organisation
      JOIN (VALUES (false), (true)) AS of (deed) ON is_illustrative <= of.deed
     ORDER BY kind, place_id, of.deed, is_illustrative DESC, id
)
SELECT deed.source, deed.key, deed.scheme_id, deed.symbol,
       upper(replace(deed.symbol, ' ', '')) AS folded,
       deed.dated_on, extract(year FROM deed.dated_on)::integer AS year,
       coalesce(deed.title, scheme.name) AS title,
       coalesce(scheme.code, '') AS scheme_code,
       coalesce(deed.address, '') AS address, coalesce(deed.void_reason, '') AS void_reason,
       deed.at, coalesce(clerk.full_name, '') AS clerk,
       CASE issuer.role
           WHEN 'said' THEN deed.said
           WHEN 'sender' THEN ''
           WHEN 'ministry' THEN coalesce(ministry.code, 'bo-cong-thuong')
           WHEN 'ministry_department' THEN coalesce(cuc.code, 'cuc-khuyen-cong')
           WHEN 'committee' THEN coalesce(committee.code, 'ubnd-' || place.code)
           WHEN 'department' THEN coalesce(department.code, 'so-cong-thuong-' || place.code)
           WHEN 'implementer' THEN
                coalesce(implementer.code, centre.code, 'trung-tam-khuyen-cong-' || place.code)
       END AS issuer,
       CASE issuer.role
           WHEN 'said' THEN deed.said_name
           WHEN 'sender' THEN 'Đơn vị gửi'
           WHEN 'ministry' THEN 'Bộ Công Thương'
           WHEN 'ministry_department' THEN coalesce(cuc.name, 'Cục quản lý khuyến công')
           WHEN 'committee' THEN 'Ủy ban nhân dân ' || issuer.place_name
           WHEN 'department' THEN 'Sở Công Thương ' || issuer.place_name
           WHEN 'implementer' THEN
                coalesce(implementer.name, centre.name, 'Trung tâm Khuyến công')
       END AS issuer_name
  FROM (
    SELECT 'number'::text AS source, number.id AS key, scheme.id AS scheme_id,
           NULL::bigint AS place_id, NULL::boolean AS is_illustrative, 'said'::text AS role,
           series.issuer::text AS said, series.issuer_name::text AS said_name,
           number.symbol::text AS symbol, number.dated_on, number.subject::text AS title,
           number.address::text AS address, void.reason::text AS void_reason,
           number.at, number.by_id
      FROM documents_documentnumber AS number
      JOIN documents_numberseries AS series ON series.id = number.series_id
      LEFT JOIN documents_voidnumber AS void ON void.number_id = number.id
      LEFT JOIN schemes_scheme AS scheme ON scheme.code = number.scheme_code
    UNION ALL
    SELECT 'edition', id, NULL, place_id, is_illustrative,
           CASE WHEN tier = 'national' THEN 'ministry' ELSE 'committee' END, NULL, NULL,
           decision_number, decision_date, title, NULL, NULL, decided_at, decided_by_id
      FROM planning_planedition
    UNION ALL
    SELECT 'council', council.id, NULL, province_id, recorder.is_illustrative,
           CASE WHEN province_id IS NULL THEN 'ministry_department' ELSE 'department' END,
           NULL, NULL, decision_number, decision_date, name, NULL, NULL, recorded_at, recorded_by_id
      FROM appraisals_council AS council
      JOIN accounts_user AS recorder ON recorder.id = council.recorded_by_id
    UNION ALL
    SELECT 'group_plan', id, scheme_id, NULL, NULL, 'department', NULL, NULL,
           decision_number, decision_date, NULL, NULL, NULL, decided_at, decided_by_id
      FROM group_plans_groupplan
     WHERE decision_date IS NOT NULL
    UNION ALL
    SELECT 'contract', id, scheme_id, NULL, NULL, 'payer', NULL, NULL,
           number, signed_on, NULL, NULL, NULL, at, by_id
      FROM delivery_contract
    UNION ALL
    SELECT 'appendix', appendix.id, contract.scheme_id, NULL, NULL, 'payer', NULL, NULL,
           appendix.number, appendix.signed_on, NULL, NULL, NULL, appendix.at, appendix.by_id
      FROM delivery_appendix AS appendix
      JOIN delivery_contract AS contract ON contract.id = appendix.contract_id
    UNION ALL
    SELECT 'acceptance', id, scheme_id, NULL, NULL,
           CASE WHEN form = '5c' THEN 'payer' ELSE 'department' END, NULL, NULL,
           number, accepted_on, NULL, NULL, NULL, at, by_id
      FROM delivery_acceptance
     WHERE cancelled_at IS NULL
    UNION ALL
    SELECT 'settlement', id, scheme_id, NULL, NULL, 'payer', NULL, NULL,
           number, settled_on, NULL, NULL, NULL, at, by_id
      FROM delivery_settlement
     WHERE cancelled_at IS NULL
    UNION ALL
    SELECT 'adjustment', id, scheme_id, NULL, NULL,
           CASE decider WHEN 'ministry' THEN 'ministry' WHEN 'department' THEN 'ministry_department'
                        WHEN 'province_department' THEN 'department'
                        WHEN 'province' THEN 'committee' ELSE 'approver' END, NULL, NULL,
           decision_number, decision_date, NULL, NULL, NULL, decided_at, decided_by_id
      FROM adjustments_changerequest
     WHERE decision_date IS NOT NULL
    UNION ALL
    SELECT 'request_paper', paper.id, request.scheme_id, NULL, NULL, 'sender', NULL, NULL,
           paper.number, paper.dated_on, paper.title, NULL, NULL, paper.at, paper.by_id
      FROM adjustments_requestpaper AS paper
      JOIN adjustments_changerequest AS request ON request.id = paper.request_id
     WHERE paper.dated_on IS NOT NULL AND paper.number <> ''
    UNION ALL
    SELECT 'step', step.id, step.scheme_id, NULL, NULL,
           CASE WHEN step.name IN ('plan', 'stop', 'record') THEN 'approver' ELSE 'payer' END,
           NULL, NULL, step.decision_number, step.decision_date, NULL, NULL, NULL,
           step.at, step.by_id
      FROM schemes_steptaken AS step
     WHERE step.decision_date IS NOT NULL AND NOT CASE step.name  -- has no deed of its own
           WHEN 'plan' THEN EXISTS (
                SELECT FROM planning_editionrow WHERE scheme_id = step.scheme_id)
           WHEN 'contract' THEN EXISTS (
                SELECT FROM delivery_contract WHERE scheme_id = step.scheme_id)
           WHEN 'accept' THEN EXISTS (
                SELECT FROM delivery_acceptance
                 WHERE scheme_id = step.scheme_id AND cancelled_at IS NULL)
           WHEN 'settle' THEN EXISTS (
                SELECT FROM delivery_settlement
                 WHERE scheme_id = step.scheme_id AND cancelled_at IS NULL)
           WHEN 'terminate' THEN EXISTS (
                SELECT FROM delivery_settlement
                 WHERE scheme_id = step.scheme_id AND cancelled_at IS NULL)
           WHEN 'stop' THEN EXISTS (
                SELECT FROM adjustments_changerequest
                 WHERE scheme_id = step.scheme_id AND decision_number = step.decision_number)
           ELSE false END
  ) AS deed
  LEFT JOIN schemes_scheme AS scheme ON scheme.id = deed.scheme_id
  LEFT JOIN places_unit AS place ON place.id = coalesce(deed.place_id, scheme.province_id)
  CROSS JOIN LATERAL (
    SELECT CASE
           WHEN deed.role = 'payer' AND scheme.tier = 'national' THEN 'ministry_department'
           WHEN deed.role = 'payer' AND scheme.tier = 'commune' THEN 'implementer'
           WHEN deed.role = 'payer' THEN 'department'
           WHEN deed.role = 'approver' AND scheme.tier = 'national' THEN 'ministry'
           WHEN deed.role = 'approver' THEN 'committee'
           ELSE deed.role END AS role,
           lower(left(place.full_name, 1)) || substr(place.full_name, 2) AS place_name, -- «tỉnh…»
           coalesce(scheme.is_illustrative, deed.is_illustrative, false) AS is_illustrative
  ) AS issuer
  LEFT JOIN body AS ministry
    ON ministry.kind = 'ministry' AND ministry.deed = issuer.is_illustrative
  LEFT JOIN body AS cuc
    ON cuc.kind = 'ministry_department' AND cuc.deed = issuer.is_illustrative
  LEFT JOIN body AS committee
    ON committee.kind = 'province_committee' AND committee.deed = issuer.is_illustrative
   AND committee.place_id = place.id
  LEFT JOIN body AS department
    ON department.kind = 'province_department' AND department.deed = issuer.is_illustrative
   AND department.place_id = place.id
  LEFT JOIN body AS centre
    ON centre.kind = 'promotion_centre' AND centre.deed = issuer.is_illustrative
   AND centre.place_id = place.id
  LEFT JOIN organisations_organisation AS implementer ON implementer.id = scheme.implementer_id
  LEFT JOIN accounts_user AS clerk ON clerk.id = deed.by_id
"""


class Migration(migrations.Migration):
    dependencies = (
        ("accounts", "0001_people"),
        ("adjustments", "0002_decided_stays"),
        ("appraisals", "0002_what_is_locked_stays"),
        ("delivery", "0002_deeds_stay"),
        ("documents", "0002_numbers_stay"),
        ("group_plans", "0001_group_plans"),
        ("organisations", "0001_organisations"),
        ("papers", "0002_copies_stay"),
        ("places", "0001_units"),
        ("planning", "0002_editions_stay"),
        ("schemes", "0003_steps_by_papers"),
    )

    operations = (
        migrations.RunSQL(REGISTER, "DROP VIEW papers_registerrow;"),
        migrations.CreateModel(
            name="RegisterRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "source",
                        "key",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("number", "Số cấp tại đây"),
                            ("edition", "Quyết định giao kế hoạch"),
                            ("council", "Quyết định thành lập hội đồng"),
                            ("group_plan", "Quyết định phê duyệt kế hoạch đề án nhóm"),
                            ("contract", "Hợp đồng"),
                            ("appendix", "Phụ lục hợp đồng"),
                            ("acceptance", "Biên bản nghiệm thu"),
                            ("settlement", "Biên bản thanh lý"),
                            ("adjustment", "Quyết định về điều chỉnh"),
                            ("request_paper", "Tài liệu kèm đề nghị điều chỉnh"),
                            ("step", "Văn bản của bước"),
                        ],
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                ("key", models.BigIntegerField(verbose_name="khóa của dòng gốc")),
                ("scheme_id", models.BigIntegerField(null=True, verbose_name="đề án")),
                ("issuer", models.CharField(max_length=100, verbose_name="mã cơ quan ban hành")),
                ("issuer_name", models.CharField(max_length=300, verbose_name="cơ quan ban hành")),
                ("symbol", models.CharField(max_length=60, verbose_name="số, ký hiệu")),
                ("folded", models.CharField(max_length=60, verbose_name="số, ký hiệu để so trùng")),
                ("dated_on", models.DateField(verbose_name="ngày văn bản")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                (
                    "title",
                    models.CharField(max_length=600, verbose_name="trích yếu hoặc tên đề án"),
                ),
                ("scheme_code", models.CharField(max_length=40, verbose_name="mã đề án")),
                ("address", models.CharField(max_length=200, verbose_name="đường dẫn")),
                ("void_reason", models.CharField(max_length=300, verbose_name="lý do hủy")),
                ("at", models.DateTimeField(verbose_name="ghi lúc")),
                ("clerk", models.CharField(max_length=120, verbose_name="người ghi")),
            ],
            options={
                "verbose_name": "số trong sổ văn bản",
                "verbose_name_plural": "sổ văn bản đi, đến",
                "ordering": ("-dated_on", "-at", "-key", "source"),
                "managed": False,
            },
        ),
    )
