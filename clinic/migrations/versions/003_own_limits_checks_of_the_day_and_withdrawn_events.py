"""Own limits, checks of the day and withdrawn events."""

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_withdrawal",
        sa.Column("clinic_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("episode_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("replaced_by_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["clinic_id", "by_id"],
            ["clinician.clinic_id", "clinician.id"],
            name=op.f("fk_event_withdrawal_clinic_id_by_id_clinician"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id", "episode_id"],
            ["episode.clinic_id", "episode.id"],
            name=op.f("fk_event_withdrawal_clinic_id_episode_id_episode"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id"], ["clinic.id"], name=op.f("fk_event_withdrawal_clinic_id_clinic")
        ),
        sa.PrimaryKeyConstraint("clinic_id", "id", name=op.f("pk_event_withdrawal")),
        sa.UniqueConstraint(
            "clinic_id", "event_id", name=op.f("uq_event_withdrawal_clinic_id_event_id")
        ),
    )
    with op.batch_alter_table("event_withdrawal", schema=None) as batch_op:
        batch_op.create_index(
            "ix_event_withdrawal_episode", ["clinic_id", "episode_id"], unique=False
        )

    op.create_table(
        "personal_limits",
        sa.Column("clinic_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("episode_id", sa.Uuid(), nullable=False),
        sa.Column("limits", sa.JSON(), nullable=False),
        sa.Column("effort_max", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("agreed_with", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["clinic_id", "by_id"],
            ["clinician.clinic_id", "clinician.id"],
            name=op.f("fk_personal_limits_clinic_id_by_id_clinician"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id", "episode_id"],
            ["episode.clinic_id", "episode.id"],
            name=op.f("fk_personal_limits_clinic_id_episode_id_episode"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id"], ["clinic.id"], name=op.f("fk_personal_limits_clinic_id_clinic")
        ),
        sa.PrimaryKeyConstraint("clinic_id", "id", name=op.f("pk_personal_limits")),
    )
    with op.batch_alter_table("personal_limits", schema=None) as batch_op:
        batch_op.create_index(
            "ix_personal_limits_episode", ["clinic_id", "episode_id"], unique=False
        )

    op.create_table(
        "same_day_check",
        sa.Column("clinic_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("episode_id", sa.Uuid(), nullable=False),
        sa.Column("definition_code", sa.String(length=40), nullable=False),
        sa.Column("definition_version", sa.Integer(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("actions", sa.JSON(), nullable=False),
        sa.Column("safe", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["clinic_id", "by_id"],
            ["clinician.clinic_id", "clinician.id"],
            name=op.f("fk_same_day_check_clinic_id_by_id_clinician"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id", "episode_id"],
            ["episode.clinic_id", "episode.id"],
            name=op.f("fk_same_day_check_clinic_id_episode_id_episode"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id"], ["clinic.id"], name=op.f("fk_same_day_check_clinic_id_clinic")
        ),
        sa.PrimaryKeyConstraint("clinic_id", "id", name=op.f("pk_same_day_check")),
    )
    with op.batch_alter_table("same_day_check", schema=None) as batch_op:
        batch_op.create_index(
            "ix_same_day_check_episode", ["clinic_id", "episode_id", "checked_on"], unique=False
        )


def downgrade() -> None:
    raise NotImplementedError("Restore the copy made before the upgrade.")
