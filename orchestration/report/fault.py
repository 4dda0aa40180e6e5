"""The error of the report, in its own module so that importing it does not load the chart libraries."""


class ReportFault(Exception):
    """The report cannot be made from this published version; the text says what is wrong and what to do."""


class NoReport(ReportFault):
    """The dbt project declares no report, so none is to be written; where it was asked for, this is a fault."""
