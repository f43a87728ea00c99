"""From any delivered file to one column per question, and a draft of the codebook where there is none."""
