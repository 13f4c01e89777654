"""The API of activation: offers, the check of a line, subscriptions, orders to the incumbent."""
