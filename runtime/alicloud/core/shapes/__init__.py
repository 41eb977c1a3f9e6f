"""Typed objects: requests, responses and the shapes inside them."""
