"""The pages that lead to others, and what they gather from them."""
