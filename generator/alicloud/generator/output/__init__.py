"""Generated files on disk: what differs is written, all or nothing; a run with nothing new is skipped."""
