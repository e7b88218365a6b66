"""What was decided stays: editions, their rows, and the items of the plan they came from."""

from django.db import migrations

KEEP = """
CREATE FUNCTION planning_edition_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Kế hoạch đã giao không được sửa hay xóa; hãy ghi một lần điều chỉnh.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER planning_edition_stays BEFORE UPDATE OR DELETE ON planning_planedition
    FOR EACH ROW EXECUTE FUNCTION planning_edition_stays();
CREATE TRIGGER planning_row_stays BEFORE UPDATE OR DELETE ON planning_editionrow
    FOR EACH ROW EXECUTE FUNCTION planning_edition_stays();

CREATE FUNCTION planning_decided_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM planning_planedition WHERE plan_id = OLD.plan_id) THEN
        RAISE EXCEPTION 'Phương án đã được quyết định nên không thay đổi nữa.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER planning_decided_stays BEFORE UPDATE OR DELETE ON planning_planitem
    FOR EACH ROW EXECUTE FUNCTION planning_decided_stays();
"""


class Migration(migrations.Migration):
    dependencies = (("planning", "0001_plans"),)

    operations = (
        migrations.RunSQL(
            KEEP,
            """
            DROP TRIGGER planning_decided_stays ON planning_planitem;
            DROP FUNCTION planning_decided_stays;
            DROP TRIGGER planning_row_stays ON planning_editionrow;
            DROP TRIGGER planning_edition_stays ON planning_planedition;
            DROP FUNCTION planning_edition_stays;
            """,
        ),
    )
