"""The same experiments in plain NumPy and SciPy, from the formulas alone, with other random numbers: what report.json is compared with.

    python3 papers/cui-xu-2026/check.py > papers/cui-xu-2026/check.json

Made with NumPy 2.4.6 and SciPy 1.17.1.
"""
import json

import numpy as np
from scipy.linalg import expm

from check_models import K_of, Model, S, align, balanced, distance, mask, models, near, norm, planted, spectrum, tangent_curvature


def equality(model, start, mu, ell, steps, every=20):
    """Gradient descent on f, and on f + R_t with R_t built at its own iterates."""
    eta = 1 / (2.6 * ell * S[0])
    plain, other = start, start
    out = {"difference": 0.0, "regularizer": 0.0, "least": [], "leastAlone": [], "worst": 0.0, "drift": 0.0, "driftBound": 0.0}
    E0 = start[0].T @ start[0] - start[1].T @ start[1]
    nearest = align(*model.truth, *plain)
    before = distance(*nearest, *plain)
    for t in range(steps):
        g = model.gradient(*plain)
        plain = plain[0] - eta * g[0], plain[1] - eta * g[1]
        out["driftBound"] += eta**2 * (norm(g[0]) ** 2 + norm(g[1]) ** 2)
        P, Q = align(*model.truth, *other)
        K = mu * K_of(P, Q, other[0] - P, other[1] - Q)
        r = P @ K, -Q @ K.T
        out["regularizer"] = max(out["regularizer"], float(np.sqrt(norm(r[0]) ** 2 + norm(r[1]) ** 2)))
        g = model.gradient(*other)
        other = other[0] - eta * (g[0] + r[0]), other[1] - eta * (g[1] + r[1])
        out["difference"] = max(out["difference"], max(float(np.abs(x - y).max()) for x, y in zip(plain, other)))
        nearest = align(*model.truth, *plain)
        after = distance(*nearest, *plain)
        if after > 1e-9:
            out["worst"] = max(out["worst"], after / before)
        before = after
        if t % every == 0:
            out["least"].append(spectrum(model.hessian(*plain, mu, nearest))[0])
            out["leastAlone"].append(spectrum(model.hessian(*plain))[0])
    out["drift"] = float(norm(plain[0].T @ plain[0] - plain[1].T @ plain[1] - E0))
    for key in ("least", "leastAlone"):
        out[key] = min(out[key])
    return out, plain


def at_truth(model):
    U, V = model.truth
    mu, ell = tangent_curvature(model)
    values = np.abs(np.linalg.eigvalsh(model.hessian(U, V)))
    values.sort()
    least, most = spectrum(model.hessian(U, V, mu))
    return mu, ell, {
        "model": model.name, "zeros": int(np.sum(values < 1e-10 * values[-1])), "largestZero": float(values[8] / values[-1]), "leastOther": float(values[9] / values[-1]),
        "mu": float(mu), "ell": float(ell), "least": least, "leastBound": float(mu * S[-1]), "most": most, "mostBound": float(2 * ell * S[0]),
    }


def strong_convexity(rng, cases=300):
    """T1: extreme eigenvalues of Hess (f + R) over mu s_r and ell s_1, reference unbalanced, data noisy, within d0."""
    least, most = [], []
    for _ in range(cases):
        mu = rng.uniform(0.2, 1)
        ell = mu * rng.uniform(1, 5)
        U, V = planted(rng, 12, 10, S)
        A = rng.standard_normal((3, 3))
        A = A + A.T
        lo, hi = 0.0, 1.0
        for _ in range(60):
            t = (lo + hi) / 2
            P, Q = U @ expm(t * A), V @ expm(-t * A)
            lo, hi = (t, hi) if norm(P.T @ P - Q.T @ Q, 2) <= 0.1 * S[-1] else (lo, t)
        P, Q = U @ expm(lo * A), V @ expm(-lo * A)
        W = rng.uniform(mu, ell, (12, 10))
        E = rng.standard_normal((12, 10))
        E *= mu * S[-1] / 16 / norm(E, 2)
        model = Model("weighted", (P, Q), np.sqrt(W), noise=-E / np.sqrt(W))
        d = [rng.standard_normal(F.shape) for F in (P, Q)]
        rho = mu * S[-1] / (12 * ell * np.sqrt(S[0])) / np.sqrt(sum(norm(x) ** 2 for x in d))
        a, b = spectrum(model.hessian(P + rho * d[0], Q + rho * d[1], mu, (P, Q)))
        least.append(a / (mu * S[-1]))
        most.append(b / (ell * S[0]))
    return {"least": min(least), "most": max(most)}


def ranges(model):
    """mu and ell of T1 that hold on all matrices: extreme eigenvalues of A*A, extreme curvatures within s_r/8 of the truth's entries."""
    X = model.truth[0] @ model.truth[1].T
    w = np.concatenate([model.curvature(model.apply(X) + d * (model.name != "sensing")).ravel() for d in (-S[-1] / 8, S[-1] / 8)])
    v = np.linalg.svd(model.A.reshape(len(model.A), -1), compute_uv=False) ** 2 if model.A.ndim == 3 else np.ones(1)
    return w.min() * v.min(), w.max() * v.max()


def contraction(rng, model, steps):
    """T2: the worst factor of a step within d0, and its bound."""
    mu, ell = ranges(model)
    d0 = mu * S[-1] / (12 * ell * np.sqrt(S[0]))
    out, _ = equality(model, near(rng, model.truth, 0.9 * d0), mu, ell, steps, steps)
    return {"model": model.name, "mu": float(mu), "ell": float(ell), "worst": float(out["worst"]), "bound": float(1 - mu * S[-1] / (5.2 * ell * S[0]))}


def descend(model, start, eta, steps, at=()):
    seen, F = {}, start
    for t in range(steps + 1):
        if t in at:
            seen[t] = F
        if t == steps:
            return F, seen
        g = model.gradient(*F)
        F = F[0] - eta * g[0], F[1] - eta * g[1]


def noise(rng):
    """T3, completion 80x60, rank 3, share 0.4, from the textbook's start: the distance against its bound, mu on the tangent space; V3 along the run."""
    s, rows = np.array([60.0, 50.0, 40.0]), []
    truth, seen = planted(rng, 80, 60, s), mask(rng, 80, 60, 0.4, 4)
    draws = rng.standard_normal((80, 60))
    for sigma in (0, 0.1, 0.5):
        model = Model("completion", truth, seen, noise=sigma * draws * seen)
        M = truth[0] @ truth[1].T
        mu, ell = tangent_curvature(model)
        start = balanced(seen * model.y, 3)
        F, at = descend(model, start, 1 / (2.6 * ell * s[0]), 1000, (0, 20, 600))
        eps = norm(model.dL(M), 2)
        row = {"noise": sigma, "error": float(norm(F[0] @ F[1].T - M) / norm(M)), "distance": float(distance(*align(*truth, *F), *F)), "bound": float(2.91 * np.sqrt(3 * s[0]) * eps / (mu * s[-1]))}
        if sigma == 0.1:
            row["least"] = {t: spectrum(model.hessian(*at[t], 0.4))[0] for t in at}
            row["leastAlone"] = {t: spectrum(model.hessian(*at[t]))[0] for t in at}
        rows.append(row)
    return rows


def symmetric(rng, steps=400):
    """V1: f(U) = 1/4 |U U^T - M|^2 with the fixed R, descent rotated back at every step."""
    truth = planted(rng, 14, 14, S)[0]
    M = truth @ truth.T
    gradient = lambda U: (U @ U.T - M) @ U
    regularizer = lambda U: truth @ (truth.T @ U - U.T @ truth)

    def hessian(U, R):
        columns = []
        for d in np.eye(U.size):
            D = d.reshape(U.shape)
            columns.append(((D @ U.T + U @ D.T) @ U + (U @ U.T - M) @ D + R * regularizer(D)).ravel())
        return np.array(columns)

    turned = lambda U: U @ (lambda a, _, b: a @ b)(*np.linalg.svd(U.T @ truth))
    plain = rng.standard_normal(truth.shape)
    plain = turned(truth + 0.5 / norm(plain) * plain)
    other, out = plain, {"difference": 0.0, "regularizer": 0.0, "least": np.inf, "leastAlone": np.inf}
    for t in range(steps):
        if t % 20 == 0:
            out["least"] = min(out["least"], spectrum(hessian(other, 1))[0])
            out["leastAlone"] = min(out["leastAlone"], spectrum(hessian(other, 0))[0])
        r = regularizer(other)
        out["regularizer"] = max(out["regularizer"], float(norm(r)))
        plain = plain - gradient(plain) / (2.6 * S[0])
        other = turned(other - (gradient(other) + r) / (2.6 * S[0]))
        out["difference"] = max(out["difference"], float(np.abs(turned(plain) - other).max()))
    values = np.sort(np.abs(spectrum_all(hessian(truth, 0))))
    return {**out, "zeros": int(np.sum(values < 1e-10 * values[-1])), "atTruth": spectrum(hessian(truth, 1))}


def spectrum_all(H):
    return np.linalg.eigvalsh((H + H.T) / 2)


def scaled(rng, kappa):
    """V4: the spectrum of Hess (f + R) at the truth in the metric of ScaledGD, and the condition number outside of it."""
    s = np.geomspace(kappa, 1, 3)
    U, V = planted(rng, 12, 10, s)
    model, metric = Model("denoising", (U, V)), np.concatenate([np.tile(s, 12), np.tile(s, 10)])
    P, Q = U / np.sqrt(s), V / np.sqrt(s)
    rows = []
    for d in np.eye(metric.size):
        dU, dV = d[: U.size].reshape(U.shape), d[U.size :].reshape(V.shape)
        rows.append((P.T @ dU * np.sqrt(s) - np.sqrt(s)[:, None] * (dV.T @ Q)).ravel())
    K = np.array(rows)
    H = model.hessian(U, V) + K @ K.T
    a, b = spectrum(model.hessian(U, V, 1))
    return {"condition": kappa, "spectrum": spectrum(H / np.sqrt(np.outer(metric, metric))), "unweighted": b / a}


def newton(rng):
    """Gauge-fixed Newton on sensing 30x25, s = (30, 3, 1), 1500 measurements: |X - M| by iteration; gradient descent beside it."""
    s = np.array([30.0, 3.0, 1.0])
    truth = planted(rng, 30, 25, s)
    model = Model("sensing", truth, rng.standard_normal((1500, 30, 25)) / np.sqrt(1500))
    M = truth[0] @ truth[1].T
    d = [rng.standard_normal(F.shape) for F in truth]
    scale = 0.2 / np.sqrt(sum(norm(x) ** 2 for x in d))
    start = F = balanced((truth[0] + scale * d[0]) @ (truth[1] + scale * d[1]).T, 3)
    errors = []
    for _ in range(7):
        errors.append(float(norm(F[0] @ F[1].T - M)))
        g = np.concatenate([x.ravel() for x in model.gradient(*F)])
        step = np.linalg.solve(model.hessian(*F, 0.4), -g)
        F = F[0] + step[:90].reshape(30, 3), F[1] + step[90:].reshape(25, 3)
    _, seen = descend(model, start, 1 / (2.6 * tangent_curvature(model)[1] * s[0]), 2000, (500, 1000, 2000))
    return {"errors": errors, "descent": {t: float(norm(U @ V.T - M)) for t, (U, V) in seen.items()}}


def main():
    rng = np.random.default_rng(0)
    spectra, runs = [], []
    for model in models(rng):
        mu, ell, row = at_truth(model)
        spectra.append(row)
        run, _ = equality(model, near(rng, model.truth, 0.5), mu, ell, 400)
        runs.append({"model": model.name, **run, "worst": float(run["worst"]), "driftBound": float(run["driftBound"])})
    denoising = models(np.random.default_rng(0))[0]
    around = []
    for times in (0.01, 0.1, 1, 3, 6, 10):
        H = []
        for _ in range(60):
            d = [rng.standard_normal(F.shape) for F in denoising.truth]
            rho = times / (10 * np.sqrt(3)) / np.sqrt(sum(norm(x) ** 2 for x in d))
            F = [T + rho * x for T, x in zip(denoising.truth, d)]
            H.append((spectrum(denoising.hessian(*F))[0], spectrum(denoising.hessian(*F, 1, align(*denoising.truth, *F)))[0]))
        around.append({"times": times, "leastAlone": min(a for a, _ in H), "least": min(b for _, b in H)})
    print(json.dumps({
        "spectra": spectra,
        "runs": runs,
        "around": around,
        "strongConvexity": strong_convexity(rng),
        "contraction": [contraction(rng, model, 200) for model in models(rng) if model.name != "completion"],
        "noise": noise(rng),
        "symmetric": symmetric(rng),
        "scaled": [scaled(rng, kappa) for kappa in (1, 10, 100, 1000)],
        "newton": newton(rng),
    }, indent=1))


if __name__ == "__main__":
    main()
