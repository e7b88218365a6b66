"""Regulations: vocabulary, norms, limits, criteria."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0001_units"),
    ]

    operations = [
        migrations.CreateModel(
            name="LegalDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="mã")),
                ("number", models.CharField(max_length=60, verbose_name="số, ký hiệu")),
                ("title", models.CharField(max_length=400, verbose_name="trích yếu")),
                ("issuer", models.CharField(max_length=160, verbose_name="cơ quan ban hành")),
                (
                    "issued_on",
                    models.DateField(blank=True, null=True, verbose_name="ngày ban hành"),
                ),
                (
                    "in_force_from",
                    models.DateField(blank=True, null=True, verbose_name="có hiệu lực từ ngày"),
                ),
                (
                    "in_force_to",
                    models.DateField(blank=True, null=True, verbose_name="hết hiệu lực sau ngày"),
                ),
                (
                    "amends",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="regulations.legaldocument",
                        verbose_name="sửa đổi, bổ sung văn bản",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replacements",
                        to="regulations.legaldocument",
                        verbose_name="thay thế văn bản",
                    ),
                ),
                (
                    "text_held",
                    models.CharField(
                        choices=[
                            ("full", "có toàn văn"),
                            ("original", "có bản gốc, chưa có nội dung sửa đổi"),
                            ("excerpt", "có trích đoạn"),
                            ("none", "chưa có văn bản"),
                        ],
                        max_length=10,
                        verbose_name="nguyên văn",
                    ),
                ),
                (
                    "verification",
                    models.CharField(
                        choices=[("verified", "đã kiểm chứng"), ("unverified", "chưa kiểm chứng")],
                        max_length=10,
                        verbose_name="kiểm chứng",
                    ),
                ),
                (
                    "found_in",
                    models.CharField(blank=True, max_length=300, verbose_name="tìm thấy tại"),
                ),
                ("status_note", models.TextField(blank=True, verbose_name="tình trạng")),
                (
                    "loaded",
                    models.JSONField(
                        blank=True, editable=False, null=True, verbose_name="bản đã nạp"
                    ),
                ),
            ],
            options={
                "verbose_name": "văn bản pháp luật",
                "verbose_name_plural": "văn bản pháp luật",
                "ordering": ["issued_on", "number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_force_to__isnull", True),
                            ("in_force_from__isnull", True),
                            ("in_force_to__gte", models.F("in_force_from")),
                            _connector="OR",
                        ),
                        name="regulations_legaldocument_dates_in_order",
                        violation_error_message="Ngày hết hiệu lực phải sau ngày có hiệu lực.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verification", "verified"), _negated=True),
                            models.Q(("found_in", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="regulations_legaldocument_verified_names_source",
                        violation_error_message="Đã kiểm chứng thì phải ghi nơi tìm thấy.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContentGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80, unique=True, verbose_name="mã")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="regulations.legaldocument",
                        verbose_name="văn bản",
                    ),
                ),
                ("article", models.CharField(max_length=160, verbose_name="điều, khoản")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "verification",
                    models.CharField(
                        choices=[("verified", "đã kiểm chứng"), ("unverified", "chưa kiểm chứng")],
                        default="unverified",
                        max_length=10,
                        verbose_name="kiểm chứng",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "loaded",
                    models.JSONField(
                        blank=True, editable=False, null=True, verbose_name="bản đã nạp"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(unique=True, verbose_name="số thứ tự")),
                ("name", models.CharField(max_length=200, verbose_name="tên ngắn")),
                ("wording", models.TextField(verbose_name="nội dung theo văn bản")),
            ],
            options={
                "verbose_name": "nhóm nội dung",
                "verbose_name_plural": "nhóm nội dung",
                "ordering": ["number"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="regulations_contentgroup_dates_in_order",
                        violation_error_message="Ngày cuối phải sau ngày đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("article", ""), _negated=True),
                        name="regulations_contentgroup_article_named",
                        violation_error_message="Phải ghi điều, khoản làm căn cứ.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SchemeKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80, unique=True, verbose_name="mã")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="regulations.legaldocument",
                        verbose_name="văn bản",
                    ),
                ),
                ("article", models.CharField(max_length=160, verbose_name="điều, khoản")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "verification",
                    models.CharField(
                        choices=[("verified", "đã kiểm chứng"), ("unverified", "chưa kiểm chứng")],
                        default="unverified",
                        max_length=10,
                        verbose_name="kiểm chứng",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "loaded",
                    models.JSONField(
                        blank=True, editable=False, null=True, verbose_name="bản đã nạp"
                    ),
                ),
                ("name", models.CharField(max_length=240, verbose_name="tên")),
                (
                    "list_number",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="danh mục tài liệu số (khoản của Điều 14)",
                    ),
                ),
            ],
            options={
                "verbose_name": "dạng đề án",
                "verbose_name_plural": "dạng đề án",
                "ordering": ["list_number", "code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="regulations_schemekind_dates_in_order",
                        violation_error_message="Ngày cuối phải sau ngày đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("article", ""), _negated=True),
                        name="regulations_schemekind_article_named",
                        violation_error_message="Phải ghi điều, khoản làm căn cứ.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubContent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80, unique=True, verbose_name="mã")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="regulations.legaldocument",
                        verbose_name="văn bản",
                    ),
                ),
                ("article", models.CharField(max_length=160, verbose_name="điều, khoản")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "verification",
                    models.CharField(
                        choices=[("verified", "đã kiểm chứng"), ("unverified", "chưa kiểm chứng")],
                        default="unverified",
                        max_length=10,
                        verbose_name="kiểm chứng",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "loaded",
                    models.JSONField(
                        blank=True, editable=False, null=True, verbose_name="bản đã nạp"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sub_contents",
                        to="regulations.contentgroup",
                        verbose_name="nhóm nội dung",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="thứ tự trong nhóm")),
                ("name", models.CharField(max_length=300, verbose_name="tên")),
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
                        max_length=12,
                        verbose_name="mã nội dung",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sub_contents",
                        to="regulations.schemekind",
                        verbose_name="dạng đề án",
                    ),
                ),
                (
                    "norm_item",
                    models.SlugField(
                        blank=True, max_length=60, verbose_name="mã khoản mục định mức"
                    ),
                ),
                ("condition", models.TextField(blank=True, verbose_name="điều kiện")),
            ],
            options={
                "verbose_name": "nội dung cụ thể",
                "verbose_name_plural": "nội dung cụ thể",
                "ordering": ["group__number", "order"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="regulations_subcontent_dates_in_order",
                        violation_error_message="Ngày cuối phải sau ngày đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("article", ""), _negated=True),
                        name="regulations_subcontent_article_named",
                        violation_error_message="Phải ghi điều, khoản làm căn cứ.",
                    ),
                    models.UniqueConstraint(
                        fields=("group", "order"), name="regulations_subcontent_one_place_in_group"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("content", ""),
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
                            _connector="OR",
                        ),
                        name="regulations_subcontent_known_content",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Trade",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80, unique=True, verbose_name="mã")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="regulations.legaldocument",
                        verbose_name="văn bản",
                    ),
                ),
                ("article", models.CharField(max_length=160, verbose_name="điều, khoản")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "verification",
                    models.CharField(
                        choices=[("verified", "đã kiểm chứng"), ("unverified", "chưa kiểm chứng")],
                        default="unverified",
                        max_length=10,
                        verbose_name="kiểm chứng",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "loaded",
                    models.JSONField(
                        blank=True, editable=False, null=True, verbose_name="bản đã nạp"
                    ),
                ),
                ("letter", models.CharField(max_length=2, unique=True, verbose_name="điểm")),
                ("order", models.PositiveSmallIntegerField(unique=True, verbose_name="thứ tự")),
                ("name", models.CharField(max_length=300, verbose_name="tên")),
                ("short_name", models.CharField(max_length=100, verbose_name="tên ngắn")),
                ("restriction", models.TextField(blank=True, verbose_name="giới hạn")),
            ],
            options={
                "verbose_name": "ngành, nghề",
                "verbose_name_plural": "ngành, nghề",
                "ordering": ["order"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="regulations_trade_dates_in_order",
                        violation_error_message="Ngày cuối phải sau ngày đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("article", ""), _negated=True),
                        name="regulations_trade_article_named",
                        violation_error_message="Phải ghi điều, khoản làm căn cứ.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CostNorm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80, unique=True, verbose_name="mã")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="regulations.legaldocument",
                        verbose_name="văn bản",
                    ),
                ),
                ("article", models.CharField(max_length=160, verbose_name="điều, khoản")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "verification",
                    models.CharField(
                        choices=[("verified", "đã kiểm chứng"), ("unverified", "chưa kiểm chứng")],
                        default="unverified",
                        max_length=10,
                        verbose_name="kiểm chứng",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "loaded",
                    models.JSONField(
                        blank=True, editable=False, null=True, verbose_name="bản đã nạp"
                    ),
                ),
                (
                    "applies_to",
                    models.CharField(
                        choices=[
                            ("national", "khuyến công quốc gia"),
                            ("local", "khuyến công địa phương"),
                            ("both", "khuyến công quốc gia và địa phương"),
                        ],
                        max_length=8,
                        verbose_name="áp dụng cho",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống đối với quy định chung cả nước.",
                        limit_choices_to={"level": "province"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                ("item", models.SlugField(max_length=60, verbose_name="mã khoản mục")),
                ("name", models.CharField(max_length=300, verbose_name="khoản mục")),
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
                        max_length=12,
                        verbose_name="mã nội dung",
                    ),
                ),
                (
                    "percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="tỷ lệ tối đa (%)",
                    ),
                ),
                (
                    "base_cost",
                    models.CharField(blank=True, max_length=400, verbose_name="chi phí làm căn cứ"),
                ),
                (
                    "ceiling_vnd",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="mức trần mỗi đơn vị (đồng)"
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("establishment", "cơ sở"),
                            ("firm", "doanh nghiệp"),
                            ("model", "mô hình"),
                            ("brand", "thương hiệu"),
                            ("round", "lần"),
                            ("product", "sản phẩm"),
                            ("association", "hội, hiệp hội"),
                            ("linkage_cluster", "cụm liên kết"),
                            ("industrial_cluster", "cụm công nghiệp"),
                            ("scheme", "đề án"),
                            ("year", "năm"),
                        ],
                        max_length=20,
                        verbose_name="đơn vị tính",
                    ),
                ),
                (
                    "priority_multiplier",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=3,
                        null=True,
                        verbose_name="hệ số ưu tiên",
                    ),
                ),
                (
                    "priority_article",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="căn cứ hệ số ưu tiên"
                    ),
                ),
                (
                    "is_priority_verified",
                    models.BooleanField(default=False, verbose_name="hệ số ưu tiên đã kiểm chứng"),
                ),
                (
                    "line_multiplier",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=3,
                        null=True,
                        verbose_name="hệ số dây chuyền công nghệ",
                    ),
                ),
                (
                    "reference",
                    models.CharField(blank=True, max_length=300, verbose_name="thực hiện theo"),
                ),
                ("condition", models.TextField(blank=True, verbose_name="điều kiện")),
            ],
            options={
                "verbose_name": "định mức hỗ trợ",
                "verbose_name_plural": "định mức hỗ trợ",
                "ordering": ["valid_from", "document__number", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="regulations_costnorm_dates_in_order",
                        violation_error_message="Ngày cuối phải sau ngày đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("article", ""), _negated=True),
                        name="regulations_costnorm_article_named",
                        violation_error_message="Phải ghi điều, khoản làm căn cứ.",
                    ),
                    models.UniqueConstraint(
                        fields=("item", "jurisdiction", "applies_to", "valid_from"),
                        name="regulations_costnorm_one_version_a_day",
                        nulls_distinct=False,
                        violation_error_message="Khoản mục này đã có định mức từ cùng ngày.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("percent__isnull", True),
                            models.Q(
                                ("percent__gt", 0),
                                ("percent__lte", 100),
                                models.Q(("base_cost", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="regulations_costnorm_percent_of_a_base",
                        violation_error_message="Tỷ lệ từ trên 0 đến 100% và phải ghi chi phí làm căn cứ.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ceiling_vnd__isnull", True),
                            models.Q(("ceiling_vnd__gt", 0), models.Q(("unit", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="regulations_costnorm_ceiling_by_unit",
                        violation_error_message="Mức trần phải dương và có đơn vị tính.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("percent__isnull", False),
                            ("ceiling_vnd__isnull", False),
                            models.Q(("reference", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="regulations_costnorm_says_something",
                        violation_error_message="Phải có tỷ lệ, mức trần hoặc văn bản để thực hiện theo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("priority_multiplier__isnull", True),
                                ("priority_multiplier__gte", 1),
                                _connector="OR",
                            ),
                            models.Q(
                                ("line_multiplier__isnull", True),
                                ("line_multiplier__gte", 1),
                                _connector="OR",
                            ),
                        ),
                        name="regulations_costnorm_multipliers_raise",
                        violation_error_message="Hệ số không được nhỏ hơn 1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("content", ""),
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
                                _connector="OR",
                            ),
                            models.Q(
                                ("unit", ""),
                                (
                                    "unit__in",
                                    [
                                        "establishment",
                                        "firm",
                                        "model",
                                        "brand",
                                        "round",
                                        "product",
                                        "association",
                                        "linkage_cluster",
                                        "industrial_cluster",
                                        "scheme",
                                        "year",
                                    ],
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="regulations_costnorm_known_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AdvanceRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80, unique=True, verbose_name="mã")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="regulations.legaldocument",
                        verbose_name="văn bản",
                    ),
                ),
                ("article", models.CharField(max_length=160, verbose_name="điều, khoản")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "verification",
                    models.CharField(
                        choices=[("verified", "đã kiểm chứng"), ("unverified", "chưa kiểm chứng")],
                        default="unverified",
                        max_length=10,
                        verbose_name="kiểm chứng",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "loaded",
                    models.JSONField(
                        blank=True, editable=False, null=True, verbose_name="bản đã nạp"
                    ),
                ),
                (
                    "applies_to",
                    models.CharField(
                        choices=[
                            ("national", "khuyến công quốc gia"),
                            ("local", "khuyến công địa phương"),
                            ("both", "khuyến công quốc gia và địa phương"),
                        ],
                        max_length=8,
                        verbose_name="áp dụng cho",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống đối với quy định chung cả nước.",
                        limit_choices_to={"level": "province"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advance_rules",
                        to="regulations.schemekind",
                        verbose_name="dạng đề án",
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(verbose_name="tỷ lệ tạm ứng (%)")),
                (
                    "progress_over_percent",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="khối lượng đã thực hiện phải trên (%)"
                    ),
                ),
                (
                    "progress_of",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="khối lượng tính trên"
                    ),
                ),
                (
                    "needs_department",
                    models.BooleanField(
                        default=False, verbose_name="báo cáo tiến độ phải có Sở xác nhận"
                    ),
                ),
                ("condition", models.TextField(blank=True, verbose_name="điều kiện")),
            ],
            options={
                "verbose_name": "mức tạm ứng",
                "verbose_name_plural": "mức tạm ứng",
                "ordering": ["valid_from", "percent", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="regulations_advancerule_dates_in_order",
                        violation_error_message="Ngày cuối phải sau ngày đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("article", ""), _negated=True),
                        name="regulations_advancerule_article_named",
                        violation_error_message="Phải ghi điều, khoản làm căn cứ.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("percent__gt", 0), ("percent__lte", 100)),
                        name="regulations_advancerule_percent",
                        violation_error_message="Tỷ lệ tạm ứng từ 1 đến 100%.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("progress_over_percent__isnull", True),
                            models.Q(
                                ("progress_over_percent__lt", 100),
                                models.Q(("progress_of", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="regulations_advancerule_progress_of_something",
                        violation_error_message="Phải ghi khối lượng tính trên cái gì.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriorityRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80, unique=True, verbose_name="mã")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="regulations.legaldocument",
                        verbose_name="văn bản",
                    ),
                ),
                ("article", models.CharField(max_length=160, verbose_name="điều, khoản")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "verification",
                    models.CharField(
                        choices=[("verified", "đã kiểm chứng"), ("unverified", "chưa kiểm chứng")],
                        default="unverified",
                        max_length=10,
                        verbose_name="kiểm chứng",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "loaded",
                    models.JSONField(
                        blank=True, editable=False, null=True, verbose_name="bản đã nạp"
                    ),
                ),
                (
                    "applies_to",
                    models.CharField(
                        choices=[
                            ("national", "khuyến công quốc gia"),
                            ("local", "khuyến công địa phương"),
                            ("both", "khuyến công quốc gia và địa phương"),
                        ],
                        max_length=8,
                        verbose_name="áp dụng cho",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống đối với quy định chung cả nước.",
                        limit_choices_to={"level": "province"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                (
                    "axis",
                    models.CharField(
                        choices=[
                            ("form", "Hình thức đề án"),
                            ("place", "Địa bàn"),
                            ("trade", "Ngành nghề"),
                            ("body", "Đơn vị thực hiện"),
                        ],
                        max_length=6,
                        verbose_name="xét theo",
                    ),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="thứ tự"),
                ),
                ("name", models.CharField(max_length=300, verbose_name="nội dung ưu tiên")),
                ("test", models.TextField(blank=True, verbose_name="cách xác định")),
                (
                    "threshold",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ngưỡng"),
                ),
                (
                    "threshold_unit",
                    models.CharField(blank=True, max_length=80, verbose_name="đơn vị của ngưỡng"),
                ),
                (
                    "is_above_threshold",
                    models.BooleanField(
                        default=False, verbose_name="phải trên ngưỡng (không bằng)"
                    ),
                ),
            ],
            options={
                "verbose_name": "quy định ưu tiên",
                "verbose_name_plural": "quy định ưu tiên",
                "ordering": ["axis", "rank", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="regulations_priorityrule_dates_in_order",
                        violation_error_message="Ngày cuối phải sau ngày đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("article", ""), _negated=True),
                        name="regulations_priorityrule_article_named",
                        violation_error_message="Phải ghi điều, khoản làm căn cứ.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DossierPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80, unique=True, verbose_name="mã")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="regulations.legaldocument",
                        verbose_name="văn bản",
                    ),
                ),
                ("article", models.CharField(max_length=160, verbose_name="điều, khoản")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "verification",
                    models.CharField(
                        choices=[("verified", "đã kiểm chứng"), ("unverified", "chưa kiểm chứng")],
                        default="unverified",
                        max_length=10,
                        verbose_name="kiểm chứng",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "loaded",
                    models.JSONField(
                        blank=True, editable=False, null=True, verbose_name="bản đã nạp"
                    ),
                ),
                (
                    "applies_to",
                    models.CharField(
                        choices=[
                            ("national", "khuyến công quốc gia"),
                            ("local", "khuyến công địa phương"),
                            ("both", "khuyến công quốc gia và địa phương"),
                        ],
                        max_length=8,
                        verbose_name="áp dụng cho",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống đối với quy định chung cả nước.",
                        limit_choices_to={"level": "province"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="số thứ tự")),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                ("wording", models.TextField(verbose_name="yêu cầu")),
            ],
            options={
                "verbose_name": "phần của đề án",
                "verbose_name_plural": "phần của đề án",
                "ordering": ["valid_from", "number"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="regulations_dossierpart_dates_in_order",
                        violation_error_message="Ngày cuối phải sau ngày đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("article", ""), _negated=True),
                        name="regulations_dossierpart_article_named",
                        violation_error_message="Phải ghi điều, khoản làm căn cứ.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DossierPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80, unique=True, verbose_name="mã")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="regulations.legaldocument",
                        verbose_name="văn bản",
                    ),
                ),
                ("article", models.CharField(max_length=160, verbose_name="điều, khoản")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "verification",
                    models.CharField(
                        choices=[("verified", "đã kiểm chứng"), ("unverified", "chưa kiểm chứng")],
                        default="unverified",
                        max_length=10,
                        verbose_name="kiểm chứng",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "loaded",
                    models.JSONField(
                        blank=True, editable=False, null=True, verbose_name="bản đã nạp"
                    ),
                ),
                (
                    "applies_to",
                    models.CharField(
                        choices=[
                            ("national", "khuyến công quốc gia"),
                            ("local", "khuyến công địa phương"),
                            ("both", "khuyến công quốc gia và địa phương"),
                        ],
                        max_length=8,
                        verbose_name="áp dụng cho",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống đối với quy định chung cả nước.",
                        limit_choices_to={"level": "province"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("base", "Thẩm định cấp cơ sở (gửi Sở Công Thương)"),
                            ("ministry", "Thẩm định cấp Bộ (gửi Cục)"),
                            ("group_plan", "Phê duyệt kế hoạch đề án lập theo nhóm"),
                        ],
                        max_length=10,
                        verbose_name="nộp khi",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="regulations.schemekind",
                        verbose_name="dạng đề án",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("name", models.CharField(max_length=400, verbose_name="giấy tờ")),
                ("copies", models.PositiveSmallIntegerField(default=1, verbose_name="số bộ")),
                ("condition", models.CharField(blank=True, max_length=300, verbose_name="khi nào")),
                (
                    "is_setting",
                    models.BooleanField(default=False, verbose_name="do địa phương quy định"),
                ),
                (
                    "is_from_beneficiary",
                    models.BooleanField(
                        default=False, verbose_name="do đơn vị thụ hưởng lập, cung cấp"
                    ),
                ),
            ],
            options={
                "verbose_name": "giấy tờ trong hồ sơ",
                "verbose_name_plural": "giấy tờ trong hồ sơ",
                "ordering": ["stage", "order"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="regulations_dossierpaper_dates_in_order",
                        violation_error_message="Ngày cuối phải sau ngày đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("article", ""), _negated=True),
                        name="regulations_dossierpaper_article_named",
                        violation_error_message="Phải ghi điều, khoản làm căn cứ.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80, unique=True, verbose_name="mã")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="regulations.legaldocument",
                        verbose_name="văn bản",
                    ),
                ),
                ("article", models.CharField(max_length=160, verbose_name="điều, khoản")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "verification",
                    models.CharField(
                        choices=[("verified", "đã kiểm chứng"), ("unverified", "chưa kiểm chứng")],
                        default="unverified",
                        max_length=10,
                        verbose_name="kiểm chứng",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "loaded",
                    models.JSONField(
                        blank=True, editable=False, null=True, verbose_name="bản đã nạp"
                    ),
                ),
                (
                    "applies_to",
                    models.CharField(
                        choices=[
                            ("national", "khuyến công quốc gia"),
                            ("local", "khuyến công địa phương"),
                            ("both", "khuyến công quốc gia và địa phương"),
                        ],
                        max_length=8,
                        verbose_name="áp dụng cho",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống đối với quy định chung cả nước.",
                        limit_choices_to={"level": "province"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("first_advance", "Tạm ứng lần một"),
                            ("remaining", "Nghiệm thu, tạm ứng kinh phí còn lại"),
                            ("multi_year", "Tạm ứng đề án nhiều năm"),
                            ("settlement", "Quyết toán"),
                            ("force_majeure", "Thanh lý, quyết toán do bất khả kháng"),
                        ],
                        max_length=13,
                        verbose_name="nộp khi",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="regulations.schemekind",
                        verbose_name="dạng đề án",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("name", models.CharField(max_length=500, verbose_name="tài liệu, chứng từ")),
                ("condition", models.CharField(blank=True, max_length=300, verbose_name="khi nào")),
                (
                    "is_from_beneficiary",
                    models.BooleanField(
                        default=False, verbose_name="do đơn vị thụ hưởng lập, cung cấp"
                    ),
                ),
            ],
            options={
                "verbose_name": "tài liệu nghiệm thu",
                "verbose_name_plural": "tài liệu nghiệm thu",
                "ordering": ["stage", "kind__list_number", "kind__code", "order"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="regulations_evidenceitem_dates_in_order",
                        violation_error_message="Ngày cuối phải sau ngày đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("article", ""), _negated=True),
                        name="regulations_evidenceitem_article_named",
                        violation_error_message="Phải ghi điều, khoản làm căn cứ.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80, unique=True, verbose_name="mã")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="regulations.legaldocument",
                        verbose_name="văn bản",
                    ),
                ),
                ("article", models.CharField(max_length=160, verbose_name="điều, khoản")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "verification",
                    models.CharField(
                        choices=[("verified", "đã kiểm chứng"), ("unverified", "chưa kiểm chứng")],
                        default="unverified",
                        max_length=10,
                        verbose_name="kiểm chứng",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "loaded",
                    models.JSONField(
                        blank=True, editable=False, null=True, verbose_name="bản đã nạp"
                    ),
                ),
                (
                    "applies_to",
                    models.CharField(
                        choices=[
                            ("national", "khuyến công quốc gia"),
                            ("local", "khuyến công địa phương"),
                            ("both", "khuyến công quốc gia và địa phương"),
                        ],
                        max_length=8,
                        verbose_name="áp dụng cho",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống đối với quy định chung cả nước.",
                        limit_choices_to={"level": "province"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                (
                    "every",
                    models.CharField(
                        choices=[
                            ("year", "hằng năm"),
                            ("month", "hằng tháng"),
                            ("event", "sau sự kiện"),
                        ],
                        max_length=5,
                        verbose_name="lặp lại",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="việc phải làm")),
                ("who", models.CharField(max_length=200, verbose_name="ai làm")),
                ("to_whom", models.CharField(blank=True, max_length=200, verbose_name="gửi cho")),
                (
                    "month",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="tháng"),
                ),
                (
                    "day",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ngày"),
                ),
                (
                    "year_offset",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="số năm sau năm kế hoạch"
                    ),
                ),
                (
                    "is_before",
                    models.BooleanField(
                        default=False, verbose_name="trước ngày (không tính ngày đó)"
                    ),
                ),
                ("event", models.CharField(blank=True, max_length=200, verbose_name="sau sự kiện")),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="số ngày sau sự kiện"
                    ),
                ),
                (
                    "is_working_days",
                    models.BooleanField(default=False, verbose_name="tính ngày làm việc"),
                ),
            ],
            options={
                "verbose_name": "thời hạn",
                "verbose_name_plural": "thời hạn",
                "ordering": ["every", "year_offset", "month", "day", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="regulations_deadline_dates_in_order",
                        violation_error_message="Ngày cuối phải sau ngày đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("article", ""), _negated=True),
                        name="regulations_deadline_article_named",
                        violation_error_message="Phải ghi điều, khoản làm căn cứ.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("day__range", (1, 31)),
                                ("every", "year"),
                                ("month__range", (1, 12)),
                            ),
                            models.Q(
                                ("day__range", (1, 31)), ("every", "month"), ("month__isnull", True)
                            ),
                            models.Q(
                                ("days__gt", 0),
                                ("every", "event"),
                                ("month__isnull", True),
                                models.Q(("event", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="regulations_deadline_has_its_parts",
                        violation_error_message="Hằng năm cần ngày và tháng; hằng tháng cần ngày; sau sự kiện cần sự kiện và số ngày.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AppraisalPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80, unique=True, verbose_name="mã")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="regulations.legaldocument",
                        verbose_name="văn bản",
                    ),
                ),
                ("article", models.CharField(max_length=160, verbose_name="điều, khoản")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "verification",
                    models.CharField(
                        choices=[("verified", "đã kiểm chứng"), ("unverified", "chưa kiểm chứng")],
                        default="unverified",
                        max_length=10,
                        verbose_name="kiểm chứng",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "loaded",
                    models.JSONField(
                        blank=True, editable=False, null=True, verbose_name="bản đã nạp"
                    ),
                ),
                (
                    "applies_to",
                    models.CharField(
                        choices=[
                            ("national", "khuyến công quốc gia"),
                            ("local", "khuyến công địa phương"),
                            ("both", "khuyến công quốc gia và địa phương"),
                        ],
                        max_length=8,
                        verbose_name="áp dụng cho",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống đối với quy định chung cả nước.",
                        limit_choices_to={"level": "province"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="số thứ tự")),
                ("name", models.CharField(max_length=120, verbose_name="tên ngắn")),
                ("wording", models.TextField(verbose_name="nội dung")),
            ],
            options={
                "verbose_name": "nội dung thẩm định",
                "verbose_name_plural": "nội dung thẩm định",
                "ordering": ["valid_from", "number"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="regulations_appraisalpoint_dates_in_order",
                        violation_error_message="Ngày cuối phải sau ngày đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("article", ""), _negated=True),
                        name="regulations_appraisalpoint_article_named",
                        violation_error_message="Phải ghi điều, khoản làm căn cứ.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AdjustmentDecider",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80, unique=True, verbose_name="mã")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="regulations.legaldocument",
                        verbose_name="văn bản",
                    ),
                ),
                ("article", models.CharField(max_length=160, verbose_name="điều, khoản")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "verification",
                    models.CharField(
                        choices=[("verified", "đã kiểm chứng"), ("unverified", "chưa kiểm chứng")],
                        default="unverified",
                        max_length=10,
                        verbose_name="kiểm chứng",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "loaded",
                    models.JSONField(
                        blank=True, editable=False, null=True, verbose_name="bản đã nạp"
                    ),
                ),
                (
                    "applies_to",
                    models.CharField(
                        choices=[
                            ("national", "khuyến công quốc gia"),
                            ("local", "khuyến công địa phương"),
                            ("both", "khuyến công quốc gia và địa phương"),
                        ],
                        max_length=8,
                        verbose_name="áp dụng cho",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống đối với quy định chung cả nước.",
                        limit_choices_to={"level": "province"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("raise_money", "tăng tổng mức kinh phí hỗ trợ"),
                            ("content", "thay đổi nội dung hoạt động khuyến công"),
                            ("next_year", "gia hạn thời gian thực hiện sang năm sau"),
                            ("add", "bổ sung đề án"),
                            ("stop", "ngừng triển khai đề án"),
                            ("place", "thay đổi địa điểm"),
                            ("beneficiary", "thay đổi đơn vị thụ hưởng"),
                            ("partner", "thay đổi đơn vị phối hợp"),
                            ("time", "thay đổi thời gian trong năm tài chính"),
                            ("lower_money", "giảm tổng mức kinh phí hỗ trợ"),
                            ("other", "điều chỉnh khác không làm tăng tổng mức kinh phí hỗ trợ"),
                        ],
                        max_length=12,
                        verbose_name="thay đổi",
                    ),
                ),
                (
                    "decider",
                    models.CharField(
                        choices=[
                            ("ministry", "Bộ Công Thương"),
                            ("department", "Cục quản lý khuyến công của Bộ Công Thương"),
                            ("province_department", "Sở Công Thương"),
                            ("province", "Ủy ban nhân dân cấp tỉnh"),
                        ],
                        max_length=20,
                        verbose_name="người quyết định",
                    ),
                ),
                (
                    "is_group",
                    models.BooleanField(default=False, verbose_name="chỉ đề án lập theo nhóm"),
                ),
            ],
            options={
                "verbose_name": "thẩm quyền điều chỉnh",
                "verbose_name_plural": "thẩm quyền điều chỉnh",
                "ordering": ["valid_from", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="regulations_adjustmentdecider_dates_in_order",
                        violation_error_message="Ngày cuối phải sau ngày đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("article", ""), _negated=True),
                        name="regulations_adjustmentdecider_article_named",
                        violation_error_message="Phải ghi điều, khoản làm căn cứ.",
                    ),
                ],
            },
        ),
    ]
