"""Training of sector models: needs scikit-learn, which nothing else in the library imports."""
