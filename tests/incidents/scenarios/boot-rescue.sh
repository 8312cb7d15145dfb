# place: none
# needs:
# fault: needs a machine that does not boot beside one that rescues it: not built yet
# verified: -
