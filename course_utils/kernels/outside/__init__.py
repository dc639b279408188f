"""What runs in the server or the grader: it starts hosts and sandboxes, and talks to them."""
