"""Whether a build may go out: what is expected (`expected`), Great Expectations at work (`gx`), what came of it
(`results`)."""
