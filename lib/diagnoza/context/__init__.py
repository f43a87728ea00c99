"""How the partners stand against similar municipalities, and how far apart they are from each other."""
