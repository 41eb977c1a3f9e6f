"""A page on your own machine to try actions and to copy code: `python -m alicloud.explorer`."""
