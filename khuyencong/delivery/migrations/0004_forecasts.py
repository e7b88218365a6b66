"""What a contract expects month by month; forecasts stay."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLES = ("forecast", "forecastmonth")
STAY = "".join(
    f"CREATE TRIGGER delivery_{table}_stays BEFORE UPDATE OR DELETE ON delivery_{table}"
    " FOR EACH ROW EXECUTE FUNCTION delivery_stays();\n"
    for table in TABLES
)
GO = "".join(f"DROP TRIGGER delivery_{table}_stays ON delivery_{table};\n" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0003_cancelled"),
        ("schemes", "0005_terminated_and_corrections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Forecast",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
                ("number", models.PositiveSmallIntegerField(verbose_name="lần")),
                ("basis", models.CharField(max_length=200, verbose_name="căn cứ")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
            ],
            options={
                "verbose_name": "dự kiến tiến độ",
                "verbose_name_plural": "dự kiến tiến độ",
                "ordering": ("scheme", "number"),
            },
        ),
        migrations.CreateModel(
            name="ForecastMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="tháng")),
                (
                    "done_percent",
                    models.DecimalField(
                        decimal_places=2, max_digits=5, verbose_name="khối lượng (%)"
                    ),
                ),
                ("spent_vnd", models.BigIntegerField(verbose_name="kinh phí (đồng)")),
                (
                    "forecast",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="months",
                        to="delivery.forecast",
                        verbose_name="dự kiến tiến độ",
                    ),
                ),
            ],
            options={
                "verbose_name": "mốc tháng dự kiến",
                "verbose_name_plural": "mốc tháng dự kiến",
                "ordering": ("forecast", "month"),
            },
        ),
        migrations.AddConstraint(
            model_name="forecast",
            constraint=models.UniqueConstraint(
                fields=("scheme", "number"), name="forecast_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="forecastmonth",
            constraint=models.UniqueConstraint(
                fields=("forecast", "month"), name="forecast_month_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="forecastmonth",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("done_percent__range", (0, 100)), ("month__day", 1), ("spent_vnd__gte", 0)
                ),
                name="forecast_month_is_a_share",
                violation_error_message="Mốc tháng từ 0 đến 100%; số tiền không âm.",
            ),
        ),
        migrations.RunSQL(STAY, GO),
    ]
