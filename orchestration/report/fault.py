"""How a report fails; apart from the rest, so that it can be named without loading what draws."""


class ReportFault(Exception):
    """The report cannot be made from this published version; the text says what is wrong and what to do."""


class NoReport(ReportFault):
    """The dbt project declares no report, so none is to be written; where it was asked for, this is a fault."""
