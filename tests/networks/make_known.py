"""
Write known_ties.csv and known_measures.csv beside this file with networkx, which the project itself does not need.

Run with ``python make_known.py`` where networkx is installed (made with 3.6.1). Directed networks: three from the literature, whose ties
go both ways, and random ones that do not.
"""

from __future__ import annotations

import csv
from pathlib import Path

import networkx as nx

HERE = Path(__file__).parent


def networks() -> dict[str, nx.DiGraph]:
    """Give the networks by name."""
    known = {
        "krackhardt_kite": nx.krackhardt_kite_graph().to_directed(),
        "florentine": nx.florentine_families_graph().to_directed(),
        "karate": nx.Graph(nx.karate_club_graph().edges).to_directed(),
    }
    return known | {f"random_{seed}": nx.gnp_random_graph(18, 0.08 * seed, seed=seed, directed=True) for seed in (1, 2, 3)}


def main() -> None:
    """Write both files."""
    ties, measures = [["network", "from", "to"]], [["network", "measure", "node", "value"]]
    for name, graph in networks().items():
        ties += [[name, one, other] for one, other in graph.edges]
        ties += [[name, one, one] for one in graph.nodes]  # so that nodes without ties are there too
        measures.append([name, "density", "", nx.density(graph)])
        measures.append([name, "reciprocity", "", nx.overall_reciprocity(graph)])
        measures.append([name, "components", "", nx.number_weakly_connected_components(graph)])
        measures += [[name, "betweenness", node, value] for node, value in nx.betweenness_centrality(graph).items()]
        measures += [[name, "named_by", node, value] for node, value in graph.in_degree]
    for file, rows in (("known_ties.csv", ties), ("known_measures.csv", measures)):
        with (HERE / file).open("w", newline="", encoding="utf-8") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()
