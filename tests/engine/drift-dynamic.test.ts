import { tellDrift } from "./stories/drift";

describe("a stack of the dynamic front end", tellDrift("dynamic"));
