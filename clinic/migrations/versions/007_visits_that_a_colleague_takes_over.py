"""Visits that a colleague takes over."""

import sqlalchemy as sa
from alembic import op

revision = "007"
down_revision = "006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visit_takeover",
        sa.Column("clinic_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("visit", sa.String(length=400), nullable=False),
        sa.Column("instrument_code", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["clinic_id", "by_id"],
            ["clinician.clinic_id", "clinician.id"],
            name=op.f("fk_visit_takeover_clinic_id_by_id_clinician"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id", "from_id"],
            ["clinician.clinic_id", "clinician.id"],
            name=op.f("fk_visit_takeover_clinic_id_from_id_clinician"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id", "patient_id"],
            ["patient.clinic_id", "patient.id"],
            name=op.f("fk_visit_takeover_clinic_id_patient_id_patient"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id"], ["clinic.id"], name=op.f("fk_visit_takeover_clinic_id_clinic")
        ),
        sa.PrimaryKeyConstraint("clinic_id", "id", name=op.f("pk_visit_takeover")),
        sa.UniqueConstraint(
            "clinic_id", "draft_id", name=op.f("uq_visit_takeover_clinic_id_draft_id")
        ),
    )
    with op.batch_alter_table("visit_takeover", schema=None) as batch_op:
        batch_op.create_index(
            "ix_visit_takeover_from", ["clinic_id", "patient_id", "from_id"], unique=False
        )


def downgrade() -> None:
    raise NotImplementedError("Restore the copy made before the upgrade.")
