"""The municipalities of the three surveyed partnerships, as people write them; villages and districts bear their real names."""

from __future__ import annotations

from synthetic.people import Home

BOGDANIEC = Home("Bogdaniec", "0801022", ("gm. Bogdaniec", "bogdaniec", "Jenin", "Bogdaniec gmina"), 0.0, ("Gorzów Wielkopolski",), -0.1)
DESZCZNO = Home("Deszczno", "0801032", ("gmina Deszczno", "DESZCZNO", "Deszcno", "Ulim"), 0.0, ("Gorzów Wielkopolski",), 0.1)
KLODAWA = Home("Kłodawa", "0801042", ("Klodawa", "gm. Kłodawa", "kłodawa", "Wojcieszyce"), 0.0, ("Gorzów Wielkopolski",), 0.35)
LUBISZYN = Home("Lubiszyn", "0801052", ("Baczyna", "gm.Lubiszyn", "Gmina Lubiszyn"), 0.0, ("Gorzów Wielkopolski", "Myślibórz"), -0.25)
SANTOK = Home("Santok", "0801062", ("santok", "gm. Santok", "Lipki Wielkie", "Santok, woj. lubuskie"), 0.0, ("Gorzów Wielkopolski",), 0.0)
GORZOW = Home(
    "Gorzów Wielkopolski",
    "0861011",
    ("Gorzów Wlkp.", "Gorzow Wlkp", "gorzów wielkopolski", "Miasto Gorzów Wielkopolski", "Gorzów"),
    1.0,
    ("Poznań",),
    0.05,
)
JABLONOWO = Home(
    "Jabłonowo Pomorskie",
    "0402073",
    ("Jablonowo Pom.", "Jabłonowo Pom.", "gm. Jabłonowo Pomorskie", "jabłonowo pomorskie", "Płowęż"),
    0.42,
    ("Brodnica", "Brodnica", "Grudziądz"),
    0.1,
)
BRZOZIE = Home("Brzozie", "0402042", ("gm. Brzozie", "brzozie", "Brzoize", "Jajkowo"), 0.0, ("Brodnica",), 0.15)
BOBROWO = Home("Bobrowo", "0402022", ("gm. Bobrowo", "BOBROWO", "Gmina Bobrowo", "Nieżywięć"), 0.0, ("Brodnica",), -0.05)
WAPIELSK = Home("Wąpielsk", "0412062", ("Wapielsk", "gm. Wąpielsk", "wąpielsk", "Radziki Duże"), 0.0, ("Rypin", "Brodnica"), -0.25)
STARACHOWICE = Home(
    "Starachowice",
    "2611011",
    ("starachowice", "Miasto Starachowice", "gm. Starachowice", "Starachowce", "STARACHOWICE"),
    1.0,
    ("Kielce", "Kielce", "Skarżysko-Kamienna"),
    0.0,
)
