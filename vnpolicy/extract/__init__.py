"""Facts in a passage: references first, then deadlines, then targets, then assignments.

Each step gets what the earlier ones took and leaves it alone.
"""
