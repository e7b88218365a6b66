"""What an officer confirms of a scheme, the version that was seen, the words of an edition."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0002_editions_stay"),
        ("schemes", "0004_place_of_a_line"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="planitem",
            name="plan_item_amounts_and_score",
        ),
        migrations.AddField(
            model_name="editionrow",
            name="beneficiaries",
            field=models.TextField(blank=True, verbose_name="đơn vị thụ hưởng"),
        ),
        migrations.AddField(
            model_name="editionrow",
            name="implementer",
            field=models.CharField(blank=True, max_length=300, verbose_name="đơn vị thực hiện"),
        ),
        migrations.AddField(
            model_name="editionrow",
            name="places",
            field=models.TextField(blank=True, verbose_name="địa điểm"),
        ),
        migrations.AddField(
            model_name="plan",
            name="version",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="lần sửa"),
        ),
        migrations.AddField(
            model_name="planitem",
            name="grounds",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80),
                blank=True,
                default=list,
                size=None,
                verbose_name="diện ưu tiên cán bộ xác nhận",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("commune_vnd__gte", 0),
                    ("district_vnd__gte", 0),
                    ("national_vnd__gte", 0),
                    ("province_vnd__gte", 0),
                    models.Q(
                        ("score__isnull", True),
                        models.Q(("score__gte", 0), ("score__lte", 100)),
                        _connector="OR",
                    ),
                ),
                name="plan_item_amounts_and_score",
                violation_error_message="Số tiền không âm; điểm thẩm định từ 0 đến 100.",
            ),
        ),
    ]
