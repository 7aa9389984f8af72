const { configureGlobal } = require("fast-check");

// That a counterexample exists is all a mutant's run has to know.
configureGlobal({ endOnFailure: true });
