"""The report: one static page that tells what the published marts say, with every chart and query inside it."""
