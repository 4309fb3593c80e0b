"""Many documents: annotated ones, checked and counted."""
