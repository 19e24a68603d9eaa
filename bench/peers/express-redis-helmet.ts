import helmet from "helmet";
import { connectedStore } from "./connected-store.ts";
import { expressShop } from "./express-shop.ts";
import { listen } from "./listen.ts";

listen(expressShop({ store: await connectedStore(), before: [helmet()] }));
