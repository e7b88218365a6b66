"""Signed copies and wordings stay as they came, held by the database."""

from django.db import migrations

TABLES = ("papers_signedscan", "papers_papertemplate")
STAYS = """
CREATE FUNCTION papers_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Bản ký và mẫu văn bản đã lưu thì không được sửa hay xóa.'
        USING ERRCODE = 'restrict_violation';
END $$;
"""
TRIGGER = """
CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION papers_stay();
"""


class Migration(migrations.Migration):
    dependencies = (("papers", "0001_papers"),)

    operations = (
        migrations.RunSQL(STAYS, "DROP FUNCTION papers_stay;"),
        *(
            migrations.RunSQL(
                TRIGGER.format(table=table), f"DROP TRIGGER {table}_stays ON {table};"
            )
            for table in TABLES
        ),
    )
