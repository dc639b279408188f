"""The exercises of lesson 2, with the mistakes that people make in them."""
