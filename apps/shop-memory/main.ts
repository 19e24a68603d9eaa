import { serve } from "@shop/shop";
import { memoryState } from "@shop/state/memory";

await serve((settings) => memoryState(settings));
