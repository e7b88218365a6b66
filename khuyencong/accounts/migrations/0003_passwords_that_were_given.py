"""Since when a person has a password that somebody else gave."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_names_are_no_addresses")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="password_given_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Trống khi người dùng đã tự chọn mật khẩu của mình.",
                null=True,
                verbose_name="được cấp mật khẩu lúc",
            ),
        ),
    ]
