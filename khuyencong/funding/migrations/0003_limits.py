"""Money cannot go wrong: limits held by the database, also against those who post together.

docs/decisions/0011-limits-of-money.md tells the rule and why.  The locks, always in this order: years
(advisory; shared by those who post, alone by who closes a year or gives an envelope), accounts by
number, envelopes by number.  Each sum is read by a statement that begins after its locks are had,
so it sees whatever the ones before it have committed.
"""

from django.db import migrations

# 7305 is the first key of the advisory locks; the second is the year.

WORDS = """
CREATE FUNCTION funding_show(amount numeric) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT replace(to_char(amount, 'FM999,999,999,999,999,990'), ',', '.') || ' đồng'
$$;
CREATE FUNCTION funding_source(level text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE level WHEN 'national' THEN 'nguồn quốc gia' WHEN 'province' THEN 'nguồn tỉnh'
        WHEN 'district' THEN 'nguồn huyện' WHEN 'commune' THEN 'nguồn xã'
        ELSE 'không rõ nguồn' END
$$;
"""
NO_WORDS = "DROP FUNCTION funding_source(text); DROP FUNCTION funding_show(numeric);"

CLOSED_YEAR = """
CREATE FUNCTION funding_closed_year() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closed record;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7305, years.year) FROM (
        SELECT DISTINCT account.year::int AS year FROM posted
        JOIN funding_account AS account ON account.id = posted.account_id ORDER BY 1
    ) AS years;
    IF NOT EXISTS (SELECT FROM funding_yearclosing) THEN
        RETURN NULL;
    END IF;
    SELECT closing.year, unit.full_name INTO closed
    FROM posted
    JOIN funding_account AS account ON account.id = posted.account_id
    JOIN funding_yearclosing AS closing
      ON (closing.year, closing.place_id, closing.is_illustrative)
       = (account.year, account.province_id, account.is_illustrative)
    JOIN places_unit AS unit ON unit.id = closing.place_id
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Sổ kinh phí năm % của % đã khóa, không ghi thêm được.',
            closed.year, closed.full_name
            USING ERRCODE = 'check_violation', CONSTRAINT = 'funding_year_closed';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER funding_closed_year AFTER INSERT ON funding_entry
    REFERENCING NEW TABLE AS posted
    FOR EACH STATEMENT EXECUTE FUNCTION funding_closed_year();

CREATE FUNCTION funding_close_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7305, NEW.year::int);
    RETURN NEW;
END $$;
CREATE TRIGGER funding_close_alone BEFORE INSERT ON funding_yearclosing
    FOR EACH ROW EXECUTE FUNCTION funding_close_alone();

CREATE FUNCTION funding_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Khóa sổ năm và các lần giao hạn mức không được sửa hay xóa.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER funding_closing_stays BEFORE UPDATE OR DELETE ON funding_yearclosing
    FOR EACH ROW EXECUTE FUNCTION funding_stays();
CREATE TRIGGER funding_revision_stays BEFORE UPDATE OR DELETE ON funding_enveloperevision
    FOR EACH ROW EXECUTE FUNCTION funding_stays();

CREATE FUNCTION funding_account_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM funding_entry WHERE account_id = NEW.id) THEN
        RAISE EXCEPTION 'Dòng kinh phí đã có bút toán thì giữ nguyên năm và địa bàn.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funding_account_stays BEFORE UPDATE OF year, province_id, is_illustrative
    ON funding_account FOR EACH ROW
    WHEN ((OLD.year, OLD.province_id, OLD.is_illustrative)
          IS DISTINCT FROM (NEW.year, NEW.province_id, NEW.is_illustrative))
    EXECUTE FUNCTION funding_account_stays();
"""
NO_CLOSED_YEAR = """
DROP TRIGGER funding_account_stays ON funding_account;
DROP FUNCTION funding_account_stays;
DROP TRIGGER funding_revision_stays ON funding_enveloperevision;
DROP TRIGGER funding_closing_stays ON funding_yearclosing;
DROP FUNCTION funding_stays;
DROP TRIGGER funding_close_alone ON funding_yearclosing;
DROP FUNCTION funding_close_alone;
DROP TRIGGER funding_closed_year ON funding_entry;
DROP FUNCTION funding_closed_year;
"""

# A nature is limited by the nearest earlier one that stands on the account (its sum is not
# nothing), or that this very statement takes back.  Where none stands, the account is one that
# was recorded afterwards and has no such limit.
ENTRY_LIMITS = """
CREATE FUNCTION funding_entry_limits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    broken record;
    just numeric;
BEGIN
    IF NOT EXISTS (SELECT FROM posted WHERE kind IN ('grant', 'recoverable') AND nature IN (
        'allocated', 'contracted', 'advanced', 'disbursed', 'accepted', 'settled', 'repaid')) THEN
        RETURN NULL;
    END IF;
    PERFORM FROM funding_account
        WHERE id IN (SELECT account_id FROM posted) ORDER BY id FOR NO KEY UPDATE;
    WITH touched AS (
        SELECT account_id, kind, level,
            bool_or(nature = 'allocated' AND amount_vnd < 0) AS allocated_back,
            bool_or(nature = 'contracted' AND amount_vnd < 0) AS contracted_back,
            bool_or(nature = 'advanced' AND amount_vnd < 0) AS advanced_back,
            bool_or(nature = 'disbursed' AND amount_vnd < 0) AS disbursed_back,
            bool_or(nature = 'accepted' AND amount_vnd < 0) AS accepted_back,
            bool_or(nature = 'settled' AND amount_vnd < 0) AS settled_back
        FROM posted WHERE kind IN ('grant', 'recoverable')
        GROUP BY account_id, kind, level
    ), sums AS (
        SELECT touched.*,
            coalesce(sum(amount_vnd) FILTER (WHERE nature = 'allocated'), 0) AS allocated,
            coalesce(sum(amount_vnd) FILTER (WHERE nature = 'contracted'), 0) AS contracted,
            coalesce(sum(amount_vnd) FILTER (WHERE nature = 'advanced'), 0) AS advanced,
            coalesce(sum(amount_vnd) FILTER (WHERE nature = 'disbursed'), 0) AS disbursed,
            coalesce(sum(amount_vnd) FILTER (WHERE nature = 'accepted'), 0) AS accepted,
            coalesce(sum(amount_vnd) FILTER (WHERE nature = 'settled'), 0) AS settled,
            coalesce(sum(amount_vnd) FILTER (WHERE nature = 'repaid'), 0) AS repaid
        FROM touched JOIN funding_entry AS entry USING (account_id, kind, level)
        GROUP BY account_id, kind, level, allocated_back, contracted_back, advanced_back,
            disbursed_back, accepted_back, settled_back
    ), standing AS (
        SELECT sums.*, account.advance_percent,
            CASE WHEN allocated <> 0 OR allocated_back THEN allocated END AS plan,
            CASE WHEN contracted <> 0 OR contracted_back THEN contracted END AS contract,
            CASE WHEN advanced <> 0 OR advanced_back THEN advanced END AS advance,
            CASE WHEN disbursed <> 0 OR disbursed_back THEN disbursed END AS payment,
            CASE WHEN accepted <> 0 OR accepted_back THEN accepted END AS acceptance,
            CASE WHEN settled <> 0 OR settled_back THEN settled END AS settlement
        FROM sums JOIN funding_account AS account ON account.id = sums.account_id
    )
    SELECT account_id, kind, level, rule.nature, rule.deed, rule.basis, rule.amount, rule.most
    INTO broken
    FROM standing CROSS JOIN LATERAL (VALUES
        ('contracted', 'ký hợp đồng', 'được phân bổ', contracted, plan),
        ('advanced', 'tạm ứng', CASE WHEN contract IS NULL THEN 'được phân bổ'
            ELSE 'ký hợp đồng' END, advanced, coalesce(contract, plan)),
        ('advanced', 'tạm ứng', 'tạm ứng tối đa ' || advance_percent || '% theo quy định',
            advanced, greatest(div(coalesce(contract, plan) * advance_percent, 100), acceptance)),
        ('disbursed', 'giải ngân', CASE WHEN contract IS NULL THEN 'được phân bổ'
            ELSE 'ký hợp đồng' END, disbursed, coalesce(contract, plan)),
        ('accepted', 'nghiệm thu', CASE WHEN contract IS NULL THEN 'được phân bổ'
            ELSE 'ký hợp đồng' END, accepted, coalesce(contract, plan)),
        ('settled', 'quyết toán', CASE WHEN acceptance IS NOT NULL THEN 'nghiệm thu'
            WHEN contract IS NOT NULL THEN 'ký hợp đồng' ELSE 'được phân bổ' END,
            settled, coalesce(acceptance, contract, plan)),
        ('repaid', 'thu hồi', 'đã chi', repaid, greatest(advance, payment, settlement))
    ) AS rule (nature, deed, basis, amount, most)
    WHERE rule.amount > rule.most
    ORDER BY account_id LIMIT 1;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT coalesce(sum(amount_vnd), 0) INTO just FROM posted
    WHERE (account_id, kind, level, nature)
        = (broken.account_id, broken.kind, broken.level, broken.nature);
    IF just > 0 THEN
        RAISE EXCEPTION 'Không % thêm được % (%): số % là %, chỉ còn %.',
            broken.deed, funding_show(just), funding_source(broken.level), broken.basis,
            funding_show(broken.most), funding_show(greatest(broken.most - broken.amount + just, 0))
            USING ERRCODE = 'check_violation',
                CONSTRAINT = 'funding_' || broken.nature || '_exceeded',
                DETAIL = greatest(broken.most - broken.amount + just, 0);
    END IF;
    RAISE EXCEPTION 'Không giảm số % xuống % được (%): số % đã là %.',
        broken.basis, funding_show(broken.most), funding_source(broken.level), broken.deed,
        funding_show(broken.amount)
        USING ERRCODE = 'check_violation',
            CONSTRAINT = 'funding_' || broken.nature || '_exceeded', DETAIL = '0';
END $$;
CREATE TRIGGER funding_entry_limits AFTER INSERT ON funding_entry
    REFERENCING NEW TABLE AS posted
    FOR EACH STATEMENT EXECUTE FUNCTION funding_entry_limits();
"""
NO_ENTRY_LIMITS = """
DROP TRIGGER funding_entry_limits ON funding_entry;
DROP FUNCTION funding_entry_limits;
"""

# Accounts are locked by number before what stands is read.  The trigger's name comes after those of
# the limits, so that a closing under way is waited for.
CLOSED = """
CREATE FUNCTION funding_is_closed(account bigint) RETURNS boolean LANGUAGE sql AS $$
    SELECT EXISTS (
        SELECT FROM funding_closing AS closing
        WHERE closing.account_id = account AND closing.reverses_id IS NULL AND NOT EXISTS (
            SELECT FROM funding_closing AS undone WHERE undone.reverses_id = closing.id))
$$;
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
NOT_CLOSED = """
DROP TRIGGER funding_entry_on_closed ON funding_entry;
DROP FUNCTION funding_entry_on_closed;
DROP TRIGGER funding_account_closing_stays ON funding_closing;
DROP FUNCTION funding_account_closing_stays;
DROP TRIGGER funding_closing_is_one ON funding_closing;
DROP FUNCTION funding_closing_is_one;
DROP FUNCTION funding_is_closed;
"""


class Migration(migrations.Migration):
    dependencies = (("funding", "0002_ledger_rules"),)

    operations = (
        migrations.RunSQL(WORDS, NO_WORDS),
        migrations.RunSQL(CLOSED_YEAR, NO_CLOSED_YEAR),
        migrations.RunSQL(ENTRY_LIMITS, NO_ENTRY_LIMITS),
        migrations.RunSQL(CLOSED, NOT_CLOSED),
    )
