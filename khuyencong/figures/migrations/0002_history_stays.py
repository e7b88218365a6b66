"""What was decided about a text's figures stays told: held by the database."""

from django.db import migrations

KEEP = """
CREATE FUNCTION figures_history_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Lịch sử xác nhận số liệu không được sửa hay xóa.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER figures_change_stays BEFORE UPDATE OR DELETE ON figures_change
    FOR EACH ROW EXECUTE FUNCTION figures_history_stays();
CREATE TRIGGER figures_decision_stays BEFORE UPDATE OR DELETE ON figures_findingdecision
    FOR EACH ROW EXECUTE FUNCTION figures_history_stays();
"""
FORGET = """
DROP TRIGGER figures_change_stays ON figures_change;
DROP TRIGGER figures_decision_stays ON figures_findingdecision;
DROP FUNCTION figures_history_stays;
"""


class Migration(migrations.Migration):
    dependencies = (("figures", "0001_figures"),)

    operations = (migrations.RunSQL(KEEP, FORGET),)
