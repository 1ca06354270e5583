# ruff: noqa: S608 - the names are our own
"""Default partitions, and the two functions by which the application makes and drops others.

The application's role owns no table. The functions run as the owner and do nothing but what they
say: only for the two partitioned tables, and only with names of their pattern.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PARTITIONED = ("meter_readings", "frames")

PROTECT = """
CREATE FUNCTION open_csms_protect(child text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    setting CONSTANT text := 'current_setting(''open_csms.tenant'', true)';
    rule CONSTANT text := format('tenant_id = %s OR %s = ''*''', setting, setting);
BEGIN
    -- A partition that is named directly obeys its own policies alone, not its parent's.
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', child);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', child);
    EXECUTE format(
        'CREATE POLICY own_tenant ON %I USING (%s) WITH CHECK (%s)', child, rule, rule
    );
END $$
"""

ENSURE = """
CREATE FUNCTION open_csms_ensure_partition(
    parent text, child text, lower timestamptz, upper timestamptz
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    key CONSTANT text :=
        CASE parent WHEN 'meter_readings' THEN 'taken_at' WHEN 'frames' THEN 'at' END;
BEGIN
    IF key IS NULL OR child !~ ('^' || parent || '_p[0-9]{6,8}$') THEN
        RAISE EXCEPTION 'not a partition of ours';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('open_csms_partitions'));
    IF to_regclass(child) IS NOT NULL THEN
        RETURN false;
    END IF;
    PERFORM set_config('open_csms.tenant', '*', true);
    EXECUTE format(
        'CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING STORAGE INCLUDING CONSTRAINTS)',
        child, parent
    );
    -- Rows that came before their partition was made wait in the default one.
    EXECUTE format(
        'WITH moved AS (DELETE FROM %I WHERE %I >= $1 AND %I < $2 RETURNING *)'
        ' INSERT INTO %I SELECT * FROM moved',
        parent || '_default', key, key, child
    ) USING lower, upper;
    EXECUTE format(
        'ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        parent, child, lower, upper
    );
    PERFORM open_csms_protect(child);
    RETURN true;
END $$
"""

DROP = """
CREATE FUNCTION open_csms_drop_partitions(parent text, keep_since timestamptz)
RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    key CONSTANT text :=
        CASE parent WHEN 'meter_readings' THEN 'taken_at' WHEN 'frames' THEN 'at' END;
    child text;
BEGIN
    IF key IS NULL THEN
        RAISE EXCEPTION 'not a table of ours';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('open_csms_partitions'));
    PERFORM set_config('open_csms.tenant', '*', true);
    PERFORM set_config('lock_timeout', '5s', true);
    FOR child IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = parent::regclass
        AND (regexp_match(
            pg_get_expr(c.relpartbound, c.oid), 'TO \\(''([^'']+)''\\)'
        ))[1]::timestamptz <= keep_since
        ORDER BY c.relname
    LOOP
        EXECUTE format('DROP TABLE %I', child);
        RETURN NEXT child;
    END LOOP;
    EXECUTE format('DELETE FROM %I WHERE %I < $1', parent || '_default', key) USING keep_since;
END $$
"""


def upgrade() -> None:
    """Functions, and a place for every row."""
    for function in (PROTECT, ENSURE, DROP):
        op.execute(function)
    for table in PARTITIONED:
        op.execute(f"CREATE TABLE {table}_default PARTITION OF {table} DEFAULT")
        op.execute(f"SELECT open_csms_protect('{table}_default')")


def downgrade() -> None:
    """Rows in partitions are lost with them."""
    op.execute("DROP FUNCTION open_csms_drop_partitions")
    op.execute("DROP FUNCTION open_csms_ensure_partition")
    op.execute("DROP FUNCTION open_csms_protect")
    for table in PARTITIONED:
        op.execute(
            f"""
            DO $$ DECLARE child regclass; BEGIN
                FOR child IN SELECT inhrelid FROM pg_inherits WHERE inhparent = '{table}'::regclass
                LOOP EXECUTE format('DROP TABLE %s', child); END LOOP;
            END $$
            """
        )
