"""How good a model or a run is: scores and features against a truth layer, figures, thresholds and reports."""
