"""Deeds of delivery stay as they were done, held by the database; so does a confirmed report."""

from django.db import migrations

TABLES = (
    "contract",
    "contract_entries",
    "appendix",
    "appendix_entries",
    "advance",
    "advance_entries",
    "repayment",
    "visit",
    "acceptance",
    "acceptance_entries",
    "settlement",
    "settlement_entries",
    "followup",
    "followupfigure",
)

STAY = """
CREATE FUNCTION delivery_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Việc thực hiện đề án đã ghi thì không được sửa hay xóa.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION delivery_report_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    report bigint;
BEGIN
    IF TG_TABLE_NAME = 'delivery_progressreport' THEN
        report := OLD.id;
    ELSE
        report := coalesce(NEW.report_id, OLD.report_id);
    END IF;
    IF EXISTS (SELECT FROM delivery_progressreport
               WHERE id = report AND confirmed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'Báo cáo tiến độ đã được Sở xác nhận thì không được sửa hay xóa.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER delivery_report_stays BEFORE UPDATE OR DELETE ON delivery_progressreport
    FOR EACH ROW EXECUTE FUNCTION delivery_report_stays();
CREATE TRIGGER delivery_report_line_stays BEFORE INSERT OR UPDATE OR DELETE
    ON delivery_progressline FOR EACH ROW EXECUTE FUNCTION delivery_report_stays();
""" + "".join(
    f"CREATE TRIGGER delivery_{table}_stays BEFORE UPDATE OR DELETE ON delivery_{table}"
    " FOR EACH ROW EXECUTE FUNCTION delivery_stays();\n"
    for table in TABLES
)
GO = (
    "".join(f"DROP TRIGGER delivery_{table}_stays ON delivery_{table};\n" for table in TABLES)
    + """
DROP TRIGGER delivery_report_line_stays ON delivery_progressline;
DROP TRIGGER delivery_report_stays ON delivery_progressreport;
DROP FUNCTION delivery_report_stays;
DROP FUNCTION delivery_stays;
"""
)


class Migration(migrations.Migration):
    dependencies = (("delivery", "0001_delivery"),)

    operations = (migrations.RunSQL(STAY, GO),)
