"""Reports that were filed: their figures never change again."""
