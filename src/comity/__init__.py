"""comity reads documents about states and builds the record of the relations between each pair of them."""
