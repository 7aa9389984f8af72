import { Webhook } from "pulumi-ubiops";

import { declareAll } from "./declared";

declareAll(Webhook);
