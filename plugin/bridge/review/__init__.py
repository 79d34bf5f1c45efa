"""What a review knows of a result layer, without widgets."""
