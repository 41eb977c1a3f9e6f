"""From the vendor's documents to specs, and to newer specs that keep what people edited."""
