"""Exercises of a clinic's own, and what of the library it offers."""

import sqlalchemy as sa
from alembic import op

revision = "005"
down_revision = "004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exercise_offer",
        sa.Column("clinic_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["clinic_id", "by_id"],
            ["clinician.clinic_id", "clinician.id"],
            name=op.f("fk_exercise_offer_clinic_id_by_id_clinician"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id"], ["clinic.id"], name=op.f("fk_exercise_offer_clinic_id_clinic")
        ),
        sa.PrimaryKeyConstraint("clinic_id", "id", name=op.f("pk_exercise_offer")),
    )
    with op.batch_alter_table("exercise_offer", schema=None) as batch_op:
        batch_op.create_index("ix_exercise_offer_code", ["clinic_id", "code"], unique=False)

    op.create_table(
        "own_exercise",
        sa.Column("clinic_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["clinic_id", "by_id"],
            ["clinician.clinic_id", "clinician.id"],
            name=op.f("fk_own_exercise_clinic_id_by_id_clinician"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id"], ["clinic.id"], name=op.f("fk_own_exercise_clinic_id_clinic")
        ),
        sa.PrimaryKeyConstraint("clinic_id", "id", name=op.f("pk_own_exercise")),
        sa.UniqueConstraint(
            "clinic_id", "code", "version", name=op.f("uq_own_exercise_clinic_id_code_version")
        ),
    )


def downgrade() -> None:
    raise NotImplementedError("Restore the copy made before the upgrade.")
