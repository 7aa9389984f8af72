import { tellLife } from "./stories/life";

describe("a stack of the dynamic front end", tellLife("dynamic"));
