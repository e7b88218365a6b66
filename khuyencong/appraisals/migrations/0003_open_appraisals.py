"""The appraisal under way of each scheme, with who sits and who has locked an opinion.

A migration of a table named here that changes a column in use drops the view first and makes it
again (docs/decisions/0023).
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

OPEN = """
CREATE VIEW appraisals_openappraisal AS
SELECT appraisal.scheme_id, appraisal.id AS appraisal_id, appraisal.council_id,
       (SELECT member.person_id FROM appraisals_member AS member
         WHERE member.council_id = appraisal.council_id AND member.left_at IS NULL
           AND member.seat = 'chair') AS chair_id,
       ARRAY(SELECT member.person_id FROM appraisals_member AS member
              WHERE member.council_id = appraisal.council_id AND member.left_at IS NULL
              ORDER BY member.id) AS members,
       ARRAY(SELECT opinion.person_id FROM appraisals_opinion AS opinion
              WHERE opinion.appraisal_id = appraisal.id AND opinion.locked_at IS NOT NULL
              ORDER BY opinion.id) AS locked_by
  FROM appraisals_appraisal AS appraisal
 WHERE appraisal.id = (
       SELECT max(latest.id) FROM appraisals_appraisal AS latest
        WHERE latest.scheme_id = appraisal.scheme_id
          AND NOT EXISTS (SELECT FROM appraisals_conclusion AS conclusion
                           WHERE conclusion.appraisal_id = latest.id));
"""


class Migration(migrations.Migration):
    dependencies = (
        ("appraisals", "0002_what_is_locked_stays"),
        ("schemes", "0003_steps_by_papers"),
    )

    operations = (
        migrations.RunSQL(OPEN, "DROP VIEW appraisals_openappraisal;"),
        migrations.CreateModel(
            name="OpenAppraisal",
            fields=[
                (
                    "scheme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="open_appraisal",
                        serialize=False,
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "appraisal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="appraisals.appraisal",
                        verbose_name="lần thẩm định",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="appraisals.council",
                        verbose_name="hội đồng",
                    ),
                ),
                ("chair_id", models.BigIntegerField(null=True, verbose_name="chủ tịch hội đồng")),
                (
                    "members",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        size=None,
                        verbose_name="thành viên hội đồng",
                    ),
                ),
                (
                    "locked_by",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        size=None,
                        verbose_name="người đã khóa ý kiến",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần thẩm định đang tiến hành",
                "verbose_name_plural": "lần thẩm định đang tiến hành",
                "managed": False,
            },
        ),
    )
