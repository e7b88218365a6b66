"""A stopped scheme has an end of its own; corrections of a scheme are kept."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STAYS = """
CREATE FUNCTION schemes_correction_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Các lần sửa thông tin đề án không được sửa hay xóa.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER schemes_correction_stays BEFORE UPDATE OR DELETE ON schemes_correction
    FOR EACH ROW EXECUTE FUNCTION schemes_correction_stays();
"""
GOES = """
DROP TRIGGER schemes_correction_stays ON schemes_correction;
DROP FUNCTION schemes_correction_stays;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_organisations"),
        ("places", "0001_units"),
        ("programmes", "0001_programmes"),
        ("schemes", "0004_place_of_a_line"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=30, verbose_name="mục")),
                ("before", models.TextField(blank=True, verbose_name="trước")),
                ("after", models.TextField(blank=True, verbose_name="sau")),
                ("at", models.DateTimeField(verbose_name="thời điểm")),
            ],
            options={
                "verbose_name": "lần sửa thông tin đề án",
                "verbose_name_plural": "lần sửa thông tin đề án",
                "ordering": ("pk",),
            },
        ),
        migrations.RemoveConstraint(
            model_name="scheme",
            name="scheme_words_known",
        ),
        migrations.RemoveConstraint(
            model_name="steptaken",
            name="step_taken_with_its_note_and_decision",
        ),
        migrations.AlterField(
            model_name="scheme",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Đang lập hồ sơ"),
                    ("submitted", "Chờ thẩm định cấp cơ sở"),
                    ("returned", "Trả lại để hoàn thiện"),
                    ("appraised", "Đã thẩm định cấp cơ sở"),
                    ("registered", "Đã đăng ký với Bộ Công Thương"),
                    ("ministry_appraised", "Đã thẩm định cấp Bộ"),
                    ("planned", "Đã giao kế hoạch"),
                    ("contracted", "Đã ký hợp đồng"),
                    ("under_way", "Đang thực hiện"),
                    ("accepted", "Đã nghiệm thu"),
                    ("settled", "Đã thanh lý, quyết toán"),
                    ("evaluated", "Đã đánh giá sau hỗ trợ"),
                    ("rejected", "Không được chấp thuận"),
                    ("withdrawn", "Đã rút hồ sơ"),
                    ("stopped", "Ngừng triển khai"),
                    ("terminated", "Đã thanh lý do ngừng triển khai"),
                ],
                default="draft",
                editable=False,
                max_length=20,
                verbose_name="tình trạng",
            ),
        ),
        migrations.AlterField(
            model_name="steptaken",
            name="from_state",
            field=models.CharField(
                blank=True,
                choices=[
                    ("draft", "Đang lập hồ sơ"),
                    ("submitted", "Chờ thẩm định cấp cơ sở"),
                    ("returned", "Trả lại để hoàn thiện"),
                    ("appraised", "Đã thẩm định cấp cơ sở"),
                    ("registered", "Đã đăng ký với Bộ Công Thương"),
                    ("ministry_appraised", "Đã thẩm định cấp Bộ"),
                    ("planned", "Đã giao kế hoạch"),
                    ("contracted", "Đã ký hợp đồng"),
                    ("under_way", "Đang thực hiện"),
                    ("accepted", "Đã nghiệm thu"),
                    ("settled", "Đã thanh lý, quyết toán"),
                    ("evaluated", "Đã đánh giá sau hỗ trợ"),
                    ("rejected", "Không được chấp thuận"),
                    ("withdrawn", "Đã rút hồ sơ"),
                    ("stopped", "Ngừng triển khai"),
                    ("terminated", "Đã thanh lý do ngừng triển khai"),
                ],
                max_length=20,
                verbose_name="từ",
            ),
        ),
        migrations.AlterField(
            model_name="steptaken",
            name="to_state",
            field=models.CharField(
                choices=[
                    ("draft", "Đang lập hồ sơ"),
                    ("submitted", "Chờ thẩm định cấp cơ sở"),
                    ("returned", "Trả lại để hoàn thiện"),
                    ("appraised", "Đã thẩm định cấp cơ sở"),
                    ("registered", "Đã đăng ký với Bộ Công Thương"),
                    ("ministry_appraised", "Đã thẩm định cấp Bộ"),
                    ("planned", "Đã giao kế hoạch"),
                    ("contracted", "Đã ký hợp đồng"),
                    ("under_way", "Đang thực hiện"),
                    ("accepted", "Đã nghiệm thu"),
                    ("settled", "Đã thanh lý, quyết toán"),
                    ("evaluated", "Đã đánh giá sau hỗ trợ"),
                    ("rejected", "Không được chấp thuận"),
                    ("withdrawn", "Đã rút hồ sơ"),
                    ("stopped", "Ngừng triển khai"),
                    ("terminated", "Đã thanh lý do ngừng triển khai"),
                ],
                max_length=20,
                verbose_name="đến",
            ),
        ),
        migrations.AddConstraint(
            model_name="scheme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("form__in", ["single", "group", "focal"]),
                    (
                        "state__in",
                        [
                            "draft",
                            "submitted",
                            "returned",
                            "appraised",
                            "registered",
                            "ministry_appraised",
                            "planned",
                            "contracted",
                            "under_way",
                            "accepted",
                            "settled",
                            "evaluated",
                            "rejected",
                            "withdrawn",
                            "stopped",
                            "terminated",
                        ],
                    ),
                    ("tier__in", ["national", "province", "district", "commune"]),
                ),
                name="scheme_words_known",
                violation_error_message="Đề án có mã không nằm trong danh mục.",
            ),
        ),
        migrations.AddConstraint(
            model_name="steptaken",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "name__in",
                            [
                                "accept",
                                "appraise",
                                "appraise_ministry",
                                "contract",
                                "evaluate",
                                "plan",
                                "register",
                                "reject",
                                "reject_ministry",
                                "reopen_acceptance",
                                "reopen_settlement",
                                "reopen_termination",
                                "return",
                                "return_ministry",
                                "settle",
                                "start",
                                "stop",
                                "submit",
                                "terminate",
                                "withdraw",
                            ],
                        ),
                        ("name", "record"),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(
                            (
                                "name__in",
                                [
                                    "reject",
                                    "reject_ministry",
                                    "reopen_acceptance",
                                    "reopen_settlement",
                                    "reopen_termination",
                                    "return",
                                    "return_ministry",
                                    "stop",
                                    "withdraw",
                                ],
                            ),
                            _negated=True,
                        ),
                        models.Q(("note", ""), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(
                            (
                                "name__in",
                                ["accept", "contract", "plan", "settle", "stop", "terminate"],
                            ),
                            _negated=True,
                        ),
                        models.Q(("decision_number", ""), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="step_taken_with_its_note_and_decision",
                violation_error_message="Bước này phải có ghi chú hoặc số, ngày văn bản.",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người sửa",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="schemes.scheme",
                verbose_name="đề án",
            ),
        ),
        migrations.RunSQL(STAYS, GOES),
    ]
