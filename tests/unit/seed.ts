/** Property tests try the same in every run: what fails then is the change, and no case that nobody had tried before. */
export const SEED = 20_260_101;
