import { badInputContract } from "./contract/bad-input.ts";
import { busySignInContract } from "./contract/busy-sign-in.ts";
import { cartContract } from "./contract/cart.ts";
import { cartOwnerContract } from "./contract/cart-owner.ts";
import { catalogueContract } from "./contract/catalogue.ts";
import { checkoutContract } from "./contract/checkout.ts";
import { cookieContract } from "./contract/cookies.ts";
import { crossSiteContract } from "./contract/cross-site.ts";
import { exactlyOnceContract } from "./contract/exactly-once.ts";
import { failingStoreContract } from "./contract/failing-store.ts";
import { headerContract } from "./contract/headers.ts";
import { idempotencyKeyContract } from "./contract/idempotency-keys.ts";
import { invalidCookieContract } from "./contract/invalid-cookies.ts";
import { knownDeviceContract } from "./contract/known-device.ts";
import { lifetimeContract } from "./contract/lifetime.ts";
import { metricsContract } from "./contract/metrics.ts";
import { newCartLimitContract } from "./contract/new-cart-limit.ts";
import { openApiContract } from "./contract/openapi.ts";
import { overlappingClicksContract } from "./contract/overlapping-clicks.ts";
import { secretRotationContract } from "./contract/secret-rotation.ts";
import { securityLogContract } from "./contract/security-log.ts";
import { signInContract } from "./contract/sign-in.ts";
import { signInAttemptsContract } from "./contract/sign-in-attempts.ts";
import { signInFormContract } from "./contract/sign-in-form.ts";
import { signOutContract } from "./contract/sign-out.ts";
import { storeCostContract } from "./contract/store-cost.ts";
import { describeContract, type OpenState } from "./describe-contract.ts";

/** What the shop promises over HTTP, with any state. */
export function shopContract(kind: string, openState: OpenState) {
  describeContract("shop contract", { kind, openState }, [
    catalogueContract,
    signInContract,
    signInFormContract,
    signInAttemptsContract,
    knownDeviceContract,
    busySignInContract,
    signOutContract,
    cartContract,
    cartOwnerContract,
    checkoutContract,
    overlappingClicksContract,
    newCartLimitContract,
    exactlyOnceContract,
    failingStoreContract,
    idempotencyKeyContract,
    cookieContract,
    invalidCookieContract,
    secretRotationContract,
    lifetimeContract,
    storeCostContract,
    badInputContract,
    crossSiteContract,
    securityLogContract,
    metricsContract,
    headerContract,
    openApiContract,
  ]);
}
