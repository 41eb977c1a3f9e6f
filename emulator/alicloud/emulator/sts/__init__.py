"""The actions of STS, one module per resource."""
