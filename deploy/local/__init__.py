"""The embedded stack: everything the product needs, as private child processes on one machine."""
