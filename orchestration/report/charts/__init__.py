"""Charts of the marts: functions from a polars frame and a look to an Altair chart, for the report and anything else.

Each module draws one part of the story. A chart function asks nothing of the warehouse and keeps nothing. Its frame has
the columns that the query of the same name gives; where it holds no figure there is nothing to draw, and it returns
None.
"""
