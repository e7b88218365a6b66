"""Accounts, entries, envelopes, closings."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("places", "0001_units"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="xã chi ngân sách",
                    ),
                ),
                (
                    "content",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("vocational", "Đào tạo nghề, truyền nghề"),
                            ("management", "Nâng cao năng lực quản lý doanh nghiệp"),
                            ("training", "Đào tạo, tập huấn (không rõ loại)"),
                            ("model", "Mô hình trình diễn kỹ thuật"),
                            ("machine", "Ứng dụng máy móc tiên tiến, chuyển giao công nghệ"),
                            ("sxsh", "Sản xuất sạch hơn"),
                            ("selection", "Bình chọn sản phẩm công nghiệp nông thôn tiêu biểu"),
                            ("fair", "Hội chợ, triển lãm, xúc tiến thương mại"),
                            ("brand", "Xây dựng, đăng ký thương hiệu"),
                            ("design", "Thiết kế mẫu mã, bao bì đóng gói"),
                            ("consulting", "Tư vấn, trợ giúp cơ sở công nghiệp nông thôn"),
                            ("info", "Cung cấp thông tin, tuyên truyền"),
                            ("cluster", "Liên doanh, liên kết; phát triển cụm công nghiệp"),
                            ("environment", "Xử lý ô nhiễm, di dời cơ sở gây ô nhiễm môi trường"),
                            ("village", "Làng nghề"),
                            ("capacity", "Nâng cao năng lực quản lý và tổ chức khuyến công"),
                            ("admin", "Chi quản lý chương trình, đề án"),
                            ("ocop", "Chương trình mỗi xã một sản phẩm (OCOP)"),
                        ],
                        help_text="Để trống khi không rõ.",
                        max_length=20,
                        verbose_name="nội dung",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm ngân sách")),
                (
                    "dated_on",
                    models.DateField(blank=True, null=True, verbose_name="ngày giao kế hoạch"),
                ),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Chưa phân bổ"),
                            ("allocated", "Phân bổ"),
                            ("accepted", "Nghiệm thu"),
                            ("settled", "Quyết toán"),
                        ],
                        max_length=20,
                        verbose_name="mức thực hiện",
                    ),
                ),
                (
                    "advance_percent",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="tỷ lệ tạm ứng tối đa trước nghiệm thu (%)",
                    ),
                ),
                (
                    "advance_basis",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="căn cứ tỷ lệ tạm ứng"
                    ),
                ),
                (
                    "is_illustrative",
                    models.BooleanField(default=False, verbose_name="dữ liệu minh họa"),
                ),
            ],
            options={
                "verbose_name": "dòng kinh phí",
                "verbose_name_plural": "dòng kinh phí",
                "indexes": [
                    models.Index(
                        fields=["is_illustrative", "province", "year"],
                        include=("content", "stage", "dated_on"),
                        name="account_place_and_year",
                    ),
                    models.Index(
                        condition=models.Q(("stage", "")),
                        fields=["province", "year"],
                        name="account_open",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dated_on__isnull", True),
                            ("year", django.db.models.functions.datetime.ExtractYear("dated_on")),
                            _connector="OR",
                        ),
                        name="account_dated_in_its_year",
                        violation_error_message="Ngày giao kế hoạch phải nằm trong năm ngân sách.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("advance_basis", ""), ("advance_percent__isnull", True)),
                            models.Q(
                                ("advance_percent__lte", 100),
                                models.Q(("advance_basis", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="account_advance_percent_is_a_share_with_a_basis",
                        violation_error_message="Tỷ lệ tạm ứng từ 0 đến 100% và phải ghi căn cứ.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="funding.account",
                        verbose_name="dòng kinh phí",
                    ),
                ),
                ("amount_vnd", models.BigIntegerField(verbose_name="số tiền (đồng)")),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("registered", "Đăng ký"),
                            ("approved", "Được duyệt"),
                            ("assigned", "Được giao"),
                            ("allocated", "Phân bổ"),
                            ("contracted", "Ký hợp đồng"),
                            ("advanced", "Tạm ứng"),
                            ("disbursed", "Giải ngân"),
                            ("estimated", "Ước thực hiện"),
                            ("accepted", "Nghiệm thu"),
                            ("settled", "Quyết toán"),
                            ("repaid", "Thu hồi"),
                        ],
                        max_length=20,
                        verbose_name="trạng thái kinh phí",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("grant", "Hỗ trợ không thu hồi"),
                            ("recoverable", "Hỗ trợ có thu hồi"),
                            ("counterpart", "Vốn đối ứng"),
                            ("other", "Vốn khác"),
                            ("attracted", "Vốn đầu tư thu hút"),
                        ],
                        max_length=20,
                        verbose_name="loại vốn",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("national", "Quốc gia"),
                            ("province", "Tỉnh"),
                            ("district", "Huyện"),
                            ("commune", "Xã"),
                            ("unknown", "Không rõ nguồn"),
                            ("", "Không phải ngân sách nhà nước"),
                        ],
                        max_length=20,
                        verbose_name="nguồn ngân sách",
                    ),
                ),
                ("booked_on", models.DateField(verbose_name="ngày ghi sổ")),
                ("document", models.CharField(blank=True, max_length=200, verbose_name="chứng từ")),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="funding.entry",
                        verbose_name="đảo bút toán",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="thời điểm ghi")),
            ],
            options={
                "verbose_name": "bút toán kinh phí",
                "verbose_name_plural": "bút toán kinh phí",
                "ordering": ("booked_on", "pk"),
                "indexes": [
                    models.Index(
                        fields=["account", "nature", "kind"],
                        include=("level", "amount_vnd"),
                        name="entry_sum",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_vnd__gt", 0), ("reverses__isnull", True)),
                            models.Q(("amount_vnd__lt", 0), ("reverses__isnull", False)),
                            _connector="OR",
                        ),
                        name="entry_sign_tells_a_reversal",
                        violation_error_message="Số tiền phải lớn hơn 0; chỉ bút toán đảo mang số âm.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ("grant", "recoverable")),
                                models.Q(("level", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("kind__in", ("grant", "recoverable")), _negated=True),
                                ("level", ""),
                            ),
                            _connector="OR",
                        ),
                        name="entry_state_money_has_a_level",
                        violation_error_message="Vốn nhà nước phải ghi nguồn; vốn khác không có nguồn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["grant", "recoverable", "counterpart", "other", "attracted"],
                            ),
                            (
                                "level__in",
                                ["national", "province", "district", "commune", "unknown", ""],
                            ),
                            (
                                "nature__in",
                                [
                                    "registered",
                                    "approved",
                                    "assigned",
                                    "allocated",
                                    "contracted",
                                    "advanced",
                                    "disbursed",
                                    "estimated",
                                    "accepted",
                                    "settled",
                                    "repaid",
                                ],
                            ),
                        ),
                        name="entry_words_known",
                        violation_error_message="Bút toán có mã không nằm trong danh mục.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Closing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closings",
                        to="funding.account",
                        verbose_name="dòng kinh phí",
                    ),
                ),
                ("closed_on", models.DateField(verbose_name="ngày tất toán")),
                ("document", models.CharField(blank=True, max_length=200, verbose_name="chứng từ")),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="funding.closing",
                        verbose_name="hủy lần tất toán",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
            ],
            options={
                "verbose_name": "tất toán dòng kinh phí",
                "verbose_name_plural": "tất toán dòng kinh phí",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Envelope",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm ngân sách")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "Quốc gia"),
                            ("province", "Tỉnh"),
                            ("district", "Huyện"),
                            ("commune", "Xã"),
                            ("unknown", "Không rõ nguồn"),
                            ("", "Không phải ngân sách nhà nước"),
                        ],
                        max_length=20,
                        verbose_name="nguồn ngân sách",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống đối với hạn mức của cả nước; xã chỉ có hạn mức nguồn xã.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố; xã, phường, đặc khu",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="funding.envelope",
                        verbose_name="trích từ hạn mức",
                    ),
                ),
                ("amount_vnd", models.BigIntegerField(verbose_name="số tiền (đồng)")),
                (
                    "decision_number",
                    models.CharField(max_length=60, verbose_name="số quyết định giao"),
                ),
                ("decision_date", models.DateField(verbose_name="ngày quyết định")),
                (
                    "is_illustrative",
                    models.BooleanField(default=False, verbose_name="dữ liệu minh họa"),
                ),
            ],
            options={
                "verbose_name": "hạn mức kinh phí",
                "verbose_name_plural": "hạn mức kinh phí",
                "ordering": ("-year", "level", "place"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("year", "level", "place", "is_illustrative"),
                        name="envelope_once",
                        nulls_distinct=False,
                        violation_error_message="Năm, nguồn và địa bàn này đã có hạn mức.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__in", ("national", "province", "district", "commune")),
                            ("amount_vnd__gte", 0),
                            models.Q(("decision_number", ""), _negated=True),
                        ),
                        name="envelope_of_a_budget",
                        violation_error_message="Hạn mức phải có nguồn ngân sách, số tiền và quyết định.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("place__isnull", False),
                            models.Q(("level", "national"), ("parent__isnull", True)),
                            _connector="OR",
                        ),
                        name="envelope_of_the_country_is_national",
                        violation_error_message="Chỉ nguồn quốc gia có hạn mức chung cả nước.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EnvelopeRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="funding.envelope",
                        verbose_name="hạn mức",
                    ),
                ),
                ("amount_vnd", models.BigIntegerField(verbose_name="số tiền (đồng)")),
                ("decision_number", models.CharField(max_length=60, verbose_name="số quyết định")),
                ("decision_date", models.DateField(verbose_name="ngày quyết định")),
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
                "verbose_name": "lần giao hạn mức",
                "verbose_name_plural": "lần giao hạn mức",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="YearClosing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm ngân sách")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                (
                    "is_illustrative",
                    models.BooleanField(default=False, verbose_name="dữ liệu minh họa"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người khóa sổ",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="khóa lúc")),
            ],
            options={
                "verbose_name": "khóa sổ năm",
                "verbose_name_plural": "khóa sổ năm",
                "ordering": ("-year", "place"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("year", "place", "is_illustrative"),
                        name="year_closed_once",
                        violation_error_message="Năm này đã khóa sổ.",
                    )
                ],
            },
        ),
    ]
