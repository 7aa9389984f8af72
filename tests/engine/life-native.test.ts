import { tellLife } from "./stories/life";

describe("a stack of the native front end", tellLife("native"));
