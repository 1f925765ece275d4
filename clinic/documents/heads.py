"""The head of every document: the clinic that was entered, and how its paper looks."""

from clinic.organisation import letterheads
from clinic.organisation import queries as organisation
from reports.content import Clinic, Logo


def letterhead() -> Clinic:
    """The clinic that was entered, as its documents name it."""
    clinic, paper = organisation.get_clinic(), letterheads.current_letterhead()
    picture = letterheads.logo_of(paper)
    return Clinic(
        name=clinic.name,
        address=", ".join(line.strip() for line in clinic.address.splitlines() if line.strip()),
        telephone=clinic.telephone,
        emergency_number=clinic.emergency_number,
        colour=paper.colour if paper else "",
        logo=Logo(
            sha256=picture.sha256,
            width=picture.width,
            height=picture.height,
            says=(paper.logo_says if paper else "") or f"Logo of {clinic.name}",
        )
        if picture
        else None,
    )
