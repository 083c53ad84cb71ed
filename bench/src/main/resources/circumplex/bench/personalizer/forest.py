# The forest of the study's authors (scikit-learn's RandomForestRegressor with its defaults: 100 trees, grown in full) on features as many as the
# network has, trained on synthetic annotations; says how long it takes for one feed, in microseconds.
import sys
import time

import numpy
from sklearn.ensemble import RandomForestRegressor

posts, features, values, rows = (int(word) for word in sys.argv[1:5])
random = numpy.random.default_rng(1)
x = random.normal(size=(rows, features))
y = numpy.clip(x[:, :values] + random.normal(size=(rows, values)), 0, 6)
forest = RandomForestRegressor(n_estimators=100, random_state=1, n_jobs=1).fit(x, y)
feed = random.normal(size=(posts, features)).astype(numpy.float32)
times = []
for _ in range(60):
    start = time.perf_counter()
    forest.predict(feed)
    times.append(time.perf_counter() - start)
print(sorted(times)[len(times) // 2] * 1e6, flush=True)
