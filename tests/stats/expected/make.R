# Makes expected.txt, the figures that the tests of src/stats compare with. Base R 4.2 only:
#   Rscript tests/stats/expected/make.R > tests/stats/expected/expected.txt
# Nothing here is used when building or testing.
put <- function(name, value) cat(sprintf("%s %.15g\n", name, value), sep = "")

for (p in c(1e-10, 0.001, 0.025, 0.3, 0.5, 0.8, 0.975, 0.9999)) {
  put(sprintf("qnorm(%g)", p), qnorm(p))
  for (df in c(1, 2, 4.5, 30, 1000)) put(sprintf("qt(%g,%g)", p, df), qt(p, df))
}
for (x in c(-6, -1.5, 0, 0.3, 2.5)) {
  put(sprintf("pnorm(%g)", x), pnorm(x))
  for (df in c(1, 2, 4.5, 30, 1000)) put(sprintf("pt(%g,%g)", x, df), pt(x, df))
}

# NAP: the value by outer(), its variance as published (Mee 1990), and the interval by root finding
# on Newcombe's equation with a tight tolerance. A decrease is better.
nap <- function(name, a, b, conf = 0.95) {
  q <- outer(a, b, function(x, y) (y < x) + 0.5 * (y == x))
  m <- length(a); n <- length(b); est <- mean(q); d <- q - est
  kept <- min(max(est, 0.5 / (m * n)), 1 - 0.5 / (m * n))
  v <- (kept * (1 - kept) + sum(rowSums(d)^2) / (m * n) + sum(colSums(d)^2) / (m * n) -
        2 * sum(d^2) / (m * n)) / ((m - 1) * (n - 1))
  z <- qnorm(1 - (1 - conf) / 2); h <- (m + n) / 2 - 1
  f <- function(t) (est - t)^2 - z^2 * t * (1 - t) *
    (1 + h * (1 - t) / (2 - t) + h * t / (1 + t)) / (m * n)
  root <- function(lo, hi) uniroot(f, c(lo, hi), tol = 1e-13)$root
  put(paste0(name, ".value"), est)
  put(paste0(name, ".se"), sqrt(max(v, 0)))
  put(paste0(name, ".low"), if (est > 0) root(1e-12, est) else 0)
  put(paste0(name, ".high"), if (est < 1) root(est, 1 - 1e-12) else 1)
}
parker2011 <- list(c(20, 20, 26, 25, 22, 23), c(28, 25, 24, 27, 30, 30, 29))
parker2009 <- list(c(4, 3, 4, 3, 4, 7, 5, 2, 3, 2), c(5, 9, 7, 9, 7, 5, 9, 11, 11, 10, 9))
nap("parker2011", -parker2011[[1]], -parker2011[[2]])
nap("parker2009", -parker2009[[1]], -parker2009[[2]])
nap("parker2009.worse", parker2009[[1]], parker2009[[2]])
nap("absence", c(22, 35, 31, 40, 28, 33.5, 45, 38), c(30, 12, 18, 22, 9, 0, 14, 31, 16, 11), 0.9)

w <- t.test(extra ~ group, sleep)
put("welch.value", -diff(rev(w$estimate))); put("welch.se", w$stderr)
put("welch.df", w$parameter); put("welch.low", -w$conf.int[2]); put("welch.high", -w$conf.int[1])

# HC3 by hand from the hat values; mtcars is in base R.
fit <- lm(mpg ~ wt + am, mtcars)
x <- model.matrix(fit); u <- residuals(fit) / (1 - hatvalues(fit)); bread <- solve(crossprod(x))
put(paste0("ols.", c("intercept", "wt", "am")), coef(fit))
put(paste0("hc3.", c("intercept", "wt", "am")), sqrt(diag(bread %*% crossprod(x * u) %*% bread)))

# Local linear prediction: weighted least squares with the ridge as extra rows of data.
set.seed(1)
x <- cbind(round(rexp(40), 3), round(rnorm(40), 3)); y <- round(x[, 1] + sin(x[, 2]) + rnorm(40) / 5, 3)
target <- c(1.1, -0.2); want <- 15
d2 <- rowSums(sweep(x, 2, target)^2); near <- order(d2)[1:want]; reach <- sqrt(max(d2[near]))
k <- 1 - d2[near] / (1.05 * reach + 1e-6)^2
o <- sweep(x[near, ], 2, target)
penalty <- sqrt(1e-4 * (colSums(k * o^2) + sum(k)))
rows <- rbind(cbind(1, o), cbind(0, diag(penalty)))
fit <- lm.wfit(rows, c(y[near], 0, 0), c(k, 1, 1))
put("neighbours.value", fit$coefficients[1])
e <- y[near] - cbind(1, o) %*% fit$coefficients; cases <- sum(k)^2 / sum(k^2)
put("neighbours.spread", sum(k * e^2) / sum(k) * cases / (cases - 3))
for (i in 1:40) { put(paste0("x", i, "a"), x[i, 1]); put(paste0("x", i, "b"), x[i, 2]); put(paste0("y", i), y[i]) }

# Change of one person (Jacobson & Truax 1991), by simulation of nothing: the definition, with the
# error taken from the correlation matrix of two parallel measurements instead of the formula.
rci <- function(name, before, after, sd, r) {
  v <- sd^2 * matrix(c(1, r, r, 1), 2)          # covariance of two measurements
  se <- sqrt(c(-1, 1) %*% v %*% c(-1, 1))[1]    # of their difference
  put(paste0(name, ".se"), se); put(paste0(name, ".index"), (after - before) / se)
  put(paste0(name, ".limit"), qnorm(0.975) * se)
}
rci("rci.truax", 47.5, 32.5, 7.5, 0.8); rci("rci.ladder", 3, 7, 2.5, 0.7)
rci("rci.small", 3, 6, 2.5, 0.7)
# Goal attainment: the sum of weighted goals, standardised by its own covariance matrix.
gas <- function(name, x, w, rho = 0.3) {
  v <- matrix(rho, length(x), length(x)); diag(v) <- 1
  put(name, 50 + 10 * sum(w * x) / sqrt(w %*% v %*% w)[1])
}
gas("gas.one", 1, 1); gas("gas.three", c(1, 1, 1), c(1, 1, 1))
gas("gas.weighted", c(-2, 0, 1, 2), c(3, 1, 2, 5)); gas("gas.worst", rep(-2, 5), rep(1, 5))
