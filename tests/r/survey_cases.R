# What R's survey package says of survey_cases.csv (synthetic: 300 invented respondents). Run in this folder: Rscript survey_cases.R
# It writes survey_results.csv: case, key, value. tests/test_against_r.py holds the library to it.
library(survey)
options(digits = 17)
d <- read.csv("survey_cases.csv", colClasses = c(gmina = "character"), na.strings = "NA")
for (v in c("y_missing", "x_missing")) d[[v]] <- as.numeric(d[[v]])
d$sex_known[is.na(d$sex_known)] <- ""
n <- nrow(d)
shares <- list(gmina = c(A = .3, B = .3, C = .2, D = .2), sex = c(female = .52, male = .48), age = c(middle = .45, old = .35, young = .2))
margin <- function(name) setNames(data.frame(names(shares[[name]]), as.vector(shares[[name]]) * n), c(name, "Freq"))
control <- list(maxit = 2000, epsilon = 1e-9)

results <- data.frame()
keep <- function(case, key, value) results <<- rbind(results, data.frame(case = case, key = key, value = as.vector(value)))
keep_estimate <- function(case, est, se, low = NULL, high = NULL) {
  keep(case, c("value", "se", if (!is.null(low)) c("low", "high")), c(est, se, low, high))
}

korn_graubard <- function(p, se, n, df, kish) {
  worth <- if (p <= 0 || p >= 1) kish else p * (1 - p) / se^2
  worth <- min(n, worth * (qt(.975, n - 1) / qt(.975, df))^2)
  x <- worth * p
  c(if (p <= 0) 0 else qbeta(.025, x, worth - x + 1), if (p >= 1) 1 else qbeta(.975, x + 1, worth - x))
}
share_in <- function(case, design, variable, inside) {
  inside <- inside & !is.na(d[[variable]])
  found <- svymean(as.formula(paste0("~", variable)), subset(design, inside), na.rm = TRUE)
  w <- weights(design)[inside]
  p <- as.vector(coef(found)); se <- as.vector(SE(found))
  limits <- korn_graubard(p, se, sum(inside), sum(inside) - 1, sum(w)^2 / sum(w^2))
  keep_estimate(case, p, se, limits[1], limits[2])
}
mean_in <- function(case, design, variable, inside) {
  inside <- inside & !is.na(d[[variable]])
  found <- svymean(as.formula(paste0("~", variable)), subset(design, inside), na.rm = TRUE)
  half <- qt(.975, sum(inside) - 1) * as.vector(SE(found))
  keep_estimate(case, coef(found), SE(found), coef(found) - half, coef(found) + half)
}
# A subset of a raked design keeps its rows at weight 0, so missing values have to be filled before.
filled <- d
for (v in c("y_missing", "x_missing")) filled[[v]][is.na(filled[[v]])] <- 0

plain <- svydesign(ids = ~1, weights = ~ rep(1, n), data = filled)
raked <- rake(plain, list(~gmina, ~sex, ~age), list(margin("gmina"), margin("sex"), margin("age")), control = control)
keep("raked weights", as.character(1:n), weights(raked))

everybody <- rep(TRUE, n)
share_in("raked share", raked, "y_missing", everybody)
mean_in("raked mean", raked, "x_missing", everybody)
for (g in c("A", "B", "C", "D")) {
  share_in(paste("raked share in", g), raked, "y_missing", d$gmina == g)
  mean_in(paste("raked mean in", g), raked, "x_missing", d$gmina == g)
}
share_in("raked share in six", raked, "y", d$small == 1)
share_in("nobody", raked, "never", d$gmina == "C")
share_in("everybody", raked, "always", d$gmina == "D")
share_in("plain share", plain, "y_missing", everybody)

finite <- svydesign(ids = ~1, fpc = ~ rep(1200, n), data = filled)
share_in("fpc share", finite, "y_missing", everybody)
share_in("fpc share in B", finite, "y_missing", d$gmina == "B")

population <- c(A = 360, B = 360, C = 240, D = 240)
filled$N <- population[filled$gmina]
stratified <- svydesign(ids = ~1, strata = ~gmina, fpc = ~N, weights = ~ rep(1, n), data = filled)
both <- rake(stratified, list(~gmina, ~sex, ~age), list(margin("gmina"), margin("sex"), margin("age")), control = control)
found <- svymean(~y, both)
keep_estimate("stratified fpc raked share", coef(found), SE(found))

# Differences of the domain means of one sample, as a function of four totals with their covariance
for (g in c("A", "D")) {
  for (v in c("y_missing", "x_missing")) {
    answered <- !is.na(d[[v]])
    raked$variables$n_here <- as.numeric(answered & d$gmina == g)
    raked$variables$n_rest <- as.numeric(answered & d$gmina != g)
    raked$variables$y_here <- filled[[v]] * raked$variables$n_here
    raked$variables$y_rest <- filled[[v]] * raked$variables$n_rest
    totals <- svytotal(~ y_here + n_here + y_rest + n_rest, raked)
    found <- svycontrast(totals, quote(y_here / n_here - y_rest / n_rest))
    keep_estimate(paste("difference of", v, "in", g), coef(found), SE(found))
  }
}

for (v in c("z", "y")) {
  test <- svychisq(as.formula(paste0("~", v, " + gmina")), raked, statistic = "F")
  keep(paste("test of", v), c("f", "df1", "df2", "p"), c(test$statistic, test$parameter, test$p.value))
}

# Unknown sex and age: in each margin those who are known in it keep their weight together. calibrate(calfun = "raking") does it, but needs
# MASS, so the weights are fitted here, and survey has the residuals of a regression on what is held: 1(in category) - share * 1(known).
known <- list(gmina = filled$gmina, sex = filled$sex_known, age = filled$age_known)
w <- rep(1, n)
for (round in 1:2000) {
  for (name in names(known)) {
    whole <- sum(w[known[[name]] != ""])
    for (code in names(shares[[name]])) {
      inside <- known[[name]] == code
      w[inside] <- w[inside] * shares[[name]][[code]] * whole / sum(w[inside])
    }
  }
  w <- w / mean(w)
}
keep("partly known weights", as.character(1:n), w)
held <- do.call(cbind, lapply(names(known), function(name) sapply(names(shares[[name]]), function(code)
  (known[[name]] == code) - shares[[name]][[code]] * (known[[name]] != ""))))
for (g in c("all", "B")) {
  inside <- g == "all" | d$gmina == g
  p <- sum(w * inside * d$y) / sum(w * inside)
  filled$residual <- residuals(lm(inside * (d$y - p) / sum(w * inside) ~ held))
  found <- svytotal(~residual, svydesign(ids = ~1, weights = ~w, data = filled))
  keep_estimate(paste("partly known share in", g), p, SE(found))
}

# A cap of 2.6 mean weights: cut, spread in proportion, rake again, until both hold
cap <- 2.6
w <- weights(raked)
for (round in 1:500) {
  if (max(w) <= cap * (1 + 1e-10)) break
  while (any(w > cap * (1 + 1e-13))) {
    high <- w >= cap
    w <- ifelse(high, cap, w * (n - cap * sum(high)) / sum(w[!high]))
  }
  again <- svydesign(ids = ~1, weights = ~w, data = filled)
  capped <- rake(again, list(~gmina, ~sex, ~age), list(margin("gmina"), margin("sex"), margin("age")), control = control)
  w <- weights(capped)
}
keep("capped weights", as.character(1:n), w)
share_in("capped share", capped, "y", everybody)
share_in("capped share in B", capped, "y", d$gmina == "B")

results$value <- formatC(results$value, digits = 16, format = "g", width = 1)
write.csv(results, "survey_results.csv", row.names = FALSE, quote = FALSE)
