"""Files on disk: compare with what is there, write all or nothing."""
