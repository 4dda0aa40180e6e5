"""All made-up companies in one mirror for one refresh, and the filings that arrive before a second refresh.

Used by `test_valid_companies`, `test_new_company` and `test_quarantine`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path

from tests.support import chipmaker
from tests.support.made_up import BASIS, SEGMENTS, Company, Figure, Report, split, total, watch
from tests.support.mirror import Filing, Mirror

#: Three quarters of 12 weeks and one of 16.
WEEKS = Company(
    "MADEW", "0009990001", "0903",
    (
        Report("10-Q", "2022-11-27", total("2022-09-05", "2022-11-27", 100, 10)),
        Report("10-Q", "2023-02-19", total("2022-11-28", "2023-02-19", 100, 10)
               + total("2022-09-05", "2023-02-19", 200, 20)),
        Report("10-Q", "2023-05-14", total("2023-02-20", "2023-05-14", 100, 10)
               + total("2022-09-05", "2023-05-14", 300, 30)),
        Report("10-K", "2023-09-03", total("2022-09-05", "2023-09-03", 440, 44)),
    ),
)  # fmt: skip
#: No R&D, and revenue that grows more than a hundredfold.
START_UP = Company(
    "MADES", "0009990002", "1231",
    (
        Report("10-K", "2023-12-31", total("2022-01-01", "2022-12-31", 2, 0)
               + total("2023-01-01", "2023-12-31", 300, 0)),
    ),
)  # fmt: skip
#: The year has less R&D than its first nine months, which the year's report draws up otherwise.
RECLASSIFIED = Company(
    "MADER", "0009990003", "1231",
    (
        Report("10-Q", "2023-09-30", total("2023-01-01", "2023-09-30", 300, 50)),
        Report("10-K", "2023-12-31", total("2023-01-01", "2023-12-31", 440, 40)),
    ),
)  # fmt: skip
CHINA, YEAR = {"country:CN": 20, "country:US": 80}, ("2023-01-01", "2023-12-31")
QUARTERS = (("2023-01-01", "2023-03-31"), ("2023-04-01", "2023-06-30"), ("2023-07-01", "2023-09-30"))
#: Its filings give quarters alone, never a year to date.
QUARTERLY = Company(
    "MADEQ", "0009990004", "1231",
    (
        *(Report("10-Q", last, total(first, last, 100, 10) + split(first, last, CHINA)) for first, last in QUARTERS),
        Report("10-K", YEAR[1], total(*YEAR, 420, 44) + split(*YEAR, {"country:CN": 90, "country:US": 330})),
    ),
)  # fmt: skip
#: An amendment that does not say how it assigns revenue to places.
AMENDED = Company(
    "MADEA", "0009990005", "1231",
    tuple(
        Report(form, YEAR[1], total(*YEAR, 420, 44) + split(*YEAR, {"country:CN": 90, "country:US": 330}), basis, later)
        for form, basis, later in (("10-K", BASIS, 35), ("10-K/A", "Revenue by place follows.", 95))
    ),
)  # fmt: skip
#: China within two segments, and a segment named after China: neither is a figure for all of China.
SEGMENTED = tuple(
    Company(ticker, cik, "1231", (Report("10-K", YEAR[1], total(*YEAR, 300, 50) + figures),))
    for ticker, cik, figures in (
        ("MADEX", "0009990007", split(*YEAR, {"country:CN": 30, "country:US": 70}, (SEGMENTS, "made:ChipsMember"))
         + split(*YEAR, {"country:CN": 50, "country:US": 150}, (SEGMENTS, "made:ServicesMember"))),
        ("MADEY", "0009990008", [Figure(YEAR, 80, place=((SEGMENTS, "made:GreaterChinaSegmentMember"),))]),
    )
)  # fmt: skip
#: Years to June, then to December: a transition report on six months, half of them published by then.
#: One company stops before it; of two others it, and what follows it, arrive with the second refresh.
BEFORE = (
    Report("10-K", "2022-06-30", total("2021-07-01", "2022-06-30", 400, 40)),
    Report("10-Q", "2022-09-30", total("2022-07-01", "2022-09-30", 100, 10)),
)
TRANSITION = Report("10-KT", "2022-12-31", total("2022-07-01", "2022-12-31", 200, 20))
AFTER = Report("10-Q", "2023-03-31", total("2023-01-01", "2023-03-31", 100, 10))
STOPPED, CHANGING, CHANGED = (
    Company(ticker, cik, "1231", reports)
    for ticker, cik, reports in (
        ("MADET", "0009990006", BEFORE),
        ("MADEU", "0009990009", BEFORE),
        ("MADEV", "0009990010", (*BEFORE, TRANSITION)),
    )
)
COMPANIES = (WEEKS, START_UP, RECLASSIFIED, QUARTERLY, AMENDED, *SEGMENTED, STOPPED, CHANGING, CHANGED)
#: What two of them file before the second refresh.
LATER = (
    replace(CHANGING, reports=(*BEFORE, TRANSITION)),
    replace(CHANGED, reports=(*BEFORE, TRANSITION, AFTER)),
)
#: The chipmaker's amendment of its report: it is truncated, and is fixed before the second refresh.
BROKEN = Filing("0009990042-24-000020", "10-K/A", "2024-05-02", "made-20231230a.htm")
#: The article's levy from a day within a quarter on.
SINCE_AUGUST = {"scenario_id": "since_august", "effective_from": "2023-08-11"}


@dataclass(frozen=True)
class Newcomers:
    """A project that watches the made-up companies beside the others, the mirror that has them alone, a home."""

    folder: Path

    @property
    def project(self) -> Path:
        """The copy of the project that watches them."""
        return self.folder / "project"

    @property
    def home(self) -> Path:
        """The home of the first refresh; not to be changed."""
        return self.folder / "home"

    @property
    def edgar(self) -> Path:
        """The address of the mirror, which stays when the mirror changes."""
        return self.folder / "edgar"

    @property
    def first(self) -> Path:
        """The mirror as it is for the first refresh."""
        return self.folder / "first"

    @property
    def said(self) -> Path:
        """What the first refresh printed."""
        return self.folder / "said.txt"

    def watch(self) -> None:
        """Put the companies, and a scenario of the levy, into the project."""
        chipmaker.watch_it(self.project)
        watch(self.project, COMPANIES)
        scenarios = self.project / "data" / "reference" / "levy_scenarios.csv"
        with scenarios.open(newline="") as file:
            known = list(csv.DictReader(file))
        with scenarios.open("w", newline="") as file:
            writer = csv.DictWriter(file, known[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows([*known, next(row for row in known if row["scenario_id"] == "article") | SINCE_AUGUST])

    def put_first(self) -> None:
        """The mirror of the first refresh."""
        self._put(self.first, COMPANIES, chipmaker.annual_report()[:-300])

    def put_second(self) -> None:
        """The mirror after reports have arrived and the broken one was fixed."""
        others = COMPANIES[: -len(LATER)]
        self._put(self.folder / "second", (*others, *LATER), chipmaker.annual_report() + b"\n")

    def _put(self, root: Path, companies: tuple[Company, ...], amendment: bytes) -> None:
        mirror = chipmaker.chipmaker_mirror(root)
        mirror.put_submissions(chipmaker.submissions([BROKEN]), chipmaker.CIK)
        mirror.put_document(BROKEN.accession, BROKEN.document, amendment, chipmaker.CIK)
        for company in companies:
            company.put(mirror)
        self.edgar.unlink(missing_ok=True)
        self.edgar.symlink_to(root)


def corrupt(mirror: Path, company: Company, document: bytes) -> str:
    """Put other bytes in the place of a company's last report; returns the name of its document."""
    report = company.reports[-1]
    number = len(company.reports)
    name = f"made-{report.report_date.replace('-', '')}-{number}.htm"
    Mirror(mirror).put_document(f"{company.cik}-20-{number:06}", name, document, company.cik)
    return name
