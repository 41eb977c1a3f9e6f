"""Who signs a request, and how: credentials, canonical forms, and the two signatures."""
