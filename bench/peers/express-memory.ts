import { expressShop } from "./express-shop.ts";
import { listen } from "./listen.ts";

listen(expressShop({}));
