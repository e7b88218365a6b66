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

ENVELOPE_LIMITS = """
CREATE FUNCTION funding_envelope_of(account funding_account, source text)
RETURNS bigint LANGUAGE sql AS $$
    SELECT id FROM funding_envelope
    WHERE (year, level, is_illustrative) = (account.year, source, account.is_illustrative)
      AND (place_id = account.province_id OR place_id IS NULL)
    ORDER BY place_id NULLS LAST LIMIT 1
$$;

-- What is allotted from the envelope itself, and what of it is delegated, in đồng.
CREATE FUNCTION funding_envelope_use(envelope bigint, OUT allotted numeric, OUT delegated numeric)
LANGUAGE sql AS $$
    SELECT (
        SELECT coalesce(sum(entry.amount_vnd), 0)
        FROM funding_account AS account
        JOIN funding_entry AS entry ON entry.account_id = account.id
        WHERE account.year = it.year AND account.is_illustrative = it.is_illustrative
          AND entry.nature = 'allocated' AND entry.kind IN ('grant', 'recoverable')
          AND entry.level = it.level
          AND (account.province_id = it.place_id OR it.place_id IS NULL AND NOT EXISTS (
              SELECT FROM funding_envelope AS own
              WHERE (own.year, own.level, own.is_illustrative, own.place_id)
                  = (it.year, it.level, it.is_illustrative, account.province_id)))
    ), (SELECT coalesce(sum(part.amount_vnd), 0) FROM funding_envelope AS part
        WHERE part.parent_id = it.id)
    FROM funding_envelope AS it WHERE it.id = envelope
$$;

CREATE FUNCTION funding_envelope_name(envelope funding_envelope) RETURNS text LANGUAGE sql AS $$
    SELECT funding_source(envelope.level) || ' năm ' || envelope.year || ' của ' || coalesce(
        (SELECT full_name FROM places_unit WHERE id = envelope.place_id), 'cả nước')
$$;

CREATE FUNCTION funding_envelope_limits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    envelope funding_envelope;
    used record;
    just numeric;
BEGIN
    IF NOT EXISTS (SELECT FROM funding_envelope) THEN
        RETURN NULL;
    END IF;
    FOR envelope IN
        SELECT * FROM funding_envelope WHERE id IN (
            SELECT funding_envelope_of(account, posted.level) FROM posted
            JOIN funding_account AS account ON account.id = posted.account_id
            WHERE posted.nature = 'allocated' AND posted.kind IN ('grant', 'recoverable')
        ) ORDER BY id FOR NO KEY UPDATE
    LOOP
        SELECT * INTO used FROM funding_envelope_use(envelope.id);
        IF used.allotted + used.delegated > envelope.amount_vnd THEN
            SELECT sum(posted.amount_vnd) INTO just FROM posted
            JOIN funding_account AS account ON account.id = posted.account_id
            WHERE posted.nature = 'allocated' AND posted.kind IN ('grant', 'recoverable')
              AND posted.level = envelope.level
              AND funding_envelope_of(account, posted.level) = envelope.id;
            RAISE EXCEPTION 'Hạn mức % chỉ còn %, không đủ phân bổ %.',
                funding_envelope_name(envelope),
                funding_show(envelope.amount_vnd - used.allotted - used.delegated + just),
                funding_show(just)
                USING ERRCODE = 'check_violation', CONSTRAINT = 'funding_envelope_exceeded',
                    DETAIL = envelope.amount_vnd - used.allotted - used.delegated + just;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER funding_envelope_limits AFTER INSERT ON funding_entry
    REFERENCING NEW TABLE AS posted
    FOR EACH STATEMENT EXECUTE FUNCTION funding_envelope_limits();

CREATE FUNCTION funding_envelope_is_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM pg_advisory_xact_lock(7305, NEW.year::int);
    ELSIF (OLD.year, OLD.level, OLD.place_id, OLD.is_illustrative)
        IS DISTINCT FROM (NEW.year, NEW.level, NEW.place_id, NEW.is_illustrative)
        OR (OLD.parent_id IS DISTINCT FROM NEW.parent_id AND pg_trigger_depth() = 1)
    THEN
        RAISE EXCEPTION 'Hạn mức chỉ được điều chỉnh số tiền và quyết định.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.place_id IS NOT NULL AND
        (SELECT level FROM places_unit WHERE id = NEW.place_id) <> 'province' THEN
        RAISE EXCEPTION 'Hạn mức phải của cả nước hoặc của một tỉnh, thành phố.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.place_id IS NOT NULL AND NEW.parent_id IS DISTINCT FROM (
        SELECT id FROM funding_envelope WHERE place_id IS NULL
        AND (year, level, is_illustrative) = (NEW.year, NEW.level, NEW.is_illustrative)
    ) AND TG_OP = 'INSERT' THEN
        RAISE EXCEPTION 'Hạn mức của tỉnh phải trích từ hạn mức cả nước cùng năm, cùng nguồn.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funding_envelope_is_one BEFORE INSERT OR UPDATE ON funding_envelope
    FOR EACH ROW EXECUTE FUNCTION funding_envelope_is_one();

CREATE FUNCTION funding_envelope_covers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole funding_envelope;
    used record;
    room numeric;
BEGIN
    IF TG_OP = 'INSERT' AND NEW.place_id IS NULL THEN  -- parts given before their whole
        UPDATE funding_envelope SET parent_id = NEW.id
        WHERE place_id IS NOT NULL AND parent_id IS NULL
          AND (year, level, is_illustrative) = (NEW.year, NEW.level, NEW.is_illustrative);
    END IF;
    SELECT * INTO used FROM funding_envelope_use(NEW.id);
    IF used.allotted + used.delegated > NEW.amount_vnd THEN
        RAISE EXCEPTION 'Hạn mức % đã phân bổ, giao %, không thể chỉ là %.',
            funding_envelope_name(NEW), funding_show(used.allotted + used.delegated),
            funding_show(NEW.amount_vnd)
            USING ERRCODE = 'check_violation', CONSTRAINT = 'funding_envelope_exceeded',
                DETAIL = '0';
    END IF;
    IF NEW.parent_id IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT * INTO whole FROM funding_envelope WHERE id = NEW.parent_id FOR NO KEY UPDATE;
    SELECT * INTO used FROM funding_envelope_use(whole.id);
    IF used.allotted + used.delegated > whole.amount_vnd THEN
        room := greatest(
            whole.amount_vnd - used.allotted - used.delegated + NEW.amount_vnd, 0);
        RAISE EXCEPTION 'Hạn mức % chỉ còn %, không đủ giao %.',
            funding_envelope_name(whole), funding_show(room), funding_show(NEW.amount_vnd)
            USING ERRCODE = 'check_violation', CONSTRAINT = 'funding_envelope_exceeded',
                DETAIL = room;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER funding_envelope_covers AFTER INSERT OR UPDATE ON funding_envelope
    FOR EACH ROW EXECUTE FUNCTION funding_envelope_covers();
"""
NO_ENVELOPE_LIMITS = """
DROP TRIGGER funding_envelope_covers ON funding_envelope;
DROP FUNCTION funding_envelope_covers;
DROP TRIGGER funding_envelope_is_one ON funding_envelope;
DROP FUNCTION funding_envelope_is_one;
DROP TRIGGER funding_envelope_limits ON funding_entry;
DROP FUNCTION funding_envelope_limits;
DROP FUNCTION funding_envelope_name(funding_envelope);
DROP FUNCTION funding_envelope_use(bigint);
DROP FUNCTION funding_envelope_of(funding_account, text);
"""


class Migration(migrations.Migration):
    dependencies = (("funding", "0003_envelopes"),)

    operations = (
        migrations.RunSQL(WORDS, NO_WORDS),
        migrations.RunSQL(CLOSED_YEAR, NO_CLOSED_YEAR),
        migrations.RunSQL(ENTRY_LIMITS, NO_ENTRY_LIMITS),
        migrations.RunSQL(ENVELOPE_LIMITS, NO_ENVELOPE_LIMITS),
    )
