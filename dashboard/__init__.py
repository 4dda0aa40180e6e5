"""The what-if app: rates, bases and ranges other than those of the stored scenarios, computed by the published file."""
