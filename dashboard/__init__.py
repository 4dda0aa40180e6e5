"""The what-if app: other rates, bases and ranges than those of the stored scenarios, asked of the published file."""
