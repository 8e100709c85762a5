"""Writes iris.ts: the classes versicolor and virginica of Fisher's Iris data, and the split of seed 0 into halves.

    python3 papers/shen-2026/iris.py > papers/shen-2026/iris.ts

Made with scikit-learn 1.9.1, NumPy 2.4.6.
"""
import numpy as np
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split

inputs, targets = load_iris(return_X_y=True)
inputs, targets = inputs[targets > 0], targets[targets > 0] - 1
train, test = train_test_split(np.arange(100), test_size=0.5, random_state=0, stratify=targets)
print("// Written by iris.py; see iris.ts.credit.")
print()
print("/** Sepal length, sepal width, petal length, petal width in cm, a flower a row: 50 of Iris versicolor, 50 of Iris virginica. */")
print("export const FLOWERS = [")
for row in inputs:
    print("  [" + ", ".join(f"{x:g}" for x in row) + "],")
print("] as const;")
print()
print("/** The flowers to train on, half of each kind; the others are to test on. */")
print("export const TRAINED_ON = [")
print("  " + ", ".join(map(str, train)) + ",")
print("] as const;")
