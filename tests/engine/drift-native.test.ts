import { tellDrift } from "./stories/drift";

describe("a stack of the native front end", tellDrift("native"));
