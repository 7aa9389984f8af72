import { Webhook } from "pulumi-ubiops/native";

import { declareAll } from "./declared";

declareAll(Webhook);
