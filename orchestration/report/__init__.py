"""The report: one static page on the published marts, with every chart and query inside it."""
