"""A batch that is one statement fails as a whole if anything of it did not pass."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ALL_PASSED = """
CREATE FUNCTION open_csms_all_passed(passed bigint[], expected bigint[]) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    IF passed IS DISTINCT FROM expected THEN
        RAISE EXCEPTION 'open-csms: not all of the batch passed; it is written again piece by piece'
            USING ERRCODE = 'OC001';
    END IF;
    RETURN true;
END
$$
"""


def upgrade() -> None:
    """Not part of a statement's text: only a function can fail on purpose."""
    op.execute(ALL_PASSED)


def downgrade() -> None:
    """Drop it."""
    op.execute("DROP FUNCTION open_csms_all_passed")
