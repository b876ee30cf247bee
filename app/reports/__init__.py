"""Documents that leave the building. What may stand in them is decided when the `Document` is built (A§23); here it
is only cleaned and rendered."""

from app.reports.rendering import FORMATS, Format, Rendered, render

__all__ = ["FORMATS", "Format", "Rendered", "render"]
