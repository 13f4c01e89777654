"""What is said to the incumbent of our orders, and what becomes of what it says."""
