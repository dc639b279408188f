"""What runs in the kernel's own process, and in the host that forks it; the sandbox shows it."""
