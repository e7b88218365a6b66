"""Closed accounts count what was settled, also nothing; docs/decisions/0015-closed-at-nothing.md."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# As in 0002, and settled where a closing stands.
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

IS_CLOSED = """
CREATE FUNCTION funding_is_closed(account bigint) RETURNS boolean LANGUAGE sql AS $$
    SELECT EXISTS (
        SELECT FROM funding_closing AS closing
        WHERE closing.account_id = account AND closing.reverses_id IS NULL AND NOT EXISTS (
            SELECT FROM funding_closing AS undone WHERE undone.reverses_id = closing.id))
$$;
"""
FUNCTION = "FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN{body}END $$;\n"
STAGE = "".join(
    (
        "CREATE OR REPLACE ",
        FUNCTION.format(name="funding_tell_stage", body=TELL.format(which=OF_ENTRIES)),
        "CREATE ",
        FUNCTION.format(name="funding_tell_stage_of_closed", body=TELL.format(which="")),
        "CREATE TRIGGER funding_tell_stage AFTER INSERT ON funding_closing"
        " REFERENCING NEW TABLE AS posted"
        " FOR EACH STATEMENT EXECUTE FUNCTION funding_tell_stage_of_closed();",
    )
)

# Locks as the limits of 0004: accounts by number, before what stands is read.  The trigger's name
# comes after theirs, so that a closing under way is waited for.
CLOSED = """
CREATE FUNCTION funding_closing_is_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM funding_account WHERE id = NEW.account_id FOR NO KEY UPDATE;
    IF NEW.reverses_id IS NULL AND funding_is_closed(NEW.account_id) THEN
        RAISE EXCEPTION 'Dòng kinh phí này đã tất toán.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'funding_account_closed';
    END IF;
    IF NEW.reverses_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM funding_closing AS undone WHERE undone.id = NEW.reverses_id
          AND undone.account_id = NEW.account_id AND undone.reverses_id IS NULL
    ) THEN
        RAISE EXCEPTION 'Chỉ hủy được một lần tất toán của chính dòng kinh phí ấy.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funding_closing_is_one BEFORE INSERT ON funding_closing
    FOR EACH ROW EXECUTE FUNCTION funding_closing_is_one();

CREATE FUNCTION funding_account_closing_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Tất toán dòng kinh phí không được sửa hay xóa.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER funding_account_closing_stays BEFORE UPDATE OR DELETE ON funding_closing
    FOR EACH ROW EXECUTE FUNCTION funding_account_closing_stays();

CREATE FUNCTION funding_entry_on_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    broken record;
BEGIN
    IF NOT EXISTS (SELECT FROM funding_closing) THEN
        RETURN NULL;
    END IF;
    PERFORM FROM funding_account
        WHERE id IN (SELECT account_id FROM posted) ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM posted JOIN funding_closing AS closing USING (account_id)
        WHERE posted.nature NOT IN ('repaid', 'disbursed') AND closing.reverses_id IS NULL
          AND NOT EXISTS (SELECT FROM funding_closing AS undone
                          WHERE undone.reverses_id = closing.id)) THEN
        RAISE EXCEPTION 'Dòng kinh phí đã tất toán, không ghi thêm hay đảo bút toán được: hãy hủy '
            'biên bản thanh lý, quyết toán ghi nhầm trước.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'funding_account_closed';
    END IF;
    SELECT paid.disbursed, paid.settled INTO broken FROM (
        SELECT coalesce(sum(entry.amount_vnd) FILTER (WHERE entry.nature = 'disbursed'), 0),
            coalesce(sum(entry.amount_vnd) FILTER (WHERE entry.nature = 'settled'), 0)
        FROM funding_entry AS entry
        JOIN (SELECT DISTINCT account_id, kind, level FROM posted
              WHERE nature = 'disbursed' AND amount_vnd > 0
                AND account_id IN (SELECT account_id FROM funding_closing)
                AND funding_is_closed(account_id)
        ) AS touched USING (account_id, kind, level)
        GROUP BY account_id, kind, level
    ) AS paid (disbursed, settled)
    WHERE paid.disbursed > paid.settled LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Không chi quá số đã quyết toán %: đã chi, kể cả lần này, là %.',
            funding_show(broken.settled), funding_show(broken.disbursed)
            USING ERRCODE = 'check_violation', CONSTRAINT = 'funding_disbursed_exceeded',
                DETAIL = '0';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER funding_entry_on_closed AFTER INSERT ON funding_entry
    REFERENCING NEW TABLE AS posted
    FOR EACH STATEMENT EXECUTE FUNCTION funding_entry_on_closed();
"""
OPEN = """
DROP TRIGGER funding_entry_on_closed ON funding_entry;
DROP FUNCTION funding_entry_on_closed;
DROP TRIGGER funding_account_closing_stays ON funding_closing;
DROP FUNCTION funding_account_closing_stays;
DROP TRIGGER funding_closing_is_one ON funding_closing;
DROP FUNCTION funding_closing_is_one;
"""


class Migration(migrations.Migration):
    dependencies = (
        ("funding", "0004_limits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )

    operations = (
        migrations.CreateModel(
            name="Closing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(verbose_name="ngày tất toán")),
                (
                    "document",
                    models.CharField(blank=True, max_length=200, verbose_name="chứng từ"),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closings",
                        to="funding.account",
                        verbose_name="dòng kinh phí",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="funding.closing",
                        verbose_name="hủy lần tất toán",
                    ),
                ),
            ],
            options={
                "verbose_name": "tất toán dòng kinh phí",
                "verbose_name_plural": "tất toán dòng kinh phí",
                "ordering": ("pk",),
            },
        ),
        migrations.RunSQL(IS_CLOSED, migrations.RunSQL.noop),
        migrations.RunSQL(
            STAGE,
            """
            DROP TRIGGER funding_tell_stage ON funding_closing;
            DROP FUNCTION funding_tell_stage_of_closed;
            """,
        ),
        migrations.RunSQL(CLOSED, OPEN),
    )
