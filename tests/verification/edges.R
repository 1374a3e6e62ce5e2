# What R says of trials drawn over the edges: for each trial p of no effect, and the statistic at the bounds that it is handed.
# Usage: Rscript edges.R FOLDER KIND; reads KIND.csv (trial, arm 1 or 0, value, time, seen, ...) and bounds.csv; writes told.csv.
suppressMessages(library(survival))
given <- commandArgs(trailingOnly = TRUE)
read <- function(name) read.csv(file.path(given[1], name), na.strings = c("", "NA", "nan"))
women <- read(paste0(given[2], ".csv"))
bounds <- read("bounds.csv")
told <- list()
say <- function(trial, measure, what, value) told[[length(told) + 1]] <<- data.frame(trial, measure, what, value = as.numeric(value))

# The statistic of a test of `value` must be Student's quantile at a bound, and its p at no effect is that of the test.
at_bounds <- function(trial, measure, statistic) {
  for (row in which(bounds$trial == trial & bounds$measure == measure)) {
    found <- statistic(bounds$value[row])
    if (!is.nan(found)) say(trial, measure, bounds$what[row], found)
  }
}

shares <- function(d, trial) {
  d <- d[!is.na(d$value), ]
  y <- tapply(d$value, d$arm, sum); n <- tapply(d$value, d$arm, length)
  y <- y[c("1", "0")]; n <- n[c("1", "0")]; x <- c(1, 0); all <- sum(n); p <- y / n
  constrained <- function(theta, method) {
    found <- rpact:::.getFarringtonManningValues(p[1], p[2], theta, n[1] / n[2], method)
    c(found$ml1, found$ml2)  # not numbers for some arms without events, by rounding: not compared
  }
  error <- function(r, theta) sqrt((r[1] * (1 - r[1]) / n[1] + theta^2 * r[2] * (1 - r[2]) / n[2]) * all / (all - 1))
  difference <- function(theta) { r <- constrained(theta, "diff"); (p[1] - p[2] - theta) / error(r, 1) }
  ratio <- function(theta) { r <- constrained(exp(theta), "ratio"); (p[1] - exp(theta) * p[2]) / error(r, exp(theta)) }
  odds <- function(theta) {
    null <- glm(cbind(y, n - y) ~ 1 + offset(theta * x), binomial)
    full <- glm(cbind(y, n - y) ~ x + offset(theta * x), binomial)
    rao <- suppressWarnings(anova(null, full, test = "Rao")$Rao[2])
    sign(y[1] - n[1] * fitted(null)[1]) * sqrt(max(rao, 0) * (all - 1) / all)
  }
  at_bounds(trial, "risk_difference", difference)
  at_bounds(trial, "risk_ratio", ratio)
  at_bounds(trial, "odds_ratio", odds)
  say(trial, "risk_difference_exact", "p", fisher.test(rbind(y, n - y))$p.value)
}

counts <- function(d, trial) {
  events <- tapply(d$value, d$arm, sum)[c("1", "0")]; time <- tapply(d$time, d$arm, sum)[c("1", "0")]
  poisson_ratio <- function(theta) {
    share <- exp(theta) * time[1] / (exp(theta) * time[1] + time[2])
    half <- dbinom(events[1], sum(events), share) / 2
    below <- half + pbinom(events[1] - 1, sum(events), share)
    if (below < 0.5) qnorm(below) else -qnorm(half + pbinom(events[1], sum(events), share, lower.tail = FALSE))
  }
  at_bounds(trial, "rate_ratio", poisson_ratio)
  x <- d$arm
  if (min(events) > 0) {
    fit <- tryCatch(suppressWarnings(MASS::glm.nb(value ~ x + offset(log(time)), data = d, maxit = 200)), error = function(e) NULL)
    if (!is.null(fit) && fit$theta < 500) {
      family <- MASS::negative.binomial(fit$theta)
      say(trial, "rate_ratio_negative_binomial", "estimate", coef(fit)[2])
      at_bounds(trial, "rate_ratio_negative_binomial", function(theta) {
        null <- glm(value ~ 1 + offset(log(time) + theta * x), family, data = d, control = list(maxit = 200, epsilon = 1e-12))
        full <- suppressWarnings(glm(value ~ x + offset(log(time) + theta * x), family, data = d, control = list(maxit = 200, epsilon = 1e-12)))
        rao <- anova(null, full, test = "Rao", dispersion = 1)$Rao[2]
        sign(sum(((d$value - fitted(null)) / (1 + fitted(null) / fit$theta))[x == 1])) * sqrt(max(rao, 0))
      })
    }
  }
  at_bounds(trial, "rate_ratio_robust", function(theta) {
    null <- glm(value ~ 1 + offset(log(time) + theta * x), poisson, data = d, control = list(epsilon = 1e-12))
    expected <- c(sum(fitted(null)[x == 1]), sum(fitted(null)[x == 0]))
    share <- expected[1] / sum(expected); n <- table(x)[c("1", "0")]
    own <- sapply(c(1, 0), function(arm) { a <- d[x == arm, ]; sum((a$value - sum(a$value) / sum(a$time) * a$time)^2) })
    pooled_of <- function(expected) sum(own + (events - expected)^2 / n) / (nrow(d) - 1) * nrow(d) / sum(events)
    time <- sapply(c(1, 0), function(arm) sum(d$time[x == arm]))
    pooled <- pooled_of(expected)
    if (min(events) == 0) pooled <- max(pooled, pooled_of(sum(events) * time / sum(time)))  # no smaller than where rates are alike
    each <- ifelse(events > 0, own * n / (n - 1) / events, 0)
    (events[1] - expected[1]) / sqrt(sum(events) * share * (1 - share) * max(pooled, (1 - share) * each[1] + share * each[2]))
  })
}

times <- function(d, trial) {
  outcome <- Surv(d$value, d$seen)
  found <- survdiff(outcome ~ d$arm)
  excess <- (found$obs - found$exp)[2]; variance <- found$var[2, 2]
  if (variance > 0) {
    say(trial, "log_rank", "p", pchisq(found$chisq, 1, lower.tail = FALSE))
    say(trial, "log_rank", "estimate", excess / variance)
  }
  x <- d$arm
  at_bounds(trial, "hazard_ratio", function(theta) {
    fit <- suppressWarnings(coxph(outcome ~ x, init = theta, control = coxph.control(iter.max = 0), ties = "efron"))
    information <- 1 / fit$var[1, 1]; slope <- fit$score  # score test: slope^2 / information
    null <- coxph(outcome ~ offset(theta * x), ties = "breslow")
    m <- residuals(null, type = "martingale")
    own <- d$seen - m; share <- sum(own[x == 1]) / sum(own)
    robust <- nrow(d) / (nrow(d) - 1) * share * (1 - share) * sum(m^2)
    direction <- sign(sum(residuals(fit, type = "score")))
    direction * sqrt(slope * information / max(information, robust))
  })
  horizon <- min(tapply(d$value, d$arm, max))
  moved <- lapply(c(1, 0), function(arm) {
    a <- d[d$arm == arm, ]
    if (length(unique(a$value[a$seen & a$value < horizon])) < 2) return(NULL)  # survival 3.5 fails with one day of events
    pseudo(eval(bquote(survfit(Surv(value, seen) ~ 1, data = .(a)))), times = horizon, type = "rmst")
  })
  if (any(sapply(moved, is.null))) return()
  both <- mean_test(moved[[1]], moved[[2]])
  say(trial, "restricted_mean_difference", "estimate", mean(moved[[1]]) - mean(moved[[2]]))
  for (what in names(both)) say(trial, "restricted_mean_difference", what, both[[what]])
}

# Student's or Welch's, whichever is the wider.
mean_test <- function(first, second) {
  if (var(first) + var(second) < 1e-18) return(list())
  found <- list(t.test(first, second, var.equal = TRUE), t.test(first, second))
  width <- sapply(found, function(one) diff(one$conf.int))
  one <- found[[which.max(width)]]
  list(p = one$p.value, low = one$conf.int[1], high = one$conf.int[2])
}

numbers <- function(d, trial) {
  first <- d$value[d$arm == 1]; second <- d$value[d$arm == 0]
  both <- mean_test(first, second)
  for (what in names(both)) say(trial, "mean_difference", what, both[[what]])
  # Brunner and Munzel by ranks; the null error by the rank sum with ties.
  m <- length(first); n <- length(second); all <- rank(c(first, second))
  if (var(c(first, second)) == 0) return()
  chance <- (mean(all[1:m]) - (m + 1) / 2) / n
  if (chance %in% c(0, 1)) return()
  placed <- list((all[1:m] - rank(first)) / n, (all[-(1:m)] - rank(second)) / m)
  parts <- c(var(placed[[1]]) / m, var(placed[[2]]) / n)
  free <- if (sum(parts) > 0) sum(parts)^2 / sum(parts^2 / c(m - 1, n - 1)) else m + n - 2
  ties <- table(all); total <- m + n
  null <- sqrt((total + 1 - sum(ties^3 - ties) / (total * (total - 1))) / (12 * m * n))
  size <- c(sqrt(sum(parts)) / (chance * (1 - chance)), 4 * null); freedom <- c(free, total - 2)
  reach <- qt(0.975, freedom) * size; k <- which.max(reach); centre <- qlogis(chance)
  say(trial, "win_odds", "p", 2 * pt(-abs(centre) / size[k], freedom[k]))
  say(trial, "win_odds", "low", centre - reach[k]); say(trial, "win_odds", "high", centre + reach[k])
}

loads <- function(d, trial) {
  y <- Surv(log10(d$value), d$seen, type = "left"); x <- d$arm
  if (all(d$seen)) {
    both <- mean_test(log10(d$value[x == 1]), log10(d$value[x == 0]))
    for (what in names(both)) say(trial, "log10_difference", what, both[[what]])
    return()
  }
  if (min(tapply(d$seen, x, sum)) < 2) return()
  arm <- function(one, mean) {  # of the likelihood ratio of one arm, scaled as Student's
    a <- d[x == one, ]; v <- log10(a$value); n <- nrow(a)
    fit <- survreg(Surv(v, a$seen, type = "left") ~ 1, dist = "gaussian", control = survreg.control(maxiter = 500, rel.tolerance = 1e-12))
    at <- function(log_spread) sum(ifelse(a$seen == 1, dnorm(v, mean, exp(log_spread), log = TRUE), pnorm(v, mean, exp(log_spread), log.p = TRUE)))
    fixed <- optimize(at, log(fit$scale) + c(-5, 5), maximum = TRUE, tol = 1e-9)$objective
    2 * (fit$loglik[2] - fixed) * (n - 1) / n * ((8 * (n - 1) + 1) / (8 * (n - 1) + 3))^2
  }
  at_bounds(trial, "log10_difference", function(theta) {
    centres <- sapply(c(1, 0), function(one) coef(survreg(Surv(log10(value), seen, type = "left") ~ 1, data = d[x == one, ], dist = "gaussian")))
    together <- function(mean) arm(1, mean + theta) + arm(0, mean)
    near <- range(centres[2], centres[1] - theta)
    least <- optimize(together, near, tol = 1e-9)$objective
    sign(centres[1] - centres[2] - theta) * sqrt(least)
  })
}

centre_numbers <- function(d, trial) {
  means <- tapply(d$value, d$centre + 1000 * d$arm, mean); arm <- as.numeric(names(means)) >= 1000
  both <- mean_test(means[arm], means[!arm])
  for (what in names(both)) say(trial, "mean_difference_clustered", what, both[[what]])
}

equal_centres <- function(d, trial) {  # a mixed model, by Kenward and Roger, where it finds that centres differ
  d$centre <- factor(d$centre + 1000 * d$arm)
  fit <- suppressMessages(lme4::lmer(value ~ arm + (1 | centre), d, REML = TRUE))
  if (lme4::isSingular(fit, tol = 1e-3)) return()
  less <- suppressMessages(lme4::lmer(value ~ 1 + (1 | centre), d, REML = TRUE))
  say(trial, "mean_difference_clustered", "estimate", lme4::fixef(fit)[["arm"]])
  # Means of centres are judged by the wider of two errors; the model's is Student's.
  means <- tapply(d$value, d$centre, mean); arm <- as.numeric(names(means)) >= 1000
  found <- list(t.test(means[arm], means[!arm], var.equal = TRUE), t.test(means[arm], means[!arm]))
  if (diff(found[[1]]$conf.int) > diff(found[[2]]$conf.int)) {
    say(trial, "mean_difference_clustered", "p", pbkrtest::KRmodcomp(fit, less)$stats$p.value)
  }
}

histories <- function(d, trial) {  # a row for each stretch (start, value] of a woman, seen at its end or not
  last <- d$last[1]
  arms <- lapply(c(1, 0), function(arm) {
    one <- d[d$arm == arm, ]; n <- length(unique(one$woman))
    fit <- survfit(Surv(start, value, seen) ~ 1, data = one, id = woman, influence = TRUE)
    day <- fit$time <= last
    moved <- t(apply(cbind(0, fit$influence.chaz[, day, drop = FALSE]), 1, diff))
    if (sum(day) == 1) moved <- t(moved)
    # Each day's are made as large as in a sample of the women followed then.
    spare <- sqrt(fit$n.risk / pmax(fit$n.risk - 1, 1) * (n - 1) / n)[day]
    c(fit$cumhaz[max(which(day))], n^2 * sum((moved %*% spare)^2))
  })
  say(trial, "mean_cumulative_difference", "estimate", arms[[1]][1] - arms[[2]][1])
  say(trial, "mean_cumulative_difference", "first", arms[[1]][2]); say(trial, "mean_cumulative_difference", "second", arms[[2]][2])
}

for (trial in unique(women$trial)) get(given[2])(women[women$trial == trial, ], trial)
write.csv(do.call(rbind, told), file.path(given[1], "told.csv"), row.names = FALSE)
