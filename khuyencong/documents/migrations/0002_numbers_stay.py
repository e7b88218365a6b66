"""Numbers that were given or are void stay in the register as they are, held by the database."""

from django.db import migrations

STAY = """
CREATE FUNCTION documents_number_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Số văn bản đã cấp thì không được sửa hay xóa.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER documents_number_stays BEFORE UPDATE OR DELETE ON documents_documentnumber
    FOR EACH ROW EXECUTE FUNCTION documents_number_stays();
CREATE TRIGGER documents_void_stays BEFORE UPDATE OR DELETE ON documents_voidnumber
    FOR EACH ROW EXECUTE FUNCTION documents_number_stays();
"""
LET_GO = """
DROP TRIGGER documents_void_stays ON documents_voidnumber;
DROP TRIGGER documents_number_stays ON documents_documentnumber;
DROP FUNCTION documents_number_stays;
"""


class Migration(migrations.Migration):
    dependencies = (("documents", "0001_numbers"),)

    operations = (migrations.RunSQL(STAY, LET_GO),)
