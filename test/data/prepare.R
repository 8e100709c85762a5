# Reads the data sets of Debian's r-cran-dslabs and r-bioc-pcamethods and writes them as CSV into the folder given.
# fetch.sh calls it. Every file is checked against what the tests assume, so that a changed package fails here, by name.
out <- commandArgs(trailingOnly = TRUE)[1]
check <- function(holds, what) if (!isTRUE(holds)) stop("prepare.R: unexpected data: ", what, call. = FALSE)

# MovieLens latest-small (2016), as triplets in the columns of GroupLens' own ratings.csv.
frames <- new.env()
data("movielens", package = "dslabs", envir = frames)
ratings <- frames$movielens[, c("userId", "movieId", "rating", "timestamp")]
check(nrow(ratings) == 100004 && length(unique(ratings$userId)) == 671 && length(unique(ratings$movieId)) == 9066,
      "movielens is not 671 users x 9066 films with 100004 ratings")
check(!anyNA(ratings) && !anyDuplicated(ratings[, 1:2]), "movielens has missing values or repeated pairs")
write.csv(ratings, file.path(out, "movielens.csv"), row.names = FALSE, quote = FALSE)

# Metabolites: a wide table, 154 metabolites (rows) by 52 samples (columns), and its complete twin. The package itself is
# not attached: that would load its compiled code for two data files.
for (name in c("metaboliteData", "metaboliteDataComplete"))
  load(file.path(find.package("pcaMethods"), "data", paste0(name, ".RData")), envir = frames)
holes <- frames$metaboliteData
whole <- frames$metaboliteDataComplete
check(all(dim(holes) == c(154, 52)) && identical(dimnames(holes), dimnames(whole)), "metabolites are not 154 x 52 twins")
check(sum(is.na(holes)) == 419 && !anyNA(whole), "metabolites do not have 419 holes and a twin without any")
check(identical(holes[!is.na(holes)], whole[!is.na(holes)]), "the twin differs at an observed cell")
wide <- function(table, file)
  write.csv(data.frame(metabolite = rownames(table), table, check.names = FALSE), file.path(out, file),
            row.names = FALSE, na = "", quote = 1)
wide(holes, "metabolites.csv")
wide(whole, "metabolites-complete.csv")
