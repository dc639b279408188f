"""The exercises of lesson 4, with the mistakes that people make in them."""
