"""Facts and passages of XBRL documents."""
