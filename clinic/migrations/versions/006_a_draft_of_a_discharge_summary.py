"""A draft may be a discharge summary; those that are there are progress reports."""

import sqlalchemy as sa
from alembic import op

revision = "006"
down_revision = "005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("report_draft", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("occasion", sa.String(length=40), server_default="progress", nullable=False)
        )


def downgrade() -> None:
    raise NotImplementedError("Restore the copy made before the upgrade.")
