from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import ClinicOwned, of_clinic


class Submission(ClinicOwned):
    """A form that was saved. Its id was minted with the form: sent twice, saved once."""

    __tablename__ = "submission"
    __table_args__ = (of_clinic(),)

    account_id: Mapped[int]
    endpoint: Mapped[str] = mapped_column(sa.String(80))
    digest: Mapped[str] = mapped_column(sa.String(64))  # of what was typed
    location: Mapped[str]
    at: Mapped[datetime]
