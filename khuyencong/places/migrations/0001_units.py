"""Administrative units and what became of them."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=5, verbose_name="mã đơn vị hành chính")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("province", "Cấp tỉnh"),
                            ("district", "Cấp huyện"),
                            ("commune", "Cấp xã"),
                        ],
                        max_length=8,
                        verbose_name="cấp",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("province", "Tỉnh"),
                            ("central_city", "Thành phố trực thuộc trung ương"),
                            ("urban_district", "Quận"),
                            ("rural_district", "Huyện"),
                            ("town", "Thị xã"),
                            ("municipal_city", "Thành phố thuộc tỉnh, thuộc thành phố"),
                            ("ward", "Phường"),
                            ("rural_commune", "Xã"),
                            ("township", "Thị trấn"),
                            ("special_zone", "Đặc khu"),
                        ],
                        max_length=16,
                        verbose_name="loại",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="tên")),
                ("full_name", models.CharField(max_length=100, verbose_name="tên đầy đủ")),
                (
                    "fold",
                    models.CharField(db_index=True, max_length=80, verbose_name="khóa tra cứu"),
                ),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="cách gọi khác",
                    ),
                ),
                (
                    "sort_key",
                    models.BinaryField(db_index=True, max_length=400, verbose_name="khóa sắp xếp"),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="places.unit",
                        verbose_name="đơn vị cấp trên",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống đối với đơn vị cấp tỉnh.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="places.unit",
                        verbose_name="thuộc tỉnh, thành phố",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="có từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "started_by",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="nghị quyết thành lập"
                    ),
                ),
                (
                    "ended_by",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="nghị quyết chấm dứt"
                    ),
                ),
            ],
            options={
                "verbose_name": "đơn vị hành chính",
                "verbose_name_plural": "đơn vị hành chính",
                "indexes": [
                    models.Index(fields=["level", "valid_to"], name="places_unit_level_current")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "level", "valid_from"),
                        name="places_unit_one_start",
                        nulls_distinct=False,
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        expressions=[
                            (
                                models.Func(
                                    django.db.models.functions.comparison.Cast(
                                        django.db.models.functions.text.Concat(
                                            models.Value("1"), models.F("code")
                                        ),
                                        models.IntegerField(),
                                    ),
                                    django.db.models.functions.comparison.Cast(
                                        django.db.models.functions.text.Concat(
                                            models.Value("1"), models.F("code")
                                        ),
                                        models.IntegerField(),
                                    ),
                                    models.Value("[]"),
                                    function="int4range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    models.Value("[]"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="places_unit_no_overlap",
                        violation_error_message="Mã đơn vị hành chính này đã có trong cùng thời gian.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="places_unit_dates_in_order",
                        violation_error_message="Ngày cuối phải sau ngày đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code__regex", "^[0-9]{2}$"), ("level", "province")),
                            models.Q(("code__regex", "^[0-9]{3}$"), ("level", "district")),
                            models.Q(("code__regex", "^[0-9]{5}$"), ("level", "commune")),
                            _connector="OR",
                        ),
                        name="places_unit_code_of_level",
                        violation_error_message="Mã có 2, 3 hoặc 5 chữ số theo cấp tỉnh, huyện, xã.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ("province", "central_city")), ("level", "province")
                            ),
                            models.Q(
                                (
                                    "kind__in",
                                    ("urban_district", "rural_district", "town", "municipal_city"),
                                ),
                                ("level", "district"),
                            ),
                            models.Q(
                                ("kind__in", ("ward", "rural_commune", "township", "special_zone")),
                                ("level", "commune"),
                            ),
                            _connector="OR",
                        ),
                        name="places_unit_kind_of_level",
                        violation_error_message="Loại đơn vị không thuộc cấp này.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("level", "province"),
                                ("parent__isnull", True),
                                ("province__isnull", True),
                            ),
                            models.Q(
                                models.Q(("level", "province"), _negated=True),
                                ("parent__isnull", False),
                                ("province__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="places_unit_province_of_level",
                        violation_error_message="Đơn vị dưới cấp tỉnh phải thuộc một tỉnh.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="places.unit",
                        verbose_name="đơn vị cũ",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="places.unit",
                        verbose_name="đơn vị mới",
                    ),
                ),
                (
                    "is_whole",
                    models.BooleanField(
                        help_text="Sai: chỉ một phần đơn vị cũ.", verbose_name="nhập toàn bộ"
                    ),
                ),
                ("on_date", models.DateField(verbose_name="từ ngày")),
                (
                    "resolution",
                    models.CharField(blank=True, max_length=120, verbose_name="nghị quyết"),
                ),
                (
                    "is_verified",
                    models.BooleanField(default=False, verbose_name="nghị quyết đã kiểm chứng"),
                ),
            ],
            options={
                "verbose_name": "thay đổi đơn vị hành chính",
                "verbose_name_plural": "thay đổi đơn vị hành chính",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("predecessor", "successor"), name="places_succession_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_whole", True)),
                        fields=("predecessor",),
                        name="places_succession_one_whole",
                        violation_error_message="Một đơn vị chỉ nhập toàn bộ vào một đơn vị khác.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="places_succession_two_units",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_verified", False),
                            models.Q(("resolution", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="places_succession_verified_names_resolution",
                        violation_error_message="Đã kiểm chứng thì phải ghi số nghị quyết.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisadvantagedArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hardships",
                        to="places.unit",
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("difficult", "Địa bàn có điều kiện kinh tế - xã hội khó khăn"),
                            (
                                "especially_difficult",
                                "Địa bàn có điều kiện kinh tế - xã hội đặc biệt khó khăn",
                            ),
                            ("highland", "Vùng cao"),
                            ("island", "Hải đảo"),
                            ("land_border", "Biên giới đất liền"),
                            ("ethnic_minority", "Vùng đồng bào dân tộc thiểu số"),
                            ("poor_district", "Huyện nghèo"),
                            ("new_rural", "Xã trong kế hoạch xây dựng nông thôn mới"),
                        ],
                        max_length=24,
                        verbose_name="diện",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                ("source", models.CharField(max_length=240, verbose_name="căn cứ")),
                ("is_verified", models.BooleanField(default=False, verbose_name="đã kiểm chứng")),
                (
                    "is_illustrative",
                    models.BooleanField(default=False, verbose_name="dữ liệu minh họa"),
                ),
            ],
            options={
                "verbose_name": "địa bàn khó khăn",
                "verbose_name_plural": "địa bàn khó khăn",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "category", "valid_from", "is_illustrative"),
                        name="places_disadvantagedarea_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="places_disadvantagedarea_dates_in_order",
                        violation_error_message="Ngày cuối phải sau ngày đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="places_disadvantagedarea_source_named",
                        violation_error_message="Phải ghi căn cứ.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_illustrative", False), ("is_verified", False), _connector="OR"
                        ),
                        name="places_disadvantagedarea_invented_is_unverified",
                        violation_error_message="Dữ liệu minh họa không thể là đã kiểm chứng.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    models.CharField(max_length=64, unique=True, verbose_name="dấu băm dữ liệu"),
                ),
                ("loaded_at", models.DateTimeField(verbose_name="nạp lúc")),
                ("unit_count", models.PositiveIntegerField(verbose_name="số đơn vị")),
            ],
            options={
                "verbose_name": "bản danh mục",
                "verbose_name_plural": "bản danh mục",
            },
        ),
    ]
