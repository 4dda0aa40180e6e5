"""Charts of the marts: functions from a polars frame and a theme to an Altair chart.

Each module draws one section of the report. A chart function does not query the warehouse. Its frame has the columns of
the query with the same name; where it has no figure, the function returns None.
"""
