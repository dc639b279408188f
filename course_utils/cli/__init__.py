"""The `course` command, which the Makefile calls: a module for each of its commands."""
