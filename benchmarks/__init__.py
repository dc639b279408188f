"""Measurements of every speed that the course claims; `make bench` prints them."""
