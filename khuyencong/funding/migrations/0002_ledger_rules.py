"""What the ledger promises, held by the database: entries stay, and tell what was carried out.

docs/decisions/0015-closed-at-nothing.md tells why a closed account counts what was settled.
"""

from django.db import migrations

KEEP_ENTRIES = """
CREATE FUNCTION funding_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Bút toán kinh phí không được sửa hay xóa; hãy ghi bút toán đảo.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER funding_entry_stays BEFORE UPDATE OR DELETE ON funding_entry
    FOR EACH ROW EXECUTE FUNCTION funding_entry_stays();
"""

# Settled where closed or settled, else accepted, else allocated; a stage whose entries were all
# reversed (their sum is nothing) does not count.
TELL = """
    WITH touched AS (
        SELECT DISTINCT account_id AS id FROM posted{which}
    ), standing AS (
        SELECT account_id, nature FROM funding_entry
        WHERE account_id IN (SELECT id FROM touched)
          AND nature IN ('allocated', 'accepted', 'settled')
        GROUP BY account_id, nature, kind, level
        HAVING sum(amount_vnd) <> 0
    ), closed AS (
        SELECT account_id FROM funding_closing AS closing
        WHERE account_id IN (SELECT id FROM touched) AND reverses_id IS NULL AND NOT EXISTS (
            SELECT FROM funding_closing AS undone WHERE undone.reverses_id = closing.id)
    )
    UPDATE funding_account AS account
    SET stage = CASE
        WHEN EXISTS (SELECT FROM closed WHERE account_id = account.id) THEN 'settled'
        WHEN EXISTS (SELECT FROM standing
                     WHERE account_id = account.id AND nature = 'settled') THEN 'settled'
        WHEN EXISTS (SELECT FROM standing
                     WHERE account_id = account.id AND nature = 'accepted') THEN 'accepted'
        WHEN EXISTS (SELECT FROM standing
                     WHERE account_id = account.id AND nature = 'allocated') THEN 'allocated'
        ELSE ''
    END
    FROM touched WHERE account.id = touched.id;
    RETURN NULL;
"""
OF_ENTRIES = " WHERE nature IN ('allocated', 'accepted', 'settled')"

FUNCTION = "FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN{body}END $$;\n"
STAGE = "".join(
    (
        "CREATE ",
        FUNCTION.format(name="funding_tell_stage", body=TELL.format(which=OF_ENTRIES)),
        "CREATE ",
        FUNCTION.format(name="funding_tell_stage_of_closed", body=TELL.format(which="")),
        "CREATE TRIGGER funding_tell_stage AFTER INSERT ON funding_entry"
        " REFERENCING NEW TABLE AS posted"
        " FOR EACH STATEMENT EXECUTE FUNCTION funding_tell_stage();\n",
        "CREATE TRIGGER funding_tell_stage AFTER INSERT ON funding_closing"
        " REFERENCING NEW TABLE AS posted"
        " FOR EACH STATEMENT EXECUTE FUNCTION funding_tell_stage_of_closed();",
    )
)

CHECK_REVERSAL = """
CREATE FUNCTION funding_reversal_is_the_opposite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM funding_entry AS original
        WHERE original.id = NEW.reverses_id
          AND original.account_id = NEW.account_id
          AND original.amount_vnd = -NEW.amount_vnd
          AND (original.nature, original.kind, original.level)
              = (NEW.nature, NEW.kind, NEW.level)
    ) THEN
        RAISE EXCEPTION 'Bút toán đảo phải trái dấu và giống hệt bút toán được đảo.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funding_reversal_is_the_opposite BEFORE INSERT ON funding_entry
    FOR EACH ROW WHEN (NEW.reverses_id IS NOT NULL)
    EXECUTE FUNCTION funding_reversal_is_the_opposite();
"""


class Migration(migrations.Migration):
    dependencies = (("funding", "0001_ledger"),)

    operations = (
        migrations.RunSQL(
            KEEP_ENTRIES,
            """
            DROP TRIGGER funding_entry_stays ON funding_entry;
            DROP FUNCTION funding_entry_stays;
            """,
        ),
        migrations.RunSQL(
            STAGE,
            """
            DROP TRIGGER funding_tell_stage ON funding_closing;
            DROP FUNCTION funding_tell_stage_of_closed;
            DROP TRIGGER funding_tell_stage ON funding_entry;
            DROP FUNCTION funding_tell_stage;
            """,
        ),
        migrations.RunSQL(
            CHECK_REVERSAL,
            """
            DROP TRIGGER funding_reversal_is_the_opposite ON funding_entry;
            DROP FUNCTION funding_reversal_is_the_opposite;
            """,
        ),
    )
