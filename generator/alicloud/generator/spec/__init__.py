"""The spec language: from YAML text to the model, with every mistake at its place."""
