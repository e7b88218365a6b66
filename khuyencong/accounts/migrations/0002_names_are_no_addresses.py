"""A user name has no «@»: one with it would be looked up as an e-mail address."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_people")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="username",
            field=models.CharField(
                max_length=60,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[A-Za-z0-9._+-]+\\Z", "Chỉ dùng chữ không dấu, số và . + - _"
                    )
                ],
                verbose_name="tên đăng nhập",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("username__contains", "@"), _negated=True),
                name="accounts_user_username_is_no_address",
                violation_error_message="Tên đăng nhập không có ký tự @.",
            ),
        ),
    ]
