# Makes measles.csv from `us_contagious_diseases` (Debian: r-cran-dslabs; CRAN: dslabs).
#   Rscript examples/data/prepare-measles.R [OUT.csv]
#
# One cell = sqrt(reported cases per 100,000 inhabitants) of one state in one year. The square root makes the spread of a
# count nearly the same at every level, so that least squares treats the years before and after the vaccine alike.
#
# Missing: a cell is blank where no week was reported (weeks_reporting = 0). The package stores a count of 0 there, which
# is not an observed zero. A reported zero (weeks_reporting > 0, count 0) stays 0.
#
# Weeks reported are NOT corrected for. Multiplying by 52 / weeks_reporting assumes that the silent weeks looked like the
# reported ones. They did not: measles is seasonal, and after 1980 the states with the fewest cases report the fewest weeks
# (rank correlation 0.53), so the factor, up to 52, would raise just the weakest cells. A value is what was reported: in a
# year of few weeks a lower bound.

out <- commandArgs(trailingOnly = TRUE)
out <- if (length(out)) out[1] else "measles.csv"

frames <- new.env()
data("us_contagious_diseases", package = "dslabs", envir = frames)
measles <- subset(frames$us_contagious_diseases, disease == "Measles")

# Populations: the package interpolates them between censuses (natural spline of the logarithm) but begins with statehood,
# so Alaska and Hawaii have none before 1960. Their 1950 census counts as territories are added, and the logarithm is
# interpolated linearly over the years to the package's 1960 value (the 1960 census). Before 1950 neither has a report.
census1950 <- c(Alaska = 128643, Hawaii = 499794)
for (name in names(census1950)) {
  rows <- which(measles$state == name)
  years <- measles$year[rows]
  known <- c(1950, years[!is.na(measles$population[rows])])
  counts <- c(census1950[[name]], na.omit(measles$population[rows]))
  filled <- exp(approx(known, log(counts), xout = years)$y)
  measles$population[rows] <- ifelse(is.na(measles$population[rows]), filled, measles$population[rows])
}

reported <- measles$weeks_reporting > 0
stopifnot(!anyNA(measles$population[reported]))
measles$value <- ifelse(reported, sqrt(1e5 * measles$count / measles$population), NA)

state <- sub(" Of ", " of ", as.character(measles$state))
wide <- tapply(measles$value, list(state, measles$year), function(v) v) # states in alphabetical order, years ascending
text <- ifelse(is.na(wide), "", formatC(wide, digits = 5, format = "fg", width = 1))
lines <- c(paste(c("state", colnames(wide)), collapse = ","),
           paste(rownames(wide), apply(text, 1, paste, collapse = ","), sep = ","))
writeLines(lines, out)
cat(sprintf("%s: %d x %d, %d of %d cells missing (%.1f %%)\n", out, nrow(wide), ncol(wide), sum(is.na(wide)),
            length(wide), 100 * mean(is.na(wide))))
