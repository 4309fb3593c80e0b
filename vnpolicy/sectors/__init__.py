"""What an item is about: the taxonomy and the classifiers."""
