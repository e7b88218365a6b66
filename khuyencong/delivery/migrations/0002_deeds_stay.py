"""Deeds of delivery stay as they were done, held by the database; so does a confirmed report.

What was entered by mistake is cancelled, once, and stays too.
"""

from django.db import migrations

TABLES = (
    "contract",
    "contract_entries",
    "appendix",
    "appendix_entries",
    "advance_entries",
    "visit",
    "acceptance_entries",
    "settlement_entries",
    "followup",
    "followupfigure",
    "forecast",
    "forecastmonth",
)
CANCELLABLE = ("advance", "repayment", "acceptance", "settlement")

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

# Nothing of a deed changes but that it is cancelled, once, and with every entry of it reversed.
CANCEL = """
CREATE FUNCTION delivery_cancelled_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own text[] := ARRAY['cancelled_at', 'cancelled_by_id', 'cancellation'];
    stands boolean;
BEGIN
    IF TG_OP = 'DELETE' OR OLD.cancelled_at IS NOT NULL OR NEW.cancelled_at IS NULL
        OR to_jsonb(NEW) - own <> to_jsonb(OLD) - own THEN
        RAISE EXCEPTION 'Việc thực hiện đề án đã ghi thì không được sửa hay xóa.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_TABLE_NAME = 'delivery_repayment' THEN
        stands := NOT EXISTS (SELECT FROM funding_entry WHERE reverses_id = OLD.entry_id);
    ELSE
        EXECUTE format(
            'SELECT EXISTS (SELECT FROM %1$I_entries AS own WHERE own.%2$I = $1 AND NOT EXISTS '
            '(SELECT FROM funding_entry AS undone WHERE undone.reverses_id = own.entry_id))',
            TG_TABLE_NAME, substr(TG_TABLE_NAME, 10) || '_id') INTO stands USING OLD.id;
    END IF;
    IF stands THEN
        RAISE EXCEPTION 'Việc bị hủy còn bút toán chưa đảo.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
ONCE = "".join(
    f"CREATE TRIGGER delivery_{table}_stays BEFORE UPDATE OR DELETE ON delivery_{table}"
    " FOR EACH ROW EXECUTE FUNCTION delivery_cancelled_once();\n"
    for table in CANCELLABLE
)
NO_CANCEL = (
    "".join(f"DROP TRIGGER delivery_{table}_stays ON delivery_{table};\n" for table in CANCELLABLE)
    + "DROP FUNCTION delivery_cancelled_once;"
)


class Migration(migrations.Migration):
    dependencies = (("delivery", "0001_delivery"),)

    operations = (migrations.RunSQL(STAY, GO), migrations.RunSQL(CANCEL + ONCE, NO_CANCEL))
