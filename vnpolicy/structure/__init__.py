"""From characters to the document's parts: blocks, header, outline, roles."""
