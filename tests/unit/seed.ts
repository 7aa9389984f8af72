/** Property tests try the same in every run: what fails then is the change, and not a case that was never tried before. */
export const SEED = 20_260_101;
