"""The steps that rest on a paper are found without reading all: the register lists them."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = (("schemes", "0002_history_rules"),)

    operations = (
        migrations.AddIndex(
            "steptaken",
            models.Index(
                fields=("scheme",),
                condition=Q(decision_date__isnull=False),
                name="step_taken_by_a_paper",
            ),
        ),
    )
