"""Nanoseconds a post of NumPy's matrix product with 19 values, for the numbers of posts that are given as arguments.

Prints for each: posts, the fastest and the median of the rounds; for scores by post and by value the faster layout counts.
"""

import sys
import time

import numpy as np


def times(multiply, posts):
    repeats = max(1, 2_000_000 // posts)
    rounds = []
    for _ in range(25):
        start = time.perf_counter_ns()
        for _ in range(repeats):
            multiply()
        rounds.append((time.perf_counter_ns() - start) / repeats / posts)
    rounds = sorted(rounds[5:])
    return rounds[0], rounds[len(rounds) // 2]


for posts in map(int, sys.argv[1:]):
    random = np.random.default_rng(1)
    weights = random.uniform(-1, 1, 19).astype(np.float32)
    by_post = random.uniform(0, 6, (posts, 19)).astype(np.float32)
    by_value = np.ascontiguousarray(by_post.T)
    sums = np.empty(posts, np.float32)
    layouts = [
        times(lambda: np.matmul(by_post, weights, out=sums), posts),
        times(lambda: np.matmul(weights, by_value, out=sums), posts),
    ]
    print(posts, *min(layouts))
