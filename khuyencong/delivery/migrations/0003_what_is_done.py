"""What has been done of a scheme and of a line, each fact looked up in one place.

A migration of a table named here that changes a column in use drops the views first and makes them
again (docs/decisions/0023).
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

SCHEMES = """
CREATE VIEW delivery_schemedone AS
SELECT scheme.id AS scheme_id,
       (SELECT step.at FROM schemes_steptaken AS step
         WHERE step.scheme_id = scheme.id AND step.name = 'start'
         ORDER BY step.number DESC LIMIT 1) AS begun_at,
       (SELECT max(accepted_on) FROM delivery_acceptance AS acceptance
         WHERE acceptance.scheme_id = scheme.id AND acceptance.cancelled_at IS NULL) AS accepted_on,
       (SELECT greatest(contract.ends_on, max(appendix.ends_on)) FROM delivery_contract AS contract
          LEFT JOIN delivery_appendix AS appendix ON appendix.contract_id = contract.id
         WHERE contract.scheme_id = scheme.id GROUP BY contract.id) AS ends_on,
       ARRAY(SELECT report.month FROM delivery_progressreport AS report
              WHERE report.scheme_id = scheme.id ORDER BY report.month) AS reported
  FROM schemes_scheme AS scheme;
"""

LINES = """
CREATE VIEW delivery_linedone AS
SELECT line.id AS line_id,
       ARRAY(SELECT advance.kind FROM delivery_advance AS advance
              WHERE advance.line_id = line.id AND advance.cancelled_at IS NULL
              ORDER BY advance.id) AS paid,
       (SELECT acceptance.accepted_on FROM delivery_acceptance AS acceptance
         WHERE acceptance.line_id = line.id AND acceptance.cancelled_at IS NULL) AS accepted_on,
       (SELECT progress.done_percent FROM delivery_progressline AS progress
          JOIN delivery_progressreport AS report ON report.id = progress.report_id
         WHERE progress.line_id = line.id ORDER BY report.month DESC LIMIT 1) AS done_percent,
       ARRAY(SELECT evaluation.round FROM delivery_followup AS evaluation
              WHERE evaluation.line_id = line.id ORDER BY evaluation.round) AS rounds,
       EXISTS (SELECT FROM delivery_followup AS evaluation
                WHERE evaluation.line_id = line.id AND NOT evaluation.is_running) AS is_closed
  FROM schemes_line AS line;
"""


class Migration(migrations.Migration):
    dependencies = (
        ("delivery", "0002_deeds_stay"),
        ("schemes", "0003_steps_by_papers"),
    )

    operations = (
        migrations.RunSQL(SCHEMES, "DROP VIEW delivery_schemedone;"),
        migrations.RunSQL(LINES, "DROP VIEW delivery_linedone;"),
        migrations.CreateModel(
            name="LineDone",
            fields=[
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="done",
                        serialize=False,
                        to="schemes.line",
                        verbose_name="dòng nội dung",
                    ),
                ),
                (
                    "paid",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        size=None,
                        verbose_name="các lần đã chi",
                    ),
                ),
                ("accepted_on", models.DateField(null=True, verbose_name="nghiệm thu ngày")),
                (
                    "done_percent",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="đã thực hiện (%)",
                    ),
                ),
                (
                    "rounds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        size=None,
                        verbose_name="các lần đã đánh giá",
                    ),
                ),
                ("is_closed", models.BooleanField(verbose_name="cơ sở đã ngừng hoạt động")),
            ],
            options={
                "verbose_name": "tình hình thực hiện dòng nội dung",
                "verbose_name_plural": "tình hình thực hiện dòng nội dung",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="SchemeDone",
            fields=[
                (
                    "scheme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="done",
                        serialize=False,
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                ("begun_at", models.DateTimeField(null=True, verbose_name="bắt đầu thực hiện lúc")),
                (
                    "accepted_on",
                    models.DateField(null=True, verbose_name="nghiệm thu lần cuối ngày"),
                ),
                ("ends_on", models.DateField(null=True, verbose_name="hợp đồng đến ngày")),
                (
                    "reported",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(),
                        size=None,
                        verbose_name="các tháng đã báo cáo",
                    ),
                ),
            ],
            options={
                "verbose_name": "tình hình thực hiện đề án",
                "verbose_name_plural": "tình hình thực hiện đề án",
                "managed": False,
            },
        ),
    )
