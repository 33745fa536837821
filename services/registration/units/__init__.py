"""The tree of units: province, town, communes, and what belongs to each."""
