"""The actions of RAM, one module per resource."""
