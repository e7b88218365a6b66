"""Envelopes of the country, its provinces and communes, each within its limit.

Since 1/7/2025 a commune is the only level below the province (Luật Tổ chức chính quyền địa phương
72/2025/QH15) and khuyến công money of communes is each commune's own (NĐ 45/2012 Điều 11.2, 13).
docs/decisions/0011-limits-of-money.md; the locks are those of 0003.
"""

from django.db import migrations

ENVELOPE_LIMITS = """
-- An account draws on the narrowest envelope there is: its commune's, its province's, the
-- country's.
CREATE FUNCTION funding_envelope_of(account funding_account, source text)
RETURNS bigint LANGUAGE sql AS $$
    SELECT id FROM funding_envelope
    WHERE (year, level, is_illustrative) = (account.year, source, account.is_illustrative)
      AND (place_id IN (account.commune_id, account.province_id) OR place_id IS NULL)
    ORDER BY place_id IS NOT DISTINCT FROM account.commune_id AND place_id IS NOT NULL DESC,
        place_id NULLS LAST
    LIMIT 1
$$;

-- What is allotted from the envelope itself, and what of it is delegated, in đồng.
CREATE FUNCTION funding_envelope_use(
    envelope bigint, OUT allotted numeric, OUT delegated numeric)
LANGUAGE sql AS $$
    SELECT (
        SELECT coalesce(sum(entry.amount_vnd), 0)
        FROM funding_account AS account
        JOIN funding_entry AS entry ON entry.account_id = account.id
        WHERE account.year = it.year AND account.is_illustrative = it.is_illustrative
          AND entry.nature = 'allocated' AND entry.kind IN ('grant', 'recoverable')
          AND entry.level = it.level
          AND (it.place_id IS NULL OR account.province_id = coalesce(
              (SELECT province_id FROM places_unit WHERE id = it.place_id), it.place_id))
          AND (it.level <> 'commune' OR account.commune_id = it.place_id OR NOT EXISTS (
              SELECT FROM funding_envelope AS own
              WHERE (own.year, own.level, own.is_illustrative, own.place_id)
                  = (it.year, it.level, it.is_illustrative, account.commune_id)))
          AND (it.place_id IS NOT DISTINCT FROM account.province_id
              OR it.place_id IS NOT DISTINCT FROM account.commune_id AND it.place_id IS NOT NULL
              OR it.place_id IS NULL AND NOT EXISTS (
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

-- The envelope that one for a place is a part of: the next wider of the same year and source.
CREATE FUNCTION funding_envelope_wider(
    of_year smallint, of_level text, illustrative boolean, place bigint)
RETURNS bigint LANGUAGE sql AS $$
    SELECT id FROM funding_envelope
    WHERE (year, level, is_illustrative) = (of_year, of_level, illustrative)
      AND place_id IS DISTINCT FROM place
      AND (place_id IS NULL
          OR place_id = (SELECT province_id FROM places_unit WHERE id = place))
    ORDER BY place_id NULLS LAST LIMIT 1
$$;

CREATE FUNCTION funding_envelope_is_one() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    place_level text;
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
    SELECT level INTO place_level FROM places_unit WHERE id = NEW.place_id;
    IF place_level <> 'province' AND (place_level, NEW.level) <> ('commune', 'commune') THEN
        RAISE EXCEPTION 'Hạn mức phải của cả nước, của một tỉnh, thành phố; nguồn xã: của một xã.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.place_id IS NOT NULL AND NEW.parent_id IS DISTINCT FROM
        funding_envelope_wider(NEW.year, NEW.level, NEW.is_illustrative, NEW.place_id)
    THEN
        RAISE EXCEPTION 'Hạn mức của một nơi phải trích từ hạn mức rộng hơn cùng năm, cùng nguồn.'
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
    IF TG_OP = 'INSERT' THEN  -- parts given before their whole
        UPDATE funding_envelope AS part SET parent_id = NEW.id
        WHERE part.parent_id IS NULL AND part.place_id IS NOT NULL AND part.id <> NEW.id
          AND (part.year, part.level, part.is_illustrative)
              = (NEW.year, NEW.level, NEW.is_illustrative)
          AND funding_envelope_wider(part.year, part.level, part.is_illustrative, part.place_id)
              = NEW.id;
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

CREATE FUNCTION funding_commune_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM funding_entry
        WHERE account_id = NEW.id AND nature = 'allocated' AND level = 'commune'
          AND kind IN ('grant', 'recoverable')
        GROUP BY kind HAVING sum(amount_vnd) <> 0
    ) THEN
        RAISE EXCEPTION 'Dòng kinh phí đã phân bổ nguồn xã thì giữ nguyên xã chi ngân sách.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funding_commune_stays BEFORE UPDATE OF commune_id ON funding_account
    FOR EACH ROW WHEN (OLD.commune_id IS DISTINCT FROM NEW.commune_id)
    EXECUTE FUNCTION funding_commune_stays();
"""
NO_ENVELOPE_LIMITS = """
DROP TRIGGER funding_commune_stays ON funding_account;
DROP FUNCTION funding_commune_stays;
DROP TRIGGER funding_envelope_covers ON funding_envelope;
DROP FUNCTION funding_envelope_covers;
DROP TRIGGER funding_envelope_is_one ON funding_envelope;
DROP FUNCTION funding_envelope_is_one;
DROP FUNCTION funding_envelope_wider(smallint, text, boolean, bigint);
DROP TRIGGER funding_envelope_limits ON funding_entry;
DROP FUNCTION funding_envelope_limits;
DROP FUNCTION funding_envelope_name(funding_envelope);
DROP FUNCTION funding_envelope_use(bigint);
DROP FUNCTION funding_envelope_of(funding_account, text);
"""


class Migration(migrations.Migration):
    dependencies = (("funding", "0003_limits"), ("places", "0001_units"))

    operations = (migrations.RunSQL(ENVELOPE_LIMITS, NO_ENVELOPE_LIMITS),)
