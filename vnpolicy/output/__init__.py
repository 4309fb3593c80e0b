"""Analyses as tables, pages and terminal text."""
