"""The Python back end: from the model to the text of a package."""
