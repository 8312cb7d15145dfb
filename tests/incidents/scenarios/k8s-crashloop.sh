# place: none
# needs: kubectl
# fault: there is no Kubernetes API here; kubectl 1.32 knows the options, which says nothing about the answers
# verified: -
