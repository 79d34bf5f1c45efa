"""The models: their cards, and adding and removing them."""
