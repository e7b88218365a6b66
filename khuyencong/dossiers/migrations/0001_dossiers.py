"""Dossiers: text, estimate, papers, survey, promises."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("establishments", "0001_establishments"),
        ("organisations", "0001_organisations"),
        ("places", "0001_units"),
        ("regulations", "0001_regulations"),
        ("schemes", "0001_schemes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dossier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scheme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossier",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                ("law_on", models.DateField(verbose_name="theo quy định ngày")),
                (
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schemes.scheme",
                        verbose_name="chép từ đề án",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lập",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="thời điểm lập")),
            ],
            options={
                "verbose_name": "hồ sơ đề án",
                "verbose_name_plural": "hồ sơ đề án",
            },
        ),
        migrations.CreateModel(
            name="Section",
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
                        related_name="sections",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regulations.dossierpart",
                        verbose_name="phần theo quy định",
                    ),
                ),
                ("number", models.PositiveIntegerField(default=0, verbose_name="bản số")),
                ("text", models.TextField(blank=True, verbose_name="nội dung")),
            ],
            options={
                "verbose_name": "phần của hồ sơ",
                "verbose_name_plural": "phần của hồ sơ",
                "ordering": ("scheme", "part__number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "part"), name="section_once_in_dossier"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="dossiers.section",
                        verbose_name="phần",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="bản số")),
                ("text", models.TextField(blank=True, verbose_name="nội dung")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lưu",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm")),
            ],
            options={
                "verbose_name": "bản của phần hồ sơ",
                "verbose_name_plural": "bản của phần hồ sơ",
                "ordering": ("section", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("section", "number"), name="section_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SideText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="side_texts",
                        to="dossiers.section",
                        verbose_name="phần",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gõ",
                    ),
                ),
                ("page", models.CharField(max_length=40, verbose_name="trang đang mở")),
                ("base_number", models.PositiveIntegerField(verbose_name="gõ trên bản số")),
                ("text", models.TextField(blank=True, verbose_name="nội dung")),
                ("at", models.DateTimeField(verbose_name="thời điểm")),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="đã gộp lúc"),
                ),
            ],
            options={
                "verbose_name": "bản gõ chưa gộp",
                "verbose_name_plural": "bản gõ chưa gộp",
                "ordering": ("at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("section", "by", "page"), name="side_text_once_for_a_page"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
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
                        related_name="attachments",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regulations.dossierpaper",
                        verbose_name="theo danh mục",
                    ),
                ),
                ("title", models.CharField(max_length=400, verbose_name="tên tài liệu")),
                (
                    "file",
                    models.FileField(
                        max_length=200, upload_to="dossiers/%Y/%m", verbose_name="tệp"
                    ),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="tên tệp gốc")),
                ("media_type", models.CharField(max_length=100, verbose_name="loại tệp")),
                ("size", models.PositiveIntegerField(verbose_name="dung lượng (byte)")),
                ("digest", models.CharField(max_length=64, verbose_name="dấu SHA-256")),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nộp",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="thời điểm nộp")),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người rút",
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="thời điểm rút"),
                ),
            ],
            options={
                "verbose_name": "tài liệu kèm hồ sơ",
                "verbose_name_plural": "tài liệu kèm hồ sơ",
                "ordering": ("uploaded_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="attachment_withdrawal_is_told",
                        violation_error_message="Rút tài liệu phải ghi người rút và thời điểm.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Waiver",
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
                        related_name="waivers",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regulations.dossierpaper",
                        verbose_name="giấy tờ",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="lý do")),
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
                "verbose_name": "giấy tờ không áp dụng",
                "verbose_name_plural": "giấy tờ không áp dụng",
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "requirement"), name="waiver_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="waiver_has_a_reason",
                        violation_error_message="Phải ghi lý do không áp dụng.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EstimateItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="estimate",
                        to="schemes.line",
                        verbose_name="dòng nội dung",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("name", models.CharField(max_length=300, verbose_name="nội dung chi")),
                ("unit", models.CharField(max_length=40, verbose_name="đơn vị tính")),
                (
                    "quantity",
                    models.DecimalField(decimal_places=3, max_digits=14, verbose_name="số lượng"),
                ),
                ("unit_price_vnd", models.BigIntegerField(verbose_name="đơn giá (đồng)")),
                (
                    "national_vnd",
                    models.BigIntegerField(default=0, verbose_name="khuyến công quốc gia (đồng)"),
                ),
                (
                    "province_vnd",
                    models.BigIntegerField(default=0, verbose_name="ngân sách tỉnh (đồng)"),
                ),
                (
                    "district_vnd",
                    models.BigIntegerField(default=0, verbose_name="ngân sách huyện (đồng)"),
                ),
                (
                    "commune_vnd",
                    models.BigIntegerField(default=0, verbose_name="ngân sách xã (đồng)"),
                ),
                ("other_vnd", models.BigIntegerField(default=0, verbose_name="nguồn khác (đồng)")),
                (
                    "is_recoverable",
                    models.BooleanField(default=False, verbose_name="phần hỗ trợ có thu hồi"),
                ),
            ],
            options={
                "verbose_name": "khoản mục dự toán",
                "verbose_name_plural": "khoản mục dự toán",
                "ordering": ("line", "order", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__gt", 0),
                            ("unit_price_vnd__gt", 0),
                            ("commune_vnd__gte", 0),
                            ("district_vnd__gte", 0),
                            ("national_vnd__gte", 0),
                            ("other_vnd__gte", 0),
                            ("province_vnd__gte", 0),
                        ),
                        name="estimate_item_positive",
                        violation_error_message="Số lượng, đơn giá phải lớn hơn 0; số tiền không âm.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "national_vnd__lte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.functions.math.Round(
                                                    django.db.models.expressions.CombinedExpression(
                                                        models.F("quantity"),
                                                        "*",
                                                        models.F("unit_price_vnd"),
                                                    )
                                                ),
                                                "-",
                                                models.F("province_vnd"),
                                            ),
                                            "-",
                                            models.F("district_vnd"),
                                        ),
                                        "-",
                                        models.F("commune_vnd"),
                                    ),
                                    "-",
                                    models.F("other_vnd"),
                                ),
                            )
                        ),
                        name="estimate_item_sources_within_amount",
                        violation_error_message="Các nguồn cộng lại vượt quá thành tiền.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormDraft",
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
                        related_name="form_drafts",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                ("key", models.CharField(max_length=40, verbose_name="biểu mẫu")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gõ",
                    ),
                ),
                ("base", models.JSONField(verbose_name="giá trị lúc mở")),
                ("typed", models.JSONField(verbose_name="nội dung đã gõ")),
                ("at", models.DateTimeField(verbose_name="thời điểm")),
            ],
            options={
                "verbose_name": "bản gõ dở của biểu mẫu",
                "verbose_name_plural": "bản gõ dở của biểu mẫu",
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "key", "by"), name="form_draft_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="FormVersion",
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
                        related_name="form_versions",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                ("key", models.CharField(max_length=40, verbose_name="biểu mẫu")),
                ("values", models.JSONField(verbose_name="giá trị")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lưu",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm")),
            ],
            options={
                "verbose_name": "bản đã lưu của biểu mẫu",
                "verbose_name_plural": "bản đã lưu của biểu mẫu",
                "ordering": ("at", "pk"),
                "indexes": [
                    models.Index(fields=["scheme", "key", "-at"], name="form_version_of_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người rút",
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="rút lúc"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do rút"),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="xã, phường",
                    ),
                ),
                (
                    "establishment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="establishments.establishment",
                        verbose_name="cơ sở",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="tên cơ sở")),
                ("fold", models.CharField(editable=False, max_length=300)),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="điện thoại")),
                (
                    "content",
                    models.CharField(
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
                        max_length=20,
                        verbose_name="nội dung mong muốn",
                    ),
                ),
                ("item", models.CharField(blank=True, max_length=300, verbose_name="hạng mục")),
                (
                    "investment_vnd",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="vốn tự đầu tư dự kiến (đồng)"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm mong muốn")),
                (
                    "quarter",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="quý"),
                ),
                (
                    "heard_from",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("commune", "Cán bộ xã, phường"),
                            ("centre", "Trung tâm Khuyến công, Sở Công Thương"),
                            ("collaborator", "Cộng tác viên khuyến công"),
                            ("peer", "Cơ sở khác, hiệp hội"),
                            ("media", "Báo, đài, mạng Internet"),
                            ("nobody", "Chưa nghe ai nói"),
                            ("other", "Nguồn khác"),
                        ],
                        max_length=20,
                        verbose_name="nghe nói từ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
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
                (
                    "scheme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="schemes.scheme",
                        verbose_name="hồ sơ đề án đã lập",
                    ),
                ),
                (
                    "is_illustrative",
                    models.BooleanField(default=False, verbose_name="dữ liệu minh họa"),
                ),
            ],
            options={
                "verbose_name": "nhu cầu hỗ trợ",
                "verbose_name_plural": "nhu cầu hỗ trợ",
                "ordering": ("-recorded_at", "-pk"),
                "indexes": [
                    models.Index(
                        fields=["province", "year", "-recorded_at"], name="need_in_list_order"
                    ),
                    models.Index(fields=["commune", "year"], name="need_of_commune"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "content__in",
                                [
                                    "vocational",
                                    "management",
                                    "training",
                                    "model",
                                    "machine",
                                    "sxsh",
                                    "selection",
                                    "fair",
                                    "brand",
                                    "design",
                                    "consulting",
                                    "info",
                                    "cluster",
                                    "environment",
                                    "village",
                                    "capacity",
                                    "admin",
                                    "ocop",
                                ],
                            ),
                            (
                                "heard_from__in",
                                [
                                    "",
                                    "commune",
                                    "centre",
                                    "collaborator",
                                    "peer",
                                    "media",
                                    "nobody",
                                    "other",
                                ],
                            ),
                        ),
                        name="need_words_known",
                        violation_error_message="Nhu cầu có mã không nằm trong danh mục.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(
                                ("establishment__isnull", False),
                                models.Q(("phone", ""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="need_is_somebodys",
                        violation_error_message="Cơ sở chưa có trong sổ phải có tên và điện thoại.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("investment_vnd__isnull", True),
                                ("investment_vnd__gt", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("quarter__isnull", True),
                                ("quarter__range", (1, 4)),
                                _connector="OR",
                            ),
                        ),
                        name="need_numbers_make_sense",
                        violation_error_message="Vốn phải lớn hơn 0; quý từ 1 đến 4.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                                ("withdrawn_reason", ""),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="need_withdrawal_is_told",
                        violation_error_message="Rút phiếu phải ghi người rút, thời điểm và lý do.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "by",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="need_draft",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("typed", models.JSONField(verbose_name="nội dung đã gõ")),
                ("at", models.DateTimeField(verbose_name="thời điểm")),
            ],
            options={
                "verbose_name": "phiếu khảo sát ghi dở",
                "verbose_name_plural": "phiếu khảo sát ghi dở",
            },
        ),
        migrations.CreateModel(
            name="Outreach",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người rút",
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="rút lúc"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do rút"),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="xã, phường",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="ngày")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("visit", "Đến tận cơ sở"),
                            ("meeting", "Hội nghị, tập huấn"),
                            ("call", "Điện thoại, tin nhắn"),
                            ("broadcast", "Truyền thanh, báo, đài"),
                            ("leaflet", "Tờ rơi, niêm yết"),
                            ("other", "Cách khác"),
                        ],
                        max_length=20,
                        verbose_name="hình thức",
                    ),
                ),
                (
                    "establishments_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="số cơ sở"),
                ),
                (
                    "people_count",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="số lượt người"
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="đơn vị",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
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
                (
                    "is_illustrative",
                    models.BooleanField(default=False, verbose_name="dữ liệu minh họa"),
                ),
                (
                    "establishments",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="establishments.establishment",
                        verbose_name="các cơ sở",
                    ),
                ),
            ],
            options={
                "verbose_name": "đợt tuyên truyền",
                "verbose_name_plural": "đợt tuyên truyền",
                "ordering": ("-held_on", "-pk"),
                "indexes": [
                    models.Index(fields=["province", "held_on"], name="outreach_place_and_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "channel__in",
                                ["visit", "meeting", "call", "broadcast", "leaflet", "other"],
                            )
                        ),
                        name="outreach_channel_known",
                        violation_error_message="Hình thức tuyên truyền không có trong danh mục.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                                ("withdrawn_reason", ""),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="outreach_withdrawal_is_told",
                        violation_error_message="Rút phiếu phải ghi người rút, thời điểm và lý do.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="dossiers.need",
                        verbose_name="nhu cầu",
                    ),
                ),
                (
                    "outreach",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="dossiers.outreach",
                        verbose_name="đợt tuyên truyền",
                    ),
                ),
                ("label", models.CharField(max_length=100, verbose_name="mục")),
                ("old_text", models.TextField(blank=True, verbose_name="trước khi sửa")),
                ("new_text", models.TextField(blank=True, verbose_name="sau khi sửa")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người sửa",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="sửa lúc")),
            ],
            options={
                "verbose_name": "lần sửa phiếu",
                "verbose_name_plural": "lần sửa phiếu",
                "ordering": ("-at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("need__isnull", True), ("outreach__isnull", True), _connector="XOR"
                        ),
                        name="survey_change_of_one",
                        violation_error_message="Lần sửa thuộc một nhu cầu hoặc một đợt tuyên truyền.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promises",
                        to="schemes.line",
                        verbose_name="dòng nội dung",
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("output", "Sản lượng"),
                            ("revenue", "Doanh thu"),
                            ("jobs", "Lao động"),
                            ("income", "Thu nhập bình quân"),
                            ("energy", "Tiêu hao năng lượng"),
                            ("waste", "Chất thải, phát thải"),
                        ],
                        max_length=10,
                        verbose_name="chỉ tiêu",
                    ),
                ),
                ("unit", models.CharField(max_length=40, verbose_name="đơn vị")),
                (
                    "before",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=18,
                        null=True,
                        verbose_name="hiện nay",
                    ),
                ),
                (
                    "promised",
                    models.DecimalField(decimal_places=2, max_digits=18, verbose_name="sau hỗ trợ"),
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
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
            ],
            options={
                "verbose_name": "hiệu quả cam kết",
                "verbose_name_plural": "hiệu quả cam kết",
                "ordering": ("line", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("line", "measure"), name="promise_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "measure__in",
                                ["output", "revenue", "jobs", "income", "energy", "waste"],
                            ),
                            ("promised__gte", 0),
                            models.Q(("unit", ""), _negated=True),
                            models.Q(("before__isnull", True), ("before__gte", 0), _connector="OR"),
                        ),
                        name="promise_makes_sense",
                        violation_error_message="Hiệu quả cam kết phải có đơn vị và số không âm.",
                    ),
                ],
            },
        ),
    ]
