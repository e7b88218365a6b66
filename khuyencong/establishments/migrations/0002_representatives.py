"""A person who acts for an establishment: only an applicant, and told for good."""

from django.conf import settings
from django.db import migrations

# The role and the label of an account are read with a lock, so that neither changes meanwhile.
ONLY_APPLICANTS = """
CREATE FUNCTION establishments_representative_is_applicant() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    person record;
    establishment record;
BEGIN
    SELECT role, is_illustrative INTO person
        FROM accounts_user WHERE id = NEW.person_id FOR SHARE;
    SELECT is_illustrative INTO establishment
        FROM establishments_establishment WHERE id = NEW.establishment_id FOR SHARE;
    IF person.role <> 'applicant' THEN
        RAISE EXCEPTION 'Chỉ tài khoản vai trò «Cơ sở CNNT» mới được giao cho một cơ sở.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF person.is_illustrative <> establishment.is_illustrative THEN
        RAISE EXCEPTION 'Tài khoản minh họa chỉ được giao cho cơ sở minh họa, và ngược lại.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER establishments_representative_is_applicant
    BEFORE INSERT OR UPDATE ON establishments_representative
    FOR EACH ROW EXECUTE FUNCTION establishments_representative_is_applicant();
"""
ROLE_STAYS = """
CREATE FUNCTION establishments_applicant_keeps_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM establishments_representative
               WHERE person_id = NEW.id AND ended_at IS NULL) THEN
        RAISE EXCEPTION 'Phải thu hồi tài khoản của cơ sở trước khi đổi vai trò.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER establishments_applicant_keeps_role
    BEFORE UPDATE OF role, is_illustrative ON accounts_user
    FOR EACH ROW
    WHEN (OLD.role <> NEW.role OR OLD.is_illustrative <> NEW.is_illustrative)
    EXECUTE FUNCTION establishments_applicant_keeps_role();
"""
# Nothing of what was given changes but that it ends, once.
STAYS = """
CREATE FUNCTION establishments_representative_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own text[] := ARRAY['ended_at', 'ended_by_id'];
BEGIN
    IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL
        OR to_jsonb(NEW) - own <> to_jsonb(OLD) - own THEN
        RAISE EXCEPTION 'Việc giao tài khoản đã ghi thì không được sửa hay xóa, chỉ được thu hồi.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER establishments_representative_stays
    BEFORE UPDATE OR DELETE ON establishments_representative
    FOR EACH ROW EXECUTE FUNCTION establishments_representative_stays();
CREATE FUNCTION establishments_renewal_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Lần cấp lại mật khẩu đã ghi thì không được sửa hay xóa.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER establishments_renewal_stays
    BEFORE UPDATE OR DELETE ON establishments_passwordrenewal
    FOR EACH ROW EXECUTE FUNCTION establishments_renewal_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("establishments", "0001_establishments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(
            ONLY_APPLICANTS,
            """
            DROP TRIGGER establishments_representative_is_applicant
                ON establishments_representative;
            DROP FUNCTION establishments_representative_is_applicant;
            """,
        ),
        migrations.RunSQL(
            ROLE_STAYS,
            """
            DROP TRIGGER establishments_applicant_keeps_role ON accounts_user;
            DROP FUNCTION establishments_applicant_keeps_role;
            """,
        ),
        migrations.RunSQL(
            STAYS,
            """
            DROP TRIGGER establishments_renewal_stays ON establishments_passwordrenewal;
            DROP FUNCTION establishments_renewal_stays;
            DROP TRIGGER establishments_representative_stays ON establishments_representative;
            DROP FUNCTION establishments_representative_stays;
            """,
        ),
    ]
