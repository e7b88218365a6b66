from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("schemes", "0003_recusals"),)

    operations = (
        migrations.AddField(
            model_name="line",
            name="place",
            field=models.CharField(
                blank=True,
                help_text="Để trống khi thực hiện tại cơ sở thụ hưởng.",
                max_length=300,
                verbose_name="địa điểm thực hiện",
            ),
        ),
    )
