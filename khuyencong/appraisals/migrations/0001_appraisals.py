"""Councils, opinions, conclusions."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("places", "0001_units"),
        ("regulations", "0001_regulations"),
        ("schemes", "0001_schemes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Council",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("base", "Thẩm định cấp cơ sở"), ("ministry", "Thẩm định cấp Bộ")],
                        max_length=10,
                        verbose_name="cấp thẩm định",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên hội đồng")),
                (
                    "decision_number",
                    models.CharField(max_length=60, verbose_name="số quyết định thành lập"),
                ),
                ("decision_date", models.DateField(verbose_name="ngày quyết định")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="thời điểm ghi")),
            ],
            options={
                "verbose_name": "hội đồng thẩm định",
                "verbose_name_plural": "hội đồng thẩm định",
                "ordering": ("-decision_date", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("level", "province", "decision_number", "decision_date"),
                        name="council_once_by_a_decision",
                        nulls_distinct=False,
                        violation_error_message="Quyết định này đã được ghi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", "base"), ("province__isnull", False)),
                            models.Q(("level", "ministry"), ("province__isnull", True)),
                            _connector="OR",
                        ),
                        name="council_of_a_province_or_the_ministry",
                        violation_error_message="Hội đồng cấp cơ sở phải thuộc một tỉnh, thành phố.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="appraisals.council",
                        verbose_name="hội đồng",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="thành viên",
                    ),
                ),
                (
                    "seat",
                    models.CharField(
                        choices=[
                            ("chair", "Chủ tịch"),
                            ("member", "Ủy viên"),
                            ("secretary", "Thư ký"),
                        ],
                        max_length=10,
                        verbose_name="chức danh",
                    ),
                ),
                ("joined_at", models.DateTimeField(verbose_name="tham gia từ")),
                (
                    "joined_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "left_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="thôi tham gia lúc"),
                ),
                (
                    "left_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi thôi tham gia",
                    ),
                ),
            ],
            options={
                "verbose_name": "thành viên hội đồng",
                "verbose_name_plural": "thành viên hội đồng",
                "ordering": ("council", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at__isnull", True)),
                        fields=("council", "person"),
                        name="member_sits_once",
                        violation_error_message="Người này đã là thành viên hội đồng.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("left_at__isnull", True), ("seat", "chair")),
                        fields=("council",),
                        name="council_has_one_chair",
                        violation_error_message="Hội đồng đã có chủ tịch.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_at__isnull", True), ("left_by__isnull", True)),
                            models.Q(("left_at__isnull", False), ("left_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="member_leaving_is_told",
                        violation_error_message="Thôi tham gia phải ghi người ghi và thời điểm.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seat__in", ["chair", "member", "secretary"])),
                        name="member_seat_known",
                        violation_error_message="Chức danh không có trong danh mục.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuorumRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("base", "Thẩm định cấp cơ sở"), ("ministry", "Thẩm định cấp Bộ")],
                        max_length=10,
                        verbose_name="cấp thẩm định",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống: áp dụng nơi chưa có quy định riêng.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                (
                    "numerator",
                    models.PositiveSmallIntegerField(
                        help_text="Ví dụ 2 trong 2/3.", verbose_name="tử số của tỷ lệ"
                    ),
                ),
                ("denominator", models.PositiveSmallIntegerField(verbose_name="mẫu số của tỷ lệ")),
                ("basis", models.CharField(max_length=300, verbose_name="căn cứ")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
            ],
            options={
                "verbose_name": "quy định số ý kiến tối thiểu",
                "verbose_name_plural": "quy định số ý kiến tối thiểu",
                "ordering": ("level", "valid_from"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("level", "province", "valid_from"),
                        name="quorum_rule_one_version_a_day",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("numerator__gt", 0),
                            ("numerator__lte", models.F("denominator")),
                            models.Q(("basis", ""), _negated=True),
                        ),
                        name="quorum_rule_is_a_share_with_a_basis",
                        violation_error_message="Tỷ lệ phải trên 0, không quá 1, và phải ghi căn cứ.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="quorum_rule_dates_in_order",
                        violation_error_message="Ngày cuối phải sau ngày đầu.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appraisal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appraisals",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("base", "Thẩm định cấp cơ sở"), ("ministry", "Thẩm định cấp Bộ")],
                        max_length=10,
                        verbose_name="cấp thẩm định",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="lần thẩm định")),
                (
                    "council",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống: bộ máy giúp việc thẩm định.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appraisals",
                        to="appraisals.council",
                        verbose_name="hội đồng",
                    ),
                ),
                ("law_on", models.DateField(verbose_name="theo quy định ngày")),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người mở",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="thời điểm mở")),
            ],
            options={
                "verbose_name": "lần thẩm định",
                "verbose_name_plural": "lần thẩm định",
                "ordering": ("scheme", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "level", "round"), name="appraisal_once_in_a_round"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["base", "ministry"])),
                        name="appraisal_level_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LineBasis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "appraisal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bases",
                        to="appraisals.appraisal",
                        verbose_name="lần thẩm định",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schemes.line",
                        verbose_name="dòng nội dung",
                    ),
                ),
                (
                    "units",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="số đơn vị tính định mức"
                    ),
                ),
                (
                    "is_priority",
                    models.BooleanField(
                        default=False, verbose_name="thuộc địa bàn, ngành nghề ưu tiên"
                    ),
                ),
                (
                    "is_line",
                    models.BooleanField(default=False, verbose_name="dây chuyền công nghệ"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm")),
            ],
            options={
                "verbose_name": "căn cứ đối chiếu định mức",
                "verbose_name_plural": "căn cứ đối chiếu định mức",
                "constraints": [
                    models.UniqueConstraint(fields=("appraisal", "line"), name="line_basis_once"),
                    models.CheckConstraint(
                        condition=models.Q(("units__gt", 0)),
                        name="line_basis_has_units",
                        violation_error_message="Phải có ít nhất một đơn vị.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conclusion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "appraisal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conclusion",
                        to="appraisals.appraisal",
                        verbose_name="lần thẩm định",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("approve", "Chấp thuận"),
                            ("return", "Trả lại để hoàn thiện"),
                            ("reject", "Không chấp thuận"),
                        ],
                        max_length=10,
                        verbose_name="kết luận",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                ("score_sum", models.PositiveIntegerField(verbose_name="tổng điểm")),
                (
                    "scores_count",
                    models.PositiveSmallIntegerField(verbose_name="số ý kiến được tính"),
                ),
                (
                    "members_count",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="số thành viên"
                    ),
                ),
                (
                    "quorum_count",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="số ý kiến tối thiểu"
                    ),
                ),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schemes.steptaken",
                        verbose_name="bước đã thực hiện",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người kết luận",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm")),
            ],
            options={
                "verbose_name": "kết luận thẩm định",
                "verbose_name_plural": "kết luận thẩm định",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "approve"),
                            models.Q(
                                ("outcome__in", ("return", "reject")),
                                models.Q(("note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="conclusion_against_says_why",
                        violation_error_message="Trả lại hoặc không chấp thuận phải ghi rõ lý do.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcome", "return"), ("scores_count__gt", 0), _connector="OR"
                            ),
                            (
                                "score_sum__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.Value(100), "*", models.F("scores_count")
                                ),
                            ),
                        ),
                        name="conclusion_rests_on_opinions",
                        violation_error_message="Kết luận phải dựa trên ý kiến đã khóa.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("members_count__isnull", True), ("quorum_count__isnull", True)
                            ),
                            models.Q(
                                ("members_count__isnull", False),
                                ("scores_count__gte", models.F("quorum_count")),
                            ),
                            _connector="OR",
                        ),
                        name="conclusion_of_a_council_has_its_quorum",
                        violation_error_message="Chưa đủ số ý kiến tối thiểu của hội đồng.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreedLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "conclusion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreed",
                        to="appraisals.conclusion",
                        verbose_name="kết luận",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schemes.line",
                        verbose_name="dòng nội dung",
                    ),
                ),
                ("support_vnd", models.BigIntegerField(verbose_name="mức hỗ trợ (đồng)")),
            ],
            options={
                "verbose_name": "mức hỗ trợ thống nhất",
                "verbose_name_plural": "mức hỗ trợ thống nhất",
                "ordering": ("conclusion", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("conclusion", "line"), name="agreed_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(("support_vnd__gte", 0)),
                        name="agreed_line_not_negative",
                        violation_error_message="Mức hỗ trợ không được âm.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "appraisal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="appraisals.appraisal",
                        verbose_name="lần thẩm định",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người thẩm định",
                    ),
                ),
                (
                    "seat",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("chair", "Chủ tịch"),
                            ("member", "Ủy viên"),
                            ("secretary", "Thư ký"),
                        ],
                        max_length=10,
                        verbose_name="chức danh",
                    ),
                ),
                (
                    "score",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="điểm"),
                ),
                (
                    "support_vnd",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="mức hỗ trợ đề xuất (đồng)"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="ý kiến chung")),
                ("saved_at", models.DateTimeField(verbose_name="lưu lúc")),
                ("locked_at", models.DateTimeField(blank=True, null=True, verbose_name="khóa lúc")),
            ],
            options={
                "verbose_name": "ý kiến thẩm định",
                "verbose_name_plural": "ý kiến thẩm định",
                "ordering": ("appraisal", "locked_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("appraisal", "person"), name="opinion_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("score__isnull", True), ("score__lte", 100), _connector="OR"),
                            models.Q(
                                ("support_vnd__isnull", True),
                                ("support_vnd__gte", 0),
                                _connector="OR",
                            ),
                        ),
                        name="opinion_numbers_make_sense",
                        violation_error_message="Điểm từ 0 đến 100; mức hỗ trợ không âm.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("locked_at__isnull", True),
                            models.Q(("score__isnull", False), ("support_vnd__isnull", False)),
                            _connector="OR",
                        ),
                        name="opinion_locked_is_whole",
                        violation_error_message="Ý kiến đã khóa phải có điểm và mức hỗ trợ đề xuất.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpinionPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="appraisals.opinion",
                        verbose_name="ý kiến",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regulations.appraisalpoint",
                        verbose_name="nội dung thẩm định",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("met", "Đạt"), ("not_met", "Không đạt"), ("remark", "Có ý kiến")],
                        max_length=10,
                        verbose_name="đánh giá",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="nhận xét")),
            ],
            options={
                "verbose_name": "ý kiến về một nội dung",
                "verbose_name_plural": "ý kiến về một nội dung",
                "ordering": ("opinion", "point__number"),
                "constraints": [
                    models.UniqueConstraint(fields=("opinion", "point"), name="opinion_point_once"),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["", "met", "not_met", "remark"])),
                        name="opinion_point_verdict_known",
                    ),
                ],
            },
        ),
    ]
