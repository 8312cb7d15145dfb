# place: none
# needs:
# fault: not run yet
# verified: -
