"""A request stands where its last step led; its history stays, and once decided its changes too."""

from django.db import migrations

KEEP = """
CREATE FUNCTION adjustments_history_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Lịch sử của đề nghị điều chỉnh không được sửa hay xóa.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER adjustments_history_stays BEFORE UPDATE OR DELETE ON adjustments_requeststep
    FOR EACH ROW EXECUTE FUNCTION adjustments_history_stays();

CREATE FUNCTION adjustments_decided_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM adjustments_changerequest
        WHERE id = (CASE TG_OP WHEN 'INSERT' THEN NEW.request_id ELSE OLD.request_id END))
        IN ('approved', 'rejected', 'withdrawn') THEN
        RAISE EXCEPTION 'Đề nghị điều chỉnh đã kết thúc thì không sửa nội dung, tài liệu nữa.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER adjustments_change_stays BEFORE INSERT OR UPDATE OR DELETE ON adjustments_change
    FOR EACH ROW EXECUTE FUNCTION adjustments_decided_stays();
CREATE TRIGGER adjustments_paper_stays BEFORE INSERT OR UPDATE OR DELETE
    ON adjustments_requestpaper
    FOR EACH ROW EXECUTE FUNCTION adjustments_decided_stays();

CREATE FUNCTION adjustments_request_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Đề nghị điều chỉnh đã kết thúc thì không sửa hay xóa.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER adjustments_request_stays BEFORE UPDATE OR DELETE ON adjustments_changerequest
    FOR EACH ROW WHEN (OLD.state IN ('approved', 'rejected', 'withdrawn'))
    EXECUTE FUNCTION adjustments_request_stays();
"""

# Deferred: a step and the state it leads to are written in one transaction, in either order.
STATE_IS_LAST_STEP = """
CREATE FUNCTION adjustments_state_is_last_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    subject bigint := NEW.id;
BEGIN
    IF TG_TABLE_NAME = 'adjustments_requeststep' THEN
        subject := NEW.request_id;
    END IF;
    IF (SELECT state FROM adjustments_changerequest WHERE id = subject) IS DISTINCT FROM
       (SELECT to_state FROM adjustments_requeststep WHERE request_id = subject
        ORDER BY number DESC LIMIT 1) THEN
        RAISE EXCEPTION 'Tình trạng của đề nghị phải là nơi bước cuối cùng dẫn tới.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER adjustments_state_is_last_step
    AFTER INSERT OR UPDATE OF state ON adjustments_changerequest
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION adjustments_state_is_last_step();
CREATE CONSTRAINT TRIGGER adjustments_step_leads_to_state
    AFTER INSERT ON adjustments_requeststep
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION adjustments_state_is_last_step();
"""


class Migration(migrations.Migration):
    dependencies = (("adjustments", "0001_adjustments"),)

    operations = (
        migrations.RunSQL(
            KEEP,
            """
            DROP TRIGGER adjustments_request_stays ON adjustments_changerequest;
            DROP FUNCTION adjustments_request_stays;
            DROP TRIGGER adjustments_paper_stays ON adjustments_requestpaper;
            DROP TRIGGER adjustments_change_stays ON adjustments_change;
            DROP FUNCTION adjustments_decided_stays;
            DROP TRIGGER adjustments_history_stays ON adjustments_requeststep;
            DROP FUNCTION adjustments_history_stays;
            """,
        ),
        migrations.RunSQL(
            STATE_IS_LAST_STEP,
            """
            DROP TRIGGER adjustments_step_leads_to_state ON adjustments_requeststep;
            DROP TRIGGER adjustments_state_is_last_step ON adjustments_changerequest;
            DROP FUNCTION adjustments_state_is_last_step;
            """,
        ),
    )
