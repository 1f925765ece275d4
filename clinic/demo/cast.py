"""Who is in the demo: clinics, accounts, people. All invented, telephone numbers too."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from clinic.domain.people import Sex
from clinic.web.access import Role

DOMAIN: Final = "example.org"
SHARE_OF_WOMEN: Final = 0.62


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """An account of a clinic: what is printed for somebody who wants to look around."""

    name: str
    role: Role
    credentials: str = ""
    registration_number: str = ""

    def email(self, practice: "Practice") -> str:
        """Such as ana.ribeiro@harbour-lane.example.org."""
        return f"{self.name.lower().replace(' ', '.')}@{practice.slug}.{DOMAIN}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Practice:
    """A fictional clinic."""

    name: str
    slug: str
    initials: str  # of its record numbers
    address: str
    telephone: str
    emergency_number: str
    time_zone: str
    paper: str
    members: tuple[Member, ...]


HARBOUR_LANE: Final = Practice(
    name="Harbour Lane Physiotherapy",
    slug="harbour-lane",
    initials="HL",
    address="4 Harbour Lane, Westhaven WH1 4ZZ",
    telephone="020 7946 0018",
    emergency_number="999",
    time_zone="Europe/London",
    paper="a4",
    members=(
        Member(name="Dan Okoro", role=Role.ADMINISTRATOR),
        Member(
            name="Ana Ribeiro",
            role=Role.CLINICIAN,
            credentials="MSc, MCSP",
            registration_number="PH 100418",
        ),
        Member(
            name="Mei Tanaka",
            role=Role.CLINICIAN,
            credentials="BSc, MCSP",
            registration_number="PH 100977",
        ),
        Member(name="Bo Lindqvist", role=Role.ASSISTANT),
        Member(name="Rita Sandoval", role=Role.READER),
    ),
)
CEDAR_STREET: Final = Practice(
    name="Cedar Street Balance Clinic",
    slug="cedar-street",
    initials="CS",
    address="118 Cedar Street, Millbrook, NY 12545",
    telephone="845-555-0142",
    emergency_number="911",
    time_zone="America/New_York",
    paper="letter",
    members=(
        Member(name="Joan Whitfield", role=Role.ADMINISTRATOR),
        Member(
            name="Cleo Hart",
            role=Role.CLINICIAN,
            credentials="DPT",
            registration_number="NY 045512",
        ),
        Member(name="Sam Ortega", role=Role.ASSISTANT),
        Member(name="Priya Nair", role=Role.READER),
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A person's name and sex as the norms use it."""

    given: str
    family: str
    sex: Sex


# Whose course is told on purpose has a name of their own; see `courses.TOLD`.
TOLD_NAMES: Final = {
    "faller": Name(given="Edith", family="Marlowe", sex=Sex.FEMALE),
    "faller_reviewed": Name(given="Walter", family="Pembridge", sex=Sex.MALE),
    "improver": Name(given="Łucja", family="Nowak", sex=Sex.FEMALE),
    "fast_improver": Name(given="Desmond", family="Achebe", sex=Sex.MALE),
    "plateau": Name(given="Harriet", family="Coleman-Drew", sex=Sex.FEMALE),
    "stopped": Name(given="Gordon", family="Fairweather", sex=Sex.MALE),
    "expired": Name(given="Nora", family="Llewellyn", sex=Sex.FEMALE),
    "greek": Name(given="Ελένη", family="Παπαδοπούλου", sex=Sex.FEMALE),
    "cyrillic": Name(given="Мария", family="Ковалёва", sex=Sex.FEMALE),
    "measured": Name(given="Ambrose", family="Tuckwell", sex=Sex.MALE),
    "pending": Name(given="Beatrix", family="Holloway", sex=Sex.FEMALE),
    "newcomer": Name(given="Iris", family="Fenwick", sex=Sex.FEMALE),
    "finished": Name(given="Cecil", family="Abernathy", sex=Sex.MALE),
    "unable": Name(given="Winifred", family="Osei", sex=Sex.FEMALE),
}

WOMEN: Final = (
    "Agnes", "Amara", "Birgit", "Chiyo", "Dorothea", "Elspeth", "Fatima", "Gwendolen", "Hilda",
    "Ingrid", "Joyce", "Kamala", "Leonora", "Mabel", "Noor", "Olive", "Philippa", "Rosalind",
    "Siobhán", "Thelma", "Ursula", "Violet", "Wanda", "Yolanda",
)  # fmt: skip
MEN: Final = (
    "Alasdair", "Bernard", "Clement", "Dušan", "Edmund", "Francisco", "Gilbert", "Hassan", "Ivor",
    "Jürgen", "Kenneth", "Leopold", "Mortimer", "Norman", "Otis", "Percival", "Rafał", "Stanley",
    "Thaddeus", "Victor", "Wilfred", "Yusuf",
)  # fmt: skip
FAMILIES: Final = (
    "Ashdown", "Bellweather", "Brannigan", "Castellano", "Cresswell", "Dalgleish", "Eastbrook",
    "Farrow", "Gauthier", "Greenhalgh", "Hargreaves", "Iversen", "Jagger", "Kowalczyk", "Lindgren",
    "Mbeki", "Merriweather", "Nightingale", "Nguyễn", "O’Donovan", "Pereira", "Quigley",
    "Ravenhill", "Sinclair", "Thistlewood", "Underhill", "Vance", "Wetherby", "Yamamoto",
    "Zielińska",
)  # fmt: skip


def strangers(random: Random) -> Iterator[Name]:
    """Names for people whose course is drawn, without end and without a repeat for a long while."""
    families = list(FAMILIES)
    random.shuffle(families)
    while True:
        for family in families:
            sex = Sex.FEMALE if random.random() < SHARE_OF_WOMEN else Sex.MALE
            given = random.choice(WOMEN if sex is Sex.FEMALE else MEN)
            yield Name(given=given, family=family, sex=sex)
        random.shuffle(families)
