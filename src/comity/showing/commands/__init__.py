"""The verbs of the command line, one small module for each family; ``comity.showing.cli`` lists them."""
