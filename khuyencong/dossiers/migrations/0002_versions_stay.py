"""What was saved of a dossier, and what a survey was before, stays: held by the database."""

from django.db import migrations

KEEP_VERSIONS = """
CREATE FUNCTION dossiers_versions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Bản đã lưu của hồ sơ không được sửa hay xóa.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER dossiers_versions_stay BEFORE UPDATE OR DELETE ON dossiers_sectionversion
    FOR EACH ROW EXECUTE FUNCTION dossiers_versions_stay();
CREATE TRIGGER dossiers_form_versions_stay BEFORE UPDATE OR DELETE ON dossiers_formversion
    FOR EACH ROW EXECUTE FUNCTION dossiers_versions_stay();
CREATE TRIGGER dossiers_survey_changes_stay BEFORE UPDATE OR DELETE ON dossiers_surveychange
    FOR EACH ROW EXECUTE FUNCTION dossiers_versions_stay();
"""


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0001_dossiers"),)

    operations = (
        migrations.RunSQL(
            KEEP_VERSIONS,
            """
            DROP TRIGGER dossiers_survey_changes_stay ON dossiers_surveychange;
            DROP TRIGGER dossiers_form_versions_stay ON dossiers_formversion;
            DROP TRIGGER dossiers_versions_stay ON dossiers_sectionversion;
            DROP FUNCTION dossiers_versions_stay;
            """,
        ),
    )
