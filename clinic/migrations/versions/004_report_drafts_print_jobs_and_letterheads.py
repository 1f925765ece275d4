"""Report drafts, print jobs and letterheads."""

import sqlalchemy as sa
from alembic import op

revision = "004"
down_revision = "003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clinic_picture",
        sa.Column("clinic_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.String(length=20), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["clinic_id"], ["clinic.id"], name=op.f("fk_clinic_picture_clinic_id_clinic")
        ),
        sa.PrimaryKeyConstraint("clinic_id", "id", name=op.f("pk_clinic_picture")),
        sa.UniqueConstraint("clinic_id", "sha256", name=op.f("uq_clinic_picture_clinic_id_sha256")),
    )
    op.create_table(
        "letterhead",
        sa.Column("clinic_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("logo_id", sa.Uuid(), nullable=True),
        sa.Column("logo_says", sa.Text(), nullable=False),
        sa.Column("colour", sa.String(length=7), nullable=False),
        sa.ForeignKeyConstraint(
            ["clinic_id", "by_id"],
            ["clinician.clinic_id", "clinician.id"],
            name=op.f("fk_letterhead_clinic_id_by_id_clinician"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id", "logo_id"],
            ["clinic_picture.clinic_id", "clinic_picture.id"],
            name=op.f("fk_letterhead_clinic_id_logo_id_clinic_picture"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id"], ["clinic.id"], name=op.f("fk_letterhead_clinic_id_clinic")
        ),
        sa.PrimaryKeyConstraint("clinic_id", "id", name=op.f("pk_letterhead")),
    )
    with op.batch_alter_table("letterhead", schema=None) as batch_op:
        batch_op.create_index("ix_letterhead_at", ["clinic_id", "at"], unique=False)

    op.create_table(
        "print_job",
        sa.Column("clinic_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("order", sa.JSON(), nullable=False),
        sa.Column("binding", sa.String(length=10), nullable=False),
        sa.Column("item_count", sa.Integer(), nullable=False),
        sa.Column("leased_by", sa.String(length=80), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("result_bytes", sa.Integer(), nullable=False),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["clinic_id", "by_id"],
            ["clinician.clinic_id", "clinician.id"],
            name=op.f("fk_print_job_clinic_id_by_id_clinician"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id"], ["clinic.id"], name=op.f("fk_print_job_clinic_id_clinic")
        ),
        sa.PrimaryKeyConstraint("clinic_id", "id", name=op.f("pk_print_job")),
    )
    with op.batch_alter_table("print_job", schema=None) as batch_op:
        batch_op.create_index(
            "ix_print_job_by", ["clinic_id", "by_id", "requested_at"], unique=False
        )
        batch_op.create_index("ix_print_job_waiting", ["clinic_id", "finished_at"], unique=False)

    op.create_table(
        "print_job_item",
        sa.Column("clinic_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("episode_id", sa.Uuid(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["clinic_id", "document_id"],
            ["issued_document.clinic_id", "issued_document.id"],
            name=op.f("fk_print_job_item_clinic_id_document_id_issued_document"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id", "episode_id"],
            ["episode.clinic_id", "episode.id"],
            name=op.f("fk_print_job_item_clinic_id_episode_id_episode"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id", "job_id"],
            ["print_job.clinic_id", "print_job.id"],
            name=op.f("fk_print_job_item_clinic_id_job_id_print_job"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id", "patient_id"],
            ["patient.clinic_id", "patient.id"],
            name=op.f("fk_print_job_item_clinic_id_patient_id_patient"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id"], ["clinic.id"], name=op.f("fk_print_job_item_clinic_id_clinic")
        ),
        sa.PrimaryKeyConstraint("clinic_id", "id", name=op.f("pk_print_job_item")),
        sa.UniqueConstraint(
            "clinic_id",
            "job_id",
            "position",
            name=op.f("uq_print_job_item_clinic_id_job_id_position"),
        ),
    )
    op.create_table(
        "report_draft",
        sa.Column("clinic_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("episode_id", sa.Uuid(), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("paper", sa.String(length=10), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("replaced_because", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["clinic_id", "by_id"],
            ["clinician.clinic_id", "clinician.id"],
            name=op.f("fk_report_draft_clinic_id_by_id_clinician"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id", "episode_id"],
            ["episode.clinic_id", "episode.id"],
            name=op.f("fk_report_draft_clinic_id_episode_id_episode"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id", "replaces_id"],
            ["issued_document.clinic_id", "issued_document.id"],
            name=op.f("fk_report_draft_clinic_id_replaces_id_issued_document"),
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id"], ["clinic.id"], name=op.f("fk_report_draft_clinic_id_clinic")
        ),
        sa.PrimaryKeyConstraint("clinic_id", "id", name=op.f("pk_report_draft")),
    )
    with op.batch_alter_table("report_draft", schema=None) as batch_op:
        batch_op.create_index("ix_report_draft_episode", ["clinic_id", "episode_id"], unique=False)

    with op.batch_alter_table("issued_document", schema=None) as batch_op:
        batch_op.add_column(sa.Column("request", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("replaces_id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column("replaced_because", sa.Text(), server_default="", nullable=False)
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_issued_document_clinic_id_replaces_id"), ["clinic_id", "replaces_id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_issued_document_clinic_id_replaces_id_issued_document"),
            "issued_document",
            ["clinic_id", "replaces_id"],
            ["clinic_id", "id"],
        )


def downgrade() -> None:
    raise NotImplementedError("Restore the copy made before the upgrade.")
