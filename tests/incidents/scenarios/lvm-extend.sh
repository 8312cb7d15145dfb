# place: none
# needs:
# fault: no device mapper in the kernel the tests ran on
# verified: -
