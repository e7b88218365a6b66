"""Numbers that are void stay in the register with their reason, held by the database."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STAY = """
CREATE TRIGGER documents_void_stays BEFORE UPDATE OR DELETE ON documents_voidnumber
    FOR EACH ROW EXECUTE FUNCTION documents_number_stays();
"""
LET_GO = "DROP TRIGGER documents_void_stays ON documents_voidnumber;"


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_numbers_stay"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="VoidNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="lý do hủy")),
                ("at", models.DateTimeField(verbose_name="thời điểm hủy")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người hủy",
                    ),
                ),
                (
                    "number",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="void",
                        to="documents.documentnumber",
                        verbose_name="số văn bản",
                    ),
                ),
            ],
            options={
                "verbose_name": "số văn bản đã hủy",
                "verbose_name_plural": "số văn bản đã hủy",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="void_number_has_its_reason",
                        violation_error_message="Phải ghi lý do hủy số.",
                    )
                ],
            },
        ),
        migrations.RunSQL(STAY, LET_GO),
    ]
