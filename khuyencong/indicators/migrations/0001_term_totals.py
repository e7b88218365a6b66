"""Totals of earlier terms."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0001_units"),
    ]

    operations = [
        migrations.CreateModel(
            name="TermTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measure", models.CharField(max_length=20, verbose_name="chỉ tiêu")),
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
                        max_length=20,
                        verbose_name="nội dung",
                    ),
                ),
                (
                    "source",
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
                        verbose_name="nguồn",
                    ),
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
                ("start_date", models.DateField(verbose_name="từ ngày")),
                ("end_date", models.DateField(verbose_name="đến ngày")),
                ("value", models.BigIntegerField(verbose_name="giá trị")),
                ("note", models.CharField(max_length=300, verbose_name="căn cứ")),
                (
                    "is_illustrative",
                    models.BooleanField(default=False, verbose_name="dữ liệu minh họa"),
                ),
            ],
            options={
                "verbose_name": "số tổng của kỳ trước",
                "verbose_name_plural": "số tổng của kỳ trước",
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "is_illustrative",
                            "province",
                            "measure",
                            "content",
                            "source",
                            "start_date",
                            "end_date",
                        ),
                        name="term_total_once",
                        violation_error_message="Số tổng này đã được ghi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end_date__gte", models.F("start_date"))),
                        name="term_total_ends_after_it_starts",
                        violation_error_message="Kỳ phải kết thúc sau khi bắt đầu.",
                    ),
                ],
            },
        ),
    ]
