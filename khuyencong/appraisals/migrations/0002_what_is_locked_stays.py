"""Locked opinions, conclusions and the amounts agreed to never change: held by the database."""

from django.db import migrations

STAYS = """
CREATE FUNCTION appraisals_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Kết luận thẩm định không được sửa hay xóa.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER appraisals_conclusion_stays BEFORE UPDATE OR DELETE ON appraisals_conclusion
    FOR EACH ROW EXECUTE FUNCTION appraisals_stays();
CREATE TRIGGER appraisals_agreed_stays BEFORE UPDATE OR DELETE ON appraisals_agreedline
    FOR EACH ROW EXECUTE FUNCTION appraisals_stays();

CREATE FUNCTION appraisals_opinion_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.locked_at IS NOT NULL THEN
        RAISE EXCEPTION 'Ý kiến thẩm định đã khóa không được sửa hay xóa.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER appraisals_opinion_stays BEFORE UPDATE OR DELETE ON appraisals_opinion
    FOR EACH ROW EXECUTE FUNCTION appraisals_opinion_stays();

CREATE FUNCTION appraisals_point_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    subject bigint;
BEGIN
    subject := CASE TG_OP WHEN 'DELETE' THEN OLD.opinion_id ELSE NEW.opinion_id END;
    IF TG_OP = 'UPDATE' AND OLD.opinion_id <> NEW.opinion_id
       OR (SELECT locked_at FROM appraisals_opinion WHERE id = subject FOR KEY SHARE) IS NOT NULL
    THEN
        RAISE EXCEPTION 'Ý kiến thẩm định đã khóa không được sửa hay xóa.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER appraisals_point_stays BEFORE INSERT OR UPDATE OR DELETE ON appraisals_opinionpoint
    FOR EACH ROW EXECUTE FUNCTION appraisals_point_stays();
"""
GOES = """
DROP TRIGGER appraisals_point_stays ON appraisals_opinionpoint;
DROP FUNCTION appraisals_point_stays;
DROP TRIGGER appraisals_opinion_stays ON appraisals_opinion;
DROP FUNCTION appraisals_opinion_stays;
DROP TRIGGER appraisals_agreed_stays ON appraisals_agreedline;
DROP TRIGGER appraisals_conclusion_stays ON appraisals_conclusion;
DROP FUNCTION appraisals_stays;
"""


class Migration(migrations.Migration):
    dependencies = (("appraisals", "0001_appraisals"),)

    operations = (migrations.RunSQL(STAYS, GOES),)
