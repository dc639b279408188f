"""The exercises of lesson 1, with the mistakes that people make in them."""
