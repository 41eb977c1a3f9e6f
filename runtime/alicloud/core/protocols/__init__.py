"""How a call becomes the parts of a request: one module for each protocol of the vendor."""
