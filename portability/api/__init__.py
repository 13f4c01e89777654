"""The API of portability: quotes and the look-up of numbers."""
