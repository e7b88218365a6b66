"""A scheme stands where its last step led; its history, corrections and recusals stay."""

from django.db import migrations

KEEP_HISTORY = """
CREATE FUNCTION schemes_history_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Lịch sử của đề án không được sửa hay xóa.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER schemes_history_stays BEFORE UPDATE OR DELETE ON schemes_steptaken
    FOR EACH ROW EXECUTE FUNCTION schemes_history_stays();

CREATE FUNCTION schemes_correction_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Các lần sửa thông tin đề án không được sửa hay xóa.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER schemes_correction_stays BEFORE UPDATE OR DELETE ON schemes_correction
    FOR EACH ROW EXECUTE FUNCTION schemes_correction_stays();

CREATE FUNCTION schemes_recusal_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Khai báo xung đột lợi ích không được sửa hay xóa.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER schemes_recusal_stays BEFORE UPDATE OR DELETE ON schemes_recusal
    FOR EACH ROW EXECUTE FUNCTION schemes_recusal_stays();
"""

# Deferred: a step and the state it leads to are written in one transaction, in either order.
STATE_IS_LAST_STEP = """
CREATE FUNCTION schemes_state_is_last_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    subject bigint := NEW.id;
BEGIN
    IF TG_TABLE_NAME = 'schemes_steptaken' THEN
        subject := NEW.scheme_id;
    END IF;
    IF (SELECT state FROM schemes_scheme WHERE id = subject) IS DISTINCT FROM
       (SELECT to_state FROM schemes_steptaken WHERE scheme_id = subject
        ORDER BY number DESC LIMIT 1) THEN
        RAISE EXCEPTION 'Tình trạng của đề án phải là nơi bước cuối cùng dẫn tới.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER schemes_state_is_last_step
    AFTER INSERT OR UPDATE OF state ON schemes_scheme
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION schemes_state_is_last_step();
CREATE CONSTRAINT TRIGGER schemes_step_leads_to_state
    AFTER INSERT ON schemes_steptaken
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION schemes_state_is_last_step();
"""


class Migration(migrations.Migration):
    dependencies = (("schemes", "0001_schemes"),)

    operations = (
        migrations.RunSQL(
            KEEP_HISTORY,
            """
            DROP TRIGGER schemes_recusal_stays ON schemes_recusal;
            DROP FUNCTION schemes_recusal_stays;
            DROP TRIGGER schemes_correction_stays ON schemes_correction;
            DROP FUNCTION schemes_correction_stays;
            DROP TRIGGER schemes_history_stays ON schemes_steptaken;
            DROP FUNCTION schemes_history_stays;
            """,
        ),
        migrations.RunSQL(
            STATE_IS_LAST_STEP,
            """
            DROP TRIGGER schemes_step_leads_to_state ON schemes_steptaken;
            DROP TRIGGER schemes_state_is_last_step ON schemes_scheme;
            DROP FUNCTION schemes_state_is_last_step;
            """,
        ),
    )
