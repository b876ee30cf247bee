"""Documented processes of this house: in the shape of the shipped ones, and kept apart from them."""
