"""Deeds entered by mistake are cancelled, once, and stay; a settlement may be of one year."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CANCELLABLE = ("advance", "acceptance", "repayment", "settlement")

# Nothing of a deed changes but that it is cancelled, once, and with every entry of it reversed.
CANCEL = """
CREATE FUNCTION delivery_cancelled_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own text[] := ARRAY['cancelled_at', 'cancelled_by_id', 'cancellation'];
    stands boolean;
BEGIN
    IF TG_OP = 'DELETE' OR OLD.cancelled_at IS NOT NULL OR NEW.cancelled_at IS NULL
        OR to_jsonb(NEW) - own <> to_jsonb(OLD) - own THEN
        RAISE EXCEPTION 'Việc thực hiện đề án đã ghi thì không được sửa hay xóa.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_TABLE_NAME = 'delivery_repayment' THEN
        stands := NOT EXISTS (SELECT FROM funding_entry WHERE reverses_id = OLD.entry_id);
    ELSE
        EXECUTE format(
            'SELECT EXISTS (SELECT FROM %1$I_entries AS own WHERE own.%2$I = $1 AND NOT EXISTS '
            '(SELECT FROM funding_entry AS undone WHERE undone.reverses_id = own.entry_id))',
            TG_TABLE_NAME, substr(TG_TABLE_NAME, 10) || '_id') INTO stands USING OLD.id;
    END IF;
    IF stands THEN
        RAISE EXCEPTION 'Việc bị hủy còn bút toán chưa đảo.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
ONCE = "".join(
    f"DROP TRIGGER delivery_{table}_stays ON delivery_{table};\n"
    f"CREATE TRIGGER delivery_{table}_stays BEFORE UPDATE OR DELETE ON delivery_{table}"
    " FOR EACH ROW EXECUTE FUNCTION delivery_cancelled_once();\n"
    for table in CANCELLABLE
)
STAY = (
    "".join(
        f"DROP TRIGGER delivery_{table}_stays ON delivery_{table};\n"
        f"CREATE TRIGGER delivery_{table}_stays BEFORE UPDATE OR DELETE ON delivery_{table}"
        " FOR EACH ROW EXECUTE FUNCTION delivery_stays();\n"
        for table in CANCELLABLE
    )
    + "DROP FUNCTION delivery_cancelled_once;"
)


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0002_deeds_stay"),
        ("funding", "0005_closings"),
        ("schemes", "0004_place_of_a_line"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="settlement",
            options={
                "ordering": ("settled_on", "pk"),
                "verbose_name": "thanh lý, quyết toán",
                "verbose_name_plural": "thanh lý, quyết toán",
            },
        ),
        migrations.AddField(
            model_name="acceptance",
            name="cancellation",
            field=models.TextField(blank=True, verbose_name="lý do hủy"),
        ),
        migrations.AddField(
            model_name="acceptance",
            name="cancelled_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="hủy lúc"),
        ),
        migrations.AddField(
            model_name="acceptance",
            name="cancelled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người hủy",
            ),
        ),
        migrations.AddField(
            model_name="advance",
            name="cancellation",
            field=models.TextField(blank=True, verbose_name="lý do hủy"),
        ),
        migrations.AddField(
            model_name="advance",
            name="cancelled_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="hủy lúc"),
        ),
        migrations.AddField(
            model_name="advance",
            name="cancelled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người hủy",
            ),
        ),
        migrations.AddField(
            model_name="repayment",
            name="cancellation",
            field=models.TextField(blank=True, verbose_name="lý do hủy"),
        ),
        migrations.AddField(
            model_name="repayment",
            name="cancelled_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="hủy lúc"),
        ),
        migrations.AddField(
            model_name="repayment",
            name="cancelled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người hủy",
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="cancellation",
            field=models.TextField(blank=True, verbose_name="lý do hủy"),
        ),
        migrations.AddField(
            model_name="settlement",
            name="cancelled_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="hủy lúc"),
        ),
        migrations.AddField(
            model_name="settlement",
            name="cancelled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người hủy",
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="year",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="năm ngân sách"
            ),
        ),
        migrations.AlterField(
            model_name="acceptance",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acceptances",
                to="schemes.line",
                verbose_name="dòng nội dung",
            ),
        ),
        migrations.AlterField(
            model_name="advance",
            name="kind",
            field=models.CharField(
                choices=[
                    ("first", "Tạm ứng lần một"),
                    ("next", "Tạm ứng lần tiếp theo"),
                    ("remaining", "Tạm ứng kinh phí còn lại"),
                    ("payment", "Thanh toán sau quyết toán"),
                ],
                max_length=10,
                verbose_name="lần tạm ứng",
            ),
        ),
        migrations.AlterField(
            model_name="settlement",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s_rows",
                to="schemes.scheme",
                verbose_name="đề án",
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("cancellation", ""),
                        ("cancelled_at__isnull", True),
                        ("cancelled_by__isnull", True),
                    ),
                    models.Q(
                        ("cancelled_at__isnull", False),
                        ("cancelled_by__isnull", False),
                        models.Q(("cancellation", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="acceptance_cancellation_is_told",
                violation_error_message="Hủy phải ghi người, thời điểm và lý do.",
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_at__isnull", True)),
                fields=("line",),
                name="acceptance_stands_once",
                violation_error_message="Dòng nội dung này đã nghiệm thu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="advance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("cancellation", ""),
                        ("cancelled_at__isnull", True),
                        ("cancelled_by__isnull", True),
                    ),
                    models.Q(
                        ("cancelled_at__isnull", False),
                        ("cancelled_by__isnull", False),
                        models.Q(("cancellation", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="advance_cancellation_is_told",
                violation_error_message="Hủy phải ghi người, thời điểm và lý do.",
            ),
        ),
        migrations.AddConstraint(
            model_name="repayment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("cancellation", ""),
                        ("cancelled_at__isnull", True),
                        ("cancelled_by__isnull", True),
                    ),
                    models.Q(
                        ("cancelled_at__isnull", False),
                        ("cancelled_by__isnull", False),
                        models.Q(("cancellation", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="repayment_cancellation_is_told",
                violation_error_message="Hủy phải ghi người, thời điểm và lý do.",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("cancellation", ""),
                        ("cancelled_at__isnull", True),
                        ("cancelled_by__isnull", True),
                    ),
                    models.Q(
                        ("cancelled_at__isnull", False),
                        ("cancelled_by__isnull", False),
                        models.Q(("cancellation", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="settlement_cancellation_is_told",
                violation_error_message="Hủy phải ghi người, thời điểm và lý do.",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_at__isnull", True)),
                fields=("scheme", "year"),
                name="settlement_stands_once",
                nulls_distinct=False,
                violation_error_message="Đề án đã thanh lý, quyết toán.",
            ),
        ),
        migrations.RunSQL(CANCEL, migrations.RunSQL.noop),
        migrations.RunSQL(ONCE, STAY),
    ]
