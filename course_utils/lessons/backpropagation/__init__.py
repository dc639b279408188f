"""The exercises of lesson 3, with the mistakes that people make in them."""
